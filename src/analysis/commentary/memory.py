"""What a notebook remembers of its last run: every cell of the template, and its draft.

It stands in the notebook's own metadata, under `bulletin`, not in the cells': a cell that the
analyst deletes, splits or pastes takes its metadata along.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from nbformat import NotebookNode

from analysis.commentary.cells import is_commentary, name_of

_KEY = "bulletin"


@dataclass(frozen=True)
class Edit:
    """A text of the analyst's that stands for sentences of the draft.

    `kept` are his sentences, `at` those of the draft, counted through the notebook. If the draft
    has dropped them, `was` is what they said, in a cell and before a sentence of the draft.
    `answered` is the draft that he has seen: another than today's while note `number` is open.
    """

    kept: tuple[str, ...]
    answered: str
    at: tuple[int, ...] = ()
    was: str = ""
    cell: str = ""
    before: int = 0
    number: int | None = None


@dataclass(frozen=True)
class Remembered:
    """A cell of the last run's template; `draft` is None for code."""

    name: str
    draft: str | None = None


@dataclass(frozen=True)
class Memory:
    """The last run: cells in order, the analyst's edits, and the sentences that he deleted.

    Sentences of the draft are counted through all cells.
    """

    cells: tuple[Remembered, ...] = ()
    edits: tuple[Edit, ...] = ()
    deleted: tuple[int, ...] = ()


def drafted(cells: Iterable[NotebookNode]) -> tuple[Remembered, ...]:
    """Return what there is to remember of a run's cells."""
    return tuple(Remembered(name_of(c), c.source if _is_text(c) else None) for c in cells)


def remember(notebook: NotebookNode, memory: Memory) -> None:
    """Write into a notebook what the next run must know."""
    notebook.metadata[_KEY] = _as_json(memory)


def is_ours(notebook: NotebookNode) -> bool:
    """Tell whether a notebook holds what a run remembers, whole."""
    try:
        return bool(recall(notebook, ()).cells)
    except (KeyError, TypeError, AttributeError):
        return False


def recall(notebook: NotebookNode, names: Collection[str]) -> Memory:
    """Return what a notebook remembers; no cells where it remembers nothing.

    Up to version 0.1.0 only commentary cells held their draft. Other cells of the template
    (`names`) are then taken as they stand.
    """
    stored = notebook.metadata.get(_KEY, {})
    if "cells" in stored:
        return _from_json(stored)
    found = {}
    for cell in notebook.cells:
        name = name_of(cell)
        if is_commentary(cell) and "draft" in cell.metadata[_KEY]:
            found[name] = Remembered(name, cell.metadata[_KEY]["draft"])
        elif cell.get("id") in names:
            found[cell.id] = Remembered(cell.id, cell.source if _is_text(cell) else None)
    return Memory(tuple(found.values()))


def _is_text(cell: NotebookNode) -> bool:
    return bool(cell.cell_type == "markdown")


def _as_json(memory: Memory) -> dict[str, Any]:
    return {
        "cells": [_filled(asdict(cell)) for cell in memory.cells],
        "edits": [_filled(asdict(edit)) for edit in memory.edits],
        "deleted": list(memory.deleted),
    }


def _filled(stored: dict[str, Any]) -> dict[str, Any]:
    """Leave out what says nothing; lists as JSON knows them."""
    lists = {key: list(v) if isinstance(v, tuple) else v for key, v in stored.items()}
    return {key: value for key, value in lists.items() if value not in (None, [])}


def _from_json(stored: Mapping[str, Any]) -> Memory:
    cells = [Remembered(cell["name"], cell.get("draft")) for cell in stored["cells"]]
    edits = [
        Edit(**{**edit, "kept": tuple(edit["kept"]), "at": tuple(edit.get("at", ()))})
        for edit in stored["edits"]
    ]
    return Memory(tuple(cells), tuple(edits), tuple(stored["deleted"]))
