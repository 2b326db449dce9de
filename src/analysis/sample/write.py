"""Evaluations to disk: whole or not at all, and never over a city's own records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from analysis.disk import sync_file, sync_folder, writing
from analysis.errors import InputsError

if TYPE_CHECKING:
    from pathlib import Path

_STEM = "evaluations"
_CSV, _PARQUET = ".csv", ".parquet"
# Several row groups, so that a reader can share them among its threads.
_ROWS_PER_GROUP = 200_000


def write_records(table: pa.Table, folder: Path, id_prefix: str, *, as_csv: bool) -> Path:
    """Write the table as folder/evaluations.parquet or .csv; the other of the two goes.

    Both together would be read as twice the evaluations. A file under one of these names whose
    ids do not begin with the prefix is not ours: InputsError, and nothing is touched.
    """
    csv, parquet = (folder / f"{_STEM}{suffix}" for suffix in (_CSV, _PARQUET))
    for path in (csv, parquet):
        _refuse_foreign(path, id_prefix)
    target, other = (csv, parquet) if as_csv else (parquet, csv)
    for left in folder.glob(f".{_STEM}.*.unfinished"):
        left.unlink()
    unfinished = folder / f".{target.name}.unfinished"
    with writing(target):
        try:
            _write(table, unfinished, as_csv=as_csv)
            sync_file(unfinished)
            # Before the new file is there: a kill in between must not leave both.
            other.unlink(missing_ok=True)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        sync_folder(folder)
    return target


def _write(table: pa.Table, path: Path, *, as_csv: bool) -> None:
    if as_csv:
        pa_csv.write_csv(_as_text(table), path)
        return
    words = [field.name for field in table.schema if pa.types.is_dictionary(field.type)]
    pq.write_table(
        table,
        path,
        row_group_size=_ROWS_PER_GROUP,
        compression="zstd",
        use_dictionary=words,
        # Without the Arrow schema a reader sees plain text columns, as in a city's export.
        store_schema=False,
    )


def _as_text(table: pa.Table) -> pa.Table:
    """Return the same table with plain text in every column."""
    columns = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        if pa.types.is_timestamp(column.type):
            columns[name] = pc.strftime(column, format="%Y-%m-%d %H:%M:%S")
        else:
            columns[name] = column.cast(pa.string())
    return pa.table(columns)


def _refuse_foreign(path: Path, id_prefix: str) -> None:
    if path.exists() and not _first_id(path).startswith(id_prefix):
        raise InputsError(
            f"{path.parent.name}/{path.name} 不是重建的记录，不会覆盖。请先把它移走或改名，再重建。"
        )


def _first_id(path: Path) -> str:
    """Return the first cell of the first record, or nothing if there is none to read."""
    try:
        if path.suffix == _CSV:
            with path.open(encoding="utf-8") as lines:
                next(lines)
                return next(lines).lstrip('"')
        batch = next(pq.ParquetFile(path).iter_batches(batch_size=1))
        return str(batch.column(0)[0])
    except (StopIteration, UnicodeDecodeError, pa.ArrowException):
        return ""
