"""A small ledger as it stands in its files: all sheets as text, every cell with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from analysis.errors import InputsError
from analysis.inputs.columns import KINDS, constants_of, header_of
from analysis.inputs.files import files_of
from analysis.inputs.ledger_rows import sorted_rows
from analysis.inputs.places import column_letter
from analysis.inputs.readers.opening import open_tables
from analysis.inputs.readers.table import Header, RawTable
from analysis.inputs.totals import RowProblem
from analysis.params.blocks import Reading
from analysis.params.sources import DeclaredSource
from analysis.spelling import tidied

# A row of a ledger: the number of its table, its row as Excel counts.
Place = tuple[int, int]
# How many wrong rows a message lists before it counts the rest.
LISTED = 5


@dataclass(frozen=True)
class LedgerTable:
    """One file, or one sheet of a workbook: its entries as text, indexed by row as Excel counts.

    `entries` has the columns of the code that the file has; `problems` are those of its totals.
    """

    name: str
    path: Path
    header: Header
    source: DeclaredSource
    entries: pd.DataFrame
    problems: tuple[RowProblem, ...]

    @property
    def from_sheet(self) -> bool:
        """Whether it comes from a workbook, where a date may be a number."""
        return self.path.suffix.lower() == ".xlsx"


@dataclass(frozen=True)
class Ledger:
    """All tables of a ledger; times are told on the clock of `time_zone`."""

    kind: str
    tables: tuple[LedgerTable, ...]
    time_zone: str

    @cached_property
    def cells(self) -> pd.DataFrame:
        """Every entry with every column of the kind, '' where a file has none.

        The index is the place: number of the table, row as Excel counts.
        """
        names = [column.name for column in KINDS[self.kind]]
        parts = {
            number: table.entries.assign(**constants_of(self.kind, table.source.constants)).reindex(
                columns=names, fill_value=""
            )
            for number, table in enumerate(self.tables)
        }
        return pd.concat(parts, names=["table", "row"]).astype("str")

    def row_place(self, place: Place) -> str:
        """Name a row: `hall.xlsx［一月］ 第 3 行`."""
        table, row = place
        return f"{self.tables[table].name} 第 {row} 行"

    def cell_place(self, place: Place, column: str) -> str:
        """Name a cell: `hall.csv 第 3 行 C 列“叫号量”`, by the header that the file has.

        What is in no column of a sheet has no letter: a constant, an optional column, Parquet.
        """
        table = self.tables[place[0]]
        title = table.header.titles.get(column, header_of(self.kind, column))
        if column not in table.header.positions or table.path.suffix.lower() == ".parquet":
            return f"{self.row_place(place)}“{title}”"
        letter = column_letter(table.header.positions[column])
        return f"{self.row_place(place)} {letter} 列“{title}”"


def placed(column: pd.Series) -> dict[Place, Any]:
    """Return place -> value of a column of `Ledger.cells`, or of one that has its index."""
    values: dict[Any, Any] = column.to_dict()
    return values


def read_ledger(kind: str, folder: Path, reading: Reading) -> Ledger:
    """Read every file and sheet of a ledger; what cannot be read at all is an InputsError."""
    tables = tuple(
        _read(kind, table, header, source)
        for path in files_of(kind, folder)
        for source in [reading.source_for(path.name)]
        for table, header in open_tables(path, kind, source)
    )
    return Ledger(kind, tables, reading.time_zone)


def _read(kind: str, table: RawTable, header: Header, source: DeclaredSource) -> LedgerTable:
    cells = _text_cells(table, header)
    rows = sorted_rows(kind, header, cells)
    return LedgerTable(table.name, table.path, header, source, rows.entries, rows.problems)


def _text_cells(table: RawTable, header: Header) -> pd.DataFrame:
    """Return all records as tidied text by row; a record that does not fit is an InputsError."""
    columns: dict[str, list[str]] = {name: [] for name in header.positions}
    rows: list[int] = []
    for batch in table.batches(header):
        rows += batch.column("row").to_pylist()
        for name, cells in columns.items():
            cells += [tidied(cell or "") for cell in _texts(batch, name)]
    _require_whole(table, header, len(rows))
    return pd.DataFrame(columns, index=pd.Index(rows, dtype="int64"), dtype="str")


def _texts(batch: pa.RecordBatch, name: str) -> Iterable[str | None]:
    texts: list[str | None] = batch.column(name).cast(pa.string()).to_pylist()
    return texts


def _require_whole(table: RawTable, header: Header, read: int) -> None:
    """Stop where a record has more or fewer cells than the header, or records got lost."""
    malformed = list(table.malformed)
    if malformed:
        first = "、".join(str(row) for row in malformed[:LISTED])
        rest = f"等 {len(malformed)} 行" if len(malformed) > LISTED else "行"
        raise InputsError(
            f"{table.name} 第 {first} {rest}的格数与表头（{header.width} 列）不符。"
            "格子里有分隔符的，请给整格加上引号，或另存为 XLSX。"
        )
    counted = table.count_rows(header)
    if counted != read:
        counted = table.count_rows(header, careful=True)
    if counted != read:
        raise InputsError(
            f"{table.name} 对账不符：读入 {read} 行，另行清点为 {counted} 行。"
            "请检查引号是否成对，或另存为 XLSX 再试。"
        )
