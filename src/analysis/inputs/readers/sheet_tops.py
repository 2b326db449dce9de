"""The first rows of sheets, where their headers stand, without reading the sheets whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from analysis.inputs.readers.damage import workbook_errors
from analysis.inputs.readers.table import FIRST_ROWS
from analysis.inputs.readers.workbook import Cell, Workbook
from analysis.spelling import tidied

_Rows = Mapping[int, Sequence[Cell]]


@dataclass(frozen=True)
class SheetTop:
    """The first rows of a sheet, row 1 first, and the most cells that any of them fills.

    A sheet whose content begins further down has no rows here, but is not empty.
    """

    rows: list[list[str]]
    widest: int

    @property
    def is_empty(self) -> bool:
        """Whether the sheet holds nothing anywhere."""
        return self.widest == 0


def sheet_tops(book: Workbook, sheets: Iterable[str]) -> dict[str, SheetTop]:
    """Return the tops of sheets by their names."""
    with workbook_errors(book.path):
        found = {sheet: _first(book, sheet) for sheet in sheets}
        cells = [cell for rows in found.values() for row in rows.values() for cell in row]
        texts = _texts(book, {int(cell.content) for cell in cells if cell.shared})
        return {sheet: _top(rows, texts) for sheet, rows in found.items()}


def _top(rows: _Rows, texts: Mapping[int, str]) -> SheetTop:
    last = max((number for number in rows if number <= FIRST_ROWS), default=0)
    lines = [_line(rows.get(number, ()), texts) for number in range(1, last + 1)]
    return SheetTop(lines, widest=max(map(len, rows.values()), default=0))


def _first(book: Workbook, sheet: str) -> _Rows:
    """Return the rows up to 30 that hold something, and one below them."""
    rows: dict[int, Sequence[Cell]] = {}
    for number, cells in book.rows(sheet):
        rows[number] = cells
        if number >= FIRST_ROWS:
            break
    return rows


def _texts(book: Workbook, wanted: set[int]) -> dict[int, str]:
    """Return texts by their places, reading no further than the last."""
    last = max(wanted, default=-1)
    numbered = takewhile(lambda text: text[0] <= last, enumerate(book.texts()))
    return {place: text for place, text in numbered if place in wanted}


def _line(cells: Sequence[Cell], texts: Mapping[int, str]) -> list[str]:
    """Return a row as text from column A on."""
    line = [""] * (1 + max((cell.column for cell in cells), default=-1))
    for cell in cells:
        text = texts[int(cell.content)] if cell.shared else cell.content
        line[cell.column] = tidied(text)
    return line
