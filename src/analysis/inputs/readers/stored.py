"""A Parquet file as a table: every cell as text, rows numbered from 1."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import compute, parquet, types

from analysis.errors import InputsError
from analysis.inputs.readers.table import IDS, Header


@dataclass(frozen=True)
class StoredTable:
    """A Parquet file, which keeps the names of its columns apart: they are row 0."""

    path: Path
    malformed: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    def first_rows(self) -> list[list[str]]:
        """Return the names of the columns as the only row."""
        with self._opened() as stored:
            return [list(stored.schema_arrow.names)]

    def batches(self, header: Header) -> Iterator[pa.RecordBatch]:
        """Yield the rows, see RawTable; none of them counts as blank."""
        with self._opened() as stored:
            fields = [stored.schema_arrow.field(place) for place in header.positions.values()]
            self._refuse_rounded(header, fields)
            nothing = pa.RecordBatch.from_pylist([], schema=pa.schema(fields))
            first_row = 1
            for batch in chain(stored.iter_batches(columns=nothing.schema.names), [nothing]):
                texts = [_text(batch.column(field.name)) for field in fields]
                rows = pa.array(np.arange(first_row, first_row + len(batch)), pa.int64())
                yield pa.RecordBatch.from_arrays([*texts, rows], [*header.positions, "row"])
                first_row += len(batch)

    def count_rows(self, header: Header, *, careful: bool = False) -> int:
        """Return how many rows the file says it has."""
        del header, careful
        with self._opened() as stored:
            return int(stored.metadata.num_rows)

    @contextmanager
    def _opened(self) -> Iterator[parquet.ParquetFile]:
        try:
            with parquet.ParquetFile(self.path) as stored:
                yield stored
        except pa.ArrowNotImplementedError:
            raise InputsError(f"{self.name} 无法读取：有的列既非文本，也非数字或时间。") from None
        except (pa.ArrowException, OSError):
            raise InputsError(f"{self.name} 无法读取：它不是 Parquet 文件，或者已损坏。") from None

    def _refuse_rounded(self, header: Header, fields: list[pa.Field]) -> None:
        for name, field in zip(header.positions, fields, strict=True):
            if name in IDS and types.is_floating(field.type):
                raise InputsError(
                    f"{self.name} 的“{field.name}”列存成了小数，只准确到 15 位，编号可能已经改变。"
                    "请重新导出，并把这一列存为文本。"
                )


def _text(column: pa.Array) -> pa.Array:
    """Return a column as text: true and false, 12 for 12.0, 2026-07-15 10:00:00."""
    text = compute.fill_null(column.cast(pa.string()), "")
    if not types.is_timestamp(column.type):
        return text
    return compute.replace_substring_regex(text, r"\.0+([+-]|Z|$)", r"\1")
