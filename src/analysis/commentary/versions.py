"""Three versions of a notebook, read sentence by sentence: last draft, analyst's, new draft."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nbformat import NotebookNode

from analysis.commentary.cells import name_of
from analysis.commentary.memory import Edit, Memory
from analysis.commentary.notes import notes_in, without_notes
from analysis.commentary.sentences import Placed, Sentence, sentences
from analysis.commentary.texts import Texts

# What an analyst writes alone in a cell to have its draft back; in a cell of his own, with the
# name of one that he deleted.
_RESTORED = re.compile(r"\s*〔新稿(?:[:：]\s*([^〕\s]+)\s*)?〕\s*")


def wants_draft(notebook: NotebookNode) -> bool:
    """Tell whether the analyst asks for a draft again: only a run can give it."""
    return any(_RESTORED.fullmatch(cell.source) for cell in notebook.cells)


@dataclass(frozen=True)
class OurCell:
    """A cell of the analyst's copy: its name ('' for one of his own) and its text, if it is text.

    `restored`: the analyst asks for its draft in place of his text.
    """

    node: NotebookNode
    name: str
    text: str | None
    restored: bool = False


@dataclass(frozen=True)
class Versions:
    """The last run, the cells of the analyst's copy, and the new ones."""

    last: Memory
    ours: Sequence[OurCell]
    new: Sequence[NotebookNode]

    def last_drafts(self) -> dict[str, str | None]:
        """Return name -> text of the cells of the last run that the analyst has not given up."""
        given_up = {cell.name for cell in self.ours if cell.restored}
        return {c.name: c.draft for c in self.last.cells if c.name not in given_up}

    def new_drafts(self) -> dict[str, str]:
        """Return name -> text of the new text cells."""
        return {name_of(c): c.source for c in self.new if c.cell_type == "markdown"}


def our_cells(earlier: NotebookNode, last: Memory, new: Sequence[NotebookNode]) -> list[OurCell]:
    """Read the cells of the analyst's copy; text stays text if he made its cell another kind."""
    texts = {cell.name: cell.draft is not None for cell in last.cells}
    texts |= {name_of(cell): cell.cell_type == "markdown" for cell in new}
    return [_our_cell(cell, texts) for cell in earlier.cells]


def _our_cell(cell: NotebookNode, texts: Mapping[str, bool]) -> OurCell:
    # Copies of version 0.1.0 have names on commentary alone; elsewhere the id is the name.
    name = next((name for name in (name_of(cell), cell.get("id", "")) if name in texts), "")
    if not texts.get(name, cell.cell_type == "markdown"):
        return OurCell(cell, name, None)
    asked = _RESTORED.fullmatch(cell.source)
    if asked and texts.get(asked[1] or name):
        return OurCell(cell, asked[1] or name, "", restored=True)
    return OurCell(cell, name, without_notes(cell.source))


def texts_of(versions: Versions) -> Texts:
    """Return the sentences of all three versions, and what the merge must know of their cells."""
    shown = {number for cell in versions.ours for number in notes_in(cell.node.source)}
    parts = list(_parts(versions, shown))
    edits = {i: part.edit for i, part in enumerate(parts) if part.edit}
    return Texts(
        base=[part.placed for part in parts],
        seen=list(_seen(parts)),
        ours=list(_placed((cell.name, cell.text or "") for cell in versions.ours)),
        new=list(_placed(versions.new_drafts().items())),
        edits=edits,
        homes=_homes(versions),
    )


def _placed(cells: Iterable[tuple[str, str]]) -> Iterator[Placed]:
    for place, (name, text) in enumerate(cells):
        for sentence in sentences(text)[0]:
            yield Placed(sentence, name, place)


@dataclass(frozen=True)
class Part:
    """A sentence of the last draft, and what the analyst had made of it by then."""

    placed: Placed
    edit: Edit | None = None
    deleted: bool = False


def _parts(versions: Versions, shown: Collection[int]) -> Iterator[Part]:
    """Yield the sentences of the last draft; those that it dropped stand where they stood."""
    last, kept = versions.last, versions.last_drafts()
    drafted = list(_placed((cell.name, cell.draft or "") for cell in last.cells))
    edits = [_settled(edit, drafted, shown) for edit in last.edits]
    of_sentence = {at: edit for edit in edits for at in edit.at}
    for place, cell in enumerate(last.cells):
        parts = [
            (edit.before, 0, Part(Placed(Sentence(edit.was), cell.name, place), edit))
            for edit in edits
            if not edit.at and edit.cell == cell.name
        ]
        parts += [
            (at, 1, Part(placed, of_sentence.get(at), at in last.deleted))
            for at, placed in enumerate(drafted)
            if placed.place == place
        ]
        if cell.name in kept:
            yield from (part for _, _, part in sorted(parts, key=lambda found: found[:2]))


def _seen(parts: Sequence[Part]) -> Iterator[tuple[Placed, tuple[int, ...]]]:
    """Yield the last draft as the analyst left it: his edits in place of its sentences."""
    for i, part in enumerate(parts):
        edit, placed = part.edit, part.placed
        if edit:
            answered = tuple(n for n, other in enumerate(parts) if other.edit is edit)
            if i == answered[0]:
                for text in edit.kept:
                    yield replace(placed, sentence=Sentence(text)), answered
        elif not part.deleted:
            yield placed, (i,)


def _settled(edit: Edit, drafted: Sequence[Placed], shown: Collection[int]) -> Edit:
    """Settle a note that the analyst deleted: he has seen the draft that it showed."""
    if edit.number is None or edit.number in shown:
        return edit
    seen = "".join(drafted[at].text for at in edit.at)
    return replace(edit, answered=seen, number=None)


def _homes(versions: Versions) -> dict[str, int | None]:
    """Return where new sentences of each cell go: its last piece, or None for a new cell."""
    drafts = versions.last_drafts()
    homes: dict[str, int | None] = {}
    for name in versions.new_drafts():
        pieces = [place for place, cell in enumerate(versions.ours) if cell.name == name]
        written = any((versions.ours[place].text or "").strip() for place in pieces)
        if pieces and (written or not (drafts.get(name) or "").strip()):
            homes[name] = pieces[-1]
        elif not pieces and name not in drafts:
            homes[name] = None
    return homes
