"""Quarters: what is written, what comes before, and that they round-trip."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import UsageError
from analysis.quarter import Quarter

QUARTERS = st.builds(Quarter, st.integers(1990, 2200), st.integers(1, 4))


@pytest.mark.parametrize(
    ("code", "label", "months", "start", "end", "previous"),
    [
        ("2025Q1", "第一季度", (1, 2, 3), date(2025, 1, 1), date(2025, 4, 1), "2024Q4"),
        ("2025Q2", "第二季度", (4, 5, 6), date(2025, 4, 1), date(2025, 7, 1), "2025Q1"),
        ("2025Q3", "第三季度", (7, 8, 9), date(2025, 7, 1), date(2025, 10, 1), "2025Q2"),
        ("2025Q4", "第四季度", (10, 11, 12), date(2025, 10, 1), date(2026, 1, 1), "2025Q3"),
    ],
)
def test_a_quarter_knows_its_label_months_bounds_and_predecessor(  # noqa: PLR0913, PLR0917 - a row of the table
    code: str, label: str, months: tuple[int, ...], start: date, end: date, previous: str
) -> None:
    quarter = Quarter.parse(code)
    assert (quarter.label, quarter.months) == (label, months)
    assert (quarter.start, quarter.end) == (start, end)
    assert str(quarter.previous) == previous


@pytest.mark.parametrize(
    "code", ["2025", "2025Q5", "2025Q0", "2025q1", "25Q1", "２０２５Q1", " 2025Q1", "2025Q1\n", ""]
)
def test_a_quarter_written_wrongly_is_refused_with_an_example(code: str) -> None:
    with pytest.raises(UsageError) as stopped:
        Quarter.parse(code)
    assert str(stopped.value) == (
        f"季度“{code}”写法不对：应为四位年份加 Q 加 1 至 4，例如 2025Q1。"
    )


@given(QUARTERS)
def test_a_quarter_round_trips_through_its_code(quarter: Quarter) -> None:
    assert Quarter.parse(str(quarter)) == quarter


@given(QUARTERS)
def test_the_quarter_before_ends_where_this_one_starts(quarter: Quarter) -> None:
    assert quarter.previous.end == quarter.start
    assert 90 <= (quarter.end - quarter.start).days <= 92


@given(QUARTERS)
def test_four_quarters_back_is_the_same_quarter_a_year_ago(quarter: Quarter) -> None:
    assert quarter.previous.previous.previous.previous == quarter.year_ago
    assert quarter.year_ago.label == quarter.label


@given(QUARTERS)
def test_the_last_quarters_follow_one_another_back_from_this_one(quarter: Quarter) -> None:
    last = quarter.last(5)
    assert (last[0], last[1], last[4]) == (quarter, quarter.previous, quarter.year_ago)
    assert quarter.last(1) == (quarter,)


def test_a_quarter_has_a_name_with_its_year() -> None:
    assert Quarter(2025, 1).name == "2025年第一季度"


@given(QUARTERS, QUARTERS)
def test_quarters_are_ordered_as_their_first_days(one: Quarter, other: Quarter) -> None:
    assert (one < other) == (one.start < other.start)
    assert (one == other) == (one.start == other.start)
