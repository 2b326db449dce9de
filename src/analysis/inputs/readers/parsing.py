"""A piece of text parsed by Arrow into the raw bytes of the needed columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import compute, csv

from analysis.arrow_arrays import numbers, texts
from analysis.inputs.readers.pieces import Piece
from analysis.inputs.readers.records import QuotingError
from analysis.inputs.readers.swallowed import swallowing_record
from analysis.inputs.readers.table import IDS, Header

# Nearly every value of these is another; a dictionary of them would only cost.
_MANY_VALUES = IDS | {"evaluated_at"}


@dataclass(frozen=True)
class ParsedPiece:
    """The needed columns of a piece as bytes, their rows, and the rows that are malformed."""

    columns: pa.RecordBatch
    rows: NDArray[np.int64]
    malformed: NDArray[np.int64]


@dataclass(frozen=True)
class Parser:
    """Parses the pieces of one text; other columns than the needed ones are never converted."""

    header: Header
    delimiter: bytes

    def parse(self, piece: Piece) -> ParsedPiece:
        """Return the records of a piece that are neither blank nor malformed.

        QuotingError where Arrow finds other records in the text than ours, or some are swallowed.
        """
        records = piece.records
        swallowing = swallowing_record(records, self.header.width)
        if swallowing is not None:
            raise QuotingError(piece.first_row + swallowing, "swallowed")
        rows = np.arange(len(records.ends), dtype=np.int64) + piece.first_row
        malformed = rows[:0]
        columns = self._columns(records.text[: records.size])
        if columns is None or len(columns) != len(rows) or _any_empty(columns):
            fits = records.widths == self.header.width
            columns = self._columns(records.joined(fits & ~records.blank))
            malformed = rows[~fits & ~records.blank]
            rows = rows[fits & ~records.blank]
        if columns is None or len(columns) != len(rows):
            raise QuotingError(piece.first_row, "text_after")
        return ParsedPiece(columns, rows, malformed)

    @property
    def nothing(self) -> ParsedPiece:
        """A piece without records."""
        none = np.array([], np.int64)
        empty = texts([]).view(pa.binary())
        few = empty.dictionary_encode()
        columns = [few if pa.types.is_dictionary(f.type) else empty for f in self._schema]
        return ParsedPiece(pa.RecordBatch.from_arrays(columns, schema=self._schema), none, none)

    def _columns(self, text: bytes) -> pa.RecordBatch | None:
        """Parse text; None where the cells of a record do not fit the header."""
        if not text:
            return self.nothing.columns
        read = csv.ReadOptions(
            column_names=[str(place) for place in range(self.header.width)],
            # A line stands in front, so that no record is taken for a byte order mark.
            skip_rows=1,
            block_size=len(text) + 2,
            use_threads=False,
        )
        try:
            table = csv.read_csv(pa.BufferReader(b"\n" + text), read, self._parse, self._convert)
        except pa.ArrowInvalid:
            return None
        columns = [table.column(str(place)) for place in self.header.positions.values()]
        whole = [column.combine_chunks() for column in columns]
        return pa.RecordBatch.from_arrays(whole, schema=self._schema)

    @cached_property
    def _schema(self) -> pa.Schema:
        few = pa.dictionary(pa.int32(), pa.binary())
        names = self.header.positions
        return pa.schema([(name, pa.binary() if name in _MANY_VALUES else few) for name in names])

    @cached_property
    def _parse(self) -> csv.ParseOptions:
        return csv.ParseOptions(
            delimiter=self.delimiter.decode(), newlines_in_values=True, ignore_empty_lines=False
        )

    @cached_property
    def _convert(self) -> csv.ConvertOptions:
        types = {
            str(place): self._schema.field(name).type
            for name, place in self.header.positions.items()
        }
        return csv.ConvertOptions(
            column_types=types,
            include_columns=list(types),
            check_utf8=False,
            strings_can_be_null=False,
            quoted_strings_can_be_null=False,
        )


def _any_empty(columns: pa.RecordBatch) -> bool:
    """Tell whether any row holds nothing in all of the columns."""
    empty = np.ones(len(columns), bool)
    for column in columns.columns:
        empty &= _lengths(column) == 0
        if not empty.any():
            return False
    return bool(empty.any())


def _lengths(column: pa.Array) -> NDArray[np.int32]:
    if pa.types.is_dictionary(column.type):
        return np.asarray(_lengths(column.dictionary)[numbers(column.indices)])
    return np.asarray(numbers(compute.binary_length(column)), np.int32)
