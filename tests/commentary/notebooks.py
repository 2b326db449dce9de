"""Notebooks with commentary cells, as a template gives them and as an analyst leaves them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import nbformat
from nbformat import NotebookNode


def commentary(name: str, text: str, **more: Any) -> NotebookNode:
    """Return a commentary cell; its id is its name, as in the templates."""
    metadata = {"tags": ["commentary"], "bulletin": {"name": name, **more}}
    return nbformat.v4.new_markdown_cell(text, id=name, metadata=metadata)


def markdown(text: str, identity: str) -> NotebookNode:
    return nbformat.v4.new_markdown_cell(text, id=identity)


def notebook(*cells: NotebookNode) -> NotebookNode:
    return nbformat.v4.new_notebook(cells=list(cells))


def template(drafts: Mapping[str, str]) -> NotebookNode:
    """Return an executed template: a heading, then a commentary cell for each draft."""
    cells = [commentary(name, text) for name, text in drafts.items()]
    return notebook(markdown("# 部分", "part"), *cells)


def edit(made: NotebookNode, edits: Mapping[str, str]) -> NotebookNode:
    """Return the notebook as saved after an analyst changed some cells."""
    saved = nbformat.from_dict(nbformat.reads(nbformat.writes(made), as_version=4))
    for cell in saved.cells:
        name = cell.metadata.get("bulletin", {}).get("name")
        if name in edits:
            cell.source = edits[name]
    return saved


def sources(made: NotebookNode) -> list[str]:
    return [cell.source for cell in made.cells]
