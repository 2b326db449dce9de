"""How each quarter stands, told without reading a record and whatever is damaged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from analysis import basis
from analysis.basis import How, Part
from analysis.commentary.text_digest import published_digests, text_digest
from analysis.inputs.columns import KINDS
from analysis.inputs.fingerprints import file_hash
from analysis.inputs.kept_hashes import KeptHashes
from analysis.params.loading import load_params
from analysis.project import Project
from analysis.quarter import Quarter
from analysis.standing import Standing, State, standing, standings
from analysis.standing_text import STATES, as_values, remarks, rows
from tests.projects import LEDGERS, ROOT, bulletin
from tests.reports import CORRECTED, cell_of, edited, explain, notebook_path

Maker = Callable[..., Project]
QUARTER = Quarter(2026, 3)
FACTS = b'{"facts": [{}, {}, {}]}'


def state_of(project: Project, quarter: Quarter = QUARTER) -> Standing:
    return standing(project, quarter, file_hash)


def told(one: Standing) -> str:
    return "\n".join(remarks(one))


@pytest.fixture
def ran(invented_city: Maker) -> Project:
    """A project with what a run leaves, as far as the state follows from it."""
    project = invented_city()
    report = project.report(QUARTER)
    (report / "notebooks").mkdir(parents=True)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("原文。")])
    nbformat.write(notebook, report / "notebooks/1_awards.ipynb")
    (report / "facts.json").write_bytes(FACTS)
    rewrite(project)
    return project


def rewrite(project: Project, **entries: object) -> None:
    """Write the manifest that a run of the project as it is now would leave."""
    params = dict(load_params(project.params, QUARTER).values)
    texts = {path.stem: text_digest(read(path)) for path in notebooks(project)}
    content = {
        "inputs": basis.inputs(project, QUARTER),
        "params": params,
        "roster": basis.roster(project),
        "templates": basis.templates(project),
        "compared_with": basis.compared_with(project, QUARTER),
        "versions": basis.versions(),
        "findings": ["某句不符。"],
        "texts": texts,
        "published": {},
        **entries,
    }
    (project.report(QUARTER) / "manifest.json").write_text(json.dumps(content), "utf-8")


def publish(project: Project) -> None:
    """Leave what a publication leaves."""
    (project.report(QUARTER) / "bulletin.html").write_text("通报", "utf-8")
    texts = {path.stem: text_digest(read(path)) for path in notebooks(project)}
    params = load_params(project.params, QUARTER).values
    rewrite(project, published=published_digests(texts, FACTS, params))


def notebooks(project: Project) -> list[Path]:
    return sorted((project.report(QUARTER) / "notebooks").glob("*.ipynb"))


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def edit(project: Project) -> None:
    (path,) = notebooks(project)
    path.write_text(path.read_text("utf-8").replace("原文", "改过的"), "utf-8")


def change_data(project: Project) -> None:
    (project.data(QUARTER) / "evaluations.csv").write_text(CORRECTED, "utf-8")


def change_params(project: Project) -> None:
    own = project.params / f"{QUARTER}.yaml"
    own.write_text(own.read_text("utf-8") + "low_rate: 85\n", "utf-8")


def change_template(project: Project) -> None:
    original = project.notebooks.resolve()
    project.notebooks.unlink()
    project.notebooks.mkdir()
    for path in original.glob("*.ipynb"):
        (project.notebooks / path.name).write_bytes(path.read_bytes() + b"\n")


def change_roster(project: Project) -> None:
    units = project.params / "units.yaml"
    units.write_text(units.read_text("utf-8").replace("临江税务", "税务"), "utf-8")


def change_earlier(project: Project) -> None:
    earlier = project.report(QUARTER.previous) / "facts.json"
    earlier.parent.mkdir(parents=True)
    earlier.write_text("{}", "utf-8")


def test_every_state_has_its_word() -> None:
    assert set(STATES) == set(State)


@pytest.mark.parametrize(
    ("without", "state"),
    [(list(KINDS), State.NO_DATA), (["hall"], State.INCOMPLETE), ([], State.READY)],
)
def test_before_any_run_it_is_the_data_that_count(
    without: list[str], state: State, invented_city: Maker
) -> None:
    project = invented_city(**dict.fromkeys(without))
    found = state_of(project)
    assert found.state is state
    assert found.missing == without


def test_a_run_is_a_draft_until_it_is_published(ran: Project) -> None:
    found = state_of(ran)
    assert (found.state, found.report.fact_count, found.report.findings) == (State.DRAFT, 3, 1)
    assert told(found) == "下一步：改好文字后运行 bulletin publish 2026Q3"
    publish(ran)
    assert state_of(ran).state is State.PUBLISHED
    assert told(state_of(ran)) == ""


@pytest.mark.parametrize(
    ("change", "part", "name", "words"),
    [
        (change_data, Part.INPUTS, "evaluations.csv", "数据文件 evaluations.csv"),
        (change_params, Part.PARAMS, "low_rate", "参数 low_rate"),
        (change_roster, Part.ROSTER, "units.yaml", "单位名录 units.yaml"),
        (change_template, Part.TEMPLATES, "1_awards.ipynb", "笔记本模板 1_awards.ipynb、2_"),
        (
            change_earlier,
            Part.EARLIER,
            "2026Q2/facts.json",
            "往期数据 2026Q2/facts.json（新增）",
        ),
    ],
)
def test_a_draft_is_stale_once_anything_it_follows_from_has_changed(
    change: Callable[[Project], None], part: Part, name: str, words: str, ran: Project
) -> None:
    change(ran)
    found = state_of(ran)
    assert found.state is State.STALE
    assert (found.since.changed[0].part, found.since.changed[0].name) == (part, name)
    assert f"上次运行之后有变动：{words}" in told(found)
    assert "下一步：重新运行 bulletin run 2026Q3，再发布" in told(found)


@pytest.mark.parametrize(
    ("change", "state"),
    [
        (change_data, State.STALE),
        (change_params, State.STALE),
        (change_earlier, State.STALE),
        (change_template, State.PUBLISHED),
        (change_roster, State.PUBLISHED),
    ],
)
def test_a_bulletin_that_is_out_is_stale_only_where_its_figures_may_be(
    change: Callable[[Project], None], state: State, ran: Project
) -> None:
    publish(ran)
    change(ran)
    assert state_of(ran).state is state
    assert "上次运行之后有变动" in told(state_of(ran))


def test_another_version_of_the_program_makes_a_draft_stale(ran: Project) -> None:
    rewrite(ran, versions={**basis.versions(), "pandas": "1.0"})
    assert state_of(ran).state is State.STALE
    assert "程序 pandas" in told(state_of(ran))


def test_a_text_edited_after_the_run_or_after_the_bulletin_is_told_with_the_time(
    ran: Project,
) -> None:
    edit(ran)
    saved = time.mktime((2026, 10, 9, 16, 5, 0, 0, 0, -1))
    os.utime(notebooks(ran)[0], (saved, saved))
    assert state_of(ran).state is State.DRAFT
    assert "运行之后文字改过：1_awards（2026年10月9日 16:05）" in told(state_of(ran))
    publish(ran)
    assert state_of(ran).since.edited == {}
    (path,) = notebooks(ran)
    path.write_text(path.read_text("utf-8").replace("改过的", "再改的"), "utf-8")
    found = state_of(ran)
    assert found.state is State.PUBLISHED
    assert "发布之后文字改过：1_awards（" in told(found)


def test_a_date_of_issue_that_is_not_printed_yet_is_told(ran: Project) -> None:
    publish(ran)
    own = ran.params / f"{QUARTER}.yaml"
    own.write_text(own.read_text("utf-8") + "published_on: 2026年10月15日\n", "utf-8")
    found = state_of(ran)
    assert found.state is State.PUBLISHED
    assert found.published_on == "2026年10月15日"
    assert "运行 bulletin publish 2026Q3 才会印出" in told(found)


def test_a_run_after_the_bulletin_is_a_draft_beside_an_older_bulletin(ran: Project) -> None:
    publish(ran)
    (ran.report(QUARTER) / "facts.json").write_bytes(b'{"facts": []}')
    found = state_of(ran)
    assert found.state is State.DRAFT
    assert "现有的通报是这次运行之前发布的" in told(found)


def test_manifests_of_before_tell_a_draft_by_its_page(ran: Project) -> None:
    report = ran.report(QUARTER)
    (report / "bulletin.html").write_text("通报", "utf-8")
    path = report / "manifest.json"
    old = {k: v for k, v in read(path).items() if k not in ("texts", "published", "templates")}
    path.write_text(json.dumps(old), "utf-8")
    assert state_of(ran).state is State.PUBLISHED
    (report / "draft.html").write_text("草稿", "utf-8")
    assert state_of(ran).state is State.DRAFT


def test_records_that_are_only_not_here_make_nothing_stale(ran: Project) -> None:
    publish(ran)
    (ran.data(QUARTER) / "evaluations.csv").unlink()
    found = state_of(ran)
    assert found.state is State.PUBLISHED
    assert "现在不在的文件：evaluations.csv，无法核对是否有变动" in told(found)


def test_one_of_two_files_taken_away_is_a_change(invented_city: Maker, ran: Project) -> None:
    invented_city(hall_more=LEDGERS["hall"])
    rewrite(ran)
    (ran.data(QUARTER) / "hall_more.csv").unlink()
    found = state_of(ran)
    assert found.state is State.STALE
    assert found.since.changed[0].how is How.GONE
    assert "数据文件 hall_more.csv（没有了）" in told(found)


DAMAGES: dict[str, tuple[str, str, State]] = {
    # What is written over -> with what, what is told, the state.
    "reports/2026Q3/manifest.json": ("{", "manifest.json 已损坏，读不出内容", State.DAMAGED),
    "reports/2026Q3/facts.json": ("[]", "facts.json 已损坏，读不出内容", State.DAMAGED),
    "reports/2026Q3/notebooks/1_awards.ipynb": (
        '{"cells": 1}',
        "1_awards.ipynb 已损坏，读不出内容",
        State.DAMAGED,
    ),
    "params/2026Q3.yaml": ("quarter: [", "2026Q3.yaml 第 1 行不是有效的 YAML", State.DRAFT),
}


@pytest.mark.parametrize("path", DAMAGES)
def test_what_is_damaged_is_told_and_stops_nothing(
    path: str, ran: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    content, words, state = DAMAGES[path]
    (ran.root / path).write_text(content, "utf-8")
    found = state_of(ran)
    assert (found.state, len(found.damaged)) == (state, 1)
    assert words in told(found)
    assert bulletin("status", "-C", str(ran.root)) == 0
    assert words in capsys.readouterr().out


def test_a_run_whose_facts_are_gone_is_damaged(ran: Project) -> None:
    publish(ran)
    (ran.report(QUARTER) / "facts.json").unlink()
    found = state_of(ran)
    assert found.state is State.DAMAGED
    assert "reports/2026Q3/facts.json 无法读取：No such file" in told(found)
    assert "这次运行之前发布" not in told(found)


def test_params_that_cannot_be_read_are_there_all_the_same(ran: Project) -> None:
    assert rows([state_of(ran)])[1][3] == "有"
    own = ran.params / f"{QUARTER}.yaml"
    own.write_text("quarter: [", "utf-8")
    assert rows([state_of(ran)])[1][3] == "读不出"
    own.unlink()
    assert rows([state_of(ran)])[1][3] == "无"


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        "null",
        '{"inputs": []}',
        '{"compared_with": {"2026Q2": 1}}',
        '{"params": null, "findings": 3}',
        '{"published": {"params": 1}, "texts": {"1_awards": []}, "inputs": {}}',
        "[" * 100_000,
        "\udcff",
    ],
)
def test_no_manifest_is_strange_enough_to_stop_it(content: str, ran: Project) -> None:
    (ran.report(QUARTER) / "bulletin.html").touch()
    path = ran.report(QUARTER) / "manifest.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    found = state_of(ran)
    assert rows([found])
    assert json.dumps(as_values(found), default=str)


@pytest.mark.parametrize("folder", ["data/2026Q3", "reports/2026Q3", "reports/2026Q3/notebooks"])
def test_a_file_in_the_place_of_a_folder_stops_nothing(folder: str, ran: Project) -> None:
    (ran.root / folder).rename(ran.root / "aside")
    (ran.root / folder).write_text("", "utf-8")
    assert [one.quarter for one in standings(ran)] == [QUARTER]


def test_the_command_shows_a_table_and_what_to_do(
    invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    project = invented_city()
    (project.params / "2026Q4.yaml").write_text("quarter: 2026Q4\n", "utf-8")
    (project.root / "data/2027q1").mkdir()
    (project.data(QUARTER.previous)).mkdir()
    (project.data(QUARTER.previous) / "hall.csv").write_text(LEDGERS["hall"], "utf-8")
    assert bulletin("status", "-C", str(project.root)) == 0
    assert capsys.readouterr().out.splitlines() == [
        "季度    状态            数据               参数  数据项  文字提醒  印发日期",
        "2026Q2  数据未齐        缺 4 种，1 个文件  无",
        "2026Q3  数据已到未运行  齐，5 个文件       有",
        "2026Q4  未到数据        无                 有",
        (
            "2026Q2：缺 评价记录（evaluations）、服务之星（service_stars）、"
            "督办单（supervision_orders）、表扬记录（commendations）。"
        ),
        "2026Q3：下一步：运行 bulletin run 2026Q3。",
        "注意：data/2027q1 的名称不是季度，季度写作 2025Q1。",
    ]


def test_json_has_the_documented_keys(ran: Project, capsys: pytest.CaptureFixture[str]) -> None:
    change_data(ran)
    assert bulletin("status", "--json", "-C", str(ran.root)) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["misnamed"] == []
    assert shown["quarters"] == [
        {
            "quarter": "2026Q3",
            "state": "stale",
            "data": {kind: [f"{kind}.csv"] for kind in KINDS},
            "missing": [],
            "params": True,
            "facts": 3,
            "findings": 1,
            "bulletin": False,
            "published_on": None,
            "changed": [{"part": "inputs", "name": "evaluations.csv", "how": "changed"}],
            "absent": [],
            "edited": {},
            "reworded": False,
            "damaged": [],
        }
    ]


def test_the_manual_explains_every_key_and_state(ran: Project) -> None:
    manual = (ROOT / "docs/使用手册.md").read_text("utf-8")
    text = manual.split("### 各季度的状态\n")[1].split("\n## ")[0]
    for word in (*as_values(state_of(ran)), *State, *Part, *How):
        assert f"`{word}`" in text
    for word in STATES.values():
        assert word in text


def test_no_library_of_tables_is_imported_for_it(ran: Project) -> None:
    code = (
        "import sys; from analysis.cli.main import main; main(sys.argv[1:]);"
        "sys.exit(bool({'pandas', 'pyarrow', 'duckdb', 'nbformat'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, "status", "-C", str(ran.root)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 - our own interpreter


def test_a_file_is_hashed_once_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, hashed = tmp_path / "evaluations.csv", []
    path.write_text("一", "utf-8")

    def counted(one: Path) -> str:
        hashed.append(one)
        return file_hash(one)

    monkeypatch.setattr("analysis.inputs.kept_hashes.file_hash", counted)
    # As after a few seconds: what was written just now is never kept.
    monkeypatch.setattr("time.time_ns", lambda: path.stat().st_ctime_ns + 3_000_000_000)
    for _ in range(2):
        hashes = KeptHashes(tmp_path / ".cache")
        assert hashes.of(path) == file_hash(path)
        hashes.keep()
    assert len(hashed) == 1
    path.write_text("二", "utf-8")
    assert KeptHashes(tmp_path / ".cache").of(path) == file_hash(path)
    (tmp_path / ".cache/hashes.json").write_text("[", "utf-8")
    assert KeptHashes(tmp_path / ".cache").of(path) == file_hash(path)


def test_what_was_written_a_moment_ago_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "hall.csv"
    path.write_text("一", "utf-8")
    hashes = KeptHashes(tmp_path / ".cache")
    hashes.of(path)
    hashes.keep()
    assert not (tmp_path / ".cache").exists()


def test_from_data_to_a_published_quarter_and_a_late_correction(invented_city: Maker) -> None:
    project = invented_city()
    root = str(project.root)
    assert state_of(project).state is State.READY
    assert bulletin("run", "2026Q3", "-C", root, "-q") == 0
    assert state_of(project).state is State.DRAFT
    problems = cell_of(nbformat.read(notebook_path(project), as_version=4), "problems")
    assert problems.source
    edited(project, problems="没有发现问题。", next_steps="继续努力。")
    assert list(state_of(project).since.edited) == ["2_evaluations"]
    assert bulletin("publish", "2026Q3", "-C", root, "-q") == 0
    assert state_of(project).state is State.PUBLISHED
    assert told(state_of(project)) == ""
    edited(project, problems="发现一处问题。")
    assert list(state_of(project).since.edited) == ["2_evaluations"]
    change_data(project)
    assert state_of(project).state is State.STALE
    assert bulletin("run", "2026Q3", "-C", root, "-q") == 0
    found = state_of(project)
    assert found.state is State.DRAFT
    assert "现有的通报是这次运行之前发布的" in told(found)
    explain(project, 2)
    assert bulletin("build", "2026Q3", "-C", root, "-q") == 0
    assert state_of(project).state is State.PUBLISHED
    assert told(state_of(project)) == ""
    # Run once more with nothing new: what is out is still of the last run.
    assert bulletin("run", "2026Q3", "-C", root, "-q") == 0
    assert state_of(project).state is State.PUBLISHED
    (project.report(QUARTER) / "manifest.json").write_text("{", "utf-8")
    assert state_of(project).state is State.DAMAGED
    assert bulletin("build", "2026Q3", "-C", root, "-q") == 0
    assert state_of(project).state is State.PUBLISHED
