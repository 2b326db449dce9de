"""Evaluations of the quarter: totals, active rate, satisfaction levels, by region."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.derivation import quotient, remainder, total
from analysis.facts import Fact, Facts, Measure, Unit
from analysis.levels import DISSATISFIED, LEVELS, LOW_LEVELS, VERY_DISSATISFIED, VERY_SATISFIED
from analysis.roster import Roster
from analysis.section import Section
from analysis.tables import Cell, Column, Table
from analysis.wording import level_shares, share

TOTAL = Measure(
    "total",
    "评价总数",
    Unit.COUNT,
    "本季度收到的评价，含主动评价和默认评价",
    ("评价量",),
    "件",
    derivation=total(*(level.key for level in LEVELS)),
)
ACTIVE = Measure("active", "主动评价数", Unit.COUNT, "由办事人自己作出的评价", ("主动评价",), "件")
ACTIVE_RATE = Measure(
    "active_rate",
    "主动评价率",
    Unit.SHARE,
    "主动评价数 ÷ 评价总数",
    derivation=quotient(("active",), ("total",)),
)
LOW = Measure(
    "low",
    "基本满意及以下",
    Unit.COUNT,
    "基本满意、不满意、非常不满意三级之和",
    counter="件",
    derivation=total(*(level.key for level in LOW_LEVELS)),
)
BAD = Measure(
    "bad",
    "差评",
    Unit.COUNT,
    "不满意、非常不满意两级之和",
    counter="件",
    derivation=total(DISSATISFIED.key, VERY_DISSATISFIED.key),
)
COUNTS = {
    level.key: Measure(
        level.key, level.word, Unit.COUNT, f"满意度为“{level.word}”的评价", counter="件"
    )
    for level in LEVELS
}
SHARES = {
    level.key: Measure(
        f"{level.key}_share",
        f"{level.word}占比",
        Unit.SHARE,
        "100%减去其余各级印出的占比" if level is VERY_SATISFIED else f"{level.word} ÷ 评价总数",
        derivation=remainder(tuple(one.key for one in LEVELS if one is not VERY_SATISFIED), "total")
        if level is VERY_SATISFIED
        else quotient((level.key,), ("total",)),
    )
    for level in LEVELS
}
WHOLE = "合计"


@dataclass(frozen=True)
class Tally:
    """What a region's (or the whole's) evaluations add up to."""

    active: int
    levels: Mapping[str, int]

    @property
    def total(self) -> int:
        """All evaluations, active and default."""
        return sum(self.levels.values())


def overall(cube: pd.DataFrame, roster: Roster) -> Section:
    """Compute totals, rates and levels of the whole and of each region, in official order.

    `cube` has a row a cell: region, level, active, count (and more).
    """
    regions = {name: _tally(cube[cube["region"] == name]) for name in roster.regions}
    whole = _tally(cube)
    facts = Facts(
        (
            *_facts(whole, ""),
            *(fact for name, tally in regions.items() for fact in _facts(tally, name)),
        )
    )
    return Section("overall", facts, {"levels_by_region": _levels_by_region(facts, roster)})


def _tally(cube: pd.DataFrame) -> Tally:
    by_level = cube.groupby("level")["count"].sum()
    active = int(cube["count"][cube["active"]].sum())
    return Tally(active, {level.key: int(by_level.get(level.key, 0)) for level in LEVELS})


def _facts(tally: Tally, subject: str) -> list[Fact]:
    counts = tally.levels
    facts = [TOTAL.fact(tally.total, subject), ACTIVE.fact(tally.active, subject)]
    facts += [COUNTS[key].fact(count, subject) for key, count in counts.items()]
    facts.append(LOW.fact(sum(counts[level.key] for level in LOW_LEVELS), subject))
    bad = counts[DISSATISFIED.key] + counts[VERY_DISSATISFIED.key]
    facts.append(BAD.fact(bad, subject))
    if tally.total:
        lower = {key: count for key, count in counts.items() if key != VERY_SATISFIED.key}
        shares = level_shares(lower, tally.total, VERY_SATISFIED.key)
        facts.append(ACTIVE_RATE.fact(share(tally.active, tally.total), subject))
        facts += [SHARES[key].fact(value, subject) for key, value in shares.items()]
    return facts


def _levels_by_region(facts: Facts, roster: Roster) -> Table:
    """Build the published table: lowest level first, a count and a share for each."""
    levels = LEVELS[::-1]

    def row(name: str, subject: str) -> tuple[Cell, ...]:
        shares = [_or_dash(facts, SHARES[level.key], subject) for level in levels]
        counts = [facts.get(level.key, subject) for level in levels]
        pairs = [cell for pair in zip(counts, shares, strict=True) for cell in pair]
        return (name, facts.get("total", subject), facts.get("active", subject), *pairs)

    columns = [Column("区域", kind="text"), Column("评价总数"), Column("主动评价")]
    columns += [Column(label, level.word) for level in levels for label in ("件数", "占比")]
    return Table(
        "levels_by_region",
        "各区域评价情况",
        tuple(columns),
        (*(row(region, region) for region in roster.regions), row(WHOLE, "")),
        notes=(
            "占比 = 该等级件数 ÷ 评价总数；非常满意占比 = 100%减去其余各级占比，每行之和为100%。",
        ),
    )


def _or_dash(facts: Facts, measure: Measure, subject: str) -> Cell:
    """Return the share, or a dash for a region without any evaluation."""
    if not facts.get("total", subject).value:
        return "—"
    return facts.get(measure.key, subject)
