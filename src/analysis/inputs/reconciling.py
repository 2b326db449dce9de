"""From judged cells to the reconciliation, and to the cells that count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.engines.duckdb import Engine
from analysis.engines.stored import Row
from analysis.errors import QualityError
from analysis.inputs.intake import Taken
from analysis.inputs.judging import ASIDE, COUNTED
from analysis.inputs.opened import Opened
from analysis.inputs.privacy import shown_id
from analysis.inputs.quality import REASONS, SET_ASIDE, FileCount
from analysis.quarter import Quarter


def count_cells(records: Engine) -> None:
    """Make `counted`: the judged cells that count, less the records in them that repeat an id."""
    records.define(
        f"""CREATE TEMP VIEW counted AS
            SELECT judged.* REPLACE (judged.rows - COALESCE(less.rows, 0) AS rows,
                                     judged.count - COALESCE(less.count, 0) AS count)
            FROM judged LEFT JOIN (
                SELECT cell, COUNT(*) AS rows, SUM(count)::BIGINT AS count
                FROM again GROUP BY cell) less USING (cell)
            WHERE verdict = '{COUNTED}'"""
    )


def reconciled(opened: Opened) -> tuple[FileCount, ...]:
    """Say what became of every row of every table."""
    found = opened.records.rows(
        """SELECT file, verdict, SUM(rows)::BIGINT FROM judged GROUP BY file, verdict
           UNION ALL SELECT file, 'repeated_id', COUNT(*) FROM again GROUP BY file"""
    )
    return tuple(
        _count(table, {verdict: rows for file, verdict, rows in found if file == place})
        for place, table in enumerate(opened.tables)
    )


def require_same_counts(opened: Opened, quarter: Quarter) -> None:
    """Hold the cube against a second query over the same files, and its months (QualityError)."""
    months = ", ".join(map(str, (0, *quarter.months)))
    strange = f"SELECT SUM(rows)::BIGINT FROM cells WHERE month NOT IN ({months})"
    _require_equal("不在本季度各月的记录", _sum(opened.records, strange), 0)
    sums = "SELECT file, SUM(rows)::BIGINT, SUM(IF(month > 0, rows, 0))::BIGINT FROM cells"
    found = opened.records.rows(f"{sums} GROUP BY file")
    own = {file: (rows, inside) for file, rows, inside in found}
    for file, rows, inside in opened.records.counts():
        if (rows, inside) != (table_sums := own[file]):
            raise QualityError(
                f"{opened.tables[file].name} 对账不符：汇总得 {table_sums[0]} 行，其中本季度"
                f" {table_sums[1]} 行；另行计数得 {rows} 行，其中本季度 {inside} 行。"
            )


def rejects(opened: Opened, most: int) -> Sequence[Row]:
    """Return the first rejects by name, file and row: file, row, reason, id as it may be shown.

    Rows that could not be taken in are all among them; the others are held against the cells that
    they were counted in (QualityError).
    """
    listed = opened.records.rejected(most)
    reasons = ", ".join(f"'{reason}'" for reason in REASONS)
    expected = f"""SELECT (SELECT COUNT(*) FROM again) + (
                       SELECT COALESCE(SUM(rows), 0) FROM judged WHERE verdict IN ({reasons}))"""
    _require_equal("剔除的记录", min(_sum(opened.records, expected), most), len(listed))
    every = sorted([*_malformed(opened.tables), *listed], key=lambda reject: reject[:2])
    return [
        (opened.tables[place].name, row, reason, shown_id(id_)) for place, row, reason, id_ in every
    ]


def require_found(records: Engine, cells: str, low: str) -> None:
    """Hold a table of low ratings against the cells that they were counted in (QualityError)."""
    counted = _sum(records, f"SELECT SUM(rows)::BIGINT FROM counted WHERE {cells}")
    found = _sum(records, f"SELECT COUNT(*) FROM {low}")
    _require_equal("基本满意及以下的记录", counted, found)


def _sum(records: Engine, query: str) -> int:
    ((found,),) = records.rows(query)
    return int(found or 0)


def _require_equal(what: str, counted: int, found: int) -> None:
    # A Parquet file whose statistics contradict its pages makes a search pass over rows.
    if counted != found:
        raise QualityError(
            f"对账不符：{what}汇总得 {counted} 行，逐条找到 {found} 行。"
            "Parquet 文件可能已损坏，请重新导出。"
        )


def _count(table: Taken, rows: dict[str, int]) -> FileCount:
    repeated = rows.get("repeated_id", 0)
    rejected = {rule: rows.get(rule, 0) for rule in REASONS}
    return FileCount(
        table.name,
        table.read,
        rows.get(COUNTED, 0) - repeated,
        {rule: rows.get(ASIDE + rule, 0) for rule in SET_ASIDE},
        {**rejected, "malformed_row": len(table.malformed)},
    )


def _malformed(tables: Sequence[Taken]) -> Iterator[Row]:
    for place, table in enumerate(tables):
        yield from ((place, row, "malformed_row", None) for row in table.malformed)
