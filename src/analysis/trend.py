"""Figures of the whole, quarter by quarter: what a chart and a table of past quarters show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from analysis.errors import UsageError
from analysis.facts import Fact, Facts, Measure, Unit, series_key
from analysis.quarter import Quarter
from analysis.section import Section
from analysis.tables import Cell, Column, Table

# As many quarters as a trend goes back, this one among them.
LONGEST = 8
# Two figures are a comparison; a trend needs one more.
LEAST = 3
Number = int | Decimal

# As alike as a slip of the keyboard leaves two words.
_ALIKE = 0.85


@dataclass(frozen=True)
class Line:
    """One measure over the quarters of a trend; None in a quarter where it is not known."""

    measure: Measure
    values: tuple[Number | None, ...]

    @property
    def known(self) -> tuple[Number, ...]:
        """The values that there are."""
        return tuple(value for value in self.values if value is not None)


@dataclass(frozen=True)
class Trend:
    """Lines over quarters, oldest first; the last quarter is the bulletin's own.

    The first quarter is the earliest of which anything is known; none is left out between.
    """

    quarters: tuple[Quarter, ...]
    lines: tuple[Line, ...]

    @property
    def drawable(self) -> tuple[Line, ...]:
        """The lines that have this quarter's value and enough others to be a trend."""
        lines = (line for line in self.lines if line.values[-1] is not None)
        return tuple(line for line in lines if len(line.known) >= LEAST)

    @property
    def facts(self) -> Facts:
        """What the lines show, a fact each, to be cited and to verify the text by."""
        return Facts(tuple(_series(line, self.quarters) for line in self.drawable))

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return Section("trend", self.facts)._repr_mimebundle_()

    def table(self, title: str) -> Table | None:
        """Return a row a quarter, a column a measure; None where it would be no trend."""
        if not self.drawable:
            return None
        columns = (
            Column("季度", kind="text"),
            *(Column(line.measure.label) for line in self.lines),
        )
        rows = tuple(
            (quarter.name, *(_cell(line, place) for line in self.lines))
            for place, quarter in enumerate(self.quarters)
        )
        unknown = any(None in line.values for line in self.lines)
        return Table("trend", title, columns, rows, ("— 为没有数据。",) if unknown else ())


def trend(quarters: Mapping[Quarter, Facts], quarter: Quarter, keys: Sequence[str]) -> Trend:
    """Return the trend up to a quarter of counts and shares by key; UsageError for a slip of one.

    A measure that none of the quarters has data for is left out.
    """
    span = quarter.last(LONGEST)[::-1]
    while len(span) > 1 and span[0] not in quarters:
        span = span[1:]
    known = {one: _of_the_whole(quarters[one]) for one in span if one in quarters}
    # The latest quarter says how a measure is called.
    measures = {key: measure for facts in known.values() for key, (measure, _) in facts.items()}
    for key in keys:
        _require_no_slip(key, measures)
    return Trend(span, tuple(_line(measures[key], span, known) for key in keys if key in measures))


def _of_the_whole(facts: Facts) -> Mapping[str, tuple[Measure, Number]]:
    """Return a quarter's own counts and shares of the whole."""
    return {
        fact.measure.key: (fact.measure, fact.value)
        for fact in facts.items
        if not fact.subject and not fact.measure.span and isinstance(fact.value, int | Decimal)
    }


def _line(
    measure: Measure,
    span: Sequence[Quarter],
    known: Mapping[Quarter, Mapping[str, tuple[Measure, Number]]],
) -> Line:
    held = (known.get(quarter, {}).get(measure.key) for quarter in span)
    return Line(measure, tuple(found[1] if found else None for found in held))


def _require_no_slip(key: str, measures: Mapping[str, Measure]) -> None:
    if key not in measures and (near := get_close_matches(key, measures, n=1, cutoff=_ALIKE)):
        raise UsageError(f"没有“{key}”这项指标，是否想写“{near[0]}”？")


def _series(line: Line, quarters: Sequence[Quarter]) -> Fact:
    own = line.measure
    unit = Unit.RATES if own.unit is Unit.SHARE else Unit.COUNTS
    measure = Measure(
        series_key(own.key), f"各季度{own.label}", unit, f"各季度的{own.label}，按先后"
    )
    known = zip(quarters, line.values, strict=True)
    # Counts and shares are not mixed in one line.
    values: Any = tuple((str(quarter), value) for quarter, value in known if value is not None)
    return measure.fact(values)


def _cell(line: Line, place: int) -> Cell:
    value = line.values[place]
    return "—" if value is None else line.measure.fact(value)
