"""What an analyst writes, pastes or adds to a notebook is words and plain markup, never code."""

from __future__ import annotations

import json
import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from playwright.sync_api import Browser

from analysis.project import Project
from analysis.publish.document import SVG_MIME
from analysis.tables import TABLE_MIME
from analysis.unseen import told, without_unseen
from tests.injections import (
    CONTROLS,
    FORMULAS,
    JINJA,
    LONG,
    PILE,
    RUNS,
    UNPRINTABLE,
    UNSEEN,
    injections,
    words,
)
from tests.projects import LEDGERS, PARAMS, ROOT, UNITS, bulletin
from tests.reports import cell_of, notebook_path
from tests.test_injections import FORMATS, PRODUCT, foreign, require_still, skeleton

TEXTS = [*injections()]
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0H9"/></svg>'
# What the page is made of; nothing that an analyst writes adds to it.
ELEMENTS = {
    *("html", "head", "meta", "link", "title", "style", "body", "header", "main", "footer"),
    *("section", "nav", "aside", "figure", "figcaption", "div", "span", "h1", "h2", "h3", "h4"),
    *("p", "ul", "ol", "li", "table", "caption", "colgroup", "thead", "tbody", "tr", "th", "td"),
    *("strong", "em", "sup", "a", "br", "img", "dl", "dt", "dd", "mark", "h5", "h6"),
    *("picture", "source", "small", "wbr"),
}
ATTRIBUTES = {
    *("aria-hidden", "aria-label", "aria-labelledby", "alt", "charset", "class", "colspan"),
    *("content", "href", "http-equiv", "id", "lang", "name", "rel", "role", "rowspan", "scope"),
    *("span", "src", "start", "tabindex", "download", "media", "srcset", "type", "width", "height"),
}


# What a paragraph of Markdown does not print as it stands.
MARKUP = set("*_`[<&\\")


def files(project: Project) -> set[Path]:
    """Return all files of a project but the log that each run writes."""
    found = {path for path in project.root.rglob("*") if path.is_file()}
    return {path for path in found if ".logs" not in path.parts}


@pytest.fixture(scope="module")
def run_once(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The invented city after a first run."""
    root = tmp_path_factory.mktemp("run-once")
    files = {
        **{f"data/2026Q3/{name}.csv": text for name, text in LEDGERS.items()},
        "params/defaults.yaml": PARAMS,
        "params/units.yaml": UNITS,
        "params/2026Q3.yaml": "quarter: 2026Q3\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    assert command(Project(root), "run") == 0
    return Project(root)


@pytest.fixture
def written(run_once: Project, tmp_path: Path) -> Project:
    """A copy of it that a test may write in."""
    shutil.copytree(run_once.root, tmp_path, dirs_exist_ok=True)
    return Project(tmp_path)


def command(project: Project, *arguments: str) -> int:
    return bulletin(*arguments, "2026Q3", "-C", str(project.root), "-q")


def change(project: Project, *cells: NotebookNode, **texts: str) -> None:
    """Save a notebook as an editor does: texts of cells by name, and cells added at its end."""
    notebook = nbformat.read(notebook_path(project), as_version=4)
    for name, text in texts.items():
        cell_of(notebook, name.replace("_", "-")).source = text
    notebook.cells += deepcopy(list(cells))
    # Editors escape what is no character of its own.
    notebook_path(project).write_text(json.dumps(notebook), "utf-8")


def markdown_everywhere() -> list[NotebookNode]:
    """Return cells with each text as heading, paragraph, item, cell of a table, quotation, note."""
    table = "".join(f"| {text.replace('|', chr(92) + '|')} | 1 |\n" for text in TEXTS)
    notes = "".join(f"[^{at}]: {text}\n\n" for at, text in enumerate(TEXTS))
    marks = "".join(f"注[^{at}]" for at in range(len(TEXTS)))
    parts = [
        *(f"## {text}\n\n文" for text in TEXTS),
        "\n\n".join(TEXTS),
        "\n".join(f"- {text}" for text in TEXTS),
        "\n".join(f"{at}. **{text}**" for at, text in enumerate(TEXTS, start=1)),
        f"| 甲 | 乙 |\n| --- | ---: |\n{table}",
        "\n\n".join(f"> {text}" for text in TEXTS),
        "\n\n".join(f"```\n{text}\n```" for text in TEXTS),
        f"{marks}\n\n{notes}",
    ]
    return [new_markdown_cell(part) for part in parts]


def shown(data: dict[str, Any], metadata: dict[str, Any] | None = None) -> NotebookNode:
    output = new_output("display_data", data, metadata=metadata or {})
    return new_code_cell("display()", execution_count=99, outputs=[output])


def table(key: str = "own", *, texts: list[str] | None = None) -> NotebookNode:
    cells = [[text, text] for text in (TEXTS if texts is None else texts)]
    joined = "".join(text for text in TEXTS if text not in LONG)
    columns = [{"label": joined, "group": joined, "kind": "text"}] * 2
    payload = {"key": key, "title": joined, "notes": [joined, joined], "columns": columns}
    return shown({TABLE_MIME: {**payload, "cells": cells, "rows": cells}})


def chart(svg: str = DRAWING) -> NotebookNode:
    joined = "".join(TEXTS)
    return shown({SVG_MIME: svg}, {SVG_MIME: {"title": joined, "alt": joined, "note": joined}})


def test_whatever_is_written_in_a_notebook_is_published_as_plain_markup(
    written: Project, browser: Browser, capfd: pytest.CaptureFixture[str]
) -> None:
    change(written, *markdown_everywhere())
    assert command(written, "run") == 0
    # A run clears what cells that are not its own had shown.
    change(written, table(), chart())
    pages = [written.root / "reports/2026Q3/draft.html"]
    pages[0].rename(pages[0].with_name("kept.html"))
    pages = [pages[0].with_name("kept.html"), pages[0].with_name("bulletin.html")]
    assert command(written, "publish", "--force") == 0
    for page in pages:
        found = skeleton(page.read_text("utf-8"))
        opening = [part.split(" ") for part in found.parts if not part.startswith("/")]
        assert {tag for tag, *_ in opening} <= ELEMENTS
        assert {name for _, *names in opening for name in names} <= ATTRIBUTES
        assert foreign(found.addresses) == set()
        require_still(browser, page, 375)
    seen = capfd.readouterr()
    assert told(seen.out + seen.err) == seen.out + seen.err


def test_words_that_are_no_markdown_are_printed_as_they_stand(written: Project) -> None:
    change(written, new_markdown_cell("\n\n".join(f"甲{text}" for text in TEXTS)))
    # A run over it: an edited text is merged, and no template.
    assert command(written, "run") == 0
    assert command(written, "publish", "--force") == 0
    texts = (*JINJA, *FORMULAS, *UNSEEN, *CONTROLS)
    plain = [f"甲{text}" for text in texts if text != PILE and not set(text) & MARKUP]
    assert len(plain) > 20
    for form, words_of in FORMATS.items():
        found = words_of(written)
        assert [text for text in plain if words(text) not in found] == [], form
        assert without_unseen(found) == found
        assert PRODUCT not in found


def test_what_no_font_has_is_named_and_the_draft_page_is_made(
    written: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    change(written, *(new_markdown_cell(f"甲{text}") for text in UNPRINTABLE))
    assert command(written, "run") == 0
    page = skeleton((written.root / "reports/2026Q3/draft.html").read_text("utf-8"))
    assert {part.split(" ")[0].removeprefix("/") for part in page.parts} <= ELEMENTS
    change(written, table(texts=list(UNPRINTABLE)))
    capsys.readouterr()
    assert command(written, "publish", "--force") == 15
    stop = capsys.readouterr().err.splitlines()[-1]
    for code in ("U+E000", "U+0627", "U+FDD0", "U+1F600", "U+E0100"):
        assert f"({code})" in stop
    assert told(stop) == stop


def test_signs_of_the_draft_page_are_not_forged_by_a_table(written: Project) -> None:
    change(written, table(texts=["\ufdd09999\ufdd1伪\ufdd2"]), overall_totals="共9999件。")
    assert command(written, "publish") == 13
    page = (written.root / "reports/2026Q3/draft.html").read_text("utf-8")
    assert "\ufffd9999\ufffd伪\ufffd" in page
    assert "共<mark>9999</mark>" in page


def test_half_a_character_is_kept_out_of_every_file(written: Project) -> None:
    """An editor may cut a rare character in two, which no file can hold."""
    change(written, new_markdown_cell("甲\ud842乙"), table(texts=["丙\udfb7"]))
    assert command(written, "run") == 0
    assert command(written, "publish", "--force") == 0
    assert "甲乙" in FORMATS["bulletin.html"](written)
    # What the analyst has typed is kept for him all the same.
    assert "甲\ud842乙" in [cell.source for cell in nbformat.read(notebook_path(written), 4).cells]
    for path in (written.root / "reports").rglob("*.*"):
        if path.suffix in {".html", ".json", ".csv", ".ipynb"}:
            assert path.read_text("utf-8")


@pytest.mark.parametrize(
    "key", ["../../own", "/own", "a/b", "a\\b", "own.csv", "表", "a b", "", "A"]
)
def test_the_key_of_a_table_leads_to_no_other_folder(
    key: str, written: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    change(written, table(key))
    before = files(written)
    capsys.readouterr()
    assert command(written, "publish", "--force") == 15
    assert f"错误：表的名称（key）“{key}”不能用作文件名：" in capsys.readouterr().err
    assert files(written) == before


def test_a_chart_that_is_more_than_a_drawing_is_not_published(
    written: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    change(written, chart(DRAWING.replace("<path", f"<script>{RUNS}</script><path")))
    capsys.readouterr()
    assert command(written, "publish", "--force") == 15
    assert "含有脚本、嵌入的网页、动画或外部链接，不予发布。" in capsys.readouterr().err
