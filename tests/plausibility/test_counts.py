"""Counts: what vanished, what is new, what jumped, what stands where it does not belong."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analysis.plausibility.observed import Observed
from tests.plausibility.frames import (
    CIVIL,
    MARKET,
    SCHOOLS,
    TAX,
    all_found,
    cell,
    cube,
    evaluated,
    told,
)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (99, []),
        (100, [(CIVIL, "评价数 100 → 0，本季度没有评价，请核实是否漏报或更名。")]),
        (33_254, [(CIVIL, "评价数 33254 → 0，本季度没有评价，请核实是否漏报或更名。")]),
    ],
)
def test_a_unit_with_enough_evaluations_before_and_none_now_has_vanished(
    before: int, expected: list[tuple[str, str]]
) -> None:
    now = evaluated(cell(TAX, 500))
    assert told("vanished_unit", now, evaluated(cell(TAX, 500), cell(CIVIL, before))) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (99, []),
        (100, [(CIVIL, "评价数 0 → 100，上季度没有评价，请核实是否新设或更名。")]),
    ],
)
def test_a_unit_with_enough_evaluations_now_and_none_before_is_new(
    now: int, expected: list[tuple[str, str]]
) -> None:
    before = evaluated(cell(TAX, 500))
    assert told("new_unit", evaluated(cell(TAX, 500), cell(CIVIL, now)), before) == expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (200, 300, None),
        (200, 301, "评价数 200 → 301（+50.50%，限度50%），请核实。"),
        # 50.004 % is printed as 50.00 %, 50.005 % as 50.01 %.
        (100_000, 150_004, None),
        (100_000, 150_005, "评价数 100000 → 150005（+50.01%，限度50%），请核实。"),
        (200, 100, None),
        (200, 99, "评价数 200 → 99（−50.50%，限度50%），请核实。"),
        # Large enough in one quarter is large enough.
        (40, 99, None),
        (40, 100, "评价数 40 → 100（+150.00%，限度50%），请核实。"),
        (100, 40, "评价数 100 → 40（−60.00%，限度50%），请核实。"),
        (99, 40, None),
        (500, 500, None),
    ],
)
def test_a_units_count_jumps_when_its_printed_growth_is_beyond_the_limit(
    before: int, now: int, expected: str | None
) -> None:
    found = told("unit_jump", evaluated(cell(TAX, now)), evaluated(cell(TAX, before)))
    assert found == ([(TAX, expected)] if expected else [])


def test_a_vanished_or_new_unit_is_no_jump_as_well() -> None:
    one, other = evaluated(cell(TAX, 500)), evaluated(cell(CIVIL, 500))
    assert [finding.rule for finding in all_found(one, other)] == [
        "vanished_unit",
        "new_unit",
        "empty_month",
        "empty_month",
    ]


def test_a_units_count_is_the_sum_over_all_its_cells() -> None:
    now = evaluated(cell(TAX, 200, month=1), cell(TAX, 101, month=2, active=False))
    before = evaluated(cell(TAX, 120), cell(TAX, 80, channel="网上"))
    assert told("unit_jump", now, before) == [
        (TAX, "评价数 200 → 301（+50.50%，限度50%），请核实。")
    ]


def test_a_limit_may_have_decimals_and_is_printed_as_params_state_it() -> None:
    now, before = evaluated(cell(TAX, 1126)), evaluated(cell(TAX, 1000))
    assert told("unit_jump", now, before, unit_jump_percent=Decimal("12.5")) == [
        (TAX, "评价数 1000 → 1126（+12.60%，限度12.5%），请核实。")
    ]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (1000, 1300, None),
        (1000, 1301, "评价数 1000 → 1301（+30.10%，限度30%），请核实。"),
        (1000, 699, "评价数 1000 → 699（−30.10%，限度30%），请核实。"),
        (1000, 0, "评价数 1000 → 0，本季度没有评价，请核实。"),
        (0, 1000, "评价数 0 → 1000，上季度没有评价，请核实。"),
        (99, 0, None),
        (0, 99, None),
    ],
)
def test_a_regions_count_jumps_or_comes_from_nothing_or_goes_to_nothing(
    before: int, now: int, expected: str | None
) -> None:
    def quarter(count: int) -> Observed:
        return evaluated(cell(TAX, 9000), *([cell(SCHOOLS, count)] if count else []))

    found = told("region_jump", quarter(now), quarter(before))
    assert found == ([("东区", expected)] if expected else [])


def test_a_region_that_vanished_is_told_before_one_that_jumped() -> None:
    now = evaluated(cell(TAX, 9000))
    before = evaluated(cell(TAX, 1000), cell(SCHOOLS, 100))
    assert [subject for subject, _ in told("region_jump", now, before)] == ["东区", "本级"]


@pytest.mark.parametrize(("before", "vanished"), [(99, False), (100, True)])
def test_a_channel_that_nobody_used_any_more_has_vanished(before: int, *, vanished: bool) -> None:
    now = evaluated(cell(TAX, 500))
    earlier = evaluated(cell(TAX, 500), cell(TAX, before, channel="短信"))
    text = f"评价数 {before} → 0，本季度没有评价，请核实渠道是否停用或漏报。"
    assert told("vanished_channel", now, earlier) == ([("短信", text)] if vanished else [])


def test_a_vanished_item_is_told_with_the_units_that_had_it() -> None:
    now = evaluated(cell(TAX, 500), cell(CIVIL, 500))
    before = evaluated(
        cell(TAX, 500),
        cell(CIVIL, 500),
        cell(TAX, 100, item="退税"),
        cell(CIVIL, 60, item="证明"),
        cell(TAX, 60, item="证明"),
        cell(TAX, 99, item="咨询"),
    )
    assert told("vanished_item", now, before) == [
        ("证明", f"评价数 120 → 0（{TAX}等2个单位），本季度没有评价，请核实。"),
        ("退税", f"评价数 100 → 0（{TAX}），本季度没有评价，请核实。"),
    ]


def test_an_item_that_another_unit_still_has_did_not_vanish() -> None:
    now = evaluated(cell(TAX, 500), cell(CIVIL, 1, item="证明"))
    before = evaluated(cell(TAX, 500), cell(TAX, 500, item="证明"))
    assert told("vanished_item", now, before) == []


def test_the_items_of_a_vanished_unit_are_told_with_the_unit() -> None:
    now = evaluated(cell(TAX, 500))
    before = evaluated(cell(TAX, 500), cell(CIVIL, 500))
    assert told("vanished_item", now, before) == []
    assert [subject for subject, _ in told("vanished_unit", now, before)] == [CIVIL]


def test_a_unit_recorded_under_other_regions_is_told_once_with_all_of_them() -> None:
    now = evaluated(
        cell(SCHOOLS, 500),
        cell(SCHOOLS, 2, region="本级"),
        cell(TAX, 7, region="东区"),
        cell(TAX, 5, region="东区", month=2),
        cell(TAX, 900),
        cell(TAX, 1, region="西区"),
    )
    assert told("unit_elsewhere", now) == [
        (TAX, "名录中属本级，记在东区 12 件、西区 1 件，请核实。"),
        (SCHOOLS, "名录中属东区，记在本级 2 件，请核实。"),
    ]


def test_a_unit_that_the_roster_does_not_know_has_no_region_of_its_own() -> None:
    assert told("unit_elsewhere", evaluated(cell("某所", 500, region="东区"))) == []


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ((1, 2, 3), []),
        ((10, 11, 12), []),
        ((1, 3), ["2月没有评价（其他月份：1月 10 件、3月 30 件），请核实。"]),
        ((10, 11), ["12月没有评价（其他月份：10月 100 件、11月 110 件），请核实。"]),
        (
            (5,),
            [
                "4月没有评价（其他月份：5月 50 件），请核实。",
                "6月没有评价（其他月份：5月 50 件），请核实。",
            ],
        ),
    ],
)
def test_a_month_without_an_evaluation_of_the_own_departments_is_told(
    months: tuple[int, ...], expected: list[str]
) -> None:
    now = evaluated(*(cell(TAX, 10 * month, month=month) for month in months))
    assert told("empty_month", now) == [("本级", text) for text in expected]


def test_other_regions_months_do_not_stand_in_for_the_own_departments() -> None:
    now = evaluated(*(cell(SCHOOLS, 10, month=month) for month in (1, 2, 3)), cell(TAX, 5))
    assert [text[:2] for _, text in told("empty_month", now)] == ["2月", "3月"]
    districts_alone = evaluated(cell(MARKET, 10, month=8))
    assert told("empty_month", districts_alone) == [
        ("本级", f"{month}月没有评价（其他月份：无），请核实。") for month in (7, 8, 9)
    ]


def test_the_largest_of_the_new_units_comes_first() -> None:
    before = evaluated(cell(TAX, 500))
    now = evaluated(cell(TAX, 500), cell(CIVIL, 100), cell(SCHOOLS, 200))
    assert [subject for subject, _ in told("new_unit", now, before)] == [SCHOOLS, CIVIL]


def test_a_cell_that_counts_nothing_is_no_evaluation() -> None:
    now = evaluated(
        cell(TAX, 500),
        cell(TAX, 0, month=2, item="退税"),
        cell(TAX, 300, month=3),
        cell(CIVIL, 0, region="东区"),
    )
    before = evaluated(cell(TAX, 700), cell(TAX, 100, item="退税"))
    assert [(finding.rule, finding.subject) for finding in all_found(now, before)] == [
        ("empty_month", "本级"),
        ("vanished_item", "退税"),
    ]


def test_a_quarter_without_any_evaluation_has_lost_units_regions_and_channels() -> None:
    before = evaluated(cell(TAX, 500), cell(SCHOOLS, 300))
    for now in (Observed(), Observed(cube())):
        assert [(finding.rule, finding.subject) for finding in all_found(now, before)] == [
            ("vanished_unit", TAX),
            ("vanished_unit", SCHOOLS),
            ("region_jump", "本级"),
            ("region_jump", "东区"),
            ("vanished_channel", "窗口"),
        ]


def test_a_quarter_before_without_evaluations_is_one_that_nothing_is_known_of() -> None:
    now = evaluated(*(cell(TAX, 500, month=month) for month in (1, 2, 3)))
    for before in (None, Observed(), Observed(cube())):
        assert all_found(now, before) == []
