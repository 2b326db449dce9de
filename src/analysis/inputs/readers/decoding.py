"""Bytes of the needed columns -> text, each distinct word once, strictly."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pyarrow as pa

from analysis.arrow_arrays import numbers, rows, texts
from analysis.inputs.readers.parsing import ParsedPiece


class UndecodableError(Exception):
    """A cell that is no text in the encoding: its row as Excel counts, its column in the code."""

    def __init__(self, row: int, column: str) -> None:
        super().__init__()
        self.row = row
        self.column = column


class Decoder:
    """Decodes the pieces of one text in turn, in the first of `encodings` that fits.

    Which one fits shows at the first cell that is not ASCII: what came before is the same in all.
    From then on that encoding holds.
    """

    def __init__(self, encodings: tuple[str, ...]) -> None:
        self._encodings = encodings

    def decoded(self, piece: ParsedPiece) -> pa.RecordBatch:
        """Return the columns of a piece as text, and `row`; UndecodableError."""
        for encoding in self._encodings[:-1]:
            with suppress(UndecodableError):
                return self._decoded(piece, encoding)
        return self._decoded(piece, self._encodings[-1])

    def _decoded(self, piece: ParsedPiece, encoding: str) -> pa.RecordBatch:
        columns = {name: _text(piece, name, encoding) for name in piece.columns.schema.names}
        if len(self._encodings) > 1 and not all(map(_is_ascii, piece.columns.columns)):
            self._encodings = (encoding,)
        return pa.RecordBatch.from_pydict({**columns, "row": rows(piece.rows)})


def _text(piece: ParsedPiece, name: str, encoding: str) -> pa.Array:
    column = piece.columns.column(name)
    try:
        if not pa.types.is_dictionary(column.type):
            return _strings(column, encoding)
        words = _strings(column.dictionary, encoding)
        return pa.DictionaryArray.from_arrays(column.indices, words)
    except _NoTextError as error:
        place = error.place
        if pa.types.is_dictionary(column.type):
            place = int(np.argmax(numbers(column.indices) == place))
        raise UndecodableError(int(piece.rows[place]), name) from None


class _NoTextError(ValueError):
    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place


def _strings(words: pa.Array, encoding: str) -> pa.Array:
    """Return binary words as strings; _NoTextError with the place of the first that cannot be."""
    if _is_ascii(words):
        return words.view(pa.string())
    if encoding == "utf-8":
        with suppress(pa.ArrowInvalid):
            return words.cast(pa.string())
    decoded = []
    for place, word in enumerate(words.to_pylist()):
        try:
            decoded.append(word.decode(encoding))
        except UnicodeDecodeError:
            raise _NoTextError(place) from None
    return texts(decoded)


def _is_ascii(words: pa.Array) -> bool:
    if pa.types.is_dictionary(words.type):
        return _is_ascii(words.dictionary)
    content = words.buffers()[2]
    return content is None or bool((np.frombuffer(content, np.int8) >= 0).all())
