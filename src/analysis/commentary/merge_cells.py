"""The merged sentences back into cells: every cell of the analyst's in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import TypeAlias

import nbformat
from nbformat import NotebookNode

from analysis.commentary.align import out_of_order
from analysis.commentary.cells import name_of
from analysis.commentary.versions import OurCell, Versions

# A cell and the name of the template's cell it stands for, '' for one of the analyst's own.
Named: TypeAlias = tuple[str, NotebookNode]


def merge_cells(
    versions: Versions, written: Mapping[int, str], fresh: Mapping[str, str]
) -> list[NotebookNode]:
    """Return the cells of the merged notebook.

    `written`: place in the analyst's copy -> merged text; `fresh`: name of a new cell -> text.
    The analyst's order holds; what is new in the template, and code that he deleted, goes
    behind the cell that precedes it in the template.
    """
    templates = {name_of(cell): cell for cell in versions.new}
    cells = list(_kept(versions, written, templates))
    moved = _moved_by_template(versions)
    moved &= {name for name in templates if [n for n, _ in cells].count(name) == 1}
    waiting = {name: cell for name, cell in cells if name in moved}
    cells = [(name, cell) for name, cell in cells if name not in moved]
    present = {name for name, _ in cells}
    for name, template in templates.items():
        if name in waiting:
            _put_in(cells, (name, waiting[name]), list(templates))
        elif name in fresh or (template.cell_type == "code" and name not in present):
            cell = _with(template, fresh[name]) if name in fresh else template
            _put_in(cells, (name, cell), list(templates))
    return _with_ids(cells, templates)


def _kept(
    versions: Versions, written: Mapping[int, str], templates: Mapping[str, NotebookNode]
) -> Iterator[Named]:
    """Yield what becomes of each cell of the analyst's copy."""
    standing = dict(_standing(versions.ours, templates))
    # Of a cell whose text is all gone, one stays; of split ones only those with text.
    needed = {cell.name: place for place, cell in enumerate(versions.ours)}
    needed |= {versions.ours[place].name: place for place in written if written[place].strip()}
    for place, ours in enumerate(versions.ours):
        template = templates.get(ours.name)
        if ours.text is not None:
            emptied = ours.text.strip() and not written[place].strip()
            if not emptied or (template and place == needed[ours.name]):
                yield ours.name if template else "", _piece(ours, written[place], template)
        elif template and place == standing[ours.name]:
            yield ours.name, template
        elif not ours.name or (template and ours.node.source not in template.source):
            yield "", _own(ours.node)


def _standing(
    ours: Sequence[OurCell], templates: Mapping[str, NotebookNode]
) -> Iterator[tuple[str, int]]:
    """Yield for each code cell of the template which of the analyst's stands for it."""
    for name, template in templates.items():
        places = [place for place, cell in enumerate(ours) if cell.name == name]
        same = [place for place in places if ours[place].node.source == template.source]
        if places:
            yield name, [*same, *places][0]


def _piece(ours: OurCell, text: str, template: NotebookNode | None) -> NotebookNode:
    """Return a text cell of the analyst's with its merged text, named as in the template."""
    if ours.node.cell_type == "markdown":
        cell = deepcopy(ours.node)
    else:
        cell = nbformat.v4.new_markdown_cell(id=ours.node.id, metadata=ours.node.metadata)
    cell.source = text
    if template:
        cell.metadata = {**cell.metadata, **deepcopy(template.metadata)}
    return cell


def _own(cell: NotebookNode) -> NotebookNode:
    """Return a cell of the analyst's own; code without its outputs: they are of an earlier run."""
    kept = deepcopy(cell)
    kept.metadata.pop("bulletin", None)
    if kept.cell_type == "code":
        kept.outputs, kept.execution_count = [], None
    return kept


def _with(template: NotebookNode, text: str) -> NotebookNode:
    cell = deepcopy(template)
    cell.source = text
    return cell


def _moved_by_template(versions: Versions) -> set[str]:
    """Return the cells that the template has put elsewhere and the analyst has not."""
    last = [cell.name for cell in versions.last.cells]
    by_template = _moved(last, [name_of(cell) for cell in versions.new])
    return by_template - _moved(last, [cell.name for cell in versions.ours])


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    pairs = [(before.index(name), after.index(name)) for name in set(before) & set(after)]
    return {before[place] for place in out_of_order(pairs)}


def _put_in(cells: list[Named], cell: Named, order: Sequence[str]) -> None:
    """Insert a cell behind its predecessor in the template and the analyst's own cells there."""
    preceding = set(order[: order.index(cell[0])])
    places = [place for place, (name, _) in enumerate(cells) if name in preceding]
    nearest = max(places, key=lambda at: order.index(cells[at][0]), default=-1)
    at = max((p for p in places if cells[p][0] == cells[nearest][0]), default=-1) + 1
    while at and at < len(cells) and not cells[at][0]:
        at += 1
    cells.insert(at, cell)


def _with_ids(cells: Sequence[Named], templates: Mapping[str, NotebookNode]) -> list[NotebookNode]:
    """Give a cell that stands alone for one of the template its id again."""
    names = [name for name, _ in cells]
    for name, cell in cells:
        if name and names.count(name) == 1:
            cell.id = templates[name].id
    return [cell for _, cell in cells]
