"""The published quarters as they lie in reports/: what each left in its manifest, newest first.

A folder that is damaged or somebody else's is left out and named; it never stops a publication.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import UsageError
from analysis.publish.site.entry import SiteEntry
from analysis.quarter import Quarter
from analysis.report_files import DOCX, HTML, MANIFEST, PDF

# What may lie beside the page, by the name a reader knows it by.
FORMATS = {"PDF": PDF, "Word": DOCX}


@dataclass(frozen=True)
class Published:
    """A quarter whose bulletin is there.

    `entry` is None where the manifest is of a version that kept none, or not there;
    `formats` are the names of FORMATS that lie beside the page.
    """

    quarter: Quarter
    entry: SiteEntry | None
    formats: tuple[str, ...]

    @property
    def name(self) -> str:
        """The quarter as readers call it: 2025年第一季度."""
        return f"{self.quarter.year}年{self.quarter.label}"


@dataclass(frozen=True)
class Reports:
    """The published quarters, newest first, and a line on every folder left out."""

    published: tuple[Published, ...]
    left_out: tuple[str, ...]


def read_reports(reports: Path) -> Reports:
    """Read what is published in the quarters' folders below `reports`."""
    published, left_out = [], []
    for found in _each_folder(reports):
        if isinstance(found, Published):
            published.append(found)
        else:
            left_out.append(found)
    published.sort(key=lambda one: one.quarter, reverse=True)
    return Reports(tuple(published), tuple(left_out))


def _each_folder(reports: Path) -> Iterator[Published | str]:
    """Yield what is published in each folder, or why it is left out; nothing for a draft."""
    for folder in sorted(reports.iterdir()):
        if folder.name.startswith(".") or not folder.is_dir():
            continue
        try:
            quarter = Quarter.parse(folder.name)
        except UsageError:
            yield f"{folder} 不是季度的文件夹（名称应如 2025Q1），各季度目录没有列出。"
            continue
        try:
            if (folder / HTML).is_file():
                yield _published(folder, quarter)
        # A ValueError is what unreadable text, broken JSON and an unusable entry have in common.
        except (OSError, ValueError, RecursionError):
            yield (
                f"{folder / MANIFEST} 已损坏或不是这一季度的，各季度目录没有列出 {quarter}。"
                f"请恢复该文件，或重新运行 bulletin build {quarter}。"
            )


def _published(folder: Path, quarter: Quarter) -> Published:
    formats = tuple(name for name, file in FORMATS.items() if (folder / file).is_file())
    written = folder / MANIFEST
    kept = _entry(written, quarter) if written.exists() else None
    return Published(quarter, kept, formats)


def _entry(written: Path, quarter: Quarter) -> SiteEntry | None:
    """Return what a manifest keeps to be listed (ValueError: it is damaged or another's)."""
    content: Any = json.loads(written.read_text("utf-8"))
    if not isinstance(content, dict) or content.get("quarter") != str(quarter):
        raise ValueError(written)
    listed = content.get("listed")
    return SiteEntry.model_validate(listed) if listed else None
