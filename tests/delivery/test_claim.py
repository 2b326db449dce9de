"""One program at a time: the second is told who holds the quarter; a dead one holds nothing."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from analysis.delivery import claim, mend, scratch
from analysis.errors import BusyError, ExportError
from tests.delivery.editions import NAME, hidden, old_edition
from tests.projects import ROOT

HOLD = """
import sys
from pathlib import Path
from analysis.delivery import claim
with claim(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
Starter = Callable[[Path], "subprocess.Popen[str]"]


@pytest.fixture
def another() -> Iterator[Starter]:
    """Return a starter of another program that holds a report's folder until it is ended."""
    started: list[subprocess.Popen[str]] = []

    def start(report: Path) -> subprocess.Popen[str]:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
            [sys.executable, "-c", HOLD, str(report)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        return process

    yield start
    for process in started:
        process.communicate()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return old_edition(tmp_path)


def test_a_second_program_stops_at_once_and_says_who_holds_it(
    report: Path, another: Starter
) -> None:
    process = another(report)
    begun = time.perf_counter()
    with pytest.raises(BusyError) as stopped, claim(report):
        pass
    assert time.perf_counter() - begun < 1
    assert re.fullmatch(
        rf"2026Q3 正由另一个程序处理（用户 \S+，电脑 \S+，进程号 {process.pid}，命令 -c {report}，"
        r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8} 开始）。请等它结束后再运行。"
        rf"它若已没有反应，结束进程 {process.pid} 即可，不用删除文件。",
        str(stopped.value),
    )


def test_a_program_that_only_reads_is_not_kept_waiting(report: Path, another: Starter) -> None:
    another(report)
    assert mend(report) == ""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_lock_ends_with_its_process(report: Path, another: Starter, end: int) -> None:
    process = another(report)
    os.kill(process.pid, end)
    process.wait()
    assert report.with_name(f".{NAME}.holder.json").exists()
    with claim(report) as told:
        assert told == ""
    assert hidden(report.parent) == set()


def test_a_lock_file_by_itself_blocks_nobody(report: Path) -> None:
    report.with_name(f".{NAME}.lock").write_text("12345", "utf-8")
    with claim(report) as told:
        assert told == ""


def test_two_quarters_are_two_locks(report: Path, another: Starter) -> None:
    another(report)
    with claim(report.with_name("2026Q2")) as told:
        assert told == ""


def test_who_holds_a_quarter_may_claim_it_again(report: Path, another: Starter) -> None:
    with claim(report):
        with claim(report) as told:
            assert told == ""
        with pytest.raises(AssertionError):
            another(report)


def test_scratch_folders_go_when_their_program_is_dead_and_not_before(
    report: Path, another: Starter
) -> None:
    process = another(report)
    left = report.with_name(f".{NAME}.scratch-0123abcd")
    (left / "inside").mkdir(parents=True)
    mend(report)
    assert left.exists()
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    mend(report)
    assert not left.exists()


def test_scratch_folders_of_other_quarters_stay(report: Path) -> None:
    other = report.with_name(".2026Q2.scratch-0123abcd")
    other.mkdir()
    with claim(report):
        pass
    assert other.exists()


def test_a_scratch_folder_is_gone_after_a_failure(report: Path) -> None:
    with pytest.raises(IsADirectoryError), claim(report), scratch(report) as folder:
        folder.write_text("a", "utf-8")
    assert hidden(report.parent) == set()


def test_mending_nothing_writes_nothing(report: Path) -> None:
    assert mend(report) == ""
    assert [path.name for path in report.parent.iterdir()] == [NAME]


def test_a_damaged_journal_is_named_and_can_be_moved_away(report: Path) -> None:
    committed = report.with_name(f".{NAME}.committed")
    committed.mkdir()
    (committed / "journal.json").write_text("{", "utf-8")
    with pytest.raises(ExportError, match=r"journal\.json 已损坏，无法补完。请把文件夹 .* 移走"):
        mend(report)
    committed.rename(report.with_name("away"))
    assert mend(report) == ""
