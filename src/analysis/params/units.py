"""units.yaml: regions and units in official order, and their aliases."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import Field

from analysis.errors import ParamsError
from analysis.params.strict import Strict, checked
from analysis.params.yaml_files import read_yaml
from analysis.roster import Roster, Unit


class _UnitEntry(Strict):
    name: str
    aliases: tuple[str, ...] = ()


class _RosterFile(Strict):
    regions: tuple[str, ...] = Field(min_length=1)
    units: dict[str, tuple[str | _UnitEntry, ...]]


def load_roster(folder: Path) -> Roster:
    """Read units.yaml: regions and units in official order; no name may stand twice."""
    path = folder / "units.yaml"
    content = checked(_RosterFile, read_yaml(path), path.name)
    for region in content.units:
        if region not in content.regions:
            raise ParamsError(f"{path.name}：units 下的“{region}”不在 regions 之中。")
    entries = [
        (region, entry if isinstance(entry, _UnitEntry) else _UnitEntry(name=entry))
        for region in content.regions
        for entry in content.units.get(region, ())
    ]
    _require_unique([name for _, e in entries for name in (e.name, *e.aliases)], path.name)
    units = tuple(Unit(entry.name, region, entry.aliases) for region, entry in entries)
    return Roster(content.regions, units)


def _require_unique(all_names: Iterable[str], source: str) -> None:
    seen: set[str] = set()
    for name in all_names:
        if name in seen:
            raise ParamsError(f"{source} 中“{name}”出现了两次，每个名称和别名只能写一次。")
        seen.add(name)
