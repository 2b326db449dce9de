"""units.yaml: regions and units in official order, and their aliases."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import Field

from analysis.errors import ParamsError
from analysis.params.strict import Strict, checked
from analysis.params.yaml_files import read_yaml
from analysis.roster import Roster, Unit
from analysis.spelling import folded


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
    _require_unique(content.regions, path.name)
    _require_unique([name for _, e in entries for name in (e.name, *e.aliases)], path.name)
    units = tuple(Unit(entry.name, region, entry.aliases) for region, entry in entries)
    return Roster(content.regions, units)


def _require_unique(names: Iterable[str], source: str) -> None:
    """Refuse a name given twice, also where only widths, spaces or capitals differ."""
    seen: dict[str, str] = {}
    for name in names:
        first = seen.get(folded(name))
        if first == name:
            raise ParamsError(f"{source} 中“{name}”出现了两次，每个名称和别名只能写一次。")
        if first is not None:
            raise ParamsError(
                f"{source} 中“{first}”和“{name}”只有全角半角、空格或大小写不同，"
                "读取时视为同一个名称，请只留一个。"
            )
        seen[folded(name)] = name
