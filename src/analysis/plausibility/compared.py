"""A quarter set beside the one before, in official order; where none is known nothing compares."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from analysis.plausibility.observed import Observed
from analysis.plausibility.thresholds import PlausibilityRules
from analysis.roster import Roster


@dataclass(frozen=True)
class Deviation:
    """What one rule saw of one subject; the weight tells how far off, within that rule only."""

    subject: str
    weight: int | Decimal
    text: str


@dataclass(frozen=True)
class Change:
    """The evaluations of one subject in both quarters."""

    subject: str
    before: int
    now: int


@dataclass(frozen=True)
class Compared:
    """All that a rule looks at: both quarters, the official order, the limits."""

    now: Observed
    before: Observed
    roster: Roster
    rules: PlausibilityRules

    def changes(self, column: str) -> list[Change]:
        """Return the counts of both quarters by one column of the cube, in official order.

        A quarter before without any evaluation is one that nothing is known of: no changes.
        """
        old, new = self.before.counts(column), self.now.counts(column)
        if not old:
            return []
        return [Change(s, old.get(s, 0), new.get(s, 0)) for s in self.in_order({*old, *new})]

    def in_order(self, names: set[str]) -> list[str]:
        """Sort regions or units officially; other names follow by their characters."""
        regions = {name: place for place, name in enumerate(self.roster.regions)}
        places = {**self.roster.position, **regions}
        return sorted(names, key=lambda name: (places.get(name, len(places)), name))
