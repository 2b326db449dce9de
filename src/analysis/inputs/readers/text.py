"""Text files as tables: any encoding, delimiter and line end, read in pieces as they come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path

import pyarrow as pa

from analysis.errors import InputsError
from analysis.inputs.readers.bytes_of_text import chunks
from analysis.inputs.readers.counting import QuickCount, careful_count
from analysis.inputs.readers.decoding import Decoder, UndecodableError
from analysis.inputs.readers.parsing import Parser
from analysis.inputs.readers.pieces import ahead, pieces
from analysis.inputs.readers.records import QuotingError, Records, records_of
from analysis.inputs.readers.table import FIRST_ROWS, Header
from analysis.spelling import tidied

_SHOWN = {"utf-8": "UTF-8", "gb18030": "GB18030"}


@dataclass
class TextTable:
    """A text file read with one delimiter, in the first of `encodings` that fits its cells.

    UTF-16 stands alone in `encodings`; the others may share a file, see Decoder.
    """

    path: Path
    encodings: tuple[str, ...]
    delimiter: bytes
    malformed: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    def first_rows(self) -> list[list[str]]:
        """Return the first rows, see RawTable; what cannot be decoded stands as U+FFFD."""
        records = range(min(FIRST_ROWS, len(self._top.ends)))
        encoding = self._stream_encodings[0]
        return [
            [tidied(cell.decode(encoding, "replace")) for cell in self._top.cells(record)]
            for record in records
        ]

    def batches(self, header: Header) -> Iterator[pa.RecordBatch]:
        """Yield the records, see RawTable."""
        self.malformed.clear()
        parser = Parser(header, self.delimiter)
        decoder = Decoder(self._stream_encodings)
        found = pieces(self._below(header), self.delimiter, header.row + 1)
        try:
            for piece in ahead(found, parser.parse):
                self.malformed.extend(piece.malformed.tolist())
                yield decoder.decoded(piece)
            yield decoder.decoded(parser.nothing)
        except QuotingError as error:
            raise self._badly_quoted(error) from None
        except UndecodableError as error:
            raise self._undecodable(error, header) from None

    def count_rows(self, header: Header, *, careful: bool = False) -> int:
        """Count the records in the bytes of the file, see RawTable."""
        below = self._below(header)
        if careful:
            return careful_count(below, self.delimiter)
        return QuickCount(self.delimiter, header.width).of(below)

    @property
    def _stream_encodings(self) -> tuple[str, ...]:
        return tuple(name if name in _SHOWN else "utf-8" for name in self.encodings)

    @cached_property
    def _top(self) -> Records:
        """The records within the first of the file's chunks."""
        start = [*islice(chunks(self.path, self.encodings[0]), 2)]
        try:
            return records_of(start[0], self.delimiter, final=len(start) == 1)
        except QuotingError as error:
            first = QuotingError(error.record + 1, unclosed=error.unclosed)
            raise self._badly_quoted(first) from None

    def _below(self, header: Header) -> Iterator[bytes]:
        """Yield the text below the header."""
        text = chunks(self.path, self.encodings[0])
        yield next(text)[self._top.ends[header.row - 1] :]
        yield from text

    def _badly_quoted(self, error: QuotingError) -> InputsError:
        why = (
            "有一个引号没有闭合，后面的内容会被当作同一格，请补上或删去这个引号"
            if error.unclosed
            else "结束引号之后还有文字，分不清各格，单元格里的引号应写成两个，请改正"
        )
        return InputsError(f"{self.name} 第 {error.record} 行：{why}，或从系统重新导出。")

    def _undecodable(self, error: UndecodableError, header: Header) -> InputsError:
        names = "、".join(_SHOWN.get(name, "UTF-16") for name in sorted(self.encodings))
        return InputsError(
            f"{self.name} 第 {error.row} 行“{header.titles[error.column]}”不是 {names} 的文字，"
            "可能混有别的编码，或文件已损坏。请从系统重新导出；"
            "若全文都是另一种编码，请在 params 的 sources 中声明，例如 encoding: gb18030。"
        )
