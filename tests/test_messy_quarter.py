"""Commands on a quarter with everything at once: each line, each row, each figure by hand."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis.project import Project
from tests.messy_quarter import CITY, FIGURES, RECONCILED, REJECTS, WEST, lay_out, write_city
from tests.projects import bulletin

DIFFERING = (
    "编号重复而内容不同：评价记录，1 个评价编号重复而内容不同，"
    "首例在 evaluations_1市级.csv 第 5 行，请核实。"
)


class Terminal(io.StringIO):
    """Standard error that somebody watches."""

    def isatty(self) -> bool:
        return True


def on(project: Project, command: str, *options: str) -> int:
    """Run a command on the quarter of a project."""
    return bulletin(command, "2026Q3", "-C", str(project.root), *options)


def half_written(project: Project) -> list[Path]:
    """Return what a command that stops must not leave: reports, and tables not yet whole.

    The lock's file stays: its presence means nothing.
    """
    reports = (project.root / "reports").rglob("*")
    unread = (project.root / ".cache").rglob(".reading*")
    return [*(path for path in reports if path.suffix != ".lock"), *unread]


def test_check_prints_what_became_of_every_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert on(lay_out(tmp_path), "check") == 0
    shown = capsys.readouterr()
    *told, last = shown.out.splitlines()
    assert told == [*RECONCILED, "合理性核查，1 条：", f"  {DIFFERING}"]
    assert re.fullmatch(r"2026Q3 的参数和数据可用，共 [0-9]+ 项数据。", last)
    assert re.fullmatch(r"  2026Q3 读取并核对数据  [0-9]+\.[0-9] 秒\n", shown.err)


def test_a_terminal_shows_how_far_each_file_is_read_and_once_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project, watched = lay_out(tmp_path), Terminal()
    monkeypatch.setattr(sys, "stderr", watched)
    assert on(project, "check") == 0
    for flashed in (
        "  2026Q3 读取并核对数据 …",
        # The row that is cut off is not among them.
        "    evaluations_1市级.csv  已读 8 行 …",
        "    evaluations_2东城.xlsx［7月］  已读 4 行 …",
        "    evaluations_2东城.xlsx［8月］  已读 2 行 …",
        "    evaluations_3西城.csv  已读 4 行 …",
        "    evaluations_5税务.csv.gz  已读 3 行 …",
        "    evaluations_6问卷.csv  已读 5 行 …",
        "    统计评价记录 …",
        "    查重和对账 …",
    ):
        assert f"{flashed}\x1b[K\r" in watched.getvalue(), flashed
    first, again = capsys.readouterr().out, Terminal()
    monkeypatch.setattr(sys, "stderr", again)
    assert on(project, "check") == 0
    assert capsys.readouterr().out == first
    assert "已读" not in again.getvalue()


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The quarter after a run."""
    project = lay_out(tmp_path_factory.mktemp("messy"))
    assert on(project, "run", "-q") == 0
    return project


def test_every_rejected_row_is_listed(ran: Project) -> None:
    listed = pd.read_csv(ran.root / "reports/2026Q3/rejects.csv", keep_default_na=False)
    assert list(listed.columns) == ["file", "row", "reason", "evaluation_id"]
    assert listed.to_numpy().tolist() == REJECTS


def test_the_figures_are_of_the_rows_that_count(ran: Project) -> None:
    table = pd.read_csv(ran.root / "reports/2026Q3/tables/levels_by_region.csv", index_col=0)
    counts = table.loc[:, [not column.endswith("占比") for column in table.columns]]
    assert {region: list(row) for region, *row in counts.itertuples()} == FIGURES


RIGHT = "非常满意、满意、基本满意、不满意、非常不满意"
NOTE = f"   # 请核对，右边写{RIGHT}之一；不算评价的词改写进 no_answer: [词, …]"
UNDECLARED = CITY.replace("\t满意\tA2", "\t还行\tA2")
TOLD = (
    f"错误：evaluations_1市级.csv 第 3 行 B 列“满意度”：“还行”不是五级满意度之一（{RIGHT}）。\n"
    "在 params/<季度>.yaml 的 sources 中声明，例如：\n"
    "  - files: evaluations_1市级.csv\n"
    f"    levels: {{还行: 等级}}{NOTE}\n"
)


@pytest.mark.parametrize("command", ["check", "run", "build"])
def test_a_word_that_is_not_declared_stops_with_the_line_that_would_declare_it(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = lay_out(tmp_path, city=UNDECLARED)
    assert on(project, command, "-q") == 11
    assert capsys.readouterr() == ("", TOLD)
    assert half_written(project) == []


def test_a_word_that_a_declared_source_lacks_stops_with_the_whole_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = lay_out(tmp_path, west=WEST.replace(";差;", ";一般;"))
    assert on(project, "check", "-q") == 11
    told = capsys.readouterr().err.splitlines()
    assert told[0] == (
        f"错误：evaluations_3西城.csv 第 3 行 C 列“打分”：“一般”不是五级满意度之一（{RIGHT}）。"
    )
    assert told[-1] == f"    levels: {{很好: 非常满意, 好: 满意, 差: 不满意, 一般: 基本满意}}{NOTE}"


TOO_MANY = (
    "错误：剔除 11 行，占读入 30 行的36.67%，超过上限 36.6%（参数 max_rejected_percent）。"
    "例如：\n"
    "  evaluations_1市级.csv 第 4 行：满意度为空\n"
    "  evaluations_1市级.csv 第 5 行：评价编号与前面的记录重复\n"
    "  evaluations_1市级.csv 第 6 行：评价时间不在本季度\n"
    "  evaluations_1市级.csv 第 7 行：列数与表头不符\n"
    "  evaluations_1市级.csv 第 10 行：评价时间不存在\n"
)


def test_beyond_the_limit_it_stops_with_the_first_rejects(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = lay_out(tmp_path, percent="36.6")
    assert on(project, "run", "-q") == 12
    assert capsys.readouterr() == ("", TOO_MANY)
    assert half_written(project) == []


def test_a_stop_leaves_the_earlier_run_as_it_was(
    ran: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    def reports() -> dict[Path, bytes]:
        places = (ran.root / "reports").rglob("*")
        return {path: path.read_bytes() for path in places if path.is_file()}

    before, data = reports(), ran.root / "data" / "2026Q3"
    write_city(data, UNDECLARED)
    assert on(ran, "run", "-q") == 11
    write_city(data, CITY)
    assert capsys.readouterr().err == TOLD
    assert before
    assert reports() == before
