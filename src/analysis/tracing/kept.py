"""What a figure is traced through: as the last run left it, or as an edition keeps it."""

from __future__ import annotations

from pathlib import Path

from analysis.editions.content import Content, read_json, read_run
from analysis.editions.shelf import edition_folder, read_edition
from analysis.quarter import Quarter
from analysis.report_files import FACTS, MANIFEST
from analysis.tracing.trace import Kept


def read(report: Path, quarter: Quarter, edition: int | None) -> tuple[Content, Kept]:
    """Read a report's last run, or one of its editions (InputsError, UsageError: not there)."""
    if edition is None:
        content, folder, taken_from = read_run(report), report, f"{quarter} 最近一次运行"
    else:
        number, content = read_edition(report, edition)
        folder, taken_from = edition_folder(report, number), f"{quarter} 已发布的第 {number} 版"
    sections = read_json(folder / FACTS).get("sections", {})
    return content, Kept(quarter, taken_from, read_json(folder / MANIFEST), sections)
