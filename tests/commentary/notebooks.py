"""Notebooks with commentary cells, as a template gives them and as an analyst leaves them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import nbformat
from nbformat import NotebookNode

from analysis.commentary.notes import without_notes
from analysis.commentary.sentences import sentences


def commentary(name: str, text: str, **more: Any) -> NotebookNode:
    """Return a commentary cell; its id is its name, as in the templates."""
    metadata = {"tags": ["commentary"], "bulletin": {"name": name, **more}}
    return nbformat.v4.new_markdown_cell(text, id=name, metadata=metadata)


def markdown(text: str, identity: str) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(text, id=identity)


def code(text: str, identity: str) -> NotebookNode:
    """Return a code cell as it is after it ran."""
    output = nbformat.v4.new_output("stream", text=f"result of {text}")
    return nbformat.v4.new_code_cell(text, id=identity, outputs=[output], execution_count=1)


def notebook(*cells: NotebookNode) -> NotebookNode:
    return nbformat.v4.new_notebook(cells=list(cells))


def template(drafts: Mapping[str, str]) -> NotebookNode:
    """Return an executed template: a heading, then a commentary cell for each draft."""
    cells = [commentary(name, text) for name, text in drafts.items()]
    return notebook(markdown("# 部分", "part"), *cells)


def saved(made: NotebookNode) -> NotebookNode:
    """Return a notebook as it is read after it was saved."""
    return nbformat.reads(nbformat.writes(made), as_version=4)


def edit(made: NotebookNode, edits: Mapping[str, str]) -> NotebookNode:
    """Return the notebook as saved after an analyst changed some cells."""
    changed = saved(made)
    for cell in changed.cells:
        name = cell.metadata.get("bulletin", {}).get("name")
        if name in edits:
            cell.source = edits[name]
    return changed


def sources(made: NotebookNode) -> list[str]:
    return [cell.source for cell in made.cells]


def said(made: NotebookNode) -> list[str]:
    """Return the sentences of a notebook in their order, without notes."""
    return [
        sentence.text
        for cell in made.cells
        if cell.cell_type == "markdown"
        for sentence in sentences(without_notes(cell.source))[0]
    ]
