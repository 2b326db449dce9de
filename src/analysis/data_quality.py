"""What the analyst should know of a quarter's inputs before anything is published."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.inputs.quality import REASONS, SET_ASIDE, FileCount, Quality
from analysis.plausibility.report import Finding, as_table
from analysis.tables import Cell, Column, InternalTables, Table

_NUMBERS = ("读入", "计入", "不计", "剔除")


def data_quality(quality: Quality | None, findings: Sequence[Finding]) -> InternalTables:
    """Return reconciliation and plausibility as tables that are shown but never published."""
    reconciliation = [_reconciliation(quality)] if quality else []
    return InternalTables((*reconciliation, as_table(findings)))


def _reconciliation(quality: Quality) -> Table:
    columns = (
        Column("文件", kind="text"),
        *(Column(label) for label in _NUMBERS),
        Column("原因", kind="text"),
    )
    files = [*quality.files, quality.whole()] if len(quality.files) > 1 else quality.files
    note = "读入 = 计入 + 不计 + 剔除；剔除的记录逐条列在 rejects.csv。"
    return Table("reconciliation", "数据对账", columns, tuple(map(_row, files)), (note,))


def _row(file: FileCount) -> tuple[Cell, ...]:
    aside, rejected = sum(file.set_aside.values()), sum(file.rejected.values())
    reasons = [
        f"{names[rule]} {count} 行"
        for counts, names in ((file.set_aside, SET_ASIDE), (file.rejected, REASONS))
        for rule, count in counts.items()
        if count
    ]
    numbers = (file.read, file.counted, aside, rejected)
    return (file.file, *map(str, numbers), "，".join(reasons) or "—")
