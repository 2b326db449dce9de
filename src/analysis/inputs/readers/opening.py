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
from analysis.inputs.readers.table import Header, RawTable
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


def stored_header(path: Path, kind: str, source: DeclaredSource, titles: Sequence[str]) -> Header:
    """Return the header of a Parquet file; a declared row of the header does not hold for it."""
    search = HeaderSearch(kind, source.model_copy(update={"header_row": None}))
    row = search.among([titles])
    if row.missing:
        raise missing_columns(search, row, path, path.name)
    header = replace(search.header(row, path.name), row=0)
    require_ids_or_counts(search, header, path, path.name)
    return header


def _opened(path: Path, search: HeaderSearch) -> Sequence[tuple[RawTable, Header]]:
    """Open a file; each format imports its own libraries, which take longer than small files."""
    name = path.name.lower()
    if name.endswith(".xlsx"):
        from analysis.inputs.readers.sheet_opening import open_sheets

        return open_sheets(path, search)
    if name.endswith(".parquet"):
        from analysis.inputs.readers.stored import StoredTable

        table = StoredTable(path)
        (titles,) = table.first_rows()
        return [(table, stored_header(path, search.kind, search.source, titles))]
    if name.endswith((".csv", ".csv.gz")):
        from analysis.inputs.readers.text_opening import open_text

        return [open_text(path, search)]
    raise InputsError(f"{path.name} 的格式不能读取，请另存为 {'、'.join(SUFFIXES)} 之一。")
