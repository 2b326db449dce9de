"""What the analyst wrote is carried into the new run; untouched drafts are refreshed."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from analysis.commentary.cells import commentary_cells, name_of, states, texts
from analysis.commentary.draft import Drafter
from analysis.errors import NotebookError

# nbformat reads JSON that is no notebook ([] or null) as far as its first attribute.
_UNREADABLE = (nbformat.ValidationError, OSError, ValueError, AttributeError, TypeError, KeyError)


def read_earlier(path: Path) -> NotebookNode | None:
    """Read the analyst's copy of the last run; a damaged one stops the run untouched."""
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
    return notebook


def merge(
    name: str, executed: NotebookNode, earlier: NotebookNode | None, drafter: Drafter
) -> NotebookNode:
    """Fill the commentary cells of an executed notebook, in place of their templates.

    Text equal to its own draft is refreshed, anything else stays as the analyst left it;
    Markdown cells that the analyst added stay behind the cell they were behind. Where an
    edit stays although its draft moved, the cell remembers the text as not reviewed.
    """
    old_texts = texts(earlier) if earlier else {}
    old_states = states(earlier) if earlier else {}
    for cell_name, cell in commentary_cells(executed):
        state = cell.metadata["bulletin"]
        old_state = old_states.get(cell_name, {})
        draft = drafter.render(cell.source, f"{name}“{cell_name}”")
        text, base = old_texts.get(cell_name, draft), old_state.get("draft")
        cell.source = draft if text == base else text
        state["draft"] = draft
        moved = draft != base or old_state.get("unreviewed") == text
        if cell.source != draft and moved:
            state["unreviewed"] = cell.source
    if earlier:
        _keep_added(executed, earlier)
    return executed


def _keep_added(executed: NotebookNode, earlier: NotebookNode) -> None:
    """Insert the analyst's own Markdown cells behind the cell that stood before them."""
    known = {cell.id for cell in executed.cells}
    names = {name for name, _ in commentary_cells(executed)}
    anchor = None
    for cell in earlier.cells:
        if cell.id in known:
            anchor = cell.id
        elif cell.cell_type == "markdown" and name_of(cell) not in names:
            ids = [present.id for present in executed.cells]
            place = ids.index(anchor) + 1 if anchor else 0
            executed.cells.insert(place, cell)
            anchor = cell.id
