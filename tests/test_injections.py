"""Whatever stands in the data or the commentary, it is words: nothing runs, asks or breaks."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import nbformat
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser
from pypdf import PdfReader

from analysis.csv_files import plain_cell
from analysis.project import Project
from analysis.spelling import person, tidied
from analysis.unseen import told, without_unseen
from tests.browser import opened
from tests.hostile_quarter import (
    NAMES,
    QUARTER,
    UNITS,
    as_they_are,
    lay_out,
    stated,
    without_attack,
)
from tests.injections import words
from tests.projects import bulletin

POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:;"
    " base-uri 'none'; form-action 'none'"
)
WIDTHS = (375, 1280)
# What 7*7*191 is: rendered anywhere, a template has run.
PRODUCT = "9359"


def report(project: Project) -> Path:
    return project.root / "reports" / QUARTER


def html_words(project: Project) -> str:
    soup = BeautifulSoup((report(project) / "bulletin.html").read_text("utf-8"), "html.parser")
    return "".join(soup.body.get_text().split())


def pdf_words(project: Project) -> str:
    """Return the PDF's words, without page numbers and the places where a long word may break."""
    pages = PdfReader(report(project) / "bulletin.pdf").pages
    found = "".join("".join(page.extract_text().split()) for page in pages).replace("\u200b", "")
    return re.sub("—[0-9]+—", "", found)


def word_words(project: Project) -> str:
    with ZipFile(report(project) / "bulletin.docx") as package:
        parts = [package.read(f"word/{name}.xml") for name in ("document", "footnotes")]
    words = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
    roots = [ET.fromstring(one) for one in parts]  # noqa: S314 - our own output
    found = "".join(one.text or "" for root in roots for one in root.iter(words))
    return "".join(found.split())


# Every format that is published, and how its words are read.
FORMATS: Mapping[str, Callable[[Project], str]] = {
    "bulletin.html": html_words,
    "bulletin.pdf": pdf_words,
    "bulletin.docx": word_words,
}


def foreign(addresses: set[str]) -> set[str]:
    """Return the addresses that lead out of the page but to the CSV of our own tables."""
    own = re.compile(r"#|data:|tables/[a-z0-9_]+\.csv$")
    return {address for address in addresses if not own.match(address)}


class _Skeleton(HTMLParser):
    """The elements of a page in their order, with the names of their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(" ".join([tag, *sorted(name for name, _ in attrs)]))
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src")}

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"/{tag}")

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"comment {data}")


def skeleton(html: str) -> _Skeleton:
    reader = _Skeleton()
    reader.feed(html)
    reader.close()
    return reader


def command(project: Project, *arguments: str) -> int:
    return bulletin(*arguments, QUARTER, "-C", str(project.root), "-q")


@pytest.fixture(scope="module")
def drafts() -> dict[str, str]:
    """The draft pages of the two quarters, which publishing removes."""
    return {}


def made(root: Path, drafts: dict[str, str], *, hostile: bool) -> Project:
    project = lay_out(root, as_they_are if hostile else without_attack())
    assert command(project, "run") == 0
    drafts["hostile" if hostile else "innocent"] = (report(project) / "draft.html").read_text()
    # Names hold figures that no fact backs: published all the same.
    assert command(project, "publish", "--force") == 0
    return project


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, drafts: dict[str, str]) -> Project:
    return made(tmp_path_factory.mktemp("hostile"), drafts, hostile=True)


@pytest.fixture(scope="module")
def innocent(tmp_path_factory: pytest.TempPathFactory, drafts: dict[str, str]) -> Project:
    return made(tmp_path_factory.mktemp("innocent"), drafts, hostile=False)


def published_texts() -> Iterator[str]:
    yield from (tidied(text) for text in UNITS)
    yield from (person(text) for text in NAMES)
    yield from (tidied(text) for text in stated(as_they_are).values())


@pytest.mark.parametrize("form", FORMATS)
def test_every_word_is_there_and_nothing_that_is_not_seen(form: str, hostile: Project) -> None:
    found = FORMATS[form](hostile)
    assert [text for text in published_texts() if words(text) not in found] == []
    assert without_unseen(found) == found
    assert PRODUCT not in found


def test_no_element_or_attribute_comes_from_a_text(hostile: Project, innocent: Project) -> None:
    attacked, plain = (
        skeleton((report(project) / "bulletin.html").read_text("utf-8"))
        for project in (hostile, innocent)
    )
    assert len(plain.parts) > 1000
    assert attacked.parts == plain.parts
    assert foreign(attacked.addresses) == set()


def test_the_draft_page_has_no_element_but_its_own(
    hostile: Project, innocent: Project, drafts: dict[str, str]
) -> None:
    assert hostile
    assert innocent
    attacked, plain = skeleton(drafts["hostile"]), skeleton(drafts["innocent"])
    marks = {"mark", "/mark", "ol", "/ol", "aside class id", "/aside", "a aria-label class href"}
    marks |= {"a aria-label class href id", "a href", "li", "/li"}
    assert set(attacked.parts) - set(plain.parts) <= marks
    assert foreign(attacked.addresses) == set()


@pytest.mark.parametrize("page", ["bulletin", "draft"])
@pytest.mark.parametrize("width", WIDTHS)
def test_in_a_browser_nothing_runs_or_is_asked_for_and_the_page_is_no_wider(
    page: str, width: int, hostile: Project, drafts: dict[str, str], browser: Browser
) -> None:
    file = report(hostile) / "bulletin.html"
    if page == "draft":
        file = hostile.root / "draft-kept.html"
        file.write_text(drafts["hostile"], "utf-8")
    require_still(browser, file, width)


def require_still(browser: Browser, file: Path, width: int) -> None:
    """Hold that an opened page runs nothing, asks for nothing, shows no dialog and fits."""
    with opened(browser, file, viewport={"width": width, "height": 900}) as watched:
        dialogs: list[str] = []
        watched.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        watched.page.wait_for_timeout(200)
        asked = [url for url in watched.requests if not url.startswith("data:")]
        assert asked == [file.as_uri()]
        assert (watched.complaints, dialogs) == ([], [])
        assert watched.page.evaluate("() => window.hit") is None
        assert watched.page.evaluate("() => document.documentElement.scrollWidth") == width
        assert watched.page.title()


def test_both_pages_forbid_scripts_and_the_network(
    hostile: Project, drafts: dict[str, str]
) -> None:
    for page in ((report(hostile) / "bulletin.html").read_text("utf-8"), drafts["hostile"]):
        head = BeautifulSoup(page, "html.parser").head
        (policy,) = head.find_all("meta", attrs={"http-equiv": True})
        assert policy["http-equiv"] == "Content-Security-Policy"
        assert policy["content"] == POLICY
        # A policy holds for what comes after it.
        assert policy.find_all_previous(["style", "link", "img", "title"]) == []


def test_the_pdf_opens_nothing_and_holds_no_link_or_script(hostile: Project) -> None:
    reader = PdfReader(report(hostile) / "bulletin.pdf")
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(reader.trailer["/Root"])
    assert "/JavaScript" not in str(reader.trailer["/Root"].get("/Names", ""))
    for page in reader.pages:
        for annotation in page.get("/Annots", []):
            target = annotation.get_object()
            assert "/URI" not in str(target.get("/A", "")), target


def cells(file: Path) -> list[list[str]]:
    return [*csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline=""))]


def test_no_cell_of_a_table_is_a_formula_and_each_text_is_told_exactly(hostile: Project) -> None:
    for file in (report(hostile) / "tables").glob("*.csv"):
        for row in cells(file):
            assert [cell for cell in row if plain_cell(cell) not in (cell, f"'{cell}")] == []
            assert [cell for cell in row if plain_cell(cell) != cell and cell[0] != "'"] == []
    units = {row[0] for row in cells(report(hostile) / "tables/commendations_by_unit.csv")[1:]}
    assert units == {str(plain_cell(tidied(text))) for text in UNITS}
    assert {"'@SUM(1+1)", "'=cmd|'/c calc'!A1", "''=1+1"} <= units
    rejected = cells(report(hostile) / "rejects.csv")
    assert [row[0] for row in rejected[1:]] == ["evaluations_<b>'=1{{7}}[31m&#60;.csv"] * 2


def test_facts_and_manifest_tell_each_text_exactly(hostile: Project) -> None:
    facts = json.loads((report(hostile) / "facts.json").read_text("utf-8"))["facts"]
    told_of = next(fact for fact in facts if fact["key"] == "stars")
    names = json.dumps(told_of["value"], ensure_ascii=False)
    missing = [text for text in NAMES if as_json_text(person(text)) not in names]
    assert missing == []
    subjects = {fact["subject"] for fact in facts}
    assert {tidied(text) for text in UNITS} <= subjects
    manifest = json.loads((report(hostile) / "manifest.json").read_text("utf-8"))
    for key, text in stated(as_they_are).items():
        assert manifest["params"][key] == without_unseen(text)


def as_json_text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def test_notebooks_hold_each_text_as_data(hostile: Project) -> None:
    for path in (report(hostile) / "notebooks").glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        for cell in notebook.cells:
            for output in cell.get("outputs", ()):
                preview = skeleton(output.get("data", {}).get("text/html", "")).parts
                tags = {part.split(" ")[0].removeprefix("/") for part in preview}
                assert tags <= {"table", "caption", "tr", "th", "td", "p", "ul", "li", "mark", "b"}


@pytest.mark.parametrize("command_name", ["check", "facts", "run"])
def test_the_terminal_is_sent_no_commands(
    command_name: str, hostile: Project, capfd: pytest.CaptureFixture[str]
) -> None:
    assert bulletin(command_name, QUARTER, "-C", str(hostile.root)) == 0
    shown = capfd.readouterr()
    # A progress bar may return to the start of its line.
    for text in (shown.out, shown.err.replace("\r", "")):
        assert told(text) == text
    if command_name == "check":
        assert "evaluations_<b>'=1{{7}}<U+001B>[31m<U+202E>&#60;.csv：读入" in shown.out
