"""Cells of a notebook, known by our own name in their metadata.

JupyterLab's split, merge and paste change a cell's id and copy its metadata, so neither the id
nor the position tells which cell of the template it came from; metadata["bulletin"]["name"] does.
"""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode

TAG = "commentary"


def name_of(cell: NotebookNode) -> str:
    """Return the name a run gave to a cell, '' where it gave none."""
    return str(_stated(cell).get("name", ""))


def is_commentary(cell: NotebookNode) -> bool:
    """Tell whether a cell holds commentary: drafted by a run, to be edited by the analyst."""
    return TAG in cell.metadata.get("tags", ()) and bool(name_of(cell))


def heading_above(notebook: NotebookNode, place: int) -> str:
    """Return the words of the last heading before a cell: where the analyst finds it."""
    lines = [
        line
        for cell in notebook.cells[:place]
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("#")
    ]
    return lines[-1].lstrip("# ") if lines else ""


def is_unfilled(cell: NotebookNode) -> bool:
    """Tell whether a cell still holds the prompt that asks the analyst to write it."""
    stated = _stated(cell)
    return bool(stated.get("prompt")) and bool(cell.source == stated.get("draft"))


def _stated(cell: NotebookNode) -> dict[str, Any]:
    stated: Any = cell.metadata.get("bulletin", {})
    return stated if isinstance(stated, dict) else {}
