"""What a merge leaves behind: the text of each cell with its notes, and which notes are open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from analysis.commentary.memory import Edit, Memory, Remembered, drafted
from analysis.commentary.merge_sentences import merge_sentences
from analysis.commentary.notes import note, with_notes
from analysis.commentary.sentences import sentences, written
from analysis.commentary.texts import Answer, Merged, Slot, Texts
from analysis.commentary.versions import Versions, texts_of


@dataclass(frozen=True)
class Outcome:
    """A merge; `numbers` are those of the notes, by index of the sentence they are about."""

    versions: Versions
    texts: Texts
    merged: Merged
    numbers: Mapping[int, int]

    @classmethod
    def of(cls, versions: Versions) -> Self:
        """Merge three versions of a notebook."""
        texts = texts_of(versions)
        merged = merge_sentences(texts)
        return cls(versions, texts, merged, dict(_numbers(merged.slots)))

    def edited(self) -> dict[int, str]:
        """Return place in the analyst's copy -> merged text, of every text cell there."""
        tails = {
            place: sentences(cell.text)[1]
            for place, cell in enumerate(self.versions.ours)
            if cell.text is not None
        }
        return {place: self._text(place, "") + tail for place, tail in tails.items()}

    def added(self) -> dict[str, str]:
        """Return name -> text of cells that are new in the template."""
        new = [name for name, place in self.texts.homes.items() if place is None]
        return {name: self._text(None, name) for name in new}

    def memory(self) -> Memory:
        """Return what the next run must know, also of dropped cells that the analyst edited."""
        edits = [
            self._edit(slot.answer, self.numbers.get(at))
            for at, slot in enumerate(self.merged.slots)
            if slot.answer
        ]
        cells = drafted(self.versions.new)
        gone = {edit.cell for edit in edits if edit.cell} - {cell.name for cell in cells}
        cells += tuple(Remembered(name, "") for name in sorted(gone))
        return Memory(cells, tuple(edits), tuple(sorted(self.merged.deleted)))

    def _text(self, place: int | None, name: str) -> str:
        here = [
            (at, slot)
            for at, slot in enumerate(self.merged.slots)
            if slot.place == place and (place is not None or slot.cell == name)
        ]
        notes = {
            number: [note(self.numbers[at], "".join(slot.answer.kept), slot.answer.draft)]
            for number, (at, slot) in enumerate(here)
            if slot.answer and at in self.numbers
        }
        return written(with_notes([slot.sentence for _, slot in here], notes))

    def _edit(self, answer: Answer, number: int | None) -> Edit:
        """Return an edit; without an open note the analyst has seen the draft of today."""
        answered = answer.draft if number is None else answer.answered
        edit = Edit(answer.kept, answered, answer.new, number=number)
        if answer.new:
            return edit
        base, cell = self.texts.base, self.texts.base[answer.base[0]].cell
        was = "".join(base[i].text for i in answer.base)
        return replace(edit, was=was, cell=cell, before=self._place_in_draft(answer.base[0]))

    def _place_in_draft(self, dropped: int) -> int:
        """Return before which sentence of the new draft a dropped one stood."""
        base, new, edits = self.texts.base, self.texts.new, self.texts.edits
        cell = base[dropped].cell
        above = [i for i in range(dropped) if base[i].cell == cell]
        begin = next((k for k, placed in enumerate(new) if placed.cell == cell), 0)
        return begin + sum(i not in edits or bool(edits[i].at) for i in above)


def _numbers(slots: Sequence[Slot]) -> Iterator[tuple[int, int]]:
    """Yield (index of a slot, number of its note); an open note keeps its number."""
    answers = {at: s.answer for at, s in enumerate(slots) if s.answer and s.answer.in_conflict}
    highest = max((answer.number or 0 for answer in answers.values()), default=0)
    used: set[int] = set()
    for at, answer in answers.items():
        number = answer.number
        if number is None or number in used:
            number = highest = highest + 1
        used.add(number)
        yield at, number
