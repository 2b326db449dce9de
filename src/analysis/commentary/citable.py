"""What a draft can cite: every fact, how it is written in a template, and how it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from analysis.facts import Fact, Facts, Value, printed


@dataclass(frozen=True)
class Citable:
    """A fact as a template cites it; `value` is it unrounded, `previous` '' where unknown."""

    cited: str
    label: str
    value: str
    printed: str
    previous: str


def citable(facts: Facts) -> list[Citable]:
    """Return what can be cited, the facts of the whole before those of regions and units."""
    whole = [fact for fact in facts.items if not fact.subject]
    parts = [fact for fact in facts.items if fact.subject]
    return [_citable(fact) for fact in [*whole, *parts]]


def _citable(fact: Fact) -> Citable:
    key, subject = fact.measure.key, fact.subject
    before = fact.previous
    return Citable(
        cited=f"fact('{key}', '{subject}')" if subject else key,
        label=f"{subject}{fact.measure.label}",
        value=_plain(fact.value),
        printed=str(fact),
        previous="" if before is None else printed(before, fact.measure.unit),
    )


def _plain(value: Value) -> str:
    """Return a number as it is computed; a list by the number of its entries."""
    return str(value) if isinstance(value, int | Decimal) else f"{len(value)} 项"
