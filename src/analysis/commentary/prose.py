"""Which cells of the notebooks are prose: what the reader will see of their text."""

from __future__ import annotations

from collections.abc import Mapping

from nbformat import NotebookNode

from analysis.commentary.cells import heading_above, is_unfilled
from analysis.commentary.notes import without_notes
from analysis.commentary.verify import Passage


def prose_of(notebooks: Mapping[str, NotebookNode]) -> list[Passage]:
    """Return every text cell of notebooks (by name), drafted or the analyst's own.

    Notes are taken off, prompts that nobody answered left out: neither is published.
    """
    return [
        Passage(name, cell.id, without_notes(cell.source), heading_above(notebook, place))
        for name, notebook in notebooks.items()
        for place, cell in enumerate(notebook.cells)
        if cell.cell_type == "markdown" and not is_unfilled(cell)
    ]
