"""Projects to test on: the 2025Q1 edition built from records, and a small invented city."""

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from analysis.project import Project
from tests.browser import axe, browser
from tests.projects import QUARTERS, ROOT, bulletin, invent_city
from tests.publish.pages import (
    any_page,
    draft_file,
    page_file,
    page_folder,
    published_file,
    sample_file,
)

# One browser for all tests: two would be two event loops in one thread.
__all__ = [
    "any_page",
    "axe",
    "browser",
    "draft_file",
    "page_file",
    "page_folder",
    "published_file",
    "sample_file",
]


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The whole 2025Q1 edition, made from reconstructed records in a folder of its own."""
    root = tmp_path_factory.mktemp("published")
    for folder in ("params", "data", "notebooks"):
        without_records = shutil.ignore_patterns("evaluations*")
        shutil.copytree(ROOT / folder, root / folder, ignore=without_records)
    written = Path("reports") / "2025Q1" / "notebooks"
    shutil.copytree(ROOT / written, root / written)
    for command in (("sample", *QUARTERS), ("build", "2025Q1")):
        assert bulletin(*command, "-C", str(root), "--quiet") == 0
    return Project(root)


@pytest.fixture(scope="session")
def published_facts(published: Project) -> dict[str, dict[str, object]]:
    """The facts of the edition, by measure and subject."""
    content = json.loads((published.root / "reports/2025Q1/facts.json").read_text("utf-8"))
    return {
        fact["key"] + (f"[{fact['subject']}]" if fact["subject"] else ""): fact
        for fact in content["facts"]
    }


@pytest.fixture
def invented_city(tmp_path: Path) -> Callable[..., Project]:
    """Return a maker of a small project of another city; `data` replaces ledgers by name."""

    return partial(invent_city, tmp_path)


@pytest.fixture(scope="session")
def city_after_a_run(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small city, run once for all tests: none may change it."""
    return _made(tmp_path_factory.mktemp("run"), "run")


@pytest.fixture(scope="session")
def city_as_published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small city, built once for all tests: none may change it."""
    return _made(tmp_path_factory.mktemp("built"), "build")


@pytest.fixture
def run_city(city_after_a_run: Project, tmp_path: Path) -> Project:
    """The small city as a run left it; `invented_city` puts other data in the same place."""
    return _copied(city_after_a_run, tmp_path)


@pytest.fixture
def built_city(city_as_published: Project, tmp_path: Path) -> Project:
    """The small city as a build left it; `invented_city` puts other data in the same place."""
    return _copied(city_as_published, tmp_path)


def _made(root: Path, command: str) -> Project:
    project = invent_city(root)
    assert bulletin(command, "2026Q3", "-C", str(root), "-q") == 0
    return project


def _copied(project: Project, root: Path) -> Project:
    shutil.copytree(project.root, root, symlinks=True, dirs_exist_ok=True)
    return Project(root)
