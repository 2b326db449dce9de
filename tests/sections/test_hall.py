"""Hall rates: thresholds meet the printed rates, ties have an order, labels a roster."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from analysis.roster import Roster, Unit
from analysis.section import Section
from analysis.sections.hall import HallRules, hall

ROSTER = Roster(("州直部门",), (Unit("甲", "州直部门"), Unit("乙", "州直部门")))
RULES = HallRules(
    hall_target=Decimal(95),
    leading_cases=50,
    leading_units=8,
    busy_tickets=100,
    busy_rate=Decimal(95),
    low_rate=Decimal(90),
)


def computed(*units: tuple[str, int, int], **changed: Decimal | int) -> Section:
    """Compute the section for units given as (name, tickets, onsite_active), 50 cases each."""
    rows = [(name, tickets, 50, active, 0, 0) for name, tickets, active in units]
    names = ["unit", "tickets", "cases", "onsite_active", "online_cases", "online_active"]
    return hall(pd.DataFrame(rows, columns=names), ROSTER, RULES.model_copy(update=changed))


@pytest.mark.parametrize(
    ("active", "tickets", "printed", "busy", "below"),
    [
        (94_994, 100_000, "94.99%", False, False),
        (94_995, 100_000, "95.00%", True, False),
        (95_000, 100_000, "95.00%", True, False),
        (94_996, 100_000, "95.00%", True, False),
        (89_994, 100_000, "89.99%", False, True),
        (90_000, 100_000, "90.00%", False, False),
    ],
)
def test_thresholds_meet_the_printed_rate_that_a_reader_can_check(
    active: int, tickets: int, printed: str, *, busy: bool, below: bool
) -> None:
    facts = computed(("甲", tickets, active)).facts
    listed = f"甲（{printed}）"
    assert str(facts.get("onsite_rate", "甲")) == printed
    assert str(facts.get("busy_and_good")) == (listed if busy else "无")
    assert str(facts.get("below_low_rate")) == (listed if below else "无")


def test_a_threshold_may_have_decimals() -> None:
    facts = computed(("甲", 1000, 955), busy_rate=Decimal("95.5")).facts
    assert str(facts.get("busy_and_good")) == "甲（95.50%）"
    assert (
        str(computed(("甲", 1000, 954), busy_rate=Decimal("95.5")).facts.get("busy_and_good"))
        == "无"
    )


def test_equal_rates_stand_by_tickets_then_in_official_order() -> None:
    section = computed(("甲", 200, 100), ("乙", 400, 200), ("丙", 200, 100), ("丁", 3, 2))
    assert section.facts.get("leading_units_list").value == ("丁", "乙", "甲", "丙")


def test_no_more_units_lead_than_params_allow() -> None:
    section = computed(("甲", 200, 100), ("乙", 200, 101), leading_units=1)
    assert section.facts.get("leading_units_list").value == ("乙",)


def test_the_own_departments_rate_is_named_after_their_region() -> None:
    rate = computed(("甲", 200, 100)).facts.get("rate_with_online")
    assert rate.measure.label == "州直部门含网上主动评价率"


def test_the_table_says_its_thresholds() -> None:
    tables = computed(("甲", 200, 100), busy_tickets=4000).tables
    assert tables["busy_and_good"].title == "叫号量超过4000且主动评价率95%以上的单位"
    assert tables["busy_and_good"].notes == ("现场主动评价率 = 现场主动评价数 ÷ 叫号量。",)
