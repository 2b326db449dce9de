"""Word files to test on."""

from __future__ import annotations

from functools import cache
from typing import Any

import nbformat
from nbformat.v4 import new_markdown_cell, new_notebook

from analysis.publish.word.bulletin import BulletinDOCXExporter
from tests.publish.sample_page import sample_notebook


@cache
def sample() -> bytes:
    return exported(sample_notebook())


def exported(nb: nbformat.NotebookNode) -> bytes:
    made, resources = BulletinDOCXExporter().from_notebook_node(nb)
    assert resources["output_extension"] == ".docx"
    return bytes(made)


def notebook(*cells: str | nbformat.NotebookNode, **about: Any) -> nbformat.NotebookNode:
    nodes = [new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    return new_notebook(cells=nodes, metadata={"bulletin": {"title": "题", **about}})
