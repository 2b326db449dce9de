"""Active evaluation rates in the service hall: overall, with online channels, by unit."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
from pydantic import Field

from analysis.derivation import choice, quotient
from analysis.facts import Fact, Facts, Measure, Unit
from analysis.params.strict import Strict
from analysis.roster import Roster
from analysis.section import Section
from analysis.tables import Column, Table
from analysis.wording import share

TICKETS = Measure("tickets", "叫号量", Unit.COUNT, "大厅取号并被叫到的次数", counter="次")
CASES = Measure("cases", "办件量", Unit.COUNT, "大厅窗口办理的件数", counter="件")
ONSITE_ACTIVE = Measure(
    "onsite_active", "现场主动评价数", Unit.COUNT, "在大厅现场作出的主动评价", counter="件"
)
ONLINE_CASES = Measure("online_cases", "网上办件量", Unit.COUNT, "网上办理的件数", counter="件")
ONLINE_ACTIVE = Measure(
    "online_active", "网上主动评价数", Unit.COUNT, "网上办件作出的主动评价", counter="件"
)
ONSITE_RATE = Measure(
    "onsite_rate",
    "现场主动评价率",
    Unit.SHARE,
    "现场主动评价数 ÷ 叫号量",
    derivation=quotient(("onsite_active",), ("tickets",)),
)
HALL_RATE = Measure(
    "hall_rate",
    "大厅主动电子评价率",
    Unit.SHARE,
    "各单位现场主动评价数之和 ÷ 叫号量之和",
    ("大厅主动评价率",),
    derivation=quotient(("onsite_active",), ("tickets",)),
)
LEADING = Measure(
    "leading_units_list",
    "主动评价率领先单位",
    Unit.NAMES,
    "达到办件量者按现场主动评价率排序",
    derivation=choice(("onsite_rate", "cases"), "leading_cases", "leading_units"),
)
BUSY = Measure(
    "busy_and_good",
    "叫号量大且评价率高的单位",
    Unit.RATED,
    "叫号量和现场主动评价率都达标",
    derivation=choice(("onsite_rate", "tickets"), "busy_tickets", "busy_rate"),
)
BELOW = Measure(
    "below_low_rate",
    "评价率偏低单位",
    Unit.RATED,
    "现场主动评价率低于底线",
    derivation=choice(("onsite_rate",), "low_rate"),
)


class HallRules(Strict):
    """Thresholds of the three lists, and the rate the draft holds the hall to; in percent."""

    hall_target: Decimal = Field(ge=0, le=100)
    leading_cases: int = Field(ge=0)
    leading_units: int = Field(ge=1)
    busy_tickets: int = Field(ge=0)
    busy_rate: Decimal = Field(ge=0, le=100)
    low_rate: Decimal = Field(ge=0, le=100)


def hall(hall_units: pd.DataFrame, roster: Roster, rules: HallRules) -> Section:
    """Compute hall rates and the leading, the busy and good, and the low units.

    `hall_units` has a row a unit in official order: unit, tickets, cases, onsite_active,
    online_cases, online_active. A unit without tickets has no rate and is on no list.
    """
    ranked = _ranked(hall_units)
    leading = ranked[ranked["cases"] >= rules.leading_cases].head(rules.leading_units)
    reached = _at_least(ranked, rules.busy_rate)
    busy = ranked[reached & (ranked["tickets"] > rules.busy_tickets)]
    below = ranked[~_at_least(ranked, rules.low_rate)]
    facts = Facts(
        (
            *_totals(hall_units, roster),
            LEADING.fact(tuple(leading["unit"])),
            BUSY.fact(_rated(busy)),
            BELOW.fact(_rated(below)),
            *(fact for _, unit in hall_units.iterrows() for fact in _unit_facts(unit)),
        )
    )
    return Section(
        "hall",
        facts,
        {
            "busy_and_good": _table(
                "busy_and_good",
                f"叫号量超过{rules.busy_tickets}且主动评价率{rules.busy_rate}%以上的单位",
                busy,
                facts,
            ),
        },
    )


def _ranked(units: pd.DataFrame) -> pd.DataFrame:
    """Return units with tickets, highest rate first; equal ones by tickets, then official order."""
    rated = units[units["tickets"] > 0]
    order = rated.assign(rate=rated["onsite_active"] / rated["tickets"])
    return order.sort_values(["rate", "tickets"], ascending=False, kind="stable", ignore_index=True)


def _at_least(units: pd.DataFrame, rate: Decimal) -> pd.Series:
    """Compare the printed rate, so that no list can seem to contradict the figure beside it."""
    reached = [printed >= rate for _, printed in _rated(units)]
    return pd.Series(reached, index=units.index, dtype=bool)


def _totals(units: pd.DataFrame, roster: Roster) -> list[Fact]:
    sums = {name: int(units[name].sum()) for name in units.columns if name != "unit"}
    with_online = Measure(
        "rate_with_online",
        f"{roster.home}含网上主动评价率",
        Unit.SHARE,
        "（现场主动评价数 + 网上主动评价数）÷（叫号量 + 网上办件量）",
        (f"{roster.home}主动评价率",),
        derivation=quotient(
            (ONSITE_ACTIVE.key, ONLINE_ACTIVE.key), (TICKETS.key, ONLINE_CASES.key)
        ),
    )
    counted = (TICKETS, CASES, ONSITE_ACTIVE, ONLINE_CASES, ONLINE_ACTIVE)
    facts = [measure.fact(sums[measure.key]) for measure in counted]
    if sums["tickets"]:
        facts.append(HALL_RATE.fact(share(sums["onsite_active"], sums["tickets"])))
    if served := sums["tickets"] + sums["online_cases"]:
        evaluated = sums["onsite_active"] + sums["online_active"]
        facts.append(with_online.fact(share(evaluated, served)))
    return facts


def _unit_facts(unit: pd.Series) -> list[Fact]:
    name = str(unit["unit"])
    counts = {m: int(unit[m.key]) for m in (TICKETS, CASES, ONSITE_ACTIVE)}
    facts = [measure.fact(count, name) for measure, count in counts.items()]
    if counts[TICKETS]:
        facts.append(ONSITE_RATE.fact(share(counts[ONSITE_ACTIVE], counts[TICKETS]), name))
    return facts


def _rated(units: pd.DataFrame) -> tuple[tuple[str, Decimal], ...]:
    return tuple(
        (str(name), share(int(active), int(tickets)))
        for name, active, tickets in zip(
            units["unit"], units["onsite_active"], units["tickets"], strict=True
        )
    )


def _table(key: str, title: str, units: pd.DataFrame, facts: Facts) -> Table:
    measures = (TICKETS, CASES, ONSITE_ACTIVE, ONSITE_RATE)
    columns = (Column("单位", kind="text"), *(Column(measure.label) for measure in measures))
    rows = tuple(
        (name, *(facts.get(measure.key, name) for measure in measures)) for name in units["unit"]
    )
    return Table(key, title, columns, rows, notes=("现场主动评价率 = 现场主动评价数 ÷ 叫号量。",))
