"""Commentary cells of a notebook, matched by our own name in their metadata.

JupyterLab's split and paste change a cell's id and copy its metadata, so neither the id nor
the position tells which draft a cell came from; metadata["bulletin"]["name"] does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

TAG = "commentary"


def name_of(cell: NotebookNode) -> str | None:
    """Return the name of a commentary cell, None for any other cell."""
    name: str | None = cell.metadata.get("bulletin", {}).get("name")
    return name if TAG in cell.metadata.get("tags", ()) else None


def commentary_cells(notebook: NotebookNode) -> Iterator[tuple[str, NotebookNode]]:
    """Yield (name, cell) for each commentary cell."""
    for cell in notebook.cells:
        if (name := name_of(cell)) is not None:
            yield name, cell


def texts(notebook: NotebookNode) -> dict[str, str]:
    """Return name -> text; the pieces of a cell that was split are joined again."""
    pieces: dict[str, list[str]] = {}
    for name, cell in commentary_cells(notebook):
        pieces.setdefault(name, []).append(cell.source)
    return {name: "\n\n".join(parts) for name, parts in pieces.items()}


def states(notebook: NotebookNode) -> dict[str, dict[str, Any]]:
    """Return name -> what the last run noted: `draft`, and `unreviewed` text if any."""
    return {name: dict(cell.metadata["bulletin"]) for name, cell in commentary_cells(notebook)}


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
    stated: dict[str, Any] = cell.metadata.get("bulletin", {})
    return bool(stated.get("prompt")) and bool(cell.source == stated.get("draft"))


def is_unreviewed(cell: NotebookNode) -> bool:
    """Tell whether an edit stands as it was when its draft moved underneath."""
    return bool(cell.source == cell.metadata.get("bulletin", {}).get("unreviewed"))
