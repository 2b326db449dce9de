"""The pieces of a list of names in prose: names, brackets, separators, words nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from analysis.commentary.verify.reading.vocabulary import Vocabulary


class Part(Enum):
    """What a piece of a list is."""

    UNIT = "unit"
    PERSON = "person"
    UNKNOWN = "unknown"
    OPEN = "open"
    CLOSE = "close"
    SEPARATOR = "separator"
    RATE = "rate"


@dataclass(frozen=True)
class Piece:
    """A piece of a list, with the official name of a unit or the name of a person."""

    part: Part
    start: int
    end: int
    name: str = ""


_SEPARATOR = re.compile(r"[、，；]|以及|[和与及](?=[\u4e00-\u9fff])")
_OF = re.compile("的")
_RATE = re.compile(r"(?:上升|提升|提高|下降|降低)?[0-9.]+(?:%|个百分点)?")
# An unknown word is a listed name only if it looks like one and nothing else follows it.
_UNKNOWN = re.compile(
    r"(?:[\u4e00-\u9fff·]{2,4}|[\u4e00-\u9fff]{2,24}?(?:局|委|委员会|办|办公室|中心|公司|海关|支队|会"
    r"|院|所|处|部|厅|署|行|队))(?=[、，；（）。]|和|与|及|等|$)"
)

_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,4}(?=、|等(?!级))")
_BEFORE_NAME = {None, Part.SEPARATOR, Part.OPEN}


def first_name(text: str, place: int, vocabulary: Vocabulary) -> Piece | None:
    """Return the first name of a unit or person from a place on."""
    match = vocabulary.name_pattern.search(text, place)
    return _named(match, vocabulary) if match else None


def _named(match: re.Match[str], vocabulary: Vocabulary) -> Piece:
    unit = vocabulary.unit(match[0])
    return Piece(Part.UNIT if unit else Part.PERSON, *match.span(), unit or match[0])


def pieces(text: str, place: int, vocabulary: Vocabulary) -> Iterator[Piece]:
    """Yield what follows a place for as long as it is a list."""
    before: Part | None = None
    while place < len(text):
        piece = _name(text, place, vocabulary, before=before) or _other(text, place, before)
        if piece is None:
            return
        yield piece
        before, place = piece.part, piece.end


def _name(text: str, place: int, vocabulary: Vocabulary, *, before: Part | None) -> Piece | None:
    """Return a name, where a name may stand; a person may follow a unit directly."""
    match = vocabulary.name_pattern.match(text, place)
    if match is None:
        return None
    named = _named(match, vocabulary)
    beside = before is Part.UNIT and named.part is Part.PERSON
    return named if before in _BEFORE_NAME or beside else None


def _other(text: str, place: int, before: Part | None) -> Piece | None:
    """Return a bracket, a separator, a rate (or its change) in brackets, or what may be a name."""
    if text[place] in "（）":
        part = Part.OPEN if text[place] == "（" else Part.CLOSE
        return Piece(part, place, place + 1)
    candidates = (
        (_SEPARATOR, Part.SEPARATOR, True),
        (_OF, Part.SEPARATOR, before is Part.UNIT),
        (_RATE, Part.RATE, before is Part.OPEN),
        (_PERSON, Part.UNKNOWN, before is Part.UNIT),
        (_UNKNOWN, Part.UNKNOWN, before in _BEFORE_NAME),
    )
    for pattern, part, allowed in candidates:
        if allowed and (match := pattern.match(text, place)):
            return Piece(part, *match.span(), match[0])
    return None
