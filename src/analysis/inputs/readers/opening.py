"""Opening an input file: its tables, each with its header, whatever the format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from analysis.errors import InputsError
from analysis.inputs.formats import SUFFIXES
from analysis.inputs.readers.above import require_titles_alone
from analysis.inputs.readers.header import HeaderSearch
from analysis.inputs.readers.refusals import missing_columns, require_ids_or_counts
from analysis.inputs.readers.sheet_opening import open_sheets
from analysis.inputs.readers.stored import StoredTable
from analysis.inputs.readers.table import Header, RawTable
from analysis.inputs.readers.text_opening import open_text
from analysis.params.sources import DeclaredSource


def open_tables(path: Path, kind: str, source: DeclaredSource) -> list[tuple[RawTable, Header]]:
    """Return the tables of a file, each with its header; one but for workbooks.

    `kind` is a key of KINDS, `source` what params declare of the file. InputsError in Chinese for
    a file that cannot be read, has no such header, or claims one column twice. No cell below the
    header is looked at yet, but for a few rows in search of it.
    """
    search = HeaderSearch(kind, source)
    tables = _opened(path, search)
    for table, header in tables:
        require_titles_alone(table, header, search, path)
        require_ids_or_counts(search, header, path, table.name)
    return [*tables]


def _opened(path: Path, search: HeaderSearch) -> Sequence[tuple[RawTable, Header]]:
    name = path.name.lower()
    if name.endswith(".xlsx"):
        return open_sheets(path, search)
    if name.endswith(".parquet"):
        return [_open_stored(path, search)]
    if name.endswith((".csv", ".csv.gz")):
        return [open_text(path, search)]
    raise InputsError(f"{path.name} 的格式不能读取，请另存为 {'、'.join(SUFFIXES)} 之一。")


def _open_stored(path: Path, search: HeaderSearch) -> tuple[StoredTable, Header]:
    """Open a Parquet file; a declared row of the header does not hold for it."""
    search = replace(search, source=search.source.model_copy(update={"header_row": None}))
    table = StoredTable(path)
    row = search.among(table.first_rows())
    if row.missing:
        raise missing_columns(search, row, path, table.name)
    return table, replace(search.header(row, table.name), row=0)
