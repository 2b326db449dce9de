"""The project around a folder, and where its things lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import UsageError
from analysis.project import Project
from analysis.quarter import Quarter

QUARTER = Quarter(2026, 3)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place = tmp_path.resolve() / "通报"
    (place / "params").mkdir(parents=True)
    (place / "params" / "defaults.yaml").touch()
    return place


def test_the_project_is_found_from_any_folder_inside_it(root: Path) -> None:
    deep = root / "reports" / "2026Q3" / "notebooks"
    deep.mkdir(parents=True)
    assert Project.find(root) == Project.find(deep) == Project(root)


def test_the_working_folder_is_where_the_search_starts(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root / "params")
    assert Project.find() == Project(root)


def test_a_folder_outside_any_project_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as stopped:
        Project.find(tmp_path)
    assert str(stopped.value).startswith(f"{tmp_path.resolve()} 及其上级文件夹中没有 params/")


def test_every_folder_lies_below_the_root() -> None:
    project = Project(Path("通报"))
    assert project.params == Path("通报/params")
    assert project.notebooks == Path("通报/notebooks")
    assert project.cache == Path("通报/.cache")
    assert project.data(QUARTER) == Path("通报/data/2026Q3")
    assert project.report(QUARTER) == Path("通报/reports/2026Q3")
