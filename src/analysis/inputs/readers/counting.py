"""How many records a text holds, counted in its bytes and not by the parser of its cells."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_QUOTE, _LF, _CR = b'"\n\r'


@dataclass(frozen=True)
class QuickCount:
    """Counts the records that are not blank: line ends outside quotes, told by even and odd.

    Wrong where quotes within cells are not doubled, or the cells of a record hold nothing but
    quotes, delimiters and line ends.
    """

    delimiter: bytes
    width: int

    def of(self, chunks: Iterable[bytes]) -> int:
        """Return the count of a text that begins with a record."""
        count, quotes, begun = 0, 0, False
        for chunk in chunks:
            ends, quotes = _line_ends(chunk, quotes)
            if len(ends):
                count += (begun or self._holds(chunk[: ends[0]])) + self._filled(chunk, ends)
                begun = self._holds(chunk[ends[-1] :])
            else:
                begun = begun or self._holds(chunk)
        return count + begun

    def _filled(self, chunk: bytes, ends: NDArray[np.intp]) -> int:
        """Count the records between line ends that hold something."""
        lengths = np.diff(ends)
        # Two quotes and a delimiter a cell at most: what is longer is not blank. CR LF are two
        # line ends here, with nothing between.
        short = np.flatnonzero((lengths > 1) & (lengths <= 3 * self.width + 1))
        blank = sum(not self._holds(chunk[ends[at] : ends[at + 1]]) for at in short)
        return int((lengths > 1).sum()) - blank

    def _holds(self, text: bytes) -> bool:
        return bool(text.strip(b'\r\n"' + self.delimiter))


def _line_ends(chunk: bytes, quotes_before: int) -> tuple[NDArray[np.intp], int]:
    """Return the line ends outside quotes, and how many quotes there have been by now."""
    content = np.frombuffer(chunk, np.uint8)
    quotes = np.flatnonzero(content == _QUOTE)
    breaks = np.flatnonzero((content == _LF) | (content == _CR))
    outside = (np.searchsorted(quotes, breaks) + quotes_before) % 2 == 0
    return breaks[outside], quotes_before + len(quotes)


def careful_count(chunks: Iterable[bytes], delimiter: bytes) -> int:
    """Count the records that are not blank with Python's csv module: slow, and always right."""
    limit = csv.field_size_limit(sys.maxsize)
    try:
        return sum(map(any, csv.reader(_lines(chunks), delimiter=delimiter.decode())))
    finally:
        csv.field_size_limit(limit)


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """Yield lines with their ends; in Latin-1 each byte is a character of its own."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).splitlines(keepends=True) or [b""]
        yield from (line.decode("latin-1") for line in lines)
    yield rest.decode("latin-1")
