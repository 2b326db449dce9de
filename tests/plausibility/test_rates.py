"""Shares and rates: what moved beyond the limit by printed figures, what is exactly 100%."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analysis.plausibility.observed import Observed
from tests.plausibility.frames import (
    CIVIL,
    SCHOOLS,
    TAX,
    cell,
    cube,
    evaluated,
    hall,
    in_hall,
    told,
)


def with_active(active: int, default: int, unit: str = TAX) -> list[dict[str, object]]:
    """Return the cells of a unit with active and default evaluations."""
    return [cell(unit, active), cell(unit, default, active=False)]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        # 95.00% and 93.00%: moved by as much as params allow.
        ((950, 50), (930, 70), None),
        (
            (950, 50),
            (929, 71),
            "主动评价率 95.00% → 92.90%（−2.10个百分点，限度2个百分点），请核实。",
        ),
        (
            (950, 50),
            (1000, 0),
            "主动评价率 95.00% → 100%（+5.00个百分点，限度2个百分点），请核实。",
        ),
        # 92.995% is printed 93.00%: the exact move is smaller than 2 points, the printed one 2.
        ((95_000, 5000), (92_995, 7005), None),
        # 92.994% is printed 92.99%.
        (
            (95_000, 5000),
            (92_994, 7006),
            "主动评价率 95.00% → 92.99%（−2.01个百分点，限度2个百分点），请核实。",
        ),
        ((95, 5), (90, 10), "主动评价率 95.00% → 90.00%（−5.00个百分点，限度2个百分点），请核实。"),
        # 94 of 99 before: too few to have a rate worth comparing.
        ((94, 5), (9000, 1000), None),
        ((9000, 1000), (94, 5), None),
    ],
)
def test_a_regions_active_rate_moved_by_the_printed_figures(
    before: tuple[int, int], now: tuple[int, int], expected: str | None
) -> None:
    found = told(
        "active_rate_moved",
        evaluated(*with_active(*now, unit=SCHOOLS)),
        evaluated(*with_active(*before, unit=SCHOOLS)),
    )
    # With one region alone the whole moves as it does.
    assert found == ([("合计", expected), ("东区", expected)] if expected else [])


def test_the_whole_may_move_although_no_region_does() -> None:
    before = evaluated(*with_active(900, 100), *with_active(100, 900, unit=SCHOOLS))
    now = evaluated(*with_active(1800, 200), *with_active(100, 900, unit=SCHOOLS))
    # 1000 of 2000, then 1900 of 3000.
    assert told("active_rate_moved", now, before) == [
        ("合计", "主动评价率 50.00% → 63.33%（+13.33个百分点，限度2个百分点），请核实。")
    ]


def test_the_share_of_very_satisfied_is_100_minus_the_printed_others() -> None:
    lower = ("satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied")
    before = evaluated(cell(TAX, 1000))
    # Each lower level has 1 of 1250, 0.08%: 100 - 0.32 is 99.68.
    now = evaluated(cell(TAX, 1246), *(cell(TAX, 1, level=level) for level in lower))
    text = "非常满意占比 100% → 99.68%（−0.32个百分点，限度0.3个百分点），请核实。"
    assert told("very_satisfied_moved", now, before) == [("合计", text), ("本级", text)]
    # 1 of 1333 prints 0.08% as well, though four of them are 0.30008%.
    larger = evaluated(cell(TAX, 1329), *(cell(TAX, 1, level=level) for level in lower))
    assert told("very_satisfied_moved", larger, before) == [("合计", text), ("本级", text)]
    # 3 of 1000, 0.30%: as much as params allow.
    allowed = evaluated(cell(TAX, 997), cell(TAX, 3, level="satisfied"))
    assert told("very_satisfied_moved", allowed, before) == []


def test_shares_are_told_by_how_far_they_moved() -> None:
    before = evaluated(*with_active(900, 100), *with_active(900, 100, unit=SCHOOLS))
    now = evaluated(*with_active(870, 130), *with_active(800, 200, unit=SCHOOLS))
    assert [subject for subject, _ in told("active_rate_moved", now, before)] == [
        "东区",
        "合计",
        "本级",
    ]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ((1000, 950), (1000, 910), None),
        ((1000, 950), (1001, 910), "95.00% → 90.91%（−4.09个百分点，限度4个百分点），请核实。"),
        ((1000, 950), (200, 200), "95.00% → 100%（+5.00个百分点，限度4个百分点），请核实。"),
        # Enough tickets in both quarters, or the rate says nothing.
        ((100, 50), (100, 90), "50.00% → 90.00%（+40.00个百分点，限度4个百分点），请核实。"),
        ((99, 50), (1000, 900), None),
        ((1000, 900), (99, 50), None),
        ((0, 0), (1000, 900), None),
        ((1000, 900), (0, 0), None),
        ((0, 0), (0, 0), None),
    ],
)
def test_a_units_hall_rate_moved_by_the_printed_figures(
    before: tuple[int, int], now: tuple[int, int], expected: str | None
) -> None:
    found = told("hall_rate_moved", in_hall((TAX, *now)), in_hall((TAX, *before)))
    tickets = f"叫号量 {before[0]} → {now[0]}，现场主动评价率 "
    assert found == ([(TAX, tickets + expected)] if expected else [])


def test_hall_rates_are_told_by_how_far_they_moved_up_or_down() -> None:
    before = in_hall((TAX, 1000, 900), (CIVIL, 1000, 900))
    now = in_hall((TAX, 1000, 950), (CIVIL, 1000, 800))
    assert [subject for subject, _ in told("hall_rate_moved", now, before)] == [CIVIL, TAX]


def test_a_unit_that_the_hall_ledger_did_not_have_before_has_no_move() -> None:
    now = in_hall((TAX, 1000, 100), (CIVIL, 1000, 900))
    assert told("hall_rate_moved", now, in_hall((CIVIL, 1000, 900))) == []
    assert told("hall_rate_moved", now, Observed()) == []


@pytest.mark.parametrize(
    ("best", "lower", "default", "expected"),
    [
        (4999, 0, 9000, None),
        (5000, 0, 9000, "主动评价 5000 件，非常满意 5000 件（100%），请核实。"),
        # 99999 of 100000 would be printed as 100%: it is not all of them.
        (99_999, 1, 0, None),
    ],
)
def test_all_active_evaluations_of_a_unit_are_very_satisfied_to_the_last_one(
    best: int, lower: int, default: int, expected: str | None
) -> None:
    cells = [cell(TAX, best)]
    cells += [cell(TAX, lower, level="satisfied")] if lower else []
    cells += [cell(TAX, default, active=False)] if default else []
    found = told("all_very_satisfied", evaluated(*cells))
    assert found == ([(TAX, expected)] if expected else [])


def test_default_evaluations_neither_make_nor_spoil_the_hundred_percent() -> None:
    spoilt = evaluated(cell(TAX, 5000), cell(TAX, 9, level="satisfied", active=False))
    assert [subject for subject, _ in told("all_very_satisfied", spoilt)] == [TAX]
    default_alone = evaluated(cell(TAX, 9000, active=False))
    assert told("all_very_satisfied", default_alone) == []


def test_what_is_at_100_percent_stands_beside_the_quarter_before_where_that_is_known() -> None:
    now = Observed(cube(cell(TAX, 6000)), hall((TAX, 1500, 1500)))
    before = Observed(
        cube(cell(TAX, 5000), cell(TAX, 5, level="satisfied")), hall((TAX, 1500, 1499))
    )
    # 5000 of 5005 is 99.9001%, 1499 of 1500 is 99.933%.
    assert told("all_very_satisfied", now, before) == [
        (TAX, "主动评价 6000 件，非常满意 6000 件（100%，上季度 99.90%），请核实。")
    ]
    assert told("hall_rate_full", now, before) == [
        (TAX, "叫号量 1500，现场主动评价 1500 件（100%，上季度 99.93%），请核实。")
    ]
    none_active = Observed(cube(cell(TAX, 5000, active=False)), hall((TAX, 0, 0)))
    assert [text for _, text in told("all_very_satisfied", now, none_active)] == [
        "主动评价 6000 件，非常满意 6000 件（100%），请核实。"
    ]
    all_lower = evaluated(cell(TAX, 10, level="satisfied"))
    assert [text for _, text in told("all_very_satisfied", now, all_lower)] == [
        "主动评价 6000 件，非常满意 6000 件（100%，上季度 0.00%），请核实。"
    ]


@pytest.mark.parametrize(
    ("tickets", "active", "expected"),
    [
        (999, 999, None),
        (1000, 1000, "叫号量 1000，现场主动评价 1000 件（100%），请核实。"),
        (1000, 999, None),
        (100_000, 99_999, None),
        (0, 0, None),
    ],
)
def test_a_hall_rate_is_full_when_every_one_of_many_tickets_was_evaluated(
    tickets: int, active: int, expected: str | None
) -> None:
    found = told("hall_rate_full", in_hall((TAX, tickets, active)))
    assert found == ([(TAX, expected)] if expected else [])


def test_the_largest_of_those_at_100_percent_comes_first() -> None:
    now = Observed(
        cube(cell(TAX, 5000), cell(CIVIL, 7000)), hall((TAX, 1000, 1000), (CIVIL, 2000, 2000))
    )
    assert [subject for subject, _ in told("all_very_satisfied", now)] == [CIVIL, TAX]
    assert [subject for subject, _ in told("hall_rate_full", now)] == [CIVIL, TAX]


def test_a_limit_of_zero_tells_every_printed_move_and_no_move_is_none() -> None:
    before = evaluated(*with_active(9000, 1000))
    assert told("active_rate_moved", before, before, active_rate_points=Decimal(0)) == []
    now = evaluated(*with_active(9001, 999))
    assert [
        text for _, text in told("active_rate_moved", now, before, active_rate_points=Decimal(0))
    ] == ["主动评价率 90.00% → 90.01%（+0.01个百分点，限度0个百分点），请核实。"] * 2
