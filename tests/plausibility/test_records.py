"""Single records: bursts in one second, times before the case, ids with other content."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.plausibility.observed import Observed, Signals
from tests.plausibility.frames import CIVIL, SCHOOLS, TAX, bursts, cell, cube, told

FIRST, SECOND = "2025-01-03 10:05:07", "2025-02-10 08:00:00"


def test_bursts_are_told_by_unit_with_their_number_sum_largest_and_first() -> None:
    signals = bursts((TAX, "A03", SECOND, 12), (TAX, "A01", FIRST, 5), (TAX, "A03", FIRST, 7))
    now = Observed(cube(cell(TAX, 1920)), signals=signals)
    # 24 of 1920 is 1.25 %; of two windows in the first second the larger one is the example.
    text = (
        "同一秒 5 件以上的有 3 次，共 24 件，占评价数的1.25%，最多一次 12 件；"
        "最早一次在 2025-01-03 10:05:07（窗口 A03，7 件），请核实。"
    )
    assert told("burst", now) == [(TAX, text)]


def test_a_burst_whose_window_nobody_knows_names_none() -> None:
    now = Observed(cube(cell(TAX, 600)), signals=bursts((TAX, "", FIRST, 6)))
    text = (
        "同一秒 5 件以上的有 1 次，共 6 件，占评价数的1.00%，最多一次 6 件；"
        "最早一次在 2025-01-03 10:05:07（6 件），请核实。"
    )
    assert told("burst", now) == [(TAX, text)]


@pytest.mark.parametrize(
    ("total", "count", "is_told"),
    [
        # 6 of 603 is 0.995 %, printed 1.00%; 6 of 604 is 0.993 %, printed 0.99%.
        (603, 6, True),
        (604, 6, False),
        # Twenty in one second are told whatever their share, nineteen are not.
        (100_000, 19, False),
        (100_000, 20, True),
    ],
)
def test_a_share_of_the_units_evaluations_or_one_large_burst_is_told(
    total: int, count: int, *, is_told: bool
) -> None:
    now = Observed(cube(cell(TAX, total)), signals=bursts((TAX, "", FIRST, count)))
    assert [subject for subject, _ in told("burst", now)] == ([TAX] if is_told else [])


def test_a_burst_of_a_unit_without_counted_evaluations_has_no_share() -> None:
    now = Observed(cube(cell(TAX, 600)), signals=bursts((CIVIL, "", FIRST, 20)))
    text = (
        "同一秒 5 件以上的有 1 次，共 20 件，最多一次 20 件；"
        "最早一次在 2025-01-03 10:05:07（20 件），请核实。"
    )
    assert told("burst", now) == [(CIVIL, text)]


def test_units_with_the_most_evaluations_in_bursts_come_first() -> None:
    once = [(TAX, "", FIRST, 20), (SCHOOLS, "", FIRST, 20)]
    signals = bursts(*once, (CIVIL, "", FIRST, 15), (CIVIL, "", SECOND, 15))
    now = Observed(cube(*(cell(unit, 100) for unit in (TAX, CIVIL, SCHOOLS))), signals=signals)
    assert [subject for subject, _ in told("burst", now)] == [CIVIL, TAX, SCHOOLS]


def test_evaluations_before_their_case_are_told_by_unit_with_the_first_place() -> None:
    sheet = "evaluations_东区.xlsx［明细］"
    lines = [(TAX, 1, "evaluations.csv", 7), (CIVIL, 30, sheet, 1_048_576)]
    frame = pd.DataFrame(lines, columns=["unit", "count", "file", "row"])
    now = Observed(signals=Signals(before_case=frame))
    assert told("before_case", now) == [
        (CIVIL, f"30 件评价的时间早于办件时间，首例在 {sheet} 第 1048576 行，请核实。"),
        (TAX, "1 件评价的时间早于办件时间，首例在 evaluations.csv 第 7 行，请核实。"),
    ]


def test_ids_that_came_again_with_other_content_are_told_with_the_first_place() -> None:
    frame = pd.DataFrame([(4, "evaluations.csv", 15)], columns=["count", "file", "row"])
    assert told("differing_id", Observed(signals=Signals(differing=frame))) == [
        ("评价记录", "4 个评价编号重复而内容不同，首例在 evaluations.csv 第 15 行，请核实。")
    ]


def test_a_count_of_no_differing_ids_tells_nothing() -> None:
    frame = pd.DataFrame([(0, None, None)], columns=["count", "file", "row"])
    assert told("differing_id", Observed(signals=Signals(differing=frame))) == []


def test_records_of_the_quarter_before_are_its_own_matter() -> None:
    before = Observed(cube(cell(TAX, 100)), signals=bursts((TAX, "", FIRST, 50)))
    assert told("burst", Observed(cube(cell(TAX, 100))), before) == []
