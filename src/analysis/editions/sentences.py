"""Texts of two editions compared, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from analysis.commentary.align import align
from analysis.commentary.likeness import likeness, masked
from analysis.commentary.sentences import Placed, Sentence
from analysis.editions.changes import ALL, NOTHING, Change, Kind
from analysis.editions.content import Said
from analysis.wording import half_up


def compared_text(old: Sequence[Said], new: Sequence[Said]) -> Iterator[Change]:
    """Yield what became of each sentence, part by part."""
    for part in dict.fromkeys(said.part for said in (*old, *new)):
        before, after = ([said for said in text if said.part == part] for text in (old, new))
        if [said.text for said in before] != [said.text for said in after]:
            yield from _compared(before, after)


def _compared(old: Sequence[Said], new: Sequence[Said]) -> Iterator[Change]:
    found = align(_placed(old), _placed(new))
    partners: dict[int, list[int]] = {}
    for i, j in sorted(found.pairs):
        partners.setdefault(i, []).append(j)
    for place, said in enumerate(old):
        now = "".join(new[j].text for j in partners.get(place, ()))
        if now != said.text:
            yield _change(said, said.text, now)
        elif place in found.moved:
            yield Change(
                Kind.SENTENCE,
                said.part,
                f"{said.heading}·移动",
                said.text,
                now,
                NOTHING,
                corrects=False,
            )
    paired = {j for _, j in found.pairs}
    for place, said in enumerate(new):
        if place not in paired:
            yield _change(said, "", said.text)


def _change(said: Said, old: str, new: str) -> Change:
    # With its figures masked a sentence is the same: what it states is another figure.
    restated = bool(old and new) and masked(old) == masked(new)
    size = half_up(ALL * (1 - Decimal(str(likeness(old, new)))), 2) if old and new else ALL
    return Change(Kind.SENTENCE, said.part, said.heading, old, new, size, corrects=restated)


def _placed(text: Sequence[Said]) -> list[Placed]:
    cells = list(dict.fromkeys(said.cell for said in text))
    return [Placed(Sentence(said.text), said.cell, cells.index(said.cell)) for said in text]
