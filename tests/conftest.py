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
