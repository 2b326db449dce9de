"""The official order of regions and units, and the other names they go by (params/units.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property


@dataclass(frozen=True)
class Unit:
    """A unit that serves the public: its official name, its region, its other names."""

    name: str
    region: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roster:
    """All regions and units in official order.

    The first region is the city's (or province's) own departments.
    """

    regions: tuple[str, ...]
    units: tuple[Unit, ...]

    @property
    def home(self) -> str:
        """The region of the own departments, the first of the official order."""
        return self.regions[0]

    @cached_property
    def official_names(self) -> Mapping[str, str]:
        """Every name a unit goes by -> its official name, in official order."""
        return {name: unit.name for unit in self.units for name in (unit.name, *unit.aliases)}

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Official name -> place in the official order, from 0."""
        return {unit.name: place for place, unit in enumerate(self.units)}

    def units_of(self, region: str) -> tuple[Unit, ...]:
        """Return the units of one region, in official order."""
        return tuple(unit for unit in self.units if unit.region == region)

    def nearest(self, name: str) -> list[str]:
        """Up to three known names that resemble an unknown one, best first."""
        return get_close_matches(name, self.official_names, n=3, cutoff=0.5)
