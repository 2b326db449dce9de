from __future__ import annotations

from decimal import Decimal

import pytest

from analysis.errors import ParamsError
from analysis.facts import Fact, Facts, Measure, Unit
from analysis.key_figures import KeyFigure, key_figures

TOTAL = Measure("total", "评价总数", Unit.COUNT, "", counter="件")
RATE = Measure("active_rate", "主动评价率", Unit.SHARE, "")
UNITS = Measure("units", "领先单位", Unit.NAMES, "")


def shown(fact: Fact) -> KeyFigure:
    (figure,) = key_figures(Facts((fact,)), [fact.key])
    return figure


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (Fact(TOTAL, 1059700, previous=1012329), ("评价总数", "105.97万件", "较上季度+4.68%")),
        (Fact(TOTAL, 118, previous=120), ("评价总数", "118件", "较上季度−1.67%")),
        (Fact(TOTAL, 118, previous=118), ("评价总数", "118件", "与上季度持平")),
        (Fact(TOTAL, 118, previous=0), ("评价总数", "118件", "上季度为0")),
        (Fact(TOTAL, 118), ("评价总数", "118件", "")),
        (
            Fact(RATE, Decimal("96.43"), previous=Decimal("95.61")),
            ("主动评价率", "96.43%", "较上季度+0.82个百分点"),
        ),
        (
            Fact(RATE, Decimal("96.43"), previous=Decimal("96.43")),
            ("主动评价率", "96.43%", "与上季度持平"),
        ),
    ],
)
def test_a_key_figure_is_printed_with_its_counter_and_its_change(
    fact: Fact, expected: tuple[str, str, str]
) -> None:
    assert shown(fact) == KeyFigure(*expected)


def test_they_stand_in_the_order_of_params_and_those_without_data_are_left_out() -> None:
    facts = Facts((TOTAL.fact(5), TOTAL.fact(3, "甲区"), RATE.fact(Decimal("90.00"))))
    figures = key_figures(facts, ["active_rate", "orders_issued", "total"])
    assert [figure.value for figure in figures] == ["90.00%", "5件"]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("active_rates", "参数 key_figures 中没有“active_rates”这项指标，是否想写“active_rate”？"),
        ("units", "参数 key_figures 中的“units”是名单，不是可以单独列出的数字。"),
    ],
)
def test_a_slip_and_a_list_are_refused(key: str, said: str) -> None:
    facts = Facts((RATE.fact(Decimal("90.00")), UNITS.fact(("甲局",))))
    with pytest.raises(ParamsError) as refused:
        key_figures(facts, [key])
    assert str(refused.value) == said
