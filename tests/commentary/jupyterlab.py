"""What JupyterLab does to the cells of a notebook: new ids, copied metadata, joined texts.

As in @jupyterlab/notebook 4 (actions.tsx): splitting makes new cells of all pieces and cuts the
line breaks at their ends, merging keeps the metadata of the active cell and puts an empty line
between the texts, pasting copies the metadata.
"""

from __future__ import annotations

from copy import deepcopy

import nbformat
from nbformat import NotebookNode


def split_cell(notebook: NotebookNode, place: int, offset: int) -> None:
    cell = notebook.cells[place]
    texts = (cell.source[:offset].strip("\n"), cell.source[offset:].strip("\n"))
    del notebook.cells[place]
    for text in reversed(texts):
        notebook.cells.insert(place, _made(notebook, cell, text))


def merge_below(notebook: NotebookNode, place: int, *, active: int = 0) -> None:
    """Merge a cell with the next; `active` is 0 if the first was the active one, else 1."""
    pair = notebook.cells[place : place + 2]
    text = "\n\n".join(cell.source for cell in pair)
    notebook.cells[place : place + 2] = [_made(notebook, pair[active], text)]


def paste_copy(notebook: NotebookNode, place: int, target: int) -> None:
    cell = notebook.cells[place]
    notebook.cells.insert(target, _made(notebook, cell, cell.source))


def move_cell(notebook: NotebookNode, place: int, target: int) -> None:
    notebook.cells.insert(target, notebook.cells.pop(place))


def cut_and_paste(notebook: NotebookNode, place: int, target: int) -> None:
    cell = notebook.cells.pop(place)
    notebook.cells.insert(target, _made(notebook, cell, cell.source))


def delete_cell(notebook: NotebookNode, place: int) -> None:
    del notebook.cells[place]


def insert_markdown(notebook: NotebookNode, target: int, text: str) -> None:
    notebook.cells.insert(target, _named(notebook, nbformat.v4.new_markdown_cell(text)))


def insert_code(notebook: NotebookNode, target: int, text: str) -> None:
    notebook.cells.insert(target, _named(notebook, nbformat.v4.new_code_cell(text)))


def to_code(notebook: NotebookNode, place: int) -> None:
    """Make a cell a code cell (the key Y); text and metadata stay."""
    cell = notebook.cells[place]
    made = nbformat.v4.new_code_cell(cell.source, metadata=deepcopy(cell.metadata))
    notebook.cells[place] = _named(notebook, made)


def _made(notebook: NotebookNode, cell: NotebookNode, text: str) -> NotebookNode:
    made = deepcopy(cell)
    made.source = text
    if made.cell_type == "code":
        made.outputs, made.execution_count = [], None
    return _named(notebook, made)


def _named(notebook: NotebookNode, cell: NotebookNode) -> NotebookNode:
    """Give a cell an id of its own, by counting: a test must be repeatable."""
    taken = {other.id for other in notebook.cells}
    cell.id = next(f"{n:08x}" for n in range(10**6) if f"{n:08x}" not in taken)
    return cell
