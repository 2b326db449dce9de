"""Several quarters at once: what waits for what, what is told, and how it ends."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from analysis.cli import side_by_side as module
from analysis.cli.board import Board
from analysis.cli.side_by_side import Plan, Result, side_by_side
from analysis.quarter import Quarter
from benchmarks.nine_quarters import LAST, WITHOUT_HALL, make
from tests.projects import bulletin

# A process in a quarter's place: it waits for the word, and notes when it got it and when it ended.
PROCESS = """
import json, sys
quarter = sys.argv[2]
print("  读取数据  0.1 秒", file=sys.stderr, flush=True)
word = sys.stdin.readline()
with open({log!r}, "a") as log:
    log.write(f"{{quarter}} {{word.strip()}}\\n")
    log.flush()
    if quarter == "2024Q2":
        sys.exit("坏了")
    print(json.dumps({{"done": "built", "exit_code": 0}}))
    log.write(f"{{quarter}} end\\n")
"""
QUARTERS = LAST.last(5)[::-1]


def plan(left: Sequence[Quarter] = (), stream: io.StringIO | None = None) -> Plan:
    def leave(quarter: Quarter) -> Result | None:
        done = {"done": "unchanged", "exit_code": 0}
        return Result(quarter, done) if quarter in left else None

    board = Board(stream or io.StringIO(), quiet=stream is None)
    return Plan((), leave, lambda quarter: quarter not in left, board, cores=3)


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    log = tmp_path / "log"
    script = PROCESS.format(log=str(log))
    monkeypatch.setattr(module, "_COMMAND", (sys.executable, "-c", script))
    return log


def test_a_quarter_gets_the_word_when_the_earlier_ones_have_ended(noted: Path) -> None:
    results = side_by_side(QUARTERS, plan())
    assert [result.quarter for result in results] == list(QUARTERS)
    said = [line.split() for line in noted.read_text().splitlines()]
    assert [quarter for quarter, what in said if what == "go"] == list(map(str, QUARTERS))
    ended = [place for place, (_, what) in enumerate(said) if what == "end"]
    assert ended == [1, 4, 6, 8]


def test_one_that_fails_does_not_stop_the_others(noted: Path) -> None:
    results = {str(result.quarter): result for result in side_by_side(QUARTERS, plan())}
    assert [one for one, result in results.items() if result.exit_code] == ["2024Q2"]
    assert results["2024Q2"].values["error"]["message"].endswith("坏了")
    assert "2025Q1 go" in noted.read_text()


def test_one_with_nothing_to_do_starts_no_process(noted: Path) -> None:
    left = [Quarter(2024, 3)]
    results = side_by_side(QUARTERS, plan(left))
    assert [result.values["done"] for result in results if result.quarter in left] == ["unchanged"]
    assert "2024Q3" not in noted.read_text()


@pytest.mark.usefixtures("noted")
def test_without_a_terminal_each_quarter_has_one_line() -> None:
    stream = io.StringIO()
    side_by_side(QUARTERS[:1], plan(stream=stream))
    (line,) = stream.getvalue().splitlines()
    assert line.startswith("  2024Q1  结束，")


def test_on_a_terminal_the_lines_of_quarters_at_work_are_redrawn() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    board = Board(stream, quiet=False)
    board.show(Quarter(2024, 2), "运行笔记本")
    board.show(Quarter(2024, 1), "生成 PDF")
    assert stream.getvalue().endswith("\x1b[1F\x1b[J  2024Q1  生成 PDF\n  2024Q2  运行笔记本\n")
    board.end(Quarter(2024, 1))
    *_, last = stream.getvalue().split("\x1b[2F\x1b[J")
    assert last.startswith("  2024Q1  结束，")
    assert last.endswith(" 秒\n  2024Q2  运行笔记本\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["2025Q1..2024Q4"], "“2025Q1..2024Q4”的第一个季度应早于最后一个"),
        (["2025Q1..2025q2"], "2025q2"),
    ],
)
def test_a_range_that_is_written_wrong_is_refused(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bulletin("build", *arguments) == 2
    assert told in capsys.readouterr().err


def test_a_range_gives_the_bytes_of_its_quarters_one_by_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    quarters = (WITHOUT_HALL.previous, WITHOUT_HALL, Quarter(2023, 4))
    at_once, in_turn = (make(tmp_path / name, quarters) for name in ("at_once", "in_turn"))
    codes = [bulletin("build", str(one), "-q", "-C", str(in_turn.root)) for one in quarters]
    assert codes == [0, 11, 0]
    capsys.readouterr()
    assert bulletin("build", "2023Q1..2023Q4", "-q", "--json", "-C", str(at_once.root)) == 11
    shown = capsys.readouterr()
    found = json.loads(shown.out)
    assert [(one["quarter"], one["done"], one["exit_code"]) for one in found] == [
        ("2023Q2", "built", 0),
        ("2023Q3", None, 11),
        ("2023Q4", "built", 0),
    ]
    told = shown.err.splitlines()
    assert told[0] == "注意：2023Q1 没有数据，略过。"
    assert [line for line in told if line.startswith("2023Q3 没有做成（退出码 11）：")]
    made, expected = (
        {
            path.relative_to(project.reports): path.read_bytes()
            for path in sorted(project.reports.rglob("*"))
            if path.is_file()
        }
        for project in (at_once, in_turn)
    )
    assert made == expected
    assert Path("2023Q4/bulletin.pdf") in made
    assert bulletin("build", "2023Q2", "2023Q4", "-C", str(at_once.root)) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2023Q2 没有变动，通报保持原样。",
        "2023Q4 没有变动，通报保持原样。",
    ]
