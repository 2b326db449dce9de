"""How a figure was made: its parts with their values, the thresholds, and the sum done again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from analysis.derivation import Derivation, How
from analysis.facts import Fact, Facts, Value, printed


@dataclass(frozen=True)
class Recomputed:
    """A figure made again of its parts: how (a formula with their values), and what it gives."""

    formula: str
    value: str
    agrees: bool


def parts(fact: Fact, facts: Facts) -> list[Fact]:
    """Return the figures that a count or share was made of; of a list, those of its members."""
    made = fact.measure.derivation
    if made is None:
        return []
    subjects = members(fact) if made.how is How.CHOICE else [fact.subject]
    known = {one.key: one for one in facts.items}
    keys = (f"{key}[{subject}]" if subject else key for subject in subjects for key in made.parts)
    return [known[key] for key in keys if key in known]


def members(fact: Fact) -> list[str]:
    """Return the units on a list."""
    stated: Any = fact.value
    if not isinstance(stated, tuple):
        return []
    return [entry if isinstance(entry, str) else str(entry[0]) for entry in stated]


def recomputed(fact: Fact, facts: Facts) -> Recomputed | None:
    """Make a figure again of its parts; None where it has none, or one of them is not known."""
    made = fact.measure.derivation
    if made is None or made.how is How.CHOICE:
        return None
    known = {one.measure.key: one for one in parts(fact, facts)}
    if missing := [key for key in made.parts if key not in known]:
        return Recomputed(f"缺少 {'、'.join(missing)}", "", agrees=False)
    counts = {key: one.value for key, one in known.items() if isinstance(one.value, int)}
    value = made.computed(counts)
    shown = "" if value is None else _plainly(fact, value)
    return Recomputed(_formula(made, known), shown, agrees=value == fact.value)


def thresholds(fact: Fact, manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return the params that a figure was held against."""
    made, stated = fact.measure.derivation, manifest.get("params", {})
    return {key: stated[key] for key in (made.params if made else ()) if key in stated}


def _formula(made: Derivation, known: Mapping[str, Fact]) -> str:
    terms = {key: f"{one.measure.label} {one.value}" for key, one in known.items()}
    of, by = [terms[key] for key in made.of], [terms[key] for key in made.by]
    if made.how is How.SUM:
        return " + ".join(of)
    whole = _bracketed(by)
    if made.how is How.QUOTIENT:
        return f"{_bracketed(of)} ÷ {whole}"
    return " − ".join(["100%", *(f"{one} ÷ {whole}" for one in of)])


def _bracketed(terms: Sequence[str]) -> str:
    return terms[0] if len(terms) == 1 else f"（{' + '.join(terms)}）"


def _plainly(fact: Fact, value: Value) -> str:
    return printed(value, fact.measure.unit) if isinstance(value, Decimal) else str(value)
