"""The list of findings: every rule, its order, its limit, its form as a table, its params."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from analysis.errors import ParamsError
from analysis.params.strict import checked
from analysis.plausibility.catalogue import RULES, TITLES
from analysis.plausibility.observed import Observed, Signals
from analysis.plausibility.report import Finding, as_table
from analysis.plausibility.thresholds import PlausibilityRules
from tests.plausibility.frames import (
    CIVIL,
    LIMITS,
    MARKET,
    SCHOOLS,
    TAX,
    all_found,
    bursts,
    cell,
    cube,
    evaluated,
    hall,
    told,
)

# One damaged quarter, in which every rule finds something.
BEFORE = Observed(
    cube(
        cell(TAX, 6000),
        cell(TAX, 300, channel="短信"),
        cell(TAX, 200, item="退税"),
        cell(CIVIL, 500),
    ),
    hall((TAX, 1000, 900), (CIVIL, 2000, 2000)),
)
NOW = Observed(
    cube(
        cell(TAX, 9000),
        cell(TAX, 1000, month=3, active=False, level="satisfied"),
        cell(SCHOOLS, 100, region="本级"),
        cell(MARKET, 300),
    ),
    hall((TAX, 1000, 800), (CIVIL, 2000, 2000)),
    Signals(
        bursts((TAX, "", "2025-01-03 10:05:07", 20)).bursts,
        pd.DataFrame([(TAX, 1, "a.csv", 2)], columns=["unit", "count", "file", "row"]),
        pd.DataFrame([(1, "a.csv", 3)], columns=["count", "file", "row"]),
    ),
)
CHANNELS = {f"渠道{number}": 100 + number for number in range(1, 5)}


def test_every_rule_finds_what_it_looks_for_and_in_the_order_of_rules() -> None:
    found = list(dict.fromkeys(finding.rule for finding in all_found(NOW, BEFORE)))
    assert found == list(RULES)


def test_every_rule_has_a_title_and_a_reason_of_one_sentence() -> None:
    assert list(TITLES) == list(RULES)
    assert len(set(TITLES.values())) == len(TITLES)
    for reason in RULES.values():
        assert reason.endswith("。")
        assert reason.count("。") == 1


def test_without_a_quarter_before_only_rules_on_this_quarter_remain() -> None:
    assert {finding.rule for finding in all_found(NOW)} == {
        "all_very_satisfied",
        "hall_rate_full",
        "burst",
        "before_case",
        "differing_id",
        "unit_elsewhere",
        "empty_month",
    }


def test_nothing_known_is_nothing_found() -> None:
    assert all_found(Observed()) == []
    assert all_found(Observed(), Observed()) == []
    assert all_found(Observed(cube(), hall()), Observed(cube(), hall())) == []


def test_the_hall_alone_may_be_known_of_the_quarter_before() -> None:
    before = Observed(hall_units=hall((TAX, 1000, 900)))
    now = Observed(NOW.cube, hall((TAX, 1000, 800)))
    assert [f.rule for f in all_found(now, before)] == [
        "hall_rate_moved",
        "all_very_satisfied",
        "unit_elsewhere",
        "empty_month",
    ]


def without_channels(listed: int) -> list[tuple[str, str]]:
    """Tell four channels of 101 to 104 evaluations that have vanished."""
    usual = cell(TAX, 5000, active=False)
    before = evaluated(usual, *(cell(TAX, n, channel=name) for name, n in CHANNELS.items()))
    return told("vanished_channel", evaluated(usual), before, findings_listed=listed)


@pytest.mark.parametrize(
    ("listed", "subjects", "closing"),
    [
        (1, ["渠道4"], "另有 3 个渠道情况相同，未逐一列出。"),
        (3, ["渠道4", "渠道3", "渠道2"], "另有 1 个渠道情况相同，未逐一列出。"),
        (4, ["渠道4", "渠道3", "渠道2", "渠道1"], None),
        (5, ["渠道4", "渠道3", "渠道2", "渠道1"], None),
    ],
)
def test_a_rule_lists_its_largest_deviations_and_counts_the_rest(
    listed: int, subjects: list[str], closing: str | None
) -> None:
    found = without_channels(listed)
    assert [subject for subject, _ in found if subject] == subjects
    assert found[len(subjects) :] == ([("", closing)] if closing else [])


def test_the_closing_line_counts_units_as_units() -> None:
    before = evaluated(*(cell(unit, 500) for unit in (MARKET, SCHOOLS, CIVIL, TAX)))
    assert told("vanished_unit", Observed(), before, findings_listed=2) == [
        (TAX, "评价数 500 → 0，本季度没有评价，请核实是否漏报或更名。"),
        (CIVIL, "评价数 500 → 0，本季度没有评价，请核实是否漏报或更名。"),
        ("", "另有 2 个单位情况相同，未逐一列出。"),
    ]


def test_each_rule_is_limited_for_itself() -> None:
    found = all_found(NOW, BEFORE, findings_listed=1)
    assert list(dict.fromkeys(finding.rule for finding in found)) == list(RULES)
    assert [f.rule for f in found if not f.subject] == [
        "new_unit",
        "region_jump",
        "active_rate_moved",
        "very_satisfied_moved",
    ]


def test_equal_deviations_stand_in_official_order() -> None:
    units = (MARKET, SCHOOLS, CIVIL, TAX)
    before = evaluated(*(cell(unit, 100) for unit in units))
    now = evaluated(*(cell(unit, 200) for unit in units))
    found = told("unit_jump", now, before)
    assert [subject for subject, _ in found] == [TAX, CIVIL, SCHOOLS, MARKET]


def test_larger_jumps_come_first_whether_up_or_down() -> None:
    before = evaluated(cell(TAX, 1000), cell(CIVIL, 1000), cell(SCHOOLS, 1000))
    now = evaluated(cell(TAX, 1510), cell(CIVIL, 100), cell(SCHOOLS, 1600))
    found = told("unit_jump", now, before)
    assert [subject for subject, _ in found] == [CIVIL, SCHOOLS, TAX]


def test_findings_are_a_table_for_the_notebook() -> None:
    table = as_table(
        [
            Finding("vanished_unit", TAX, "评价数 500 → 0，请核实。"),
            Finding("vanished_unit", "", "另有 2 个单位情况相同，未逐一列出。"),
            Finding("burst", TAX, "同一秒 5 件以上的有 1 次，请核实。"),
        ]
    )
    assert (table.key, table.title) == ("plausibility", "数据合理性核查")
    assert [(column.label, column.kind) for column in table.columns] == [
        ("规则", "text"),
        ("对象", "text"),
        ("情况", "text"),
    ]
    assert table.rows == (
        ("单位无评价", TAX, "评价数 500 → 0，请核实。"),
        ("单位无评价", "—", "另有 2 个单位情况相同，未逐一列出。"),
        ("同一秒集中评价", TAX, "同一秒 5 件以上的有 1 次，请核实。"),
    )
    assert table.notes == (
        "单位无评价：上季度有评价的单位本季度一件也没有，可能是漏报、更名或导出不全。",
        "同一秒集中评价：同一秒的多件评价可能不是办事人逐一作出的，也可能是时间只记到分钟或日期。",
    )


def test_a_table_of_no_findings_says_so() -> None:
    table = as_table([])
    assert (table.rows, table.notes) == ((), ("未发现需要核实的情况。",))


@pytest.mark.parametrize(
    ("changed", "told_as"),
    [
        ({"least_evaluations": 0}, "least_evaluations：数值太小，现在是“0”。"),
        ({"least_tickets": 0}, "least_tickets：数值太小，现在是“0”。"),
        ({"burst_size": 1}, "burst_size：数值太小，现在是“1”。"),
        ({"burst_percent": 101}, "burst_percent：数值太大，现在是“101”。"),
        ({"unit_jump_percent": -1}, "unit_jump_percent：数值太小，现在是“-1”。"),
        ({"findings_listed": "多"}, "findings_listed：应为整数，现在是“多”。"),
        ({"unit_jump": 50}, "unit_jump：不认识这一项，现在是“50”。"),
    ],
)
def test_wrong_limits_are_refused_by_name(changed: dict[str, Any], told_as: str) -> None:
    with pytest.raises(ParamsError) as refused:
        checked(PlausibilityRules, {**LIMITS.model_dump(), **changed}, "2026Q3.yaml")
    assert str(refused.value) == f"2026Q3.yaml 中的参数不对：\n  {told_as}"


def test_limits_written_in_yaml_keep_their_decimals() -> None:
    rules = checked(PlausibilityRules, {**LIMITS.model_dump(), "hall_rate_points": 2.7}, "p.yaml")
    assert rules.hall_rate_points == Decimal("2.7")
