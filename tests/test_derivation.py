"""What a figure is made of: worked by hand, kept in JSON, and true of the whole edition."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from analysis.derivation import Derivation, choice, quotient, remainder, total
from analysis.facts import Fact, Facts, Unit, read_facts
from analysis.project import Project
from analysis.quarter import Quarter
from analysis.sections.year_to_date import year_to_date

COUNTS = {"active": 2, "online": 1, "all": 3, "more": 5, "low": 1, "none": 0}
HOLDING = [
    (total("active", "online"), 3),
    (quotient(("active",), ("all",)), Decimal("66.67")),
    (quotient(("active", "online"), ("all", "more")), Decimal("37.50")),
    # 100 − 33.33 − 66.67, of printed shares.
    (remainder(("low", "active"), "all"), Decimal("0.00")),
    (quotient(("active",), ("none",)), None),
    (choice(("rate",), "floor"), None),
]


@pytest.mark.parametrize(("derivation", "value"), HOLDING)
def test_a_figure_is_made_again_of_its_parts(
    derivation: Derivation, value: int | Decimal | None
) -> None:
    assert derivation.computed(COUNTS) == value
    assert Derivation.from_payload(json.loads(json.dumps(derivation.payload()))) == derivation


def test_a_payload_leaves_out_what_is_empty() -> None:
    assert total("a").payload() == {"how": "sum", "of": ["a"]}
    assert choice((), "floor").payload() == {"how": "choice", "params": ["floor"]}


def test_over_a_stretch_of_the_year_the_parts_are_those_of_the_stretch() -> None:
    derivation = remainder(("low",), "all").prefixed("ytd_")
    assert derivation.parts == ("ytd_low", "ytd_all")


def made_again(facts: Facts) -> dict[str, tuple[object, object]]:
    """Return what each derived count and share is, and what its parts give: key -> both."""
    counts: dict[str, dict[str, int]] = {}
    for fact in facts.items:
        if isinstance(fact.value, int):
            counts.setdefault(fact.subject, {})[fact.measure.key] = fact.value
    return {fact.key: (fact.value, _again(fact, counts[fact.subject])) for fact in _derived(facts)}


def _derived(facts: Facts) -> list[Fact]:
    of_counts = (Unit.COUNT, Unit.SHARE)
    return [f for f in facts.items if f.measure.derivation and f.measure.unit in of_counts]


def _again(fact: Fact, counts: Mapping[str, int]) -> object:
    assert fact.measure.derivation
    return fact.measure.derivation.computed(counts)


def test_every_share_of_the_edition_follows_from_the_counts_beside_it(published: Project) -> None:
    facts = read_facts(published.report(Quarter.parse("2025Q1")) / "facts.json")
    again = made_again(facts)
    shares = {fact.key for fact in facts.items if fact.measure.unit is Unit.SHARE}
    assert len(shares) > 100
    assert shares <= again.keys()
    assert {key: pair for key, pair in again.items() if pair[0] != pair[1]} == {}


def test_so_do_those_of_the_year_so_far(published: Project) -> None:
    own = read_facts(published.report(Quarter.parse("2025Q1")) / "facts.json")
    first, second = Quarter.parse("2025Q1"), Quarter.parse("2025Q2")
    again = made_again(year_to_date({first: own, second: own}, second).facts)
    assert {"ytd_active_rate", "ytd_very_satisfied_share", "ytd_hall_rate"} <= again.keys()
    assert {key: pair for key, pair in again.items() if pair[0] != pair[1]} == {}


def test_facts_of_before_derivations_were_kept_are_read(tmp_path: Path) -> None:
    stated = {
        "key": "total",
        "subject": "",
        "label": "评价总数",
        "aliases": [],
        "unit": "count",
        "value": 3,
        "printed": "3",
        "previous": None,
        "year_ago": None,
        "definition": "",
    }
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({"facts": [stated]}), "utf-8")
    assert read_facts(path).get("total").measure.derivation is None
