"""What differs between two contents of a bulletin, largest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from analysis.wording import half_up

# What a figure or sentence counts that is gone altogether, in per cent of what it was.
ALL = Decimal(100)
NOTHING = Decimal(0)


class Kind(StrEnum):
    """What differs."""

    FIGURE = "figure"
    ENTRY = "entry"
    CELL = "cell"
    SENTENCE = "sentence"
    ADDED = "added"


@dataclass(frozen=True)
class Change:
    """One thing that is other than it was; `old` or `new` is '' where there is none.

    `place` is a fact's key, or table or notebook; `size` is in per cent, of a share in points of
    percentage (`in_points`).
    `corrects`: what was published is changed by it, not only the wording. `echo`: it only shows
    again, in a table or sentence, that a fact has changed.
    """

    kind: Kind
    place: str
    label: str
    old: str
    new: str
    size: Decimal
    corrects: bool = True
    echo: bool = False
    in_points: bool = False

    @property
    def line(self) -> str:
        """The change in one line."""
        return f"{self.label}：{self.old or '无'} → {self.new or '无'}"

    @property
    def extent(self) -> str:
        """The size as it is printed; '' where a thing came or went, or only the order is other."""
        if not self.size or not (self.old and self.new):
            return ""
        return f"{self.size}个百分点" if self.in_points else f"{self.size}%"


def relative(old: int | Decimal, new: int | Decimal) -> Decimal:
    """Return how large a change of a count is: in per cent of the larger of the two."""
    before, after = Decimal(old), Decimal(new)
    larger = max(before, after)
    return half_up(ALL * abs(after - before) / larger, 2) if larger else NOTHING


def largest_first(changes: Iterable[Change]) -> list[Change]:
    """Sort changes by size; equal ones stay in the order of the bulletin."""
    return sorted(changes, key=lambda change: -change.size)


def paired(
    old: Iterable[str], new: Iterable[str], made: Callable[[str, str], Change]
) -> Iterator[Change]:
    """Yield a change for each name that only one of two lists has."""
    before, after = dict.fromkeys(old), dict.fromkeys(new)
    size = half_up(ALL / max(1, len(before | after)), 2)
    for name in before | after:
        if name not in after:
            yield replace(made(name, ""), size=size)
        elif name not in before:
            yield replace(made("", name), size=size)
