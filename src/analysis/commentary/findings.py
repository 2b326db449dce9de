"""What the analyst should look at before publishing, as found in the notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from nbformat import NotebookNode

from analysis.commentary.cells import heading_above, is_unfilled, name_of
from analysis.commentary.memory import Edit, recall
from analysis.commentary.notes import notes_in, without_notes
from analysis.commentary.sentences import sentences, wording
from analysis.commentary.verify import Finding, Rule

_STOPS = ("。", "；", "！", "？")


def notices(notebooks: Mapping[str, NotebookNode]) -> list[str]:
    """Return a sentence for each cell still to be written or run: it is not published."""
    return [
        f"{name}“{heading_above(notebook, place)}”{told}"
        for name, notebook in notebooks.items()
        for place, cell in enumerate(notebook.cells)
        if (told := _left_to_do(cell))
    ]


def conflicts(notebooks: Mapping[str, NotebookNode]) -> list[Finding]:
    """Return a finding for each note that is still open."""
    return [found for name, notebook in notebooks.items() for found in _conflicts(name, notebook)]


def open_notes(notebook: NotebookNode) -> dict[int, str]:
    """Return number -> what it says of each note that the analyst has not settled.

    Settled is a note that he deleted, or whose draft he has put in place of his sentence.
    """
    text = "\n\n".join(c.source for c in notebook.cells if c.cell_type != "code")
    said = without_notes(text)
    drafts = {number: draft for number, (_, draft) in _remembered(notebook).items()}
    return {
        number: told
        for number, told in notes_in(text).items()
        if not (drafts.get(number) and drafts[number] in said)
    }


def _remembered(notebook: NotebookNode) -> dict[int, tuple[Edit, str]]:
    """Return number of a note -> the edit that it is about, and the draft that it shows."""
    memory = recall(notebook, ())
    drafted = [s for cell in memory.cells for s in sentences(cell.draft or "")[0]]
    return {
        edit.number: (edit, wording([drafted[at] for at in edit.at]))
        for edit in memory.edits
        if edit.number is not None
    }


def _conflicts(name: str, notebook: NotebookNode) -> Iterator[Finding]:
    still_open, remembered = open_notes(notebook), _remembered(notebook)
    for place, cell in enumerate(notebook.cells):
        where = f"{name}“{heading_above(notebook, place)}”"
        for number in notes_in(cell.source):
            if told := still_open.pop(number, None):
                edit, draft = remembered.get(number, (Edit((), ""), ""))
                kept = "".join(edit.kept)
                end = _end_of(kept, without_notes(cell.source))
                closed = told if told.endswith(_STOPS) else f"{told}。"
                reason = (
                    f"待核{number}：数据变动后草稿变了，您改过的文字未动。{closed}"
                    f"请核对，然后在笔记本里删去待核{number}那一行。"
                )
                yield Finding(
                    rule=Rule.CONFLICT,
                    notebook=name,
                    cell=cell.id,
                    sentence=kept,
                    found=kept,
                    start=end,
                    end=end,
                    expected=draft,
                    reason=reason,
                    message=f"{where}中{reason}",
                )


def _end_of(kept: str, text: str) -> int:
    """Return where a kept sentence ends; where the cell does, if it was changed since."""
    start = text.find(kept)
    return start + len(kept) if kept and start >= 0 else len(text.rstrip())


def _left_to_do(cell: NotebookNode) -> str:
    if is_unfilled(cell):
        return "中有一段尚未撰写，通报中略去。"
    if _is_unrun(cell):
        return (
            "中您加的一格代码没有运行，通报中没有它的结果。"
            "请在 JupyterLab 中运行这一格并保存，或删去这一格。"
        )
    return ""


def _is_unrun(cell: NotebookNode) -> bool:
    """Tell whether a cell is code of the analyst's own without results."""
    own = cell.cell_type == "code" and not name_of(cell)
    return own and bool(cell.source.strip()) and cell.execution_count is None
