"""Claims about several quarters: 连续三个季度上升, 为近八个季度最高, 历史新高."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from analysis.commentary.verify.backing.case import Case
from analysis.commentary.verify.findings import Fault, Rule
from analysis.commentary.verify.reading.mentions import WHOLE
from analysis.commentary.verify.reading.reading import anchor
from analysis.commentary.verify.text.numerals import numeral
from analysis.quarter import Quarter

_NUMBER = r"(?:[0-9]+|[一二两三四五六七八九十]+)"
_UP, _DOWN = "上升|提升|提高|增长|增加|回升|攀升|走高", "下降|降低|减少|回落|下滑|走低"
_RUN = re.compile(
    rf"连续(?P<number>{_NUMBER})个季度(?:[^，。；]{{0,6}}?(?:(?P<up>{_UP})|(?P<down>{_DOWN})))?"
)
_RECORD = re.compile(
    rf"(?:近|最近|有数据的)(?:(?P<number>{_NUMBER})个季度|(?P<years>[一两])年)"
    r"(?:以?来|内|中|里|的|之)*最(?:(?P<high>[高多大好])|[低少小差])"
)
# Nobody holds the figures that these are about.
_EVER = re.compile(r"历史(?:新|最)[高低]|(?:有史|统计|开展|建立)[^，。；]{0,6}以来最[高低多少]")
_QUARTERS_OF = {"一": 4, "两": 8}

Values = Mapping[Quarter, Decimal]


def run_faults(case: Case) -> Iterator[Fault]:
    """Yield the claims about several quarters that these contradict or cannot prove.

    A footnote that names a source behind a claim takes it out of the check.
    """
    judges = ((_RUN, _judged_run), (_RECORD, _judged_record), (_EVER, _unknown))
    for pattern, judge in judges:
        for match in pattern.finditer(case.reading.text):
            if not any(at >= match.end() for at in case.reading.noted_at):
                yield from judge(match, case)


def _judged_run(match: re.Match[str], case: Case) -> Iterator[Fault]:
    wanted = 1 if match["up"] else -1 if match["down"] else 0
    number = _said(match["number"])
    values = _recent(number + 1, match, case)
    if not wanted or len(values) <= number:
        yield from _unknown(match, case)
        return
    steps = [(later > earlier) - (later < earlier) for earlier, later in pairwise(values)]
    if any(step != wanted for step in steps):
        yield _contradicted(match, values, case)


def _judged_record(match: re.Match[str], case: Case) -> Iterator[Fault]:
    number = _QUARTERS_OF.get(match["years"] or "") or _said(match["number"])
    known = tuple(_series(match, case).values())
    gaps = match[0].startswith("有数据的") and len(known) == number
    values = known if gaps else _recent(number, match, case)
    if len(values) < number:
        yield from _unknown(match, case)
    elif values[-1] != (max(values) if match["high"] else min(values)):
        yield _contradicted(match, values, case)


def _said(number: str) -> int:
    return int(number) if number.isdigit() else int(numeral(number))


def _recent(number: int, match: re.Match[str], case: Case) -> tuple[Decimal, ...]:
    """Return the values of the last quarters without a gap, oldest first, at most so many."""
    series = _series(match, case)
    values: list[Decimal] = []
    for quarter in max(series).last(number) if series else ():
        if quarter not in series:
            break
        values.insert(0, series[quarter])
    return tuple(values)


def _series(match: re.Match[str], case: Case) -> Values:
    """Return the values by quarter of what is spoken of; none where a part is spoken of."""
    at = anchor(match.start(), match.end())
    label = case.label(at)
    named = case.names(at, objects=False)[0]
    return case.sources.by_quarter(label.places[0][0]) if label and named == (WHOLE,) else {}


def _contradicted(match: re.Match[str], values: tuple[Decimal, ...], case: Case) -> Fault:
    label = case.label(anchor(match.start(), match.end()))
    name = case.sources.measure(label.places[0][0]).label if label else ""
    told = "、".join(f"{value:f}" for value in values)
    reason = f"与数据不符：“{name}”在这些季度依次是{told}。"
    return Fault(Rule.DIRECTION, match.start(), match.end(), "", reason)


def _unknown(match: re.Match[str], _: Case) -> Iterator[Fault]:
    reason = "无法核实：没有这么多季度的数。请删去，或加脚注注明来源。"
    yield Fault(Rule.UNPROVABLE, match.start(), match.end(), "", reason)
