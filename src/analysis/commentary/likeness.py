"""How alike two sentences are once their figures are masked.

Every sentence of a bulletin holds figures, and a correction changes them all: compared with
its figures, no sentence would find itself again.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

_DIGITS = r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*"
_NUMERAL = r"[〇零一二两三四五六七八九十百千]+"
# What Chinese numerals count: in 一是, 统一 or 十分 they count nothing and stay.
_COUNTED = r"(?=[万亿]|余|多?[件次个名家封面项条天日月年季成倍位份起户宗批轮人岁]|百分点)"
_SCALE = r"(?:[万亿]+|余|多|几)*(?:[%％‰]|个百分点)?"
_FIGURE = re.compile(rf"(?:{_DIGITS}|百分之{_NUMERAL}|{_NUMERAL}{_COUNTED}){_SCALE}")
_MASK = "#"


@lru_cache(maxsize=4096)
def masked(text: str) -> str:
    """Replace every figure with its scale: 共105.97万件，升0.8个百分点 -> 共#件，升#."""
    return _FIGURE.sub(_MASK, text)


@lru_cache(maxsize=4096)
def _grams(text: str) -> Counter[str]:
    bare = masked(text)
    pairs = (bare[place : place + 2] for place in range(len(bare) - 1))
    return Counter([*bare, *pairs])


def likeness(one: str, other: str) -> float:
    """Return the share of characters and pairs of characters in common: 0 to 1."""
    if one == other:
        return 1.0
    ours, theirs = _grams(one), _grams(other)
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())
