"""From judged cells to the reconciliation, and to the cells that count."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.errors import QualityError
from analysis.inputs.intake import Taken
from analysis.inputs.judging import ASIDE, COUNTED
from analysis.inputs.opened import Opened
from analysis.inputs.privacy import shown_id
from analysis.inputs.quality import REASONS, REJECT_COLUMNS, SET_ASIDE, FileCount, Quality
from analysis.quarter import Quarter


def counted_cells(cells: pd.DataFrame, again: pd.DataFrame) -> pd.DataFrame:
    """Return the cells that count, less the records in them that repeat an id."""
    counted = cells[cells["verdict"] == COUNTED]
    less = again.groupby("cell")[["rows", "count"]].sum()
    left = {
        name: counted[name] - counted["cell"].map(less[name]).fillna(0).astype("int64")
        for name in ("rows", "count")
    }
    return counted.assign(**left)


def reconciled(
    cells: pd.DataFrame, again: pd.DataFrame, rejects: pd.DataFrame, taken: Sequence[Taken]
) -> Quality:
    """Say what became of every row of every table, and list the rejects by name."""
    files = tuple(_count(cells, again, place, table) for place, table in enumerate(taken))
    return Quality(files, _listed(rejects, taken))


def require_same_counts(cells: pd.DataFrame, opened: Opened, quarter: Quarter) -> None:
    """Hold the cube against a second query over the same files, and its months (QualityError)."""
    strange = ~cells["month"].isin([0, *quarter.months])
    _require_equal("不在本季度各月的记录", int(cells["rows"][strange].sum()), 0)
    sums = cells.assign(inside=cells["rows"].where(cells["month"] > 0, 0))
    own = sums.groupby("file")[["rows", "inside"]].sum()
    for file, rows, inside in opened.records.counts():
        if (rows, inside) != (table_sums := tuple(own.loc[file])):
            raise QualityError(
                f"{opened.tables[file].name} 对账不符：汇总得 {table_sums[0]} 行，其中本季度"
                f" {table_sums[1]} 行；另行计数得 {rows} 行，其中本季度 {inside} 行。"
            )


def require_listed(
    cells: pd.DataFrame, again: pd.DataFrame, rejects: pd.DataFrame, most: int
) -> None:
    """Hold the list of rejects against the cells that it must hold all of (QualityError)."""
    rejected = cells["verdict"].isin(list(REASONS))
    expected = int(cells["rows"][rejected].sum()) + int(again["rows"].sum())
    _require_equal("剔除的记录", min(expected, most), len(rejects))


def require_found(cells: pd.DataFrame, low: pd.DataFrame) -> None:
    """Hold the low ratings against the cells that they were counted in (QualityError)."""
    _require_equal("基本满意及以下的记录", int(cells["rows"].sum()), len(low))


def _require_equal(what: str, counted: int, found: int) -> None:
    # A Parquet file whose statistics contradict its pages makes a search pass over rows.
    if counted != found:
        raise QualityError(
            f"对账不符：{what}汇总得 {counted} 行，逐条找到 {found} 行。"
            "Parquet 文件可能已损坏，请重新导出。"
        )


def _count(cells: pd.DataFrame, again: pd.DataFrame, place: int, table: Taken) -> FileCount:
    rows = cells[cells["file"] == place].groupby("verdict")["rows"].sum()
    repeated = int(again["rows"][again["file"] == place].sum())
    rejected = {rule: int(rows.get(rule, 0)) for rule in REASONS}
    return FileCount(
        table.name,
        table.read,
        int(rows.get(COUNTED, 0)) - repeated,
        {rule: int(rows.get(ASIDE + rule, 0)) for rule in SET_ASIDE},
        {**rejected, "malformed_row": len(table.malformed), "repeated_id": repeated},
    )


def _listed(rejects: pd.DataFrame, taken: Sequence[Taken]) -> pd.DataFrame:
    """Return all rejects by file and row, the rows that could not be taken in among them."""
    malformed = pd.DataFrame(
        [
            (place, row, "malformed_row", None)
            for place, table in enumerate(taken)
            for row in table.malformed
        ],
        columns=list(REJECT_COLUMNS),
    )
    parts = [part for part in (malformed, rejects) if len(part)]
    every = pd.concat(parts) if parts else rejects
    ordered = every.sort_values(["file", "row"], ignore_index=True)
    ids = pd.Series([shown_id(value) for value in ordered["evaluation_id"]], dtype="string")
    names = [taken[int(place)].name for place in ordered["file"]]
    return ordered.assign(file=names, evaluation_id=ids)[list(REJECT_COLUMNS)]
