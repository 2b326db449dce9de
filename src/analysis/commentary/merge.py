"""What the analyst wrote is carried into the new run; untouched sentences are refreshed."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from analysis.commentary.cells import is_commentary, name_of
from analysis.commentary.draft import Drafter
from analysis.commentary.memory import Memory, drafted, is_ours, recall, remember
from analysis.commentary.merge_cells import merge_cells
from analysis.commentary.outcome import Outcome
from analysis.commentary.versions import Versions, our_cells
from analysis.errors import NotebookError

# nbformat reads JSON that is no notebook ([] or null) as far as its first attribute.
_UNREADABLE = (nbformat.ValidationError, OSError, ValueError, AttributeError, TypeError, KeyError)


def read_earlier(path: Path) -> NotebookNode | None:
    """Read the analyst's copy of the last run; one that is not whole stops the run untouched."""
    if not path.is_file():
        return None
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
    except _UNREADABLE as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise NotebookError(
            f"{path} 已损坏，无法读出其中的文字（{reason}）。"
            "请恢复或移走该文件后再运行；文件未被改动。"
        ) from None
    if not is_ours(notebook):
        raise NotebookError(
            f"{path} 中没有上次运行留下的记录（元数据 bulletin），分不清哪些文字是您改过的。"
            "请恢复或移走该文件后再运行；文件未被改动。"
        )
    return notebook


def merge(
    name: str, executed: NotebookNode, earlier: NotebookNode | None, drafter: Drafter
) -> NotebookNode:
    """Fill the commentary cells of an executed notebook, in place of their templates.

    Merged sentence by sentence with the analyst's copy of the last run, if there is one. An
    edit whose draft changed underneath stays, with a note behind its paragraph. CommentaryError
    names the notebook, the cell and what it cites in vain.
    """
    _draft(name, executed, drafter)
    if earlier is None:
        remember(executed, Memory(drafted(executed.cells)))
        return executed
    last = recall(earlier, [name_of(cell) for cell in executed.cells])
    versions = Versions(last, our_cells(earlier, last, executed.cells), executed.cells)
    _keep_answered_prompts(versions)
    outcome = Outcome.of(versions)
    remember(executed, outcome.memory())
    executed.cells = merge_cells(versions, outcome.edited(), outcome.added())
    return executed


def _draft(name: str, executed: NotebookNode, drafter: Drafter) -> None:
    """Render the commentary and name every cell, so that it is known in the next run."""
    for cell in executed.cells:
        named = name_of(cell) or cell.id
        stated = {**cell.metadata.get("bulletin", {}), "name": named}
        if is_commentary(cell):
            cell.source = drafter.render(cell.source, f"{name}“{named}”")
            stated["draft"] = cell.source
        cell.metadata["bulletin"] = stated
    names = [name_of(cell) for cell in executed.cells]
    if twice := next((n for n in names if names.count(n) > 1), None):
        raise NotebookError(
            f"笔记本 {name} 中有两格都叫“{twice}”，再次运行时分不清您改的是哪一格。"
            "请在模板里改其中一格的名称（元数据 bulletin.name 或单元格 id）。"
        )


def _keep_answered_prompts(versions: Versions) -> None:
    """Leave a prompt that the analyst answered as it was: he needs no note of a new prompt."""
    drafts = {cell.name: cell.draft for cell in versions.last.cells}
    for cell in versions.new:
        stated = cell.metadata["bulletin"]
        asked = drafts.get(stated["name"])
        texts = [ours.text for ours in versions.ours if ours.name == stated["name"]]
        if stated.get("prompt") and asked is not None and asked not in texts:
            cell.source = stated["draft"] = asked
