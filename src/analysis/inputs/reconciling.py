"""From judged cells to the reconciliation, and to the cells that count."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.errors import QualityError
from analysis.inputs.intake import Taken
from analysis.inputs.judging import ASIDE, COUNTED
from analysis.inputs.opened import Opened
from analysis.inputs.privacy import HIDDEN, is_personal_number
from analysis.inputs.quality import REASONS, REJECT_COLUMNS, SET_ASIDE, FileCount, Quality


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


def require_same_counts(cells: pd.DataFrame, opened: Opened) -> None:
    """Hold the cube against a second query over the same files (QualityError)."""
    sums = cells.assign(inside=cells["rows"].where(cells["month"] > 0, 0))
    own = sums.groupby("file")[["rows", "inside"]].sum()
    for file, rows, inside in opened.records.counts():
        if (rows, inside) != (table_sums := tuple(own.loc[file])):
            raise QualityError(
                f"{opened.tables[file].name} 对账不符：汇总得 {table_sums[0]} 行，其中本季度"
                f" {table_sums[1]} 行；另行计数得 {rows} 行，其中本季度 {inside} 行。"
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
    ids = pd.Series([_shown_id(value) for value in ordered["evaluation_id"]], dtype="string")
    names = [taken[int(place)].name for place in ordered["file"]]
    return ordered.assign(file=names, evaluation_id=ids)[list(REJECT_COLUMNS)]


def _shown_id(value: object) -> str | None:
    """Return an id unless a row that slipped has put a person's number in its place."""
    if not isinstance(value, str):
        return None
    return HIDDEN if is_personal_number(value) else value
