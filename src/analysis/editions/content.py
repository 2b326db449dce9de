"""What a bulletin says: its facts, its tables as printed, its text by sentence.

Light on purpose, as everything that only compares: pandas is not imported.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from analysis.commentary.cells import heading_above, is_unfilled, name_of
from analysis.commentary.notes import without_notes
from analysis.commentary.sentences import sentences
from analysis.errors import InputsError
from analysis.facts import Facts, read_facts
from analysis.publish.assemble import facts_of, tables_of
from analysis.report_files import FACTS, MANIFEST, NOTEBOOKS

PRINTED = "printed.json"


@dataclass(frozen=True)
class Said:
    """A sentence or line of text: the part it stands in, its cell, the heading above, its words."""

    part: str
    cell: str
    heading: str
    text: str


@dataclass(frozen=True)
class Grid:
    """A table as printed; `keys` says which fact stands in a cell, '' for words."""

    key: str
    title: str
    columns: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    keys: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Content:
    """All that a bulletin says."""

    facts: Facts
    tables: tuple[Grid, ...]
    text: tuple[Said, ...]

    def printed(self) -> dict[str, Any]:
        """Return tables and text as JSON data; the facts lie beside them."""
        return {
            "tables": [asdict(table) for table in self.tables],
            "text": [asdict(said) for said in self.text],
        }


def content_of(notebooks: Mapping[str, NotebookNode], page: Mapping[str, Any]) -> Content:
    """Return what notebooks (by name) say; `page` has the params that are printed around them."""
    payloads = tables_of(list(notebooks.values()))
    texts = [said for name, notebook in notebooks.items() for said in _text_of(name, notebook)]
    return Content(
        facts_of(list(notebooks.values())),
        tuple(_grid(payload) for payload in payloads),
        (*_around(page), *texts, *(said for payload in payloads for said in _words_of(payload))),
    )


def read_run(report: Path) -> Content:
    """Read what the last run of a quarter says (InputsError: damaged, or there was none)."""
    if not (report / FACTS).is_file():
        quarter = report.name
        raise InputsError(f"{quarter} 还没有运行过，请先运行 bulletin run {quarter}。")
    with_page = read_json(report / MANIFEST) if (report / MANIFEST).is_file() else {}
    notebooks = {
        path.stem: _notebook(path) for path in sorted((report / NOTEBOOKS).glob("*.ipynb"))
    }
    return content_of(notebooks, with_page.get("params", {}))


def read_kept(edition: Path) -> Content:
    """Read what a kept edition says (InputsError where somebody damaged it)."""
    printed = read_json(edition / PRINTED)
    try:
        return Content(
            read_facts(edition / FACTS),
            tuple(_grid_again(table) for table in printed["tables"]),
            tuple(Said(**said) for said in printed["text"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise _damaged(edition) from None


def _text_of(name: str, notebook: NotebookNode) -> Iterator[Said]:
    """Yield what the reader sees of a notebook's text: no notes, no prompt that nobody answered."""
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown" and not is_unfilled(cell):
            heading = heading_above(notebook, place + 1)
            for sentence in sentences(without_notes(cell.source))[0]:
                yield Said(name, name_of(cell), heading, sentence.text)


def _around(page: Mapping[str, Any]) -> Iterator[Said]:
    for key, heading in (("title", "标题"), ("data_notice", "数据说明")):
        for sentence in sentences(str(page.get(key) or ""))[0]:
            yield Said("", key, heading, sentence.text)


def _words_of(payload: Mapping[str, Any]) -> Iterator[Said]:
    """Yield title and notes of a table: thresholds stand in them."""
    for words in (payload["title"], *payload["notes"]):
        yield Said("", f"table-{payload['key']}", f"表“{payload['title']}”", words)


def _grid(payload: Mapping[str, Any]) -> Grid:
    cells = payload["cells"]
    # Notebooks of runs before 0.2.0 do not say which fact a cell shows.
    keys = payload.get("keys") or [[""] * len(row) for row in cells]
    columns = tuple(f"{column['group']}{column['label']}" for column in payload["columns"])
    return Grid(payload["key"], payload["title"], columns, _tuples(cells), _tuples(keys))


def _grid_again(stored: Mapping[str, Any]) -> Grid:
    rows = {name: _tuples(stored[name]) for name in ("cells", "keys")}
    return Grid(stored["key"], stored["title"], tuple(stored["columns"]), **rows)


def _tuples(rows: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows)


def _notebook(path: Path) -> NotebookNode:
    """Read a notebook without validating it, which would take longer than all the rest."""
    try:
        return nbformat.v4.reads(path.read_text("utf-8"))  # type: ignore[no-any-return]
    except (OSError, ValueError, KeyError, AttributeError):
        raise _damaged(path) from None


def read_json(path: Path) -> dict[str, Any]:
    """Read what a report or an edition keeps (InputsError where somebody damaged it)."""
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        raise _damaged(path) from None


def _damaged(path: Path) -> InputsError:
    return InputsError(f"{path} 不全或已损坏，无法读出。请从备份或 git 恢复。")
