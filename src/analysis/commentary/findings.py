"""What the analyst should look at before publishing, as found in the notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nbformat import NotebookNode

from analysis.commentary.cells import heading_above, is_unfilled, name_of
from analysis.commentary.memory import recall
from analysis.commentary.notes import notes_in, without_notes
from analysis.commentary.sentences import sentences, wording


def findings(notebooks: Mapping[str, NotebookNode]) -> list[str]:
    """Return a sentence for each cell to be written or run, and for each note still open."""
    return [told for name, notebook in notebooks.items() for told in _of_one(name, notebook)]


def open_notes(notebook: NotebookNode) -> dict[int, str]:
    """Return number -> what it says of each note that the analyst has not settled.

    Settled is a note that he deleted, or whose draft he has put in place of his sentence.
    """
    text = "\n\n".join(c.source for c in notebook.cells if c.cell_type != "code")
    said = without_notes(text)
    drafts = _drafts(notebook)
    return {
        number: told
        for number, told in notes_in(text).items()
        if not (drafts.get(number) and drafts[number] in said)
    }


def _drafts(notebook: NotebookNode) -> dict[int, str]:
    """Return number of a note -> the draft that it shows."""
    memory = recall(notebook, ())
    drafted = [s for cell in memory.cells for s in sentences(cell.draft or "")[0]]
    return {
        edit.number: wording([drafted[at] for at in edit.at])
        for edit in memory.edits
        if edit.number is not None
    }


def _of_one(name: str, notebook: NotebookNode) -> Iterator[str]:
    still_open = open_notes(notebook)
    for place, cell in enumerate(notebook.cells):
        where = f"{name}“{heading_above(notebook, place)}”"
        if is_unfilled(cell):
            yield f"{where}中有一段尚未撰写，通报中略去。"
        elif _is_unrun(cell):
            yield (
                f"{where}中您加的一格代码没有运行，通报中没有它的结果。"
                "请在 JupyterLab 中运行这一格并保存，或删去这一格。"
            )
        for number, told in notes_in(cell.source).items():
            if still_open.pop(number, None):
                yield (
                    f"{where}中待核{number}：数据变动后草稿变了，您改过的文字未动。{told}"
                    f"请核对，然后在笔记本里删去待核{number}那一行。"
                )


def _is_unrun(cell: NotebookNode) -> bool:
    """Tell whether a cell is code of the analyst's own without results."""
    own = cell.cell_type == "code" and not name_of(cell)
    return own and bool(cell.source.strip()) and cell.execution_count is None
