"""Figures over eight quarters: what is known, where the gaps are, what the chart's title says."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from analysis import charts
from analysis.charts.drawing import bulletin_style
from analysis.charts.trend import trend_figure
from analysis.errors import UsageError
from analysis.facts import FACTS_MIME, Fact, Facts, Measure, Unit
from analysis.quarter import Quarter
from analysis.trend import Trend, trend

NOW = Quarter(2025, 1)
TOTAL = Measure("total", "评价总数", Unit.COUNT, "")
RATE = Measure("rate", "主动评价率", Unit.SHARE, "")
HALL = Measure("hall_rate", "大厅主动电子评价率", Unit.SHARE, "")


def quarters(rates: str, measure: Measure = RATE) -> dict[Quarter, Facts]:
    """Return facts of the quarters up to now, from rates apart by a space; - for none at all."""
    values = rates.split()
    span = NOW.last(len(values))[::-1]
    return {
        quarter: Facts((measure.fact(Decimal(value)), TOTAL.fact(20_000)))
        for quarter, value in zip(span, values, strict=True)
        if value != "-"
    }


def of(rates: str) -> Trend:
    return trend(quarters(rates), NOW, ["rate"])


def test_a_trend_has_no_more_than_eight_quarters_oldest_first() -> None:
    shown = of("1 2 3 4 5 6 7 8 9")
    assert [str(quarter) for quarter in shown.quarters][:2] == ["2023Q2", "2023Q3"]
    assert [str(value) for value in shown.lines[0].values] == list("23456789")


def test_a_trend_begins_where_something_is_known_and_keeps_the_gaps_after_it() -> None:
    shown = of("- - 3 - 5 6")
    assert [str(quarter) for quarter in shown.quarters] == ["2024Q2", "2024Q3", "2024Q4", "2025Q1"]
    assert shown.lines[0].values == (Decimal(3), None, Decimal(5), Decimal(6))


@pytest.mark.parametrize("rates", ["96", "95 96", "- 95 96", "94 95 -"])
def test_with_fewer_than_three_known_quarters_or_none_now_nothing_is_shown(rates: str) -> None:
    shown = of(rates)
    assert charts.trend(shown, "rate") is None
    assert shown.table("各季度主要指标") is None


def test_a_figure_of_the_year_so_far_or_of_a_region_is_no_quarter_s_own() -> None:
    so_far = Measure("rate", "上半年主动评价率", Unit.SHARE, "", span="上半年")
    facts = Facts((RATE.fact(Decimal(96)), Fact(RATE, Decimal(80), "东城区")))
    shown = trend({NOW: facts, NOW.previous: Facts((so_far.fact(Decimal(91)),))}, NOW, ["rate"])
    assert shown.lines[0].values == (None, Decimal(96))


def test_a_list_of_names_and_a_key_that_nobody_has_are_left_out_but_a_slip_is_told() -> None:
    names = Measure("stars", "服务之星", Unit.NAMES, "").fact(("王一",))
    known = {NOW: Facts((RATE.fact(Decimal(96)), names))}
    assert trend(known, NOW, ["stars", "timely_rate"]).lines == ()
    with pytest.raises(UsageError) as slipped:
        trend({NOW: Facts((HALL.fact(Decimal(96)),))}, NOW, ["hall_rat"])
    assert str(slipped.value) == "没有“hall_rat”这项指标，是否想写“hall_rate”？"


def test_the_table_has_a_row_a_quarter_and_dashes_for_what_is_not_known() -> None:
    known = {**quarters("91.5 - 93 94"), NOW: Facts((TOTAL.fact(20_000), RATE.fact(Decimal(94))))}
    table = trend(known, NOW, ["total", "rate"]).table("各季度主要指标")
    assert table is not None
    assert table.payload()["cells"] == [
        ["2024年第二季度", "20000", "91.50%"],
        ["2024年第三季度", "—", "—"],
        ["2024年第四季度", "20000", "93.00%"],
        ["2025年第一季度", "20000", "94.00%"],
    ]
    assert table.notes == ("— 为没有数据。",)


FINDINGS = {
    # Three moves up in a row end in a value that none of the others has.
    "93 92 93 94 95": "主动评价率连续三个季度上升，为近五个季度中最高",
    "90 91 92 93 94 95 96 97": "主动评价率连续七个季度上升，为近八个季度中最高",
    "97 93 94 95": "主动评价率连续两个季度上升",
    "97 96 95": "主动评价率连续两个季度下降，为近三个季度中最低",
    "93 92 97": "主动评价率为近三个季度中最高",
    # The highest, but shared; one move is no run.
    "97 92 97": "主动评价率近三个季度在92.00%至97.00%之间",
    "97 91 93 92": "主动评价率近四个季度在91.00%至97.00%之间",
    "93 93 93": "主动评价率近三个季度均为93.00%",
    "95 93 93": "主动评价率近三个季度在93.00%至95.00%之间",
    # A gap ends a run, and is told.
    "91 92 - 94 95 96": "主动评价率连续两个季度上升，为有数据的五个季度中最高",
    "91 92 93 - 94": "主动评价率为有数据的四个季度中最高",
    "100 99 98.99": "主动评价率连续两个季度下降，为近三个季度中最低",
}


@pytest.mark.parametrize(("rates", "finding"), FINDINGS.items())
def test_the_title_says_what_the_printed_values_show(rates: str, finding: str) -> None:
    chart = charts.trend(of(rates), "rate")
    assert chart is not None
    assert chart.title == finding


def test_the_chart_is_told_in_words_with_every_value_and_gap() -> None:
    chart = charts.trend(of("91 - 93 94.5"), "rate")
    assert chart is not None
    assert chart.alt == (
        "折线图：主动评价率，2024年第二季度91.00%、2024年第三季度无数据、"
        "2024年第四季度93.00%、2025年第一季度94.50%。"
    )
    assert chart.note == "主动评价率，2024年第二季度至2025年第一季度；纵轴不从零起。"


def test_a_panel_a_rate_every_value_printed_and_gaps_left_open() -> None:
    both = {
        quarter: Facts((*facts.items, *other.items[:1]))
        for (quarter, facts), other in zip(
            quarters("91 - 93 94.5").items(),
            quarters("81 - 83 100", HALL).values(),
            strict=True,
        )
    }
    shown = trend(both, NOW, ["rate", "total", "hall_rate"])
    chart = charts.trend(shown, "rate", "total", "hall_rate")
    assert chart is not None
    # A count is no rate: it is left to the table.
    assert chart.title.count("；") == 1
    assert chart.note.endswith("各图纵轴不从零起。")
    with bulletin_style():
        figure = trend_figure([shown.lines[0], shown.lines[2]], shown.quarters)
    texts = [[text.get_text() for text in axes.texts] for axes in figure.axes]
    assert texts == [["91.00", "无数据", "93.00", "94.50"], ["81.00", "无数据", "83.00", "100"]]
    assert [axes.get_title(loc="left") for axes in figure.axes] == [
        "主动评价率（%）",
        "大厅主动电子评价率（%）",
    ]
    drawn = figure.axes[0].lines[0].get_ydata()
    assert [bool(value != value) for value in drawn] == [False, True, False, False]  # noqa: PLR0124
    named = [label.get_text() for label in figure.axes[-1].get_xticklabels()]
    assert named == ["二季度\n2024年", "三季度", "四季度", "一季度\n2025年"]


def test_a_small_change_is_not_drawn_as_a_large_one() -> None:
    with bulletin_style():
        shown = of("96.01 96.02 96.03")
        low, high = trend_figure(shown.lines, shown.quarters).axes[0].get_ylim()
    assert high - low > 2


@pytest.mark.parametrize("width", [3.4, 6.15])
def test_no_two_values_overlap_at_either_width(width: float) -> None:
    with bulletin_style():
        shown = of("96.01 91.02 96.03 91.55 92.98 90.02 99.99 100")
        figure = trend_figure(shown.lines, shown.quarters, width)
        figure.draw_without_rendering()
        boxes = [text.get_window_extent() for text in figure.axes[0].texts]
        labels = [label.get_window_extent() for label in figure.axes[0].get_xticklabels()]
    for row in (boxes, labels):
        for place, box in enumerate(row):
            assert not any(box.overlaps(other) for other in row[place + 1 :])


def test_only_the_rates_asked_for_are_drawn() -> None:
    assert charts.trend(of("91 92 93"), "hall_rate") is None
    assert charts.trend(of("91 92 93")) is None


def test_what_a_trend_shows_can_be_cited() -> None:
    shown = trend(quarters("91 - 93 94.5"), NOW, ["rate", "total"])
    rates, totals = shown.facts.items
    assert rates.key == "rate_by_quarter"
    assert str(rates) == ("2024年第二季度91.00%、2024年第四季度93.00%、2025年第一季度94.50%")
    assert str(totals) == ("2024年第二季度2.00万、2024年第四季度2.00万、2025年第一季度2.00万")
    for fact in (rates, totals):
        assert Fact.from_payload(fact.payload()) == fact
        assert fact.against({(fact.key, ""): 1}, {}) == fact
    assert FACTS_MIME in shown._repr_mimebundle_()
    assert of("91 92").facts.items == ()


def test_the_same_trend_gives_the_same_bytes_without_text_elements() -> None:
    first, second = (charts.trend(of("91 92 93"), "rate") for _ in range(2))
    assert first == second
    assert first is not None
    assert not re.search(r"<text|<!--", first.svg)
