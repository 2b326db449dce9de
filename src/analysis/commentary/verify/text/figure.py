"""A figure in a sentence: what it says, in which unit, how exactly."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Kind(Enum):
    """What sort of quantity a figure is."""

    COUNT = "count"
    PERCENT = "percent"
    POINTS = "points"
    MULTIPLE = "multiple"
    RANK = "rank"
    FIRST = "first"


class Sense(Enum):
    """How the words around a figure bound it."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"
    UNDER = "under"


@dataclass(frozen=True)
class Figure:
    """A figure in a sentence: `start` to `end` is the figure with its unit sign (105.97万, 96.43%).

    `value` is in ones, percent, points, times, or a place in an order or the number of the first
    ones (negative: from the end).
    `step` is what its last stated digit stands for, `scale` the 万 behind it; `open` whether 余
    or 多 follows its digits.
    `stop` is behind the word it counts by (`counted`: 件, 个单位) and 以上, 左右.
    """

    start: int
    end: int
    stop: int
    value: Decimal
    kind: Kind
    step: Decimal = Decimal(1)
    scale: int = 1
    sense: Sense = Sense.EXACT
    open: bool = False
    counted: str = ""
    chinese: bool = False
    fraction: bool = False
