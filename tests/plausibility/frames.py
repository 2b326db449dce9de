"""A small invented city: its roster, limits that are easy to reckon with, frames by hand."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from analysis.plausibility.observed import Observed, Signals
from analysis.plausibility.report import Finding, findings
from analysis.plausibility.thresholds import PlausibilityRules
from analysis.roster import Roster, Unit

TAX, CIVIL, SCHOOLS, MARKET = "税务局", "民政局", "东区教育局", "东区市场局"
ROSTER = Roster(
    ("本级", "东区"),
    (Unit(TAX, "本级"), Unit(CIVIL, "本级"), Unit(SCHOOLS, "东区"), Unit(MARKET, "东区")),
)
REGION_OF = {unit.name: unit.region for unit in ROSTER.units}
LIMITS = PlausibilityRules(
    least_evaluations=100,
    least_tickets=100,
    unit_jump_percent=Decimal(50),
    region_jump_percent=Decimal(30),
    active_rate_points=Decimal(2),
    very_satisfied_points=Decimal("0.3"),
    hall_rate_points=Decimal(4),
    perfect_active=5000,
    perfect_tickets=1000,
    burst_size=5,
    burst_large=20,
    burst_percent=Decimal(1),
    findings_listed=10,
)
CUBE = ["month", "region", "unit", "item", "channel", "level", "active", "count"]
HALL = ["unit", "tickets", "cases", "onsite_active", "online_cases", "online_active"]


def cell(unit: str, count: int, **changed: Any) -> dict[str, Any]:
    """Return a cell of the cube: active, very satisfied, at a window, of the unit's one item."""
    usual = {
        "month": 1,
        "region": REGION_OF.get(unit, "本级"),
        "unit": unit,
        "item": f"{unit}的事项",
        "channel": "窗口",
        "level": "very_satisfied",
        "active": True,
        "count": count,
    }
    return {**usual, **changed}


def cube(*cells: Mapping[str, Any]) -> pd.DataFrame:
    """Return cells as the cube is read: text, whole numbers, flags."""
    kinds = {"month": "int64", "count": "int64", "active": "bool"}
    texts = dict.fromkeys(set(CUBE) - set(kinds), "str")
    return pd.DataFrame(list(cells), columns=CUBE).astype({**texts, **kinds})


def hall(*units: tuple[str, int, int]) -> pd.DataFrame:
    """Return a hall ledger of units given as (name, tickets, on-site active)."""
    rows = [(name, tickets, tickets, active, 0, 0) for name, tickets, active in units]
    return pd.DataFrame(rows, columns=HALL)


def evaluated(*cells: Mapping[str, Any]) -> Observed:
    """Return a quarter of which only the evaluations are known."""
    return Observed(cube(*cells))


def in_hall(*units: tuple[str, int, int]) -> Observed:
    """Return a quarter of which only the hall ledger is known."""
    return Observed(hall_units=hall(*units))


def bursts(*lines: tuple[str, str, str, int]) -> Signals:
    """Return bursts given as (unit, window, second, count)."""
    columns = ["unit", "window", "earliest", "count"]
    each = pd.DataFrame(lines, columns=columns).sort_values("earliest")
    both = each.groupby(["unit", "window"], as_index=False, sort=False).agg(
        seconds=("count", "size"),
        count=("count", "sum"),
        largest=("count", "max"),
        earliest=("earliest", "first"),
        earliest_count=("count", "first"),
    )
    return Signals(bursts=both.assign(earliest=pd.to_datetime(both["earliest"])))


def all_found(now: Observed, before: Observed | None = None, **limits: Any) -> list[Finding]:
    """Return the findings, with some limits other than usual."""
    rules = LIMITS.model_copy(update=limits)
    return findings(now, before, roster=ROSTER, rules=rules)


def told(
    rule: str, now: Observed, before: Observed | None = None, **limits: Any
) -> list[tuple[str, str]]:
    """Return what one rule tells, as (subject, text)."""
    found = all_found(now, before, **limits)
    return [(finding.subject, finding.text) for finding in found if finding.rule == rule]
