"""The log of a run: line by line, the latest twenty, and never in the way of the run itself."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from analysis import basis, surroundings
from analysis.run_log import KEPT, RunLog, discard_old_logs
from analysis.surroundings import checkout, lines


def test_every_line_has_its_time_and_is_there_at_once(tmp_path: Path) -> None:
    log = RunLog(tmp_path / "2025Q1", "build")
    log.write("开始", "错误：两行\n第二行")
    assert log.path is not None
    assert re.fullmatch(r"[0-9]{8}-[0-9]{6}-01-build\.log", log.path.name)
    time = r"[0-9-]{10}T[0-9:]{8}\.[0-9]{3}[+-][0-9]{2}:[0-9]{2}"
    told = log.path.read_text("utf-8")
    assert re.fullmatch(rf"{time} 开始\n{time} 错误：两行\n    第二行\n", told)


def test_two_runs_in_one_second_have_a_log_each(tmp_path: Path) -> None:
    paths = {RunLog(tmp_path, "check").path for _ in range(3)}
    assert len(paths) == 3


def test_the_latest_twenty_are_kept(tmp_path: Path) -> None:
    for number in range(KEPT + 2):
        (tmp_path / f"20250401-0000{number:02}-01-run.log").touch()
    (tmp_path / "mine.txt").touch()
    discard_old_logs(tmp_path)
    kept = sorted(path.name for path in tmp_path.glob("*.log"))
    assert len(kept) == KEPT == 20
    assert kept[0] == "20250401-000002-01-run.log"
    assert (tmp_path / "mine.txt").exists()


def test_where_no_log_can_be_written_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    for folder in (tmp_path / "taken", tmp_path / "taken" / "2025Q1"):
        log = RunLog(folder, "run")
        log.write("开始")
        assert log.path is None


def test_a_disk_that_fills_up_ends_the_log_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = RunLog(tmp_path, "run")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    log.write("开始")
    assert log.path is None


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.invalid")
    command = ["git", "-C", str(folder), *identity, *arguments]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - fixed arguments


def test_the_commit_is_known_and_whether_anything_is_changed(tmp_path: Path) -> None:
    assert checkout(tmp_path) == (None, False)
    git(tmp_path, "init", "-q")
    (tmp_path / "a").write_text("1", "utf-8")
    git(tmp_path, "add", "a")
    git(tmp_path, "commit", "-qm", "a")
    git(tmp_path, "tag", "v1")
    commit, dirty = checkout(tmp_path)
    assert re.fullmatch("[0-9a-f]{40}", commit or "")
    assert not dirty
    (tmp_path / "a").write_text("2", "utf-8")
    assert checkout(tmp_path) == (commit, True)


def test_without_git_there_is_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert checkout(tmp_path) == (None, False)


def test_the_log_says_what_it_ran_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "checkout", lambda _: ("0" * 40, True))
    program, machine, libraries = lines(tmp_path)
    version = basis.versions()["quarterly-bulletin"]
    assert program == f"程序：quarterly-bulletin {version}，提交 {'0' * 40}，有未提交的改动"
    assert re.fullmatch(r"环境：Python 3\.[0-9.]+，.+，[0-9]+ 个处理器", machine)
    assert f"pandas {basis.versions()['pandas']}" in libraries
    monkeypatch.undo()
    assert lines(tmp_path)[0] == f"程序：quarterly-bulletin {version}，不在 git 中"
