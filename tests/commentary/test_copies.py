"""Whatever a run overwrites is kept as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.commentary.copies import KEPT, discard_old_copies, earlier_copies

NAME = "notebooks/2_evaluations.ipynb"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    for folder in ("notebooks", "earlier"):
        (tmp_path / folder).mkdir()
    return tmp_path


def test_a_notebook_that_changes_is_kept_under_the_next_number(report: Path) -> None:
    (report / NAME).write_bytes(b"edited")
    assert earlier_copies(report, {NAME: b"new"}) == {"earlier/2_evaluations-1.ipynb": b"edited"}
    (report / "earlier/2_evaluations-9.ipynb").write_bytes(b"before")
    (report / "earlier/2_evaluations-10.ipynb").write_bytes(b"before")
    (report / "earlier/1_awards-30.ipynb").write_bytes(b"before")
    (report / "earlier/2_evaluations-x.ipynb").write_bytes(b"the analyst's own")
    assert set(earlier_copies(report, {NAME: b"new"})) == {"earlier/2_evaluations-11.ipynb"}


def test_nothing_is_kept_twice(report: Path) -> None:
    (report / NAME).write_bytes(b"edited")
    (report / "earlier/2_evaluations-3.ipynb").write_bytes(b"edited")
    assert earlier_copies(report, {NAME: b"new"}) == {}


def test_what_does_not_change_is_not_kept(report: Path) -> None:
    (report / NAME).write_bytes(b"same")
    (report / "facts.json").write_bytes(b"old")
    assert earlier_copies(report, {NAME: b"same", "facts.json": b"new"}) == {}


def test_a_first_run_overwrites_nothing(tmp_path: Path) -> None:
    assert earlier_copies(tmp_path / "2026Q3", {NAME: b"new"}) == {}


def test_only_the_latest_copies_of_each_notebook_stay(report: Path) -> None:
    for number in range(1, KEPT + 3):
        (report / f"earlier/2_evaluations-{number}.ipynb").write_bytes(b"")
    for name in ("1_awards-1.ipynb", "2_evaluations-x.ipynb", "facts.json"):
        (report / "earlier" / name).write_bytes(b"")
    discard_old_copies(report)
    left = {path.name for path in (report / "earlier").iterdir()}
    assert left == {
        *(f"2_evaluations-{number}.ipynb" for number in range(3, KEPT + 3)),
        *("1_awards-1.ipynb", "2_evaluations-x.ipynb", "facts.json"),
    }


def test_a_folder_without_copies_has_none_to_discard(tmp_path: Path) -> None:
    discard_old_copies(tmp_path)
    assert list(tmp_path.iterdir()) == []
