"""What an analyst wrote stays when data are corrected and the run is repeated."""

from collections.abc import Callable
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode

from analysis import pipeline
from analysis.project import Project
from analysis.publish.execute import execute
from tests.projects import bulletin
from tests.reports import CORRECTED, NAME, cell_of, edited, notebook_path

Maker = Callable[..., Project]


def test_an_edit_stays_and_untouched_text_follows_the_corrected_data(
    run_city: Project, invented_city: Maker
) -> None:
    edited(run_city, problems="个别窗口核实不细。", orders="督办单已全部办结。")
    project = invented_city(evaluations=CORRECTED)
    assert bulletin("run", "2026Q3", "-C", str(project.root), "-q") == 0
    notebook = nbformat.read(notebook_path(project), as_version=4)
    assert cell_of(notebook, "problems").source == "个别窗口核实不细。"
    assert cell_of(notebook, "orders").source == "督办单已全部办结。"
    assert "共收到评价152件" in cell_of(notebook, "overall-totals").source


def test_an_edited_sentence_stays_and_the_rest_of_its_paragraph_is_new(
    run_city: Project, invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    drafted = nbformat.read(notebook_path(run_city), as_version=4)
    text = cell_of(drafted, "overall-totals").source
    edited(run_city, overall_totals=text.replace("主动评价率", "群众主动评价率"))
    capsys.readouterr()
    project = invented_city(evaluations=CORRECTED)
    assert bulletin("run", "2026Q3", "-C", str(project.root), "-q") == 0
    notebook = nbformat.read(notebook_path(project), as_version=4)
    first, note = cell_of(notebook, "overall-totals").source.split("\n\n")
    kept = "第三季度，全市政务服务“好差评”系统共收到评价150件，其中主动评价135件，群众主动评价率90%"
    assert first.startswith(kept[:-3])
    assert "不满意1件，占0.66%；非常不满意3件，占1.97%。" in first
    assert note.startswith("> 〔待核1，核对后删去本行〕您写的“第三季度，")
    assert "新稿：第三季度，全市政务服务“好差评”系统共收到评价152件，" in note
    told = capsys.readouterr().err
    assert "2_evaluations“一、总体评价情况”中待核1：数据变动后草稿变了，您改过的文字未动。" in told
    assert "共收到评价152件" in told
    assert bulletin("publish", "2026Q3", "-C", str(project.root), "-q") == 13
    assert "中待核1：" in capsys.readouterr().err
    mended = first.replace("150件", "152件").replace("135件", "137件").replace("90%", "90.13%")
    edited(run_city, overall_totals=mended.replace("90.00%", "90.13%"))
    assert bulletin("publish", "2026Q3", "-C", str(project.root), "-q") == 0
    assert "待核" not in capsys.readouterr().err
    assert "待核" not in (run_city.root / "reports/2026Q3/bulletin.html").read_text("utf-8")


def test_a_deleted_cell_stays_deleted_and_a_moved_one_moved(
    run_city: Project, invented_city: Maker
) -> None:
    notebook = nbformat.read(notebook_path(run_city), as_version=4)
    notebook.cells.remove(cell_of(notebook, "hall-leading"))
    moved = cell_of(notebook, "hall-below")
    notebook.cells.remove(moved)
    notebook.cells.insert(notebook.cells.index(cell_of(notebook, "hall-rates")), moved)
    nbformat.write(notebook, notebook_path(run_city))
    project = invented_city(evaluations=CORRECTED)
    assert bulletin("run", "2026Q3", "-C", str(project.root), "-q") == 0
    again = nbformat.read(notebook_path(project), as_version=4)
    assert [cell.id for cell in again.cells] == [cell.id for cell in notebook.cells]


def test_running_again_with_nothing_changed_leaves_every_byte(run_city: Project) -> None:
    report = run_city.root / "reports/2026Q3"
    before = {path: path.read_bytes() for path in report.rglob("*") if path.is_file()}
    assert bulletin("run", "2026Q3", "-C", str(run_city.root), "-q") == 0
    assert {path: path.read_bytes() for path in report.rglob("*") if path.is_file()} == before


def test_a_paragraph_of_the_analysts_own_stays_in_its_place(run_city: Project) -> None:
    notebook = nbformat.read(notebook_path(run_city), as_version=4)
    place = notebook.cells.index(cell_of(notebook, "orders")) + 1
    notebook.cells.insert(place, nbformat.v4.new_markdown_cell("另据抽查，窗口服务平稳。"))
    nbformat.write(notebook, notebook_path(run_city))
    assert bulletin("build", "2026Q3", "-C", str(run_city.root), "-q") == 0
    again = nbformat.read(notebook_path(run_city), as_version=4)
    assert again.cells[place].source == "另据抽查，窗口服务平稳。"
    html = (run_city.root / "reports/2026Q3/bulletin.html").read_text("utf-8")
    assert "另据抽查，窗口服务平稳。" in html


def test_publish_takes_the_edited_text_without_running_anything(run_city: Project) -> None:
    edited(run_city, next_steps="加强培训。")
    assert bulletin("publish", "2026Q3", "-C", str(run_city.root), "-q") == 0
    html = (run_city.root / "reports/2026Q3/bulletin.html").read_text("utf-8")
    assert "加强培训。" in html


def test_an_edit_saved_while_the_kernels_ran_stays(
    run_city: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def execute_while_editing(*arguments: Any) -> list[NotebookNode]:
        executed = execute(*arguments)
        edited(run_city, orders="督办单已全部办结。")
        return executed

    monkeypatch.setattr(pipeline, "execute", execute_while_editing)
    assert bulletin("run", "2026Q3", "-C", str(run_city.root), "-q") == 0
    notebook = nbformat.read(notebook_path(run_city), as_version=4)
    assert cell_of(notebook, "orders").source == "督办单已全部办结。"


def test_a_prompt_that_nobody_answered_is_left_out_and_said(
    run_city: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bulletin("publish", "2026Q3", "-C", str(run_city.root), "-q") == 0
    html = (run_city.root / "reports/2026Q3/bulletin.html").read_text("utf-8")
    assert "请在此写明" not in html
    assert "（二）下一步工作" not in html
    told = capsys.readouterr().err
    assert "注意：2_evaluations“（一）工作开展情况”中有一段尚未撰写，通报中略去。" in told
    assert "注意：2_evaluations“（二）下一步工作”中有一段尚未撰写，通报中略去。" in told


def test_publish_after_the_data_changed_asks_for_a_run_first(
    run_city: Project, invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    project = invented_city(evaluations=CORRECTED)
    assert bulletin("publish", "2026Q3", "-C", str(project.root), "-q") == 14
    told = capsys.readouterr().err
    assert "上次运行之后，evaluations.csv有变动。请先运行 bulletin run 2026Q3。" in told
    assert not (run_city.root / "reports/2026Q3/bulletin.html").exists()


def test_publish_after_a_threshold_changed_asks_for_a_run_first(
    run_city: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (run_city.params / "2026Q3.yaml").write_text("quarter: 2026Q3\nlow_rate: 70\n", "utf-8")
    assert bulletin("publish", "2026Q3", "-C", str(run_city.root), "-q") == 14
    assert "参数 low_rate 有变动。" in capsys.readouterr().err


def test_publish_takes_a_new_title_without_a_run(run_city: Project) -> None:
    (run_city.params / "2026Q3.yaml").write_text("quarter: 2026Q3\ntitle: 新标题\n", "utf-8")
    assert bulletin("publish", "2026Q3", "-C", str(run_city.root), "-q") == 0
    assert "新标题" in (run_city.root / "reports/2026Q3/bulletin.html").read_text("utf-8")


def test_publish_with_a_notebook_missing_is_refused(
    run_city: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook_path(run_city).unlink()
    assert bulletin("publish", "2026Q3", "-C", str(run_city.root), "-q") == 14
    assert "中没有 2_evaluations.ipynb，请先运行 bulletin run 2026Q3。" in capsys.readouterr().err


def test_a_damaged_notebook_stops_the_run_and_is_not_overwritten(
    run_city: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    half = notebook_path(run_city).read_text("utf-8")[:2000]
    notebook_path(run_city).write_text(half, "utf-8")
    assert bulletin("run", "2026Q3", "-C", str(run_city.root), "-q") == 14
    assert "已损坏，无法读出其中的文字" in capsys.readouterr().err
    assert notebook_path(run_city).read_text("utf-8") == half


def test_a_notebook_of_somebody_elses_stops_the_run_and_is_not_overwritten(
    run_city: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    template = (run_city.notebooks / NAME).read_bytes()
    notebook_path(run_city).write_bytes(template)
    assert bulletin("run", "2026Q3", "-C", str(run_city.root), "-q") == 14
    assert "中没有上次运行留下的记录（元数据 bulletin）" in capsys.readouterr().err
    assert notebook_path(run_city).read_bytes() == template
