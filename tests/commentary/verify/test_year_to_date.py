"""A figure of the year so far is never taken for the quarter's own, nor the other way round."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from analysis.commentary.verify import Passage
from analysis.commentary.verify.check import Verifier
from analysis.facts import Fact, Facts, Measure
from analysis.sections import hall, overall
from benchmarks.verification.invented import PARAMS, ROSTER, facts

# The invented quarter is the third: 5.20万 evaluations and 87.00% now, 85.00% in the quarter
# before, 90.00% a year ago; in the hall 90.00%, 92.00%, 88.00%.
SPAN = "前三季度"


def to_date(measure: Measure, definition: str = "") -> Measure:
    """Return a quarter's measure over the year so far."""
    return replace(
        measure,
        key=f"ytd_{measure.key}",
        label=f"{SPAN}{measure.label}",
        definition=definition,
        aliases=tuple(f"{SPAN}{alias}" for alias in measure.aliases),
        span=SPAN,
    )


@cache
def verifier() -> Verifier:
    """Return the invented quarter with the year so far: 126000 of 140000, a year ago 88.00%."""
    rate = to_date(overall.ACTIVE_RATE, f"{SPAN}主动评价数 ÷ {SPAN}评价总数")
    so_far = (
        Fact(to_date(overall.TOTAL), 140_000, year_ago=130_000),
        Fact(to_date(overall.ACTIVE), 126_000, year_ago=114_400),
        Fact(rate, Decimal("90.00"), year_ago=Decimal("88.00")),
        Fact(to_date(hall.HALL_RATE), Decimal("91.00")),
    )
    return Verifier(Facts((*facts().items, *so_far)), PARAMS, ROSTER)


def found(text: str) -> list[tuple[str, str, str]]:
    passage = Passage("2_evaluations", "overall-totals", text)
    return [(one.rule.value, one.found, one.expected) for one in verifier().findings(passage)]


TRUE = (
    "前三季度主动评价率90.00%，较上年同期小幅提升。",
    "前三季度，全市共收到评价14.00万件，其中主动评价12.60万件，主动评价率90.00%，较上年同期小幅提升。",
    "今年前三季度，全市累计收到评价14万件，较上年同期增长7.69%。",
    "2026年前三季度主动评价率90.00%。",
    "1—9月，全市收到评价14.00万件。",
    "1至9月份主动评价率90.00%。",
    "前三季度主动评价率90.00%，第三季度主动评价率87.00%。",
    "本季度主动评价率87.00%，前三季度为90.00%。",
    "前三季度主动评价率同比提升2.00个百分点。",
    "前三季度主动评价率为90.00%，上年同期为88.00%。",
    "第三季度主动评价率87.00%，较前三季度低3.00个百分点。",
    "前三季度评价总数14.00万件，较上年同期增长7.69%；前三季度大厅主动电子评价率91.00%。",
    # The quarter's own, against both: 87.00% after 85.00% and 90.00%.
    "主动评价率87.00%，较上季度小幅提升，较上年同期显著下降。",
    "评价总数5.20万件，环比增长4.00%，同比增长13.04%。",
)


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_of_the_year_so_far_passes(text: str) -> None:
    assert found(text) == []


FALSE = {
    "前三季度主动评价率87.00%。": ("neighbour", "87.00%", "90.00%"),
    "前三季度，主动评价率87.00%。": ("neighbour", "87.00%", "90.00%"),
    "前三季度，全市共收到评价14.00万件，主动评价率87.00%。": ("neighbour", "87.00%", "90.00%"),
    "前三季度，全市共收到评价5.20万件。": ("figure", "5.20万", "14.00万"),
    "前三季度，大厅主动电子评价率89.00%。": ("figure", "89.00%", "91.00%"),
    # 90.00% is the quarter's own of a year ago as well.
    "主动评价率90.00%。": ("stale", "90.00%", "87.00%"),
    "第三季度全市共收到评价14.00万件。": ("figure", "14.00万", "5.20万"),
    "大厅主动电子评价率91.00%。": ("figure", "91.00%", "90.00%"),
    "前三季度主动评价率90.00%，较上年同期显著提升。": ("direction", "显著提升", "小幅提升"),
    "前三季度，主动评价率同比下降。": ("direction", "下降", "小幅提升"),
    "前三季度评价总数较上年同期增长8.69%。": ("figure", "8.69%", "7.69%"),
    # No quarter's value is set beside the year so far.
    "前三季度主动评价率90.00%，较上季度小幅提升。": ("unprovable", "小幅提升", ""),
    # Another year's, another stretch, and what is not summed up.
    "去年前三季度主动评价率90.00%。": ("unbacked", "90.00%", ""),
    "2025年前三季度主动评价率90.00%。": ("unbacked", "90.00%", ""),
    "上半年主动评价率90.00%。": ("unbacked", "90.00%", ""),
    "全年主动评价率87.00%。": ("unbacked", "87.00%", ""),
    "前三季度市本级主动评价率90.00%。": ("unbacked", "90.00%", ""),
    "前三季度共发出督办单20件。": ("unbacked", "20", ""),
    "前三季度，共发出督办单20件。": ("unbacked", "20", ""),
    # The clause about a year ago is held against that quarter.
    "主动评价率87.00%，较上季度小幅提升，较上年同期小幅提升。": (
        "direction",
        "小幅提升",
        "显著下降",
    ),
    "主动评价率87.00%，较上季度显著下降，较上年同期显著下降。": (
        "direction",
        "显著下降",
        "小幅提升",
    ),
    "主动评价率同比提升2.00个百分点。": ("figure", "2.00个百分点", "3.00个百分点"),
}


@pytest.mark.parametrize(("text", "finding"), FALSE.items())
def test_what_is_true_of_another_period_is_found(text: str, finding: tuple[str, str, str]) -> None:
    assert finding in found(text)


MOVED = (
    "现场主动评价率降幅居前的有："
    "滨江市民政局（下降5.00个百分点）、滨江市税务局（下降4.00个百分点）。"
)
MISTOLD = {
    MOVED.replace("4.00", "5.00"): ("figure", "5.00个百分点", "4.00个百分点"),
    MOVED.replace("下降4.00", "上升4.00"): ("direction", "上升", "显著下降"),
    MOVED.replace("民政", "公安"): ("figure", "5.00个百分点", "0.50个百分点"),
}


def test_units_that_moved_are_verified_each_with_its_points() -> None:
    assert found(MOVED) == []
    for text, finding in MISTOLD.items():
        assert finding in found(text), text
