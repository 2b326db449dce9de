"""A sheet as a table: every cell as text, ids that Excel made numbers refused."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import fastexcel
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import compute

from analysis.errors import InputsError
from analysis.inputs.places import column_letter
from analysis.inputs.readers.damage import workbook_errors
from analysis.inputs.readers.sheet_xml import SheetXml
from analysis.inputs.readers.table import IDS, Header
from analysis.inputs.readers.workbook import COLUMNS, Workbook

# A sheet has no more rows; an export that reaches the last was cut off there.
LAST_ROW = 1_048_576
_BATCH = 1 << 16
# Every place in the rectangle that a sheet uses takes 24 bytes, whether or not it holds anything.
_MOST_PLACES = 150_000_000
# How many wrong cells a message lists before it counts the rest.
_LISTED = 5

# Row and column of a cell, from 0, in what fastexcel returns.
_Places = Collection[tuple[int, int]]


@dataclass(frozen=True)
class SheetTable:
    """A sheet of a workbook; `continued` where another sheet of data follows it."""

    book: Workbook
    sheet: str
    top: list[list[str]]
    continued: bool
    malformed: tuple[int, ...] = ()

    @property
    def path(self) -> Path:
        """The workbook's file."""
        return self.book.path

    @property
    def name(self) -> str:
        """The file's name and the sheet's."""
        return f"{self.path.name}［{self.sheet}］"

    def first_rows(self) -> list[list[str]]:
        """Return the first rows, see RawTable."""
        return self.top

    def batches(self, header: Header) -> Iterator[pa.RecordBatch]:
        """Yield the rows, see RawTable; the whole sheet is in memory meanwhile."""
        self._require_reasonable()
        with workbook_errors(self.path):
            loaded = self._loaded(header)
            content, errors = loaded.to_arrow_with_errors()
            order = [column.absolute_index for column in loaded.available_columns()]
            columns = {name: order.index(place) for name, place in header.positions.items()}
        wrong = {cell.position for cell in errors.errors} if errors else set()
        del loaded
        self._require_whole(len(content))
        self._refuse_errors(header, columns, wrong)
        filled = _filled(content, wrong)
        filled[: header.row] = False
        needed = pa.RecordBatch.from_arrays(
            [content.column(index) for index in columns.values()], names=list(columns)
        )
        del content
        yield from _batches(needed, np.flatnonzero(filled))

    def count_rows(self, header: Header, *, careful: bool = False) -> int:
        """Count the rows in the XML of the sheet, see RawTable."""
        below = SheetXml(self.book, self.sheet, header.row)
        with workbook_errors(self.path):
            return below.careful_count() if careful else below.count()

    def _require_reasonable(self) -> None:
        """Refuse a sheet in which something stands far away: it would fill the memory."""
        row, column = SheetXml(self.book, self.sheet, 0).extent()
        if row * (column + 1) > _MOST_PLACES:
            raise InputsError(
                f"{self.name} 用到第 {row} 行、{column_letter(column)} 列为止，范围过大，"
                "很远的地方可能有内容或格式。请在 Excel 中删去数据以外的行和列后重新保存。"
            )

    def _loaded(self, header: Header) -> fastexcel.ExcelSheet:
        """Load the sheet from its row 1 on; InputsError where a cell of an id is no text.

        fastexcel turns every cell into text, but those of ids, whose type it has to find in all
        rows and to refuse where there are several: beside the title only text is none.
        """
        ids = {place for name, place in header.positions.items() if name in IDS}
        try:
            return self._load(ids)
        except fastexcel.UnsupportedColumnTypeCombinationError:
            self._refuse_numbers(header)
            # A number above the header, in a title.
            return self._load(set())

    def _load(self, typed: Collection[int]) -> fastexcel.ExcelSheet:
        return self.book.reader.load_sheet(
            self.sheet,
            header_row=None,
            skip_rows=0,
            schema_sample_rows=None,
            dtype_coercion="strict",
            dtypes={place: "string" for place in range(COLUMNS) if place not in typed},
        )

    def _refuse_numbers(self, header: Header) -> None:
        ids = {place: name for name, place in header.positions.items() if name in IDS}
        number = SheetXml(self.book, self.sheet, header.row).first_number(ids)
        if number:
            row, column = number
            raise InputsError(
                f"{self.name} 第 {row} 行“{header.titles[ids[column]]}”没有存成文本："
                "Excel 的数字只保留 15 位，编号可能已经改变。请从系统重新导出，并把这一列设为文本。"
            )

    def _require_whole(self, rows: int) -> None:
        if rows == LAST_ROW and not self.continued:
            raise InputsError(
                f"{self.name} 正好 {LAST_ROW:,} 行，是 Excel 一张工作表的上限，"
                "后面的记录可能已被截掉。请从系统分几次导出，或导出为 .csv。"
            )

    def _refuse_errors(self, header: Header, columns: Mapping[str, int], wrong: _Places) -> None:
        names = {index: name for name, index in columns.items()}
        told = [
            f"第 {row + 1} 行“{header.titles[names[column]]}”"
            for row, column in sorted(wrong)
            if row >= header.row and column in names
        ]
        if told:
            rest = f"等 {len(told)} 处" if len(told) > _LISTED else ""
            raise InputsError(
                f"{self.name} {'、'.join(told[:_LISTED])}{rest}是公式错误"
                "（#N/A、#REF! 之类）。请在 Excel 中改正后重新保存。"
            )


def _filled(content: pa.RecordBatch, wrong: _Places) -> NDArray[np.bool_]:
    """Tell which rows hold something in any column; what fastexcel could not read is something."""
    filled = np.zeros(len(content), bool)
    filled[[row for row, _ in wrong]] = True
    for column in content.columns:
        filled |= compute.fill_null(compute.binary_length(column), 0).to_numpy() > 0
    return filled


def _batches(columns: pa.RecordBatch, chosen: NDArray[np.intp]) -> Iterator[pa.RecordBatch]:
    """Yield the chosen rows of a sheet in parts, numbered from 1; one part where there are none."""
    for start in range(0, max(len(chosen), 1), _BATCH):
        rows = chosen[start : start + _BATCH]
        part = columns.take(pa.array(rows, pa.int64()))
        texts = {name: compute.fill_null(part.column(name), "") for name in part.schema.names}
        yield pa.RecordBatch.from_pydict({**texts, "row": pa.array(rows + 1, pa.int64())})
