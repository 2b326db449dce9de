"""A figure with all that it was made of, as a run or an edition left it.

Reads what the report keeps and no record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.editions.content import Content
from analysis.editions.figures import label_of
from analysis.facts import Fact, printed
from analysis.quarter import Quarter
from analysis.tracing.making import Recomputed, parts, recomputed, thresholds
from analysis.tracing.places import places

# Which commit brought a source tree (docs/safety.md).
_COMMIT = "git log -m -t --reverse --format='%h %cs %s' --find-object={} | head -1"

_EARLIER = {"previous": "上季度", "year_ago": "上年同期"}


@dataclass(frozen=True)
class File:
    """An input file: its hash, and of evaluations how its rows were counted."""

    name: str
    sha256: str
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Source:
    """The section that computed a figure: of which tables (name -> rows), of which files."""

    section: str
    tables: Mapping[str, int | None]
    files: tuple[File, ...]
    looks_back: bool


@dataclass(frozen=True)
class Earlier:
    """The value of an earlier quarter, and the files that it was taken from."""

    label: str
    quarter: str
    value: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class Kept:
    """What a report or an edition keeps beside its facts: manifest, and measures by section."""

    quarter: Quarter
    taken_from: str
    manifest: Mapping[str, Any]
    sections: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Trace:
    """A figure's way back. `taken_from` is where it stands: of the last run, or an edition."""

    label: str
    fact: Fact
    taken_from: str
    recomputed: Recomputed | None
    thresholds: Mapping[str, Any]
    parts: tuple[Fact, ...]
    source: Source | None
    earlier: tuple[Earlier, ...]
    places: tuple[str, ...]
    params_files: tuple[str, ...]
    versions: Mapping[str, str]
    source_id: str
    commit_command: str


def traced(fact: Fact, content: Content, kept: Kept) -> Trace:
    """Return a figure's way back through what a report keeps."""
    quarter, manifest = kept.quarter, kept.manifest
    source_id = str(manifest.get("source", ""))
    quarters = {"previous": str(quarter.previous), "year_ago": str(quarter.year_ago)}
    return Trace(
        label_of(fact),
        fact,
        kept.taken_from,
        recomputed(fact, content.facts),
        thresholds(fact, manifest),
        tuple(parts(fact, content.facts)),
        source(fact, kept.sections, manifest),
        tuple(earlier(fact, quarters, manifest)),
        tuple(places(fact, content)),
        (f"params/{quarter}.yaml", "params/defaults.yaml"),
        dict(manifest.get("versions", {})),
        source_id,
        _COMMIT.format(source_id[:10]),
    )


def source(
    fact: Fact, sections: Mapping[str, Sequence[str]], manifest: Mapping[str, Any]
) -> Source | None:
    """Return what a figure was computed from; None where the report does not say."""
    name = next((one for one, keys in sections.items() if fact.measure.key in keys), None)
    stated = manifest.get("sections", {}).get(name)
    if name is None or stated is None:
        return None
    counted = manifest.get("table_rows", {})
    return Source(
        name,
        {table: counted.get(table) for table in stated["tables"]},
        tuple(_file(file, manifest) for file in _files(stated["inputs"], manifest)),
        bool(stated["looks_back"]),
    )


def earlier(
    fact: Fact, quarters: Mapping[str, str], manifest: Mapping[str, Any]
) -> Iterator[Earlier]:
    """Yield the earlier values beside a figure; `quarters` names their quarters."""
    files = manifest.get("compared_with", {})
    for name, words in _EARLIER.items():
        value, quarter = getattr(fact, name), quarters[name]
        if value is not None:
            shown = printed(value, fact.measure.unit)
            yield Earlier(words, quarter, shown, files.get(quarter, {}))


def _files(kinds: Sequence[str], manifest: Mapping[str, Any]) -> list[str]:
    return [name for name in manifest.get("inputs", {}) if name.startswith(tuple(kinds))]


def _file(name: str, manifest: Mapping[str, Any]) -> File:
    # A sheet of a workbook has a line of its own: 文件.xlsx［明细］.
    rows = (row for row in manifest.get("rows", ()) if row["file"].split("［")[0] == name)
    return File(name, manifest["inputs"][name], tuple(rows))
