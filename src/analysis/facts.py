"""A Fact is a number or list that is printed; tables, prose and checks read the same one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from analysis import wording
from analysis.derivation import Derivation
from analysis.quarter import Quarter

FACTS_MIME = "application/vnd.bulletin.facts+json"

Names = tuple[str, ...]
Groups = tuple[tuple[str, Names], ...]
Rated = tuple[tuple[str, Decimal], ...]
# By quarter, oldest first: its code and what a count or a share was.
Counts = tuple[tuple[str, int], ...]
Value = int | Decimal | Names | Groups | Rated | Counts
# (measure key, subject) -> value: what another quarter's facts are looked up by.
History = Mapping[tuple[str, str], Value]


class Unit(StrEnum):
    """What a fact counts, and so how it is printed."""

    COUNT = "count"
    TIMES = "times"
    SHARE = "share"
    NAMES = "names"
    GROUPS = "groups"
    RATED = "rated"
    COUNTS = "counts"
    RATES = "rates"


def _by_quarter(print_one: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return how values by quarter are printed: 2024年第四季度95.61%、…."""
    return lambda values: wording.names(
        [f"{Quarter.parse(code).name}{print_one(value)}" for code, value in values]
    )


# Of one measure over several quarters: never compared with the same of another quarter.
SERIES = frozenset({Unit.COUNTS, Unit.RATES})
_PRINTED: Mapping[Unit, Callable[[Any], str]] = {
    Unit.COUNT: wording.count,
    Unit.TIMES: wording.rounded_times,
    Unit.SHARE: wording.percent,
    Unit.NAMES: wording.names,
    Unit.GROUPS: wording.grouped_names,
    Unit.RATED: wording.rated_names,
    Unit.COUNTS: _by_quarter(wording.count),
    Unit.RATES: _by_quarter(wording.percent),
}


def printed(value: Value, unit: Unit) -> str:
    """Return the printed form of a value in prose."""
    return _PRINTED[unit](value)


@dataclass(frozen=True)
class Measure:
    """What is measured: its key, its Chinese label and other names, its unit and definition.

    `counter` is the classifier that a count of it takes on its own: 118件, 11面. `span` is what
    stretch of the year it is about (上半年), '' for the quarter itself; the label begins with it.
    `derivation` says of which other figures it is made.
    """

    key: str
    label: str
    unit: Unit
    definition: str
    aliases: tuple[str, ...] = ()
    counter: str = ""
    span: str = ""
    derivation: Derivation | None = None

    def fact(self, value: Value, subject: str = "") -> Fact:
        """Return the value of this measure, of the whole or of one region or unit."""
        return Fact(self, value, subject)


@dataclass(frozen=True)
class Fact:
    """One value of a measure; `subject` is the region or unit it is about, '' for the whole.

    Shares are Decimals in percent, already rounded to the two decimals that are printed.
    """

    measure: Measure
    value: Value
    subject: str = ""
    previous: Value | None = None
    year_ago: Value | None = None

    def __str__(self) -> str:
        return printed(self.value, self.measure.unit)

    @property
    def key(self) -> str:
        """The measure's key, with the subject in brackets where there is one."""
        return f"{self.measure.key}[{self.subject}]" if self.subject else self.measure.key

    def against(self, previous: History, year_ago: History) -> Fact:
        """Return the fact with its value in the quarter before and a year ago.

        One about more than a quarter stays as it is: no quarter's own value is beside it.
        """
        if self.measure.span or self.measure.unit in SERIES:
            return self
        place = (self.measure.key, self.subject)
        return replace(self, previous=previous.get(place), year_ago=year_ago.get(place))

    def payload(self) -> dict[str, Any]:
        """Return the fact as JSON data, shares as text so that no digit is lost."""
        stated = {
            "key": self.measure.key,
            "subject": self.subject,
            "label": self.measure.label,
            "aliases": list(self.measure.aliases),
            "unit": self.measure.unit.value,
            "counter": self.measure.counter,
            "value": _to_json(self.value),
            "printed": str(self),
            "previous": _to_json(self.previous),
            "year_ago": _to_json(self.year_ago),
            "definition": self.measure.definition,
        }
        if self.measure.derivation:
            stated["derivation"] = self.measure.derivation.payload()
        return {**stated, "span": self.measure.span} if self.measure.span else stated

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Fact:
        """Read back what `payload` wrote."""
        unit = Unit(payload["unit"])
        measure = Measure(
            payload["key"],
            payload["label"],
            unit,
            payload["definition"],
            tuple(payload["aliases"]),
            # Facts of version 0.1.0 have none.
            payload.get("counter", ""),
            payload.get("span", ""),
            Derivation.from_payload(payload["derivation"]) if "derivation" in payload else None,
        )
        values = {
            name: None if payload[name] is None else _from_json(payload[name], unit)
            for name in ("previous", "year_ago")
        }
        return cls(measure, _from_json(payload["value"], unit), payload["subject"], **values)


@dataclass(frozen=True)
class Facts:
    """Facts by measure and subject, in the order they were computed."""

    items: tuple[Fact, ...]
    _index: Mapping[tuple[str, str], Fact] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = {(fact.measure.key, fact.subject): fact for fact in self.items}
        if len(index) != len(self.items):
            raise ValueError("two facts with the same measure and subject")
        object.__setattr__(self, "_index", index)

    def get(self, key: str, subject: str = "") -> Fact:
        """Return one fact; KeyError where there is none."""
        return self._index[key, subject]

    def about(self, key: str) -> tuple[Fact, ...]:
        """Return one measure's facts of every region or unit, in their order."""
        return tuple(f for f in self.items if f.measure.key == key and f.subject)

    def history(self) -> History:
        """Return the values by measure and subject, for the quarter that follows."""
        return {place: fact.value for place, fact in self._index.items()}


def series_key(key: str) -> str:
    """Return the key of a measure's values over several quarters."""
    return f"{key}_by_quarter"


def _to_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_to_json(item) if isinstance(item, tuple | Decimal) else item for item in value]
    return value


def _from_json(value: Any, unit: Unit) -> Value:
    readers: Mapping[Unit, Callable[[Any], Value]] = {
        Unit.COUNT: int,
        Unit.TIMES: int,
        Unit.SHARE: Decimal,
        Unit.NAMES: tuple,
        Unit.GROUPS: lambda groups: tuple((name, tuple(people)) for name, people in groups),
        Unit.RATED: lambda rated: tuple((name, Decimal(rate)) for name, rate in rated),
        Unit.COUNTS: lambda counts: tuple((code, int(count)) for code, count in counts),
        Unit.RATES: lambda rates: tuple((code, Decimal(rate)) for code, rate in rates),
    }
    return readers[unit](value)


def read_facts(path: Path) -> Facts:
    """Read the facts that a report keeps in its facts.json."""
    stored = json.loads(path.read_text("utf-8"))["facts"]
    return Facts(tuple(Fact.from_payload(fact) for fact in stored))


def merged(parts: Sequence[Facts]) -> Facts:
    """Join facts of several sections into one collection."""
    return Facts(tuple(fact for part in parts for fact in part.items))
