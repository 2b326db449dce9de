"""Three texts into one: the last draft, what the analyst made of it, and the new draft.

The analyst's text gives the order. His sentences stay as they are; those he left alone follow
the new draft. Where a sentence that he changed stands over a draft that has changed too, his
stays and the conflict is named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.commentary.align import align
from analysis.commentary.groups import Group, groups
from analysis.commentary.likeness import masked
from analysis.commentary.memory import Edit
from analysis.commentary.sentences import Placed, Sentence, wording
from analysis.commentary.texts import Answer, Merged, Slot, Texts

# A sentence so short may well be written twice; a longer one is a copy of the draft's.
_SHORT = 6


def merge_sentences(texts: Texts) -> Merged:
    """Merge the analyst's text with the new draft."""
    found = _groups(texts)
    group_of = {j: group for group in found for j in group.ours}
    copies = _copies(texts, found)
    slots: list[Slot] = []
    for j, placed in enumerate(texts.ours):
        if group := group_of.get(j):
            slots += _answering(texts, group, j)
        elif text := copies.get(placed.text, placed.text):
            sentence = replace(placed.sentence, text=text)
            slots.append(Slot(sentence, placed.cell, placed.place, own=True))
    deleted = {k for group in found if not group.ours for k in group.alike}
    settled = deleted | {k for slot in slots for k in slot.new}
    for k in range(len(texts.new)):
        if k not in settled and not _put_in(slots, k, texts):
            deleted.add(k)
    return Merged(slots, frozenset(deleted))


def _groups(texts: Texts) -> list[Group]:
    to_ours = align([placed for placed, _ in texts.seen], texts.ours)
    stands_for = [base for _, base in texts.seen]
    pairs = {(i, j) for s, j in to_ours.pairs for i in stands_for[s]}
    moved = {i for s in to_ours.moved for i in stands_for[s]}
    return groups(pairs, moved, align(texts.base, texts.new))


def _answering(texts: Texts, group: Group, j: int) -> Iterator[Slot]:
    """Yield what stands for a sentence of the analyst's that answers the last draft."""
    placed, first, last = texts.ours[j], j == group.ours[0], j == group.ours[-1]
    gap = _gap(texts, group) if first else placed.sentence
    if _said(texts.ours, group.ours) != _said(texts.base, group.base):
        kept = replace(placed.sentence, gap=gap.gap, opens=gap.opens)
        new, answer = (group.new, _answer(texts, group)) if last else ((), None)
        yield Slot(kept, placed.cell, placed.place, new, answer=answer)
    elif first and not group.moved:
        for k in group.new:
            sentence = texts.new[k].sentence
            if k == group.new[0]:
                sentence = replace(sentence, gap=gap.gap, opens=gap.opens)
            yield Slot(sentence, placed.cell, placed.place, (k,))


def _answer(texts: Texts, group: Group) -> Answer:
    """Return what the analyst made of a group, and which draft he has seen."""
    parts: dict[Edit | int, str] = {
        texts.edits.get(i, i): texts.edits[i].answered if i in texts.edits else texts.base[i].text
        for i in group.base
    }
    numbers = [edit.number for edit in parts if isinstance(edit, Edit) and edit.number]
    return Answer(
        kept=tuple(texts.ours[j].text for j in group.ours),
        answered="".join(parts.values()),
        draft=_said(texts.new, group.new),
        base=group.base,
        new=group.new,
        number=min(numbers, default=None),
    )


def _said(placed: Sequence[Placed], indices: Sequence[int]) -> str:
    return wording([placed[i].sentence for i in indices])


def _gap(texts: Texts, group: Group) -> Sentence:
    """Return the sentence whose white space a group begins with, merged like the words."""
    ours, base = texts.ours[group.ours[0]].sentence, texts.base[group.base[0]].sentence
    as_drafted = (ours.gap, ours.opens) == (base.gap, base.opens)
    return texts.new[group.new[0]].sentence if as_drafted and group.new else ours


def _copies(texts: Texts, found: Sequence[Group]) -> dict[str, str]:
    """Return sentences of the last draft -> what they say now: for cells that were pasted."""
    single = [group for group in found if len(group.base) == 1]
    said = {texts.base[g.base[0]].text: _said(texts.new, g.new) for g in single}
    return {text: now for text, now in said.items() if len(masked(text)) >= _SHORT}


def _put_in(slots: list[Slot], k: int, texts: Texts) -> bool:
    """Insert a sentence that is new in the draft beside its neighbours there.

    False if its cell is one that the analyst deleted.
    """
    placed = texts.new[k]
    beside = [
        (slots[at].cell != placed.cell, other > k, abs(other - k), at)
        for at in range(len(slots))
        for other in slots[at].new
        if texts.new[other].cell == placed.cell
    ]
    cell = placed.cell
    if beside:
        _, before, _, at = min(beside)
        cell, place = slots[at].cell, slots[at].place
        at = at if before else _behind_own(slots, at)
    elif placed.cell in texts.homes:
        place = texts.homes[placed.cell]
        at = _end_of(slots, place)
    else:
        return False
    slots.insert(at, Slot(placed.sentence, cell, place, (k,)))
    return True


def _behind_own(slots: Sequence[Slot], at: int) -> int:
    """Return the place behind a slot and what the analyst added to its paragraph."""
    end = at + 1
    while end < len(slots) and slots[end].own and slots[end].place == slots[at].place:
        if slots[end].sentence.opens or "\n" in slots[end].sentence.gap:
            break
        end += 1
    return end


def _end_of(slots: Sequence[Slot], place: int | None) -> int:
    """Return where the cell at a place ends; cells are in the order of their places."""
    if place is None:
        return len(slots)
    return sum(slot.place is not None and slot.place <= place for slot in slots)
