"""Service stars of the quarter: who was named in enough months, by unit in official order."""

from __future__ import annotations

import pandas as pd
from pydantic import Field

from analysis.derivation import choice
from analysis.facts import Facts, Measure, Unit
from analysis.params.strict import Strict
from analysis.roster import Roster
from analysis.section import Section

STARS = Measure(
    "stars",
    "季度服务之星",
    Unit.GROUPS,
    "季度内获评月数达到要求的人员，按单位",
    ("服务之星",),
    derivation=choice((), "star_months"),
)
STAR_COUNT = Measure(
    "star_count", "季度服务之星人数", Unit.COUNT, "季度服务之星的人数", counter="名"
)
STAR_UNITS = Measure(
    "star_units", "季度服务之星所在单位数", Unit.COUNT, "有季度服务之星的单位数", counter="个"
)


class AwardRules(Strict):
    """How many months of the quarter a person must have been named in."""

    star_months: int = Field(ge=1, le=3)


def awards(stars: pd.DataFrame, roster: Roster, rules: AwardRules) -> Section:
    """List the quarter's stars by unit in official order, names as first met in the ledger.

    `stars` has a row a naming: month, name, unit. A person is a name within a unit; being
    named twice in one month counts once.
    """
    months = stars.groupby(["unit", "name"], sort=False)["month"].nunique()
    chosen = months[months >= rules.star_months].reset_index()
    by_unit = chosen.groupby("unit", sort=False)["name"].agg(tuple)
    units = sorted(by_unit.index, key=lambda unit: roster.position[unit])
    groups = tuple((unit, by_unit[unit]) for unit in units)
    facts = (STARS.fact(groups), STAR_COUNT.fact(len(chosen)), STAR_UNITS.fact(len(groups)))
    return Section("awards", Facts(facts))
