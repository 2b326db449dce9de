"""Rows above the header: titles, or records that would be lost without a word."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.errors import InputsError
from analysis.inputs.declaring import declaration
from analysis.inputs.readers.header import HeaderSearch
from analysis.inputs.readers.table import Header, RawTable
from analysis.spelling import tidied


def require_titles_alone(table: RawTable, header: Header, search: HeaderSearch, path: Path) -> None:
    """Refuse a row above the header that fills every required column, as a record does.

    A sheet that was sorted with its header has records above it; a title fills a cell or two.
    """
    if header.row < 1 or search.source.header_row:
        return
    rows = table.first_rows()[: header.row]
    places = [header.positions[column.name] for column in search.required]
    for number, row in enumerate(rows[:-1], start=1):
        if _fills(row, places) and not _is_part_of(header, row, rows[-1]):
            line = f"header_row: {header.row}"
            raise InputsError(
                f"{table.name} 第 {number} 行在列名（第 {header.row} 行）之上，却填满了各列，"
                "像是记录，而列名之上的行不会读。请把列名移到最上面；"
                f"不是记录的，请删去，或{declaration(path.name, line)}"
            )


def _fills(row: Sequence[str], places: Sequence[int]) -> bool:
    return all(place < len(row) and tidied(row[place]) for place in places)


def _is_part_of(header: Header, row: Sequence[str], last: Sequence[str]) -> bool:
    """Tell whether titles of the header come from a row above its last: merged cells."""
    return any(
        place < len(row) and tidied(row[place]) == title and not tidied(last[place])
        for name, title in header.titles.items()
        if (place := header.positions[name]) < len(last)
    )
