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
from analysis.report_files import FACTS
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

    @property
    def stated(self) -> Mapping[str, Mapping[str, Any]]:
        """What each section is computed from; nothing in manifests of before."""
        return dict(self.manifest.get("sections", {}))

    def section_of(self, fact: Fact) -> str | None:
        """Return the section that gave a figure, None where that is not known."""
        giving = (name for name, keys in self.sections.items() if fact.measure.key in keys)
        return next((name for name in giving if name in self.stated), None)

    def kinds_of(self, section: str | None) -> tuple[str, ...]:
        """Return the kinds of files that a section is computed from."""
        return tuple(self.stated[section]["inputs"]) if section else ()


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
    manifest, section = kept.manifest, kept.section_of(fact)
    source_id = str(manifest.get("source", ""))
    return Trace(
        label_of(fact),
        fact,
        kept.taken_from,
        recomputed(fact, content.facts),
        thresholds(fact, manifest),
        tuple(parts(fact, content.facts)),
        source(section, kept) if section else None,
        tuple(earlier(fact, kept.kinds_of(section), kept)),
        (*_at_the_head(fact, manifest), *places(fact, content)),
        (f"params/{kept.quarter}.yaml", "params/defaults.yaml"),
        dict(manifest.get("versions", {})),
        source_id,
        _COMMIT.format(source_id[:10]),
    )


def source(section: str, kept: Kept) -> Source:
    """Return what a section computes its figures from."""
    manifest, stated = kept.manifest, kept.stated[section]
    counted, kinds = manifest.get("table_rows", {}), kept.kinds_of(section)
    files = [name for name in manifest.get("inputs", {}) if name.startswith(kinds)]
    return Source(
        section,
        {table: counted.get(table) for table in stated["tables"]},
        tuple(_file(name, manifest) for name in files),
        bool(stated["looks_back"]),
    )


def earlier(fact: Fact, kinds: tuple[str, ...], kept: Kept) -> Iterator[Earlier]:
    """Yield the earlier values beside a figure, with the files that they were taken from.

    The facts.json of the quarter, or the files of its data of the same kinds.
    """
    quarters = {"previous": kept.quarter.previous, "year_ago": kept.quarter.year_ago}
    for name, words in _EARLIER.items():
        value, quarter = getattr(fact, name), str(quarters[name])
        if value is not None:
            files = kept.manifest.get("compared_with", {}).get(quarter, {})
            chosen = {one: files[one] for one in files if one.startswith((FACTS, *kinds))}
            yield Earlier(words, quarter, printed(value, fact.measure.unit), chosen)


def _at_the_head(fact: Fact, manifest: Mapping[str, Any]) -> Iterator[str]:
    if fact.key in manifest.get("params", {}).get("key_figures", ()):
        yield "开头单列的“主要数据”（网页和 Word 文件）"


def _file(name: str, manifest: Mapping[str, Any]) -> File:
    # A sheet of a workbook has a line of its own: 文件.xlsx［明细］.
    rows = (row for row in manifest.get("rows", ()) if row["file"].split("［")[0] == name)
    return File(name, manifest["inputs"][name], tuple(rows))
