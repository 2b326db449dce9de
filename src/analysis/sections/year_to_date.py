"""The year so far: counts summed over its quarters, and rates of the sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.facts import Fact, Facts, Measure, Unit, Value
from analysis.levels import LEVELS, VERY_SATISFIED
from analysis.quarter import Quarter
from analysis.section import Section
from analysis.tables import Table
from analysis.wording import level_shares, share

# What the year up to a quarter is called; the first quarter is its own year so far.
SPANS = {2: "上半年", 3: "前三季度", 4: "全年"}
# Rates by their key, each with the counts that it is the quotient of.
RATES = {
    "active_rate": ("active", "total"),
    "hall_rate": ("onsite_active", "tickets"),
    "timely_rate": ("orders_timely", "orders_issued"),
}
COUNTS = (
    *("total", "active", *(level.key for level in LEVELS), "low", "bad"),
    *("tickets", "cases", "onsite_active"),
    *("orders_issued", "orders_timely", "orders_substantiated"),
    *("orders_mistaken", "orders_malicious", "pennants", "letters", "praises"),
)
TOP_SHARE = f"{VERY_SATISFIED.key}_share"
# The table's rows, as far as they are known.
MAIN = ("total", "active", "active_rate", TOP_SHARE, "low", "bad", "hall_rate", "orders_issued")


def year_to_date(quarters: Mapping[Quarter, Facts], quarter: Quarter) -> Section:
    """Sum up the year to a quarter, beside the same stretch of the year before where it is known.

    `quarters` has this quarter's facts and those of earlier ones. Nothing where a quarter of the
    stretch is missing, or it is the first. Rates are of summed counts, never means of rates; lists
    of names are not summed.
    """
    span = SPANS.get(quarter.number, "")
    stretch = quarter.last(quarter.number)
    if not span or any(one not in quarters for one in stretch):
        return Section("year_to_date", Facts(()))
    now = _Sums.over(stretch, quarters)
    before = _Sums.over([one.year_ago for one in stretch], quarters)
    own = {fact.measure.key: fact.measure for fact in quarters[quarter].items}
    facts = [
        Fact(_to_date(own[key], span), value, year_ago=before.values.get(key))
        for key, value in now.values.items()
        if key in own
    ]
    section = Section("year_to_date", Facts(tuple(facts)))
    return replace(section, tables={"to_date": _table(section, quarter, span)})


@dataclass(frozen=True)
class _Sums:
    """Counts added up over a stretch of quarters, and the rates that follow, by key."""

    values: Mapping[str, Value]

    @classmethod
    def over(cls, stretch: Sequence[Quarter], quarters: Mapping[Quarter, Facts]) -> _Sums:
        """Add up what every quarter of a stretch has; nothing where one of them is not known."""
        if any(one not in quarters for one in stretch):
            return cls({})
        histories = [quarters[one].history() for one in stretch]
        counts = {key: [history.get((key, "")) for history in histories] for key in COUNTS}
        sums = {
            key: sum(whole)
            for key, values in counts.items()
            if len(whole := [v for v in values if isinstance(v, int)]) == len(stretch)
        }
        return cls({**sums, **_rates(sums)})


def _rates(sums: Mapping[str, int]) -> dict[str, Value]:
    rates: dict[str, Value] = {
        key: share(sums[part], sums[whole])
        for key, (part, whole) in RATES.items()
        if part in sums and sums.get(whole)
    }
    lower = {level.key: sums[level.key] for level in LEVELS[1:] if level.key in sums}
    if sums.get("total") and len(lower) == len(LEVELS) - 1:
        top = level_shares(lower, sums["total"], VERY_SATISFIED.key)
        rates[TOP_SHARE] = top[VERY_SATISFIED.key]
    return rates


def _to_date(measure: Measure, span: str) -> Measure:
    """Return what a quarter's measure is called over a stretch of the year."""
    return replace(
        measure,
        key=f"ytd_{measure.key}",
        label=f"{span}{measure.label}",
        definition=_definition(measure, span),
        aliases=tuple(f"{span}{alias}" for alias in measure.aliases),
        span=span,
        derivation=measure.derivation.prefixed("ytd_") if measure.derivation else None,
    )


def _definition(measure: Measure, span: str) -> str:
    """Say how a figure of the stretch is made; verification reads the ÷ of it."""
    if measure.unit is not Unit.SHARE:
        return f"{span}各季度{measure.label}之和"
    if "÷" not in measure.definition:
        return f"按{span}累计，{measure.definition}"
    return " ÷ ".join(f"{span}{side.strip()}" for side in measure.definition.split("÷"))


def _table(section: Section, quarter: Quarter, span: str) -> Table:
    known = {fact.key for fact in section.facts.items}
    keys = [key for one in MAIN if (key := f"ytd_{one}") in known]
    return section.comparison(f"{quarter.year}年{span}主要指标", *keys)
