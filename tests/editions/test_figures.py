"""Facts of two editions: what changed, by how much, and what of it is a correction."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from analysis.editions.changes import Kind
from analysis.editions.figures import compared_facts
from analysis.facts import Fact, Facts
from tests.editions.contents import BY_QUARTER, LOW, RATE, STARS, TIMES, TOTAL, UNITS, rate

D = Decimal
CASES: list[tuple[str, Fact, Fact, list[tuple[str, str]]]] = [
    # A count: in per cent of the larger of the two, 50/150.
    ("count", TOTAL.fact(100), TOTAL.fact(150), [("评价总数：100件 → 150件", "33.33")]),
    (
        "fallen",
        TOTAL.fact(150, "东城区"),
        TOTAL.fact(100, "东城区"),
        [("评价总数（东城区）：150件 → 100件", "33.33")],
    ),
    ("from nothing", TOTAL.fact(0), TOTAL.fact(5), [("评价总数：0件 → 5件", "100.00")]),
    # Both print 105.97万: the whole numbers tell them apart. 3/1059703 is 0.00028 %.
    (
        "alike",
        TOTAL.fact(1_059_700),
        TOTAL.fact(1_059_703),
        [("评价总数：1059700件 → 1059703件", "0.00")],
    ),
    (
        "printed",
        TOTAL.fact(1_059_700),
        TOTAL.fact(1_069_700),
        [("评价总数：105.97万件 → 106.97万件", "0.93")],
    ),
    ("times", TIMES.fact(13), TIMES.fact(15), [("表扬人次：13 → 15", "13.33")]),
    # A share: in points.
    ("share", rate("96.43"), rate("95.61"), [("主动评价率：96.43% → 95.61%", "0.82")]),
    (
        "names",
        UNITS.fact(("甲局", "乙局")),
        UNITS.fact(("甲局", "丙局")),
        [
            # Of three names in all.
            ("获赠锦旗的单位：乙局 → 无", "33.33"),
            ("获赠锦旗的单位：无 → 丙局", "33.33"),
        ],
    ),
    (
        "order",
        UNITS.fact(("甲局", "乙局")),
        UNITS.fact(("乙局", "甲局")),
        [("获赠锦旗的单位·次序：甲局、乙局 → 乙局、甲局", "0")],
    ),
    (
        "groups",
        STARS.fact((("甲局", ("王一", "李二")),)),
        STARS.fact((("甲局", ("王一",)),)),
        [("季度服务之星：李二（甲局） → 无", "50.00")],
    ),
    (
        "rated",
        LOW.fact((("甲局", D("88.00")),)),
        LOW.fact((("甲局", D("87.50")),)),
        [("评价率偏低单位：甲局（88.00%） → 甲局（87.50%）", "0.50")],
    ),
    (
        "by quarter",
        BY_QUARTER.fact((("2024Q4", D("95.61")),)),
        BY_QUARTER.fact((("2024Q4", D("95.60")), ("2025Q1", D("96.43")))),
        [("各季度主动评价率·2024年第四季度：95.61% → 95.60%", "0.01")],
    ),
    ("same", TOTAL.fact(3), TOTAL.fact(3), []),
]


@pytest.mark.parametrize(
    ("old", "new", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_change_is_told_with_old_and_new_and_its_size(
    old: Fact, new: Fact, expected: list[tuple[str, str]]
) -> None:
    found = list(compared_facts(Facts((old,)), Facts((new,))))
    assert [(change.line, str(change.size)) for change in found] == expected
    assert all(change.corrects for change in found)


def test_a_figure_that_is_gone_is_a_correction_and_a_new_one_is_none() -> None:
    (gone, new) = compared_facts(Facts((rate("96.43"),)), Facts((TOTAL.fact(3),)))
    assert (gone.line, gone.corrects) == ("主动评价率：96.43% → 无", True)
    assert (new.kind, new.line, new.corrects) == (Kind.ADDED, "评价总数：无 → 3件", False)


def test_what_stands_beside_a_figure_of_earlier_quarters_is_compared_too() -> None:
    now = rate("96.43")
    old = replace(now, previous=D("95.61"), year_ago=None)
    new = replace(now, previous=D("95.70"), year_ago=D("90.00"))
    (change,) = compared_facts(Facts((old,)), Facts((new,)))
    assert change.line == "主动评价率·上季度：95.61% → 95.70%"
    assert change.corrects


def test_label_and_definition_may_change_without_a_word() -> None:
    renamed = replace(RATE, label="评价率", definition="另一种写法")
    assert list(compared_facts(Facts((rate("96.43"),)), Facts((renamed.fact(D("96.43")),)))) == []
