"""The few figures that stand at the top of a bulletin and in the list of all bulletins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches

from analysis import wording
from analysis.errors import ParamsError
from analysis.facts import Fact, Facts

# As alike as a slip of the keyboard leaves two words.
_ALIKE = 0.85


@dataclass(frozen=True)
class KeyFigure:
    """A fact as it is shown by itself: 主动评价率, 96.43%, 较上季度+0.82个百分点.

    `change` is '' where no quarter before is known.
    """

    label: str
    value: str
    change: str


def key_figures(facts: Facts, keys: Sequence[str]) -> list[KeyFigure]:
    """Return the counts and shares of the whole that params name under `key_figures`.

    One that this quarter has no data for is left out; ParamsError for a key that is a slip of
    another's, and for one whose fact is a list.
    """
    known = {fact.key: fact for fact in facts.items if not fact.subject}
    for key in keys:
        _require_usable(key, known)
    return [_key_figure(known[key]) for key in keys if key in known]


def _require_usable(key: str, known: dict[str, Fact]) -> None:
    if key not in known and (near := get_close_matches(key, known, n=1, cutoff=_ALIKE)):
        raise ParamsError(f"参数 key_figures 中没有“{key}”这项指标，是否想写“{near[0]}”？")
    if key in known and not isinstance(known[key].value, int | Decimal):
        raise ParamsError(f"参数 key_figures 中的“{key}”是名单，不是可以单独列出的数字。")


def _key_figure(fact: Fact) -> KeyFigure:
    return KeyFigure(fact.measure.label, f"{fact}{fact.measure.counter}", _change(fact))


def _change(fact: Fact) -> str:
    now, before = fact.value, fact.previous
    if isinstance(now, Decimal) and isinstance(before, Decimal):
        return f"较上季度{wording.signed_points(now - before)}" if now != before else "与上季度持平"
    if not (isinstance(now, int) and isinstance(before, int)):
        return ""
    if now == before:
        return "与上季度持平"
    return f"较上季度{wording.signed_growth(now, before)}" if before else "上季度为0"
