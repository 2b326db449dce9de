"""The pages that browser tests open: all that a page can hold, the bulletin itself, a draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat.v4 import new_notebook

from analysis.commentary.verify import Finding, Rule
from analysis.project import Project
from analysis.publish.html.bulletin import BulletinHTMLExporter
from analysis.publish.html.draft import draft_page
from tests.publish.sample_page import ABOUT, OVERALL, sample_notebook


@pytest.fixture(scope="session")
def page_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pages of tests lie."""
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(scope="session")
def sample_file(page_folder: Path) -> Path:
    """A page that shows all a page can hold."""
    html, _ = BulletinHTMLExporter().from_notebook_node(sample_notebook())
    return _written(page_folder / "sample.html", html)


@pytest.fixture(scope="session")
def draft_file(page_folder: Path) -> Path:
    """The same page as a draft with two findings and a notice."""
    notebook = new_notebook(cells=sample_notebook().cells)
    findings = [_finding("96.43%"), _finding("应当引起重视")]
    notices = ["1_awards.ipynb 有1处待写。"]
    html = draft_page({"2": notebook}, ABOUT, findings=findings, notices=notices)
    return _written(page_folder / "draft.html", html)


@pytest.fixture(scope="session")
def published_file(published: Project) -> Path:
    """The bulletin itself."""
    return published.root / "reports/2025Q1/bulletin.html"


@pytest.fixture(scope="session", params=["sample", "published"])
def page_file(request: pytest.FixtureRequest) -> Path:
    """A page that shows all a page can hold, and the published bulletin itself."""
    return _page(request)


@pytest.fixture(scope="session", params=["sample", "published", "draft"])
def any_page(request: pytest.FixtureRequest) -> Path:
    """These two, and a draft."""
    return _page(request)


def _page(request: pytest.FixtureRequest) -> Path:
    file: Path = request.getfixturevalue(f"{request.param}_file")
    return file


def _finding(found: str) -> Finding:
    start = OVERALL.index(found)
    reason = f"“{found}”与数据不符。"
    end = start + len(found)
    message = f"2_evaluations.ipynb“一、总体评价情况”：{reason}"
    return Finding(Rule.FIGURE, "2", "overall", OVERALL, found, start, end, "", reason, message)


def _written(file: Path, html: str) -> Path:
    file.write_text(html, encoding="utf-8")
    return file
