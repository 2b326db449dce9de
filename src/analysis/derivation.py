"""How a figure was made of others: kept beside it, so that anybody can make it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from analysis.wording import share


class How(StrEnum):
    """What was done with the figures that another was made of."""

    SUM = "sum"
    QUOTIENT = "quotient"
    REMAINDER = "remainder"
    CHOICE = "choice"


@dataclass(frozen=True)
class Derivation:
    """What a figure was made of, by keys of measures about the same subject.

    SUM: all `of`; QUOTIENT: the sum of `of` in percent of the sum of `by`; REMAINDER: 100% less the
    printed share of each of `of` in the sum of `by`; CHOICE: a list, whose members were chosen by
    their `of`. `params` are the thresholds that it was held against.
    """

    how: How
    of: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    params: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The keys of all figures that it was made of."""
        return (*self.of, *self.by)

    def computed(self, values: Mapping[str, int]) -> int | Decimal | None:
        """Make the figure again of its parts (key -> count); None for a list, or of no base."""
        if self.how is How.CHOICE:
            return None
        if self.how is How.SUM:
            return sum(values[key] for key in self.of)
        whole = sum(values[key] for key in self.by)
        if not whole:
            return None
        if self.how is How.QUOTIENT:
            return share(sum(values[key] for key in self.of), whole)
        return Decimal("100.00") - sum(share(values[key], whole) for key in self.of)

    def prefixed(self, prefix: str) -> Derivation:
        """Return the same of figures whose keys begin so: over a stretch of the year."""
        of, by = (tuple(f"{prefix}{key}" for key in keys) for keys in (self.of, self.by))
        return Derivation(self.how, of, by, self.params)

    def payload(self) -> dict[str, Any]:
        """Return it as JSON data, without what is empty."""
        stated = {"of": self.of, "by": self.by, "params": self.params}
        return {
            "how": self.how.value,
            **{name: list(keys) for name, keys in stated.items() if keys},
        }

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Derivation:
        """Read back what `payload` wrote."""
        keys = {name: tuple(payload.get(name, ())) for name in ("of", "by", "params")}
        return cls(How(payload["how"]), **keys)


def total(*of: str) -> Derivation:
    """Return the sum of counts."""
    return Derivation(How.SUM, of)


def quotient(of: tuple[str, ...], by: tuple[str, ...]) -> Derivation:
    """Return the share that some counts have in others."""
    return Derivation(How.QUOTIENT, of, by)


def remainder(of: tuple[str, ...], by: str) -> Derivation:
    """Return what other shares leave of 100%."""
    return Derivation(How.REMAINDER, of, (by,))


def choice(of: tuple[str, ...], *params: str) -> Derivation:
    """Return a list chosen by figures of its members, held against thresholds."""
    return Derivation(How.CHOICE, of, params=params)
