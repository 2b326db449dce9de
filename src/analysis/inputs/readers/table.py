"""What every reader gives: a table of text cells, found by its header, in Arrow batches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from analysis.inputs.places import column_letter

if TYPE_CHECKING:
    import pyarrow as pa

# How many rows from the top may hold titles before the header must have come.
FIRST_ROWS = 30
# Excel keeps 15 digits of a number: two ids of 20 digits become one.
IDS = frozenset({"evaluation_id", "case_id", "order_id"})


@dataclass(frozen=True)
class Header:
    """Where the columns of a kind stand in a table.

    `positions`: name in the code -> place in the row from 0 (in a sheet, from column A);
    `titles`: name in the code -> the header as it stands in the file;
    `row`: row of the header as Excel counts, the lower of two; 0 where a file has none;
    `width`: columns of the header row.
    """

    positions: Mapping[str, int]
    titles: Mapping[str, str]
    row: int
    width: int

    def place(self, column: str, row: int) -> str:
        """Name a cell as a spreadsheet does: row, column's letter and title."""
        letter = column_letter(self.positions[column])
        return f"第 {row} 行 {letter} 列“{self.titles[column]}”"


class RawTable(Protocol):
    """A text file, a sheet or a stored table, every cell as text."""

    @property
    def path(self) -> Path:
        """The file."""

    @property
    def name(self) -> str:
        """What messages call the table: `evaluations.csv`, `evaluations.xlsx［明细］`."""

    @property
    def malformed(self) -> Sequence[int]:
        """Rows with too many or too few cells; known once `batches` is exhausted."""

    def first_rows(self) -> list[list[str]]:
        """Return up to 30 rows from the top, blank ones included: the first is row 1 of Excel.

        Cells without white space around them.
        """

    def batches(self, header: Header) -> Iterator[pa.RecordBatch]:
        """Yield the records below the header, at least one batch, though it may be empty.

        A column for each of `header.positions`, under the name of the code: strings or a
        dictionary of them, '' for an empty cell, never null. Then `row` (int64): the row as Excel
        counts. Blank rows (no cell holds anything) and malformed ones are left out. Columns that
        are not in `header.positions` are neither decoded nor kept. InputsError where a cell
        cannot be read.
        """

    def count_rows(self, header: Header, *, careful: bool = False) -> int:
        """Return how many rows below the header are not blank, malformed ones included.

        Found by another way than `batches`. The quick count may be wrong where quotes in text
        are not doubled, or rows of a sheet hold only empty texts; `careful` takes longer and is
        right then too.
        """
