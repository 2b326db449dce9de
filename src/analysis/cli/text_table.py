"""Tables in a terminal, where a Chinese character takes the room of two Latin ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

_GAP = 2
# A list of names would push everything behind it off the screen.
_WIDEST = 40
_CUT = "……"


def aligned(rows: Sequence[Sequence[str]], *, whole: bool = False) -> Iterator[str]:
    """Yield rows of equal length as lines with aligned columns; long cells are cut.

    But not those of the first column, which are there to be copied, and none with `whole`.
    """
    cut = rows if whole else [[first, *map(_shortened, others)] for first, *others in rows]
    widths = [max(map(width, column)) + _GAP for column in zip(*cut, strict=True)]
    for row in cut:
        padded = (cell + " " * (room - width(cell)) for cell, room in zip(row, widths, strict=True))
        yield "".join(padded).rstrip()


def width(text: str) -> int:
    """Return the columns that a text takes on the screen."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _shortened(text: str) -> str:
    if width(text) <= _WIDEST:
        return text
    end = len(text)
    while width(text[:end]) > _WIDEST - width(_CUT):
        end -= 1
    return text[:end] + _CUT
