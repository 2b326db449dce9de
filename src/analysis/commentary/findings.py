"""What the analyst should look at before publishing, as found in the notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nbformat import NotebookNode

from analysis.commentary.cells import heading_above, is_unfilled, is_unreviewed


def findings(notebooks: Mapping[str, NotebookNode]) -> list[str]:
    """Return a sentence for each cell that is still to be written or to be reviewed."""
    return [told for name, notebook in notebooks.items() for told in _of_one(name, notebook)]


def _of_one(name: str, notebook: NotebookNode) -> Iterator[str]:
    for place, cell in enumerate(notebook.cells):
        where = f"{name}“{heading_above(notebook, place)}”"
        if is_unfilled(cell):
            yield f"{where}中有一段尚未撰写，通报中略去。"
        elif is_unreviewed(cell):
            draft = cell.metadata["bulletin"]["draft"]
            yield (
                f"{where}中有一段您改过，而数据变动后草稿也变了。"
                f"已保留您的文字“{cell.source}”，请核对并修改。新的草稿：{draft}"
            )
