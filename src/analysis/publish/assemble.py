"""Executed notebooks -> one notebook that is the whole bulletin, and what they hand over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import nbformat
from nbformat import NotebookNode

from analysis.commentary.cells import is_unfilled
from analysis.commentary.notes import without_notes
from analysis.facts import FACTS_MIME, Fact, Facts
from analysis.tables import TABLE_MIME


def assembled(notebooks: Mapping[str, NotebookNode], bulletin: Mapping[str, Any]) -> NotebookNode:
    """Join notebooks (by name, in order) without cells still to be written and without notes.

    `bulletin` is what the page says about itself: title, subtitle, issuer, published_on,
    notice, corrections, key_figures, provenance, fonts.
    """
    whole: NotebookNode = nbformat.v4.new_notebook(metadata={"bulletin": dict(bulletin)})
    for name, notebook in notebooks.items():
        for cell in notebook.cells:
            if not is_unfilled(cell):
                copied = nbformat.from_dict(cell)
                copied.id = f"{name}-{cell.id}"[:64]
                if copied.cell_type == "markdown":
                    copied.source = without_notes(copied.source)
                whole.cells.append(copied)
    return whole


def facts_of(notebooks: Sequence[NotebookNode]) -> Facts:
    """Return the facts that notebooks displayed; one shown twice counts once."""
    shown = {
        (payload["key"], payload["subject"]): Fact.from_payload(payload)
        for handed in _outputs(notebooks, FACTS_MIME)
        for payload in handed["facts"]
    }
    return Facts(tuple(shown.values()))


def sections_of(notebooks: Sequence[NotebookNode]) -> dict[str, list[str]]:
    """Return by section the keys of the measures that it handed over."""
    found: dict[str, dict[str, None]] = {}
    for handed in _outputs(notebooks, FACTS_MIME):
        keys = (payload["key"] for payload in handed["facts"])
        found.setdefault(handed.get("section", ""), {}).update(dict.fromkeys(keys))
    return {section: list(keys) for section, keys in found.items()}


def tables_of(notebooks: Sequence[NotebookNode]) -> list[dict[str, Any]]:
    """Return the payloads of the tables that notebooks displayed."""
    return list(_outputs(notebooks, TABLE_MIME))


def _outputs(notebooks: Sequence[NotebookNode], mime: str) -> Iterator[dict[str, Any]]:
    for notebook in notebooks:
        for cell in notebook.cells:
            for output in cell.get("outputs", ()):
                if mime in output.get("data", {}):
                    yield output.data[mime]
