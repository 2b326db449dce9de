"""The official order of regions and units, and the other names they go by (params/units.yaml)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from analysis.spelling import folded


@dataclass(frozen=True)
class Unit:
    """A unit that serves the public: its official name, its region, its other names."""

    name: str
    region: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roster:
    """All regions and units in official order.

    The first region is the city's (or province's) own departments. Names are looked up by what
    their spellings have in common (`spelling.folded`): width of brackets and spaces do not matter.
    """

    regions: tuple[str, ...]
    units: tuple[Unit, ...]

    @property
    def home(self) -> str:
        """The region of the own departments, the first of the official order."""
        return self.regions[0]

    @cached_property
    def official_names(self) -> Mapping[str, str]:
        """Every name a unit goes by, as it is written -> its official name, in official order."""
        return {name: unit.name for unit in self.units for name in (unit.name, *unit.aliases)}

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Official name -> place in the official order, from 0."""
        return {unit.name: place for place, unit in enumerate(self.units)}

    def official(self, name: str) -> str | None:
        """Return the official name of a unit, however it was typed; None where it is unknown."""
        return self._unit_names.get(folded(name))

    def official_region(self, name: str) -> str | None:
        """Return the official name of a region, however it was typed; None where unknown."""
        return self._region_names.get(folded(name))

    def units_of(self, region: str) -> tuple[Unit, ...]:
        """Return the units of one region, in official order."""
        return tuple(unit for unit in self.units if unit.region == region)

    def nearest(self, name: str) -> list[str]:
        """Up to three known names of units that resemble an unknown one, best first."""
        return _nearest(name, self.official_names)

    def nearest_regions(self, name: str) -> list[str]:
        """Up to three regions that resemble an unknown one, best first."""
        return _nearest(name, self.regions)

    @cached_property
    def _unit_names(self) -> Mapping[str, str]:
        return {folded(name): official for name, official in self.official_names.items()}

    @cached_property
    def _region_names(self) -> Mapping[str, str]:
        return {folded(region): region for region in self.regions}


def _nearest(name: str, known: Iterable[str]) -> list[str]:
    written = {folded(other): other for other in known}
    near = get_close_matches(folded(name), written, n=3, cutoff=0.5)
    return [written[other] for other in near]
