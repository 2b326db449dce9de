"""Which quarter a figure speaks of, and which one a change is measured against."""

from __future__ import annotations

import re

from analysis.commentary.verify.reading.mentions import without
from analysis.commentary.verify.reading.reading import Reading
from analysis.commentary.verify.text.periods import Period, PeriodMention

# 由上季度的96.22%下降至95.39%: what is reached is of now.
_REACHES = re.compile(r"[升降加少高低长落涨增减](?:到|至|为)(?:了|约|近|超过)?$")
# What may stand between 上季度 and its figure: 上季度的95.61%, 上季度为118件.
_VALUE = re.compile(r"(?:的|为|是|有|共|收到|约|近|超过?|评价|[件次])*")


def period(place: int, reading: Reading) -> tuple[Period, bool]:
    """Return the quarter that a figure at a place speaks of, and whether it must.

    A quarter named in the figure's clause holds; one of an earlier clause may.
    """
    if _REACHES.search(reading.text, 0, place):
        return Period.NOW, True
    before = [mention for mention in reading.periods if mention.end <= place]
    named = [mention for mention in before if not reading.closed(mention, place)]
    if named and named[-1].start >= reading.clause(place):
        return _of_clause(named[-1], place, reading), True
    earlier = [mention for mention in named if not mention.compared]
    if not earlier:
        return Period.NOW, True
    # What is told of the year so far is not told of the quarter as well.
    return earlier[-1].period, earlier[-1].period is Period.TO_DATE


def _of_clause(mention: PeriodMention, place: int, reading: Reading) -> Period:
    """Return the quarter named, unless it is only what a change is measured against."""
    named = (*reading.labels, *reading.subjects)
    between = without(reading.text, (mention.end, place), named)
    return mention.period if not mention.compared or _VALUE.fullmatch(between) else Period.NOW


def baseline(place: int, reading: Reading) -> Period:
    """Return the quarter that a change at a place is measured against."""
    earlier = [m for m in reading.periods if m.end <= place and _is_base(m)]
    return earlier[-1].period if earlier else Period.PREVIOUS


def _is_base(mention: PeriodMention) -> bool:
    """Tell whether a change may be measured against a period; 上半年 is mostly what changed."""
    if mention.period is Period.TO_DATE:
        return mention.compared
    return mention.period is not Period.NOW
