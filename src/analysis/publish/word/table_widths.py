"""How wide the columns of a table in Word are, and how large its type, so that nothing wraps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from unicodedata import east_asian_width

from analysis.publish.blocks import Footnote, Runs, TableBlock, runs_text

# 156 mm in points.
TYPE_AREA = 442.2

# Sizes to try, largest first: the first at which no cell has to wrap. How the ids of the styles
# end that have them -> points.
SIZES = {"": 10.5, "Small": 9.0, "Tiny": 8.0}

# Left and right of a cell together, in points, as the table style has them.
_PADDING = 6.0
# Longer words are set in several lines, longer labels in two.
_WIDEST_TEXT, _WIDEST_LABEL = 14.0, 7.0
# A letter of the usual fonts is half as wide as a 汉字, of others a little wider; so is a sign.
_FULL_OR_HALF = {True: 1.0, False: 0.56}
_WIDTHS = {"%": 0.9}
# Words that fill their column to the point are wrapped by some programs; wider apart, the figures
# of a row no longer read as one line.
_LEAST_SPARE, _MOST_SPARE = 0.3, 2.0


@dataclass(frozen=True)
class Layout:
    """The widths of columns in points and how the styles of the size end."""

    widths: tuple[float, ...]
    size: str


def layout(table: TableBlock) -> Layout:
    """Return the largest type at which a table fits the page, and its columns."""
    needed = _needed(table)
    area = TYPE_AREA - _PADDING * len(needed)
    fitting = (name for name, size in SIZES.items() if sum(needed) * size <= area)
    name = next(fitting, list(SIZES)[-1])
    size = SIZES[name]
    spare = area / size - sum(needed)
    ems = _spread(table, needed, spare) if spare >= 0 else _squeezed(needed, area / size)
    return Layout(tuple(em * size + _PADDING for em in ems), name)


def _needed(table: TableBlock) -> list[float]:
    """Return the width of every column in em, wide enough for the label of its group."""
    widths = [
        max(min(_longest(cells), _WIDEST_TEXT), _label_width(_width(column.label)))
        for column, cells in zip(table.columns, _columns(table), strict=True)
    ]
    for label, places in _groups(table):
        lacking = _em(label) - sum(widths[place] for place in places)
        for place in places:
            widths[place] += max(0.0, lacking) / len(places)
    return widths


def _squeezed(needed: Sequence[float], room: float) -> list[float]:
    """Take from all columns alike: then words wrap."""
    return [width * room / sum(needed) for width in needed]


def _spread(table: TableBlock, needed: Sequence[float], spare: float) -> list[float]:
    """Give spare width a little to every column, then to text that would wrap, then to all."""
    free = min(spare / len(needed), _LEAST_SPARE)
    spare -= free * len(needed)
    lacking = [max(0.0, _longest(cells) - _WIDEST_TEXT) for cells in _columns(table)]
    given = min(1.0, spare / sum(lacking)) if any(lacking) else 0.0
    left = spare - given * sum(lacking)
    each = free + min(left / len(needed), _MOST_SPARE - free)
    return [width + given * more + each for width, more in zip(needed, lacking, strict=True)]


def _columns(table: TableBlock) -> list[tuple[Runs, ...]]:
    return list(zip(*table.cells, strict=True)) or [() for _ in table.columns]


def _groups(table: TableBlock) -> Iterator[tuple[str, list[int]]]:
    places = groupby(range(len(table.columns)), key=lambda place: table.columns[place].group)
    return ((label, list(members)) for label, members in places if label)


def _longest(cells: Sequence[Runs]) -> float:
    return max(map(_width, cells), default=0.0)


def _label_width(width: float) -> float:
    return width / 2 + 0.5 if width > _WIDEST_LABEL else width


def _width(runs: Runs) -> float:
    marks = sum(isinstance(run, Footnote) for run in runs)
    return max(map(_em, runs_text(runs).split("\n"))) + marks


def _em(text: str) -> float:
    """Return the width of a line in em, as the widest fonts set it that may stand in for ours."""
    return sum(_WIDTHS.get(char, _FULL_OR_HALF[east_asian_width(char) in "WFA"]) for char in text)
