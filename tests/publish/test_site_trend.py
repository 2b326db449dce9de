"""The trend of a rate: what its title finds, what it says in words, where its line breaks."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from analysis.charts.drawing import bulletin_style
from analysis.publish.site.trend import Rate, finding, trend_figure, trends
from analysis.quarter import Quarter


def rate(**values: str) -> Rate:
    """Return a rate with values by quarter: _2024Q4='95.61'."""
    read = (
        (Quarter.parse(code.removeprefix("_")), Decimal(value)) for code, value in values.items()
    )
    return Rate("主动评价率", tuple(read))


FINDINGS = [
    ({"_2024Q4": "95.61", "_2025Q1": "96.43"}, "由2024年第四季度的95.61%升至96.43%"),
    ({"_2024Q4": "96.43", "_2025Q1": "95.61"}, "由2024年第四季度的96.43%降至95.61%"),
    ({"_2024Q4": "100.00", "_2025Q1": "100.00"}, "各期均为100%"),
    ({"_2024Q3": "94.00", "_2024Q4": "93.99", "_2025Q1": "94.01"}, "升至94.01%，为3期中最高"),
    ({"_2024Q2": "94.00", "_2024Q4": "95.00", "_2025Q1": "93.99"}, "降至93.99%，为3期中最低"),
    # As high as once before: the highest is not this one alone.
    (
        {"_2024Q2": "93.00", "_2024Q3": "95.00", "_2024Q4": "94.00", "_2025Q1": "95.00"},
        "由2024年第二季度的93.00%升至95.00%",
    ),
    ({"_2024Q3": "94.00", "_2024Q4": "96.00", "_2025Q1": "94.00"}, "94.00%，与2024年第三季度持平"),
]


@pytest.mark.parametrize(("values", "found"), FINDINGS)
def test_the_title_is_what_the_figures_show(values: dict[str, str], found: str) -> None:
    assert finding(rate(**values)) == f"主动评价率{found}"


def test_the_words_state_every_figure_and_every_gap() -> None:
    (chart,) = trends([rate(_2023Q4="93.20", _2024Q3="96.00", _2024Q4="95.61", _2025Q1="96.43")])
    assert chart.alt == (
        "折线图：主动评价率，2023年第四季度93.20%，其后2个季度没有数字，2024年第三季度96.00%，"
        "2024年第四季度95.61%，2025年第一季度96.43%。"
    )


def test_a_rate_of_fewer_than_two_quarters_is_not_drawn() -> None:
    assert trends([rate(), rate(_2025Q1="96.43")]) == []


@bulletin_style()
def drawn_lines(drawn: Rate) -> list[int]:
    """Return how many points each line has, the mark of the newest quarter last."""
    return [len(line.get_xdata()) for line in trend_figure(drawn, 3).axes[0].lines]


def test_the_line_is_broken_where_a_quarter_has_no_value() -> None:
    whole = rate(_2024Q3="96.00", _2024Q4="95.61", _2025Q1="96.43")
    broken = rate(_2023Q4="93.20", _2024Q2="94.50", _2024Q4="95.61", _2025Q1="96.43")
    assert drawn_lines(whole) == [3, 1]
    assert drawn_lines(broken) == [1, 1, 2, 1]


@bulletin_style()
def test_the_ends_are_labelled_on_the_side_that_the_line_leaves_free() -> None:
    axes = trend_figure(rate(_2024Q4="95.61", _2025Q1="96.43"), 3).axes[0]
    assert [(text.get_text(), text.get_va()) for text in axes.texts] == [
        ("95.61%", "top"),
        ("96.43%", "bottom"),
    ]
    names = [label.get_text() for label in axes.get_xticklabels()]
    assert names == ["2024年第四季度", "2025年第一季度"]


@bulletin_style()
def test_a_change_of_nothing_to_speak_of_looks_like_one() -> None:
    axes = trend_figure(rate(_2024Q4="99.95", _2025Q1="99.94"), 3).axes[0]
    low, high = axes.get_ylim()
    assert high - low > 3


def test_all_charts_span_as_many_points_as_the_one_that_moved_most() -> None:
    still = rate(_2024Q4="99.95", _2025Q1="99.94")
    alone = trends([still])[0].svg
    beside = trends([still, rate(_2024Q4="60.00", _2025Q1="90.00")])[0].svg
    assert alone != beside


def test_the_same_rates_give_the_same_bytes_without_text_of_the_browsers() -> None:
    given = [rate(_2024Q4="95.61", _2025Q1="96.43")]
    (first,), (second,) = trends(given), trends(given)
    assert first == second
    assert not re.search(r"<text|<\?xml|<!DOCTYPE", first.svg)
