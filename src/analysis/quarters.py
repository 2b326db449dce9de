"""Which quarters a project has, by the names of its files and folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis.errors import UsageError
from analysis.project import Project
from analysis.quarter import Quarter

# Files of params that belong to no quarter.
_SHARED_PARAMS = frozenset({"defaults", "units"})


def quarters_of(project: Project) -> list[Quarter]:
    """Return every quarter that has params, a folder of data or a report, in order."""
    return sorted({quarter for _, quarter in _named(project) if quarter})


def quarters_between(first: Quarter, last: Quarter) -> tuple[Quarter, ...]:
    """Return every quarter from the first to the last; none where the first is later."""
    count = 4 * (last.year - first.year) + last.number - first.number + 1
    return tuple(reversed(last.last(count))) if count > 0 else ()


def misnamed(project: Project) -> list[Path]:
    """Return folders and params files whose name is no quarter: 2025q1, 2025Q5."""
    return [path for path, quarter in _named(project) if quarter is None]


def _named(project: Project) -> Iterator[tuple[Path, Quarter | None]]:
    for folder in (project.root / "data", project.root / "reports"):
        for path in _listed(folder):
            if path.is_dir():
                yield path, _quarter(path.name)
    for path in _listed(project.params):
        if path.suffix == ".yaml" and path.stem not in _SHARED_PARAMS:
            yield path, _quarter(path.stem)


def _listed(folder: Path) -> list[Path]:
    """Return what lies in a folder, hidden things left out; nothing where it cannot be read."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def _quarter(name: str) -> Quarter | None:
    try:
        return Quarter.parse(name)
    except UsageError:
        return None
