"""What is known of one quarter: its cube, its hall ledger, what the records themselves showed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

_CUBE = ("month", "region", "unit", "item", "channel", "level", "active", "count")
_HALL = ("unit", "tickets", "onsite_active")
_BURSTS = ("unit", "window", "second", "count")
_BEFORE_CASE = ("unit", "count", "file", "row")
_DIFFERING = ("count", "file", "row")


def _empty(columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns))


@dataclass(frozen=True)
class Signals:
    """What only the single records show; each frame is small and may be empty.

    bursts: unit, window ('' where unknown), second (Timestamp), count: evaluations of one unit and
    window in one second, at least `burst_size` of them.
    before_case: unit, count, file, row: evaluations timed before their case, with the first place.
    differing: count, file, row: evaluation ids repeated with other content, with the first place.
    """

    bursts: pd.DataFrame = field(default_factory=lambda: _empty(_BURSTS))
    before_case: pd.DataFrame = field(default_factory=lambda: _empty(_BEFORE_CASE))
    differing: pd.DataFrame = field(default_factory=lambda: _empty(_DIFFERING))


@dataclass(frozen=True)
class Hall:
    """One unit's tickets and on-site active evaluations."""

    tickets: int
    active: int


@dataclass(frozen=True)
class Observed:
    """A quarter as observed; None or an empty frame where a kind of input is not there.

    cube: month, region, unit, item, channel, level (key), active (bool), count; a row a cell.
    hall_units: unit, tickets, onsite_active (and more); a row a unit.
    """

    cube: pd.DataFrame | None = None
    hall_units: pd.DataFrame | None = None
    signals: Signals = field(default_factory=Signals)

    @property
    def cells(self) -> pd.DataFrame:
        """The cube, or an empty one."""
        return _empty(_CUBE) if self.cube is None else self.cube

    def counts(self, column: str) -> dict[str, int]:
        """Return the evaluations by the values of one column of the cube; only those above 0."""
        return summed(self.cells, column)

    def halls(self) -> Mapping[str, Hall]:
        """Return tickets and on-site active evaluations by unit."""
        units = _empty(_HALL) if self.hall_units is None else self.hall_units
        columns = (units[name] for name in _HALL)
        return {str(unit): Hall(int(n), int(k)) for unit, n, k in zip(*columns, strict=True)}


def summed(cells: pd.DataFrame, column: str) -> dict[str, int]:
    """Add up `count` by the values of a column, as text; only those above 0."""
    sums = cells.groupby(column)["count"].sum()
    return {str(value): int(n) for value, n in sums.items() if n > 0}


def active_only(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of active evaluations."""
    # An empty frame's flags have no type of their own, and would be taken for column names.
    return cells[cells["active"].astype(bool)]
