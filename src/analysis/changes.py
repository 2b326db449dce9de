"""The word for a change: 基本持平, 略有提升 … by the steps that params set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Step:
    """A change smaller than `below` (percentage points; None: any) is called `word`.

    A step with `directed` false names no direction (基本持平).
    """

    below: Decimal | None
    word: str
    directed: bool = True


@dataclass(frozen=True)
class ChangeWords:
    """Steps in rising order, the last of them without a limit."""

    steps: tuple[Step, ...]

    def of_share(self, now: Decimal, before: Decimal) -> str:
        """Name the change of a printed share: 略有提升.

        Both figures are the printed ones, so that a reader can check the word.
        """
        difference = now - before
        step = next(s for s in self.steps if s.below is None or abs(difference) < s.below)
        if not step.directed:
            return step.word
        return f"{step.word}{'提升' if difference > 0 else '下降'}"

    def of_levels(self, pairs: Sequence[tuple[int, int]]) -> str:
        """Name the common change of several counts, given as (now, before).

        不同程度上升 only if every one rose, likewise 下降; 持平 if none moved; else 有升有降.
        """
        if all(now > before for now, before in pairs):
            return "不同程度上升"
        if all(now < before for now, before in pairs):
            return "不同程度下降"
        if all(now == before for now, before in pairs):
            return "持平"
        return "有升有降"


def count_word(now: int, before: int) -> str:
    """Name the change of one count: 上升, 下降, 持平."""
    if now == before:
        return "持平"
    return "上升" if now > before else "下降"
