"""A delivery stopped at any step: before its commit nothing happened, after it all of it does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis.delivery import deliver, mend
from tests.delivery.editions import (
    DELIVERY,
    NAME,
    NEW,
    NOTEBOOK,
    OLD,
    files,
    hidden,
    old_edition,
)
from tests.interrupted import at_every_step

COMMITTED = f".{NAME}.committed"
ACTIONS = "tests.delivery.editions"


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The folder of reports as it was left by a delivery killed at each of its steps."""
    place = tmp_path_factory.mktemp("killed")
    old_edition(place / "state")
    found = at_every_step(f"{ACTIONS}:put_new", "kill", place / "state", place / "left")
    return [reports for reports, _ in found]


def copied(reports: Path, target: Path) -> Path:
    shutil.copytree(reports, target)
    return target / NAME


def is_committed(reports: Path) -> bool:
    return (reports / COMMITTED).is_dir()


def test_the_steps_are_many_and_lie_on_both_sides_of_the_commit(killed: list[Path]) -> None:
    committed = [is_committed(reports) for reports in killed]
    assert len(killed) > 30
    assert committed.count(True) > 10
    assert not committed[0]
    assert not committed[-1]


def test_each_single_file_is_always_whole(killed: list[Path]) -> None:
    for reports in killed:
        for name, content in files(reports / NAME).items():
            assert content in {OLD.get(name), NEW.get(name)}, (reports, name)


def test_editions_are_mixed_only_between_the_commit_and_the_last_move(killed: list[Path]) -> None:
    for reports in killed:
        if not is_committed(reports):
            assert files(reports / NAME) in (OLD, NEW), reports


def test_what_readers_open_is_changed_last_and_together(killed: list[Path]) -> None:
    steps = [reports for reports in killed if is_committed(reports)]
    mixed = [
        reports
        for reports in steps
        if len({files(reports / NAME)[name][:3] for name in ("bulletin.html", "bulletin.pdf")}) > 1
    ]
    assert len(mixed) == 1
    for reports in mixed:
        now = files(reports / NAME)
        assert all(now[name] == content for name, content in NEW.items() if "/" in name)


def test_the_next_command_mends_it_and_leaves_nothing_behind(
    killed: list[Path], tmp_path: Path
) -> None:
    for reports in killed:
        committed = is_committed(reports)
        report = copied(reports, tmp_path / reports.name)
        told = mend(report)
        assert files(report) == (NEW if committed else files(reports / NAME))
        assert bool(told) is committed
        assert hidden(report.parent) == set() or not told


def test_the_next_delivery_completes_by_itself(killed: list[Path], tmp_path: Path) -> None:
    for reports in killed:
        report = copied(reports, tmp_path / reports.name)
        deliver(report, DELIVERY)
        assert files(report) == NEW
        assert hidden(report.parent) == set()


def test_mending_can_itself_be_killed_at_every_step(killed: list[Path], tmp_path: Path) -> None:
    for reports in [one for one in killed if is_committed(one)]:
        again = at_every_step(f"{ACTIONS}:mend", "kill", reports, tmp_path / reports.name)
        for left, _ in again:
            mend(left / NAME)
            assert files(left / NAME) == NEW


def test_what_the_analyst_saves_after_the_kill_is_never_overwritten(
    killed: list[Path], tmp_path: Path
) -> None:
    kept = 0
    for reports in killed:
        report = copied(reports, tmp_path / reports.name)
        (report / NOTEBOOK).write_bytes(b"saved after the kill")
        told = mend(report)
        assert (report / NOTEBOOK).read_bytes() == b"saved after the kill"
        if "1_awards.ipynb 在那之后又保存过，保留了保存的那一份" in told:
            kept += 1
            assert files(report) == {**NEW, NOTEBOOK: b"saved after the kill"}
    assert kept > 5


def test_the_first_delivery_of_a_quarter_is_all_or_nothing(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    found = at_every_step(f"{ACTIONS}:put_first", "kill", tmp_path / "state", tmp_path / "left")
    for reports, _ in found:
        if not is_committed(reports):
            assert files(reports / NAME) in ({}, NEW)
        mend(reports / NAME)
        assert files(reports / NAME) in ({}, NEW)


def test_a_disk_that_is_full_at_any_step_is_told_in_chinese(tmp_path: Path) -> None:
    old_edition(tmp_path / "state")
    found = at_every_step(f"{ACTIONS}:put_new", "full", tmp_path / "state", tmp_path / "left")
    refused = [(reports, said) for reports, said in found if said]
    assert len(refused) > 20
    # A full disk still lets go of files, which is all that is left to do then.
    assert all(files(reports / NAME) == NEW for reports, said in found if not said)
    for reports, said in refused:
        assert said.startswith("ExportError: "), said
        assert "磁盘已满" in said
        assert "请清出空间后再运行。" in said
        if is_committed(reports):
            assert "下一条命令会先接着写完。" in said
        else:
            assert files(reports / NAME) == OLD
            assert hidden(reports) == set()
        deliver(reports / NAME, DELIVERY)
        assert files(reports / NAME) == NEW
        assert hidden(reports) == set()
