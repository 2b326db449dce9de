"""Claims about several quarters are held against the values of these quarters."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest

from analysis.commentary.verify import Passage
from analysis.commentary.verify.check import Verifier
from analysis.facts import Facts
from analysis.sections import hall, overall
from analysis.trend import trend
from benchmarks.verification.invented import PARAMS, ROSTER, facts

QUARTER = PARAMS.quarter
# Up to the invented quarter's own 87.00% and 90.00%, and the 85.00% and 92.00% before it.
ACTIVE = "86 90 84.00 84.50 85.00 87.00"
HALL = "93 - 88 91 92 90.00"


@cache
def verifier() -> Verifier:
    """Return the invented quarter with the five before it; of the hall one is missing."""
    known = {}
    for place, pair in enumerate(zip(ACTIVE.split()[::-1], HALL.split()[::-1], strict=True)):
        measures = zip((overall.ACTIVE_RATE, hall.HALL_RATE), pair, strict=True)
        own = (measure.fact(Decimal(rate)) for measure, rate in measures if rate != "-")
        known[QUARTER.last(6)[place]] = Facts(tuple(own))
    series = trend(known, QUARTER, ["active_rate", "hall_rate"]).facts
    return Verifier(Facts((*facts().items, *series.items)), PARAMS, ROSTER)


def found(text: str) -> list[tuple[str, str]]:
    passage = Passage("2_evaluations", "overall-totals", text)
    return [(one.rule.value, one.found) for one in verifier().findings(passage)]


@pytest.mark.parametrize(
    "text",
    [
        "主动评价率87.00%，连续三个季度上升。",
        "主动评价率连续3个季度提升，为近四个季度最高。",
        "主动评价率连续两个季度稳步提升。",
        "主动评价率87.00%，为近一年最高。",
        "大厅主动电子评价率90.00%，为近三个季度最低。",
        # A footnote answers for what the data do not reach.
        "主动评价率87.00%，创历史新高[^1]。\n\n[^1]: 市政务服务中心历年统计。",
        "大厅主动电子评价率连续两个季度保持在85%以上[^1]。\n\n[^1]: 各季度通报。",
        # A wish, and nothing of a quarter.
        "连续3个月获评的，成为季度“服务之星”。",
    ],
)
def test_what_the_quarters_bear_out_passes(text: str) -> None:
    assert found(text) == []


FALSE = {
    "主动评价率87.00%，连续四个季度上升。": ("direction", "连续四个季度上升"),
    "主动评价率87.00%，连续三个季度下降。": ("direction", "连续三个季度下降"),
    "主动评价率87.00%，为近六个季度最高。": ("direction", "近六个季度最高"),
    "主动评价率87.00%，为近四个季度最低。": ("direction", "近四个季度最低"),
    "大厅主动电子评价率90.00%，为近四个季度最低。": ("direction", "近四个季度最低"),
    "大厅主动电子评价率90.00%，为有数据的五个季度里最低。": (
        "direction",
        "有数据的五个季度里最低",
    ),
    # Longer than what is known, or over a gap.
    "主动评价率87.00%，连续六个季度上升。": ("unprovable", "连续六个季度上升"),
    "主动评价率87.00%，为近两年最高。": ("unprovable", "近两年最高"),
    "大厅主动电子评价率90.00%，为近六个季度最低。": ("unprovable", "近六个季度最低"),
    "主动评价率87.00%，创历史新高。": ("unprovable", "历史新高"),
    # Neither is kept by quarter: a measure that is not in the trend, and one region's.
    "按时办结率连续两个季度下降。": ("unprovable", "连续两个季度下降"),
    "城东区主动评价率连续两个季度上升。": ("unprovable", "连续两个季度上升"),
    "主动评价率连续两个季度保持在80%以上。": ("unprovable", "连续两个季度"),
}


@pytest.mark.parametrize(("text", "finding"), FALSE.items())
def test_what_they_do_not_bear_out_is_found(text: str, finding: tuple[str, str]) -> None:
    assert finding in found(text)
