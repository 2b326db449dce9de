"""The five satisfaction levels of the national 好差评 scheme, best first."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    """A satisfaction level: its key in facts, its official word, its rank (5 is best)."""

    key: str
    word: str
    rank: int


VERY_SATISFIED = Level("very_satisfied", "非常满意", 5)
SATISFIED = Level("satisfied", "满意", 4)
BASICALLY_SATISFIED = Level("basically_satisfied", "基本满意", 3)
DISSATISFIED = Level("dissatisfied", "不满意", 2)
VERY_DISSATISFIED = Level("very_dissatisfied", "非常不满意", 1)

LEVELS = (VERY_SATISFIED, SATISFIED, BASICALLY_SATISFIED, DISSATISFIED, VERY_DISSATISFIED)
# 基本满意及以下: what leads for mystery visits are drawn from.
LOW_LEVELS = (BASICALLY_SATISFIED, DISSATISFIED, VERY_DISSATISFIED)


def meanings(best_code: int | None) -> dict[str, Level]:
    """Return what a source may write -> its level: the words, and codes once their best is known.

    The national interface has 5 = 非常满意, GB/T 39046-2020 has 1; a direction is never guessed.
    """
    words = {level.word: level for level in LEVELS}
    if best_code is None:
        return words
    best, worst = VERY_SATISFIED.rank, VERY_DISSATISFIED.rank
    codes = {
        str(level.rank if best_code == best else best + worst - level.rank): level
        for level in LEVELS
    }
    return {**words, **codes}
