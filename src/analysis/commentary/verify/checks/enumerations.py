"""Names listed in prose: 甲、乙（某局），丙（某中心）; 某局（99.88%）、某中心（96.12%）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.commentary.verify.checks.pieces import Part, Piece, first_name, pieces
from analysis.commentary.verify.reading.vocabulary import Vocabulary
from analysis.commentary.verify.text.numerals import numeral


@dataclass(frozen=True)
class Item:
    """A listed name as it stands: a person with their unit ('' if none is given), or a unit."""

    start: int
    end: int
    name: str
    person: bool
    unit: str = ""
    known: bool = True


@dataclass(frozen=True)
class Enumeration:
    """Names listed one after the other, the words in front of them and behind."""

    items: tuple[Item, ...]
    lead: str
    tail: str

    @property
    def partial(self) -> bool:
        """Tell whether only some of a list are named: 包括…, 其中…, …等."""
        if closed := _CLOSED.match(self.tail):
            said = closed["number"]
            number = int(said) if said.isdigit() else int(numeral(said))
            return number != len(self.items)
        return bool(_SOME.search(self.lead)) or self.tail.startswith("等")

    @property
    def announced_whole(self) -> bool:
        """Tell whether the whole of a list is announced, not that of some units."""
        return self.announced and "：" in self.lead[-2:]

    @property
    def announced(self) -> bool:
        """Tell whether the words in front say that a list follows."""
        return bool(_LEAD.search(self.lead)) and not self.partial


_LEAD = re.compile(r"(?:：|有|为|是|即|如下|分别|名单|依次)[：，]?$")
_SOME = re.compile(r"(?:包括|包含|含|如|例如|比如|像|其中|主要有|特别是|尤其是)[：有是]*$")
_CLOSED = re.compile(r"等(?P<number>[0-9]+|[一二两三四五六七八九十]+)(?:家|个|名|位|人)")
# Names that nobody knows, in front of the first that somebody knows: 有：甲、乙.
_UNKNOWNS = re.compile(
    r"(?:[\u4e00-\u9fff·]{2,24}(?:、|（[^（）]*）[、，；]))+|"
    r"(?:[\u4e00-\u9fff·]{2,24}(?:、|（[^（）]*）[、，；]))*[\u4e00-\u9fff·]{2,4}（"
)


def enumerations(text: str, vocabulary: Vocabulary) -> Iterator[Enumeration]:
    """Yield every list of names in a text, single names as well."""
    place = 0
    while (first := first_name(text, place, vocabulary)) is not None:
        opening = max(text.rfind("：", place, first.start) + 1, place)
        unknown = _UNKNOWNS.fullmatch(text, opening, first.start)
        found = list(pieces(text, opening if unknown else first.start, vocabulary))
        place = max(first.end, *(piece.end for piece in found), first.end)
        if items := _items(found):
            tail = _CLOSING.sub("", text[max(item.end for item in items) :])
            yield Enumeration(items, text[: items[0].start], tail)


_CLOSING = re.compile(r"^(?:（[^（）]*）|）)")


def _items(pieces: Sequence[Piece]) -> tuple[Item, ...]:
    """Return the names of a list, persons with the unit that stands before them or in brackets."""
    people = any(piece.part is Part.PERSON for piece in pieces)
    items: list[Item] = []
    unit, waiting, inside = "", 0, False
    for place, piece in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        if piece.part in {Part.OPEN, Part.CLOSE}:
            inside = piece.part is Part.OPEN
        elif people and (piece.part is Part.UNIT or (inside and piece.part is Part.UNKNOWN)):
            if inside:
                items[waiting:] = [replace(item, unit=piece.name) for item in items[waiting:]]
                unit, waiting = "", len(items)
            elif following is not None and following.part is not Part.CLOSE:
                unit, waiting = piece.name, len(items)
        elif piece.part is Part.UNIT and not inside:
            items.append(Item(piece.start, piece.end, piece.name, person=False))
        elif piece.part is Part.PERSON or (piece.part is Part.UNKNOWN and not inside):
            known = piece.part is Part.PERSON
            items.append(Item(piece.start, piece.end, piece.name, people, unit, known))
    while items and not items[-1].known and pieces[-1].part is Part.SEPARATOR:
        items.pop()
    return tuple(items)
