"""Nothing is published that the data do not bear out, unless it is forced and put on record."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from analysis import outputs
from analysis.project import Project
from tests.projects import LEDGERS, bulletin
from tests.reports import CORRECTED, cell_of, edited, explain, notebook_path

Maker = Callable[..., Project]
TRUE = "基本满意2件，占1.33%"
WRONG = "基本满意3件，占1.33%"


def command(project: Project, *arguments: str) -> int:
    return bulletin(*arguments, "2026Q3", "-C", str(project.root), "-q")


def report(project: Project) -> Path:
    return project.root / "reports/2026Q3"


def manifest(project: Project) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((report(project) / "manifest.json").read_text("utf-8"))
    return read


def totals(project: Project) -> str:
    notebook = nbformat.read(notebook_path(project), as_version=4)
    text: str = cell_of(notebook, "overall-totals").source
    return text


def test_a_wrong_figure_stops_the_publication_until_it_is_mended_or_forced(
    built_city: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    true = totals(built_city)
    before = {path: path.read_bytes() for path in report(built_city).glob("bulletin.*")}
    assert len(before) == 3
    edited(built_city, overall_totals=true.replace(TRUE, WRONG))
    capsys.readouterr()

    assert command(built_city, "publish") == 13
    told = capsys.readouterr().err
    assert "错误：文字有 1 处与数据不符或尚待核对，没有发布：\n" in told
    sentence = "基本满意3件，占1.33%；"
    assert (
        f"\n  2_evaluations“一、总体评价情况”：“{sentence}”中的“3”与数据不符："
        "“基本满意”应为2。请改正，或加脚注注明来源。\n" in told
    )
    assert "再运行 bulletin publish 2026Q3。" in told
    assert {path: path.read_bytes() for path in before} == before
    draft = report(built_city) / "draft.html"
    assert f"草稿页 {draft} 逐处标出了这些。" in told
    assert "基本满意<mark>3</mark>" in draft.read_text("utf-8")

    assert command(built_city, "check") == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[-4] == "文字核对，3 条："
    assert f"“{sentence}”中的“3”" in shown[-1]

    # What was published before is another figure, forced or not.
    assert command(built_city, "publish", "--force") == 17
    explain(built_city, 2)
    assert command(built_city, "publish", "--force") == 0
    (forced,) = manifest(built_city)["forced"]
    assert f"“{sentence}”中的“3”" in forced
    assert manifest(built_city)["findings"][-1] == forced
    assert f"注意：{forced}" in capsys.readouterr().err
    assert WRONG in (report(built_city) / "bulletin.html").read_text("utf-8")
    assert not draft.exists()

    assert command(built_city, "run") == 0
    assert manifest(built_city)["forced"] == [forced]
    assert "基本满意<mark>3</mark>" in draft.read_text("utf-8")
    edited(built_city, overall_totals=true)
    explain(built_city, 2, 3)
    assert command(built_city, "publish") == 0
    assert manifest(built_city)["forced"] == []
    html = (report(built_city) / "bulletin.html").read_text("utf-8")
    assert f"“{WRONG}；”更正为“{TRUE}；”" in html


def test_a_build_that_is_stopped_delivers_the_notebooks_and_leaves_the_last_bulletin(
    built_city: Project, invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (report(built_city) / "bulletin.html").read_bytes()
    edited(built_city, overall_totals=totals(built_city).replace("非常满意140件", "五星好评140件"))
    edits = notebook_path(built_city).read_bytes()
    project = invented_city(evaluations=CORRECTED)
    capsys.readouterr()
    assert command(project, "build") == 13
    told = capsys.readouterr().err
    assert "中待核1：" in told
    assert (report(project) / "bulletin.html").read_bytes() == before
    assert "共收到评价152件" in totals(project)
    assert "五星好评140件" in totals(project)
    assert (report(project) / "earlier/2_evaluations-1.ipynb").read_bytes() == edits
    explain(project, 2)
    assert command(project, "build", "--force") == 0
    html = (report(project) / "bulletin.html").read_text("utf-8")
    assert "五星好评140件" in html
    assert "待核" not in html
    assert len(manifest(project)["forced"]) >= 1
    assert "中待核1：" in manifest(project)["forced"][-1]


def test_a_figure_that_was_true_in_the_run_before_is_called_so_until_it_is_mended(
    built_city: Project, invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(built_city, problems="本季度共收到评价150件，其中个别窗口核实不细。")
    assert command(built_city, "publish") == 0
    project = invented_city(evaluations=CORRECTED)
    capsys.readouterr()
    stale = "中的“150”是以前的数：“评价总数”应为152。"
    for step, code in (("run", 0), ("publish", 13), ("run", 0), ("build", 13)):
        assert command(project, step) == code
        assert stale in capsys.readouterr().err, step


def test_a_paragraph_and_a_heading_of_the_analysts_own_are_verified_too(
    built_city: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = nbformat.read(notebook_path(built_city), as_version=4)
    notebook.cells.append(nbformat.v4.new_markdown_cell("### （三）另有\n\n共发出督办单7件。"))
    nbformat.write(notebook, notebook_path(built_city))
    assert command(built_city, "publish") == 13
    told = capsys.readouterr().err
    assert "2_evaluations“（二）下一步工作”：“共发出督办单7件。”中的“7”" in told


def test_a_footnote_with_a_source_lets_a_figure_pass(built_city: Project) -> None:
    edited(built_city, problems="据抽查，等候时间缩短7分钟[^1]。\n\n[^1]: 2026年9月窗口抽查记录。")
    assert command(built_city, "publish") == 0


def test_check_says_when_the_text_must_wait_for_a_run(
    built_city: Project, invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    invented_city(evaluations=CORRECTED)
    capsys.readouterr()
    assert command(built_city, "check") == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "文字核对，1 条：",
        "  上次运行之后，evaluations.csv有变动。请先运行 bulletin run 2026Q3。",
    ]


def test_what_is_saved_after_the_merge_is_not_overwritten(
    built_city: Project,
    invented_city: Maker,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    merge_and_save = outputs.run_outputs

    def outputs_while_editing(made: Any, edition: Any) -> dict[str, bytes]:
        edited(built_city, problems="个别窗口核实不细。")
        return merge_and_save(made, edition)

    monkeypatch.setattr(outputs, "run_outputs", outputs_while_editing)
    project = invented_city(hall=LEDGERS["hall"].replace("200,150,150", "200,150,149"))
    facts = (report(built_city) / "facts.json").read_bytes()
    assert command(project, "run") == 14
    told = capsys.readouterr().err
    assert "2_evaluations.ipynb 在合并之后又保存过，没有覆盖。请再运行一次" in told
    assert "个别窗口核实不细。" in notebook_path(project).read_text("utf-8")
    assert (report(project) / "facts.json").read_bytes() == facts


def test_what_no_page_can_show_stops_the_publication_and_not_the_run(
    built_city: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(built_city, problems="个别窗口核实不细\U0001f600。")
    assert command(built_city, "run") == 0
    assert "核实不细\U0001f600。" in (report(built_city) / "draft.html").read_text("utf-8")
    edited(built_city, problems="共发出督办单9件。")
    notebook = nbformat.read(notebook_path(built_city), as_version=4)
    without_words = nbformat.v4.new_output("display_data", data={"image/svg+xml": "<svg/>"})
    drawn = nbformat.v4.new_code_cell("1", outputs=[without_words], execution_count=1)
    notebook.cells.append(drawn)
    nbformat.write(notebook, notebook_path(built_city))
    assert command(built_city, "publish") == 13
    assert not (report(built_city) / "draft.html").exists()
    assert "草稿页" not in capsys.readouterr().err
