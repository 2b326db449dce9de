"""Where records end in text: line ends outside quotes, by the quotes that truly open and close."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

_QUOTE, _LF, _CR = b'"\n\r'
_LINE_ENDS = b"\r\n"

Places = NDArray[np.intp]


class QuotingError(Exception):
    """Quotes that do not show where cells end; `record` counts from 0 in the text given.

    `unclosed`: a quote is still open at the end; else text follows upon a closing quote.
    """

    def __init__(self, record: int, *, unclosed: bool) -> None:
        super().__init__()
        self.record = record
        self.unclosed = unclosed


@dataclass(frozen=True)
class Records:
    """The whole records of a text; blank lines are records too.

    `ends`: the place after each record; `quotes`: where the state changes between outside and
    inside of quotes. A quote within a cell that does not begin with one is text.
    """

    text: bytes
    delimiter: bytes
    ends: Places
    quotes: Places

    @property
    def size(self) -> int:
        """How many bytes the records take."""
        return int(self.ends[-1]) if len(self.ends) else 0

    @cached_property
    def starts(self) -> Places:
        """The place where each record begins."""
        return np.concatenate([np.zeros(1, np.intp), self.ends[:-1]])

    @cached_property
    def widths(self) -> Places:
        """How many cells each record has."""
        return np.diff(np.searchsorted(self._delimiters, self.ends), prepend=0) + 1

    @cached_property
    def blank(self) -> NDArray[np.bool_]:
        """Which records hold nothing in any cell."""
        # Two quotes and a delimiter a cell, and a line end: what is longer holds something.
        short = self.ends - self.starts <= 3 * self.widths + 1
        blank = short.copy()
        for record in np.flatnonzero(short).tolist():
            blank[record] = not any(self.cells(record))
        return blank

    def cells(self, record: int) -> list[bytes]:
        """Return the cells of a record, without the quotes that stand around them."""
        start = int(self.starts[record])
        end = start + len(self.text[start : self.ends[record]].rstrip(_LINE_ENDS))
        first, after = np.searchsorted(self._delimiters, [start, end])
        cuts = [*self._delimiters[first:after].tolist(), end]
        begins = [start, *(cut + 1 for cut in cuts)]
        return [_unquoted(self.text[begin:cut]) for begin, cut in zip(begins, cuts, strict=False)]

    def joined(self, chosen: NDArray[np.bool_]) -> bytes:
        """Return the text of some of the records alone."""
        spans = zip(self.starts[chosen].tolist(), self.ends[chosen].tolist(), strict=True)
        return b"".join(self.text[start:end] for start, end in spans)

    @cached_property
    def _delimiters(self) -> Places:
        return _outside(_places(self.text, self.delimiter[0]), self.quotes)


def _unquoted(cell: bytes) -> bytes:
    return cell[1:-1].replace(b'""', b'"') if cell.startswith(b'"') else cell


def records_of(text: bytes, delimiter: bytes, *, final: bool) -> Records:
    """Return the records that end within a text that begins with one; QuotingError.

    They end with LF, CR LF or CR alone, as Excel and Arrow read them. Unless the text is `final`,
    what follows after the last line end is not yet a record.
    """
    content = np.frombuffer(text, np.uint8)
    breaks = _line_ends(text, final=final)
    quotes = _places(text, _QUOTE)
    if len(quotes) and not _well_formed(content, quotes, delimiter):
        quotes = _true_quotes(text, quotes, breaks, delimiter)
    ends = _outside(breaks, quotes) + 1
    if final and len(quotes) % 2:
        raise QuotingError(len(ends), unclosed=True)
    if final and len(text) > (ends[-1] if len(ends) else 0):
        ends = np.append(ends, len(text))
    return Records(text, delimiter, ends, quotes)


def _line_ends(text: bytes, *, final: bool) -> Places:
    """Return the place of each line end, the second for CR LF; a CR at the end may become one."""
    feeds, returns = _places(text, _LF), _places(text, _CR)
    if not len(returns):
        return feeds
    followed = np.frombuffer(text + (b"" if final else b"\n") + b"\0", np.uint8)[returns + 1] == _LF
    return np.union1d(feeds, returns[~followed])


def _places(text: bytes, byte: int) -> Places:
    if byte not in text:
        return np.array([], np.intp)
    return np.flatnonzero(np.frombuffer(text, np.uint8) == byte)


def _outside(places: Places, quotes: Places) -> Places:
    return places[np.searchsorted(quotes, places) % 2 == 0] if len(quotes) else places


def _well_formed(content: NDArray[np.uint8], quotes: Places, delimiter: bytes) -> bool:
    """Tell whether quotes stand only around cells, or doubled within such."""
    borders = np.zeros(256, bool)
    borders[[_QUOTE, *_LINE_ENDS, *delimiter]] = True
    padded = np.pad(content, 1, constant_values=_LF)
    return bool(borders[padded[quotes[::2]]].all() and borders[padded[quotes[1::2] + 2]].all())


def _true_quotes(text: bytes, quotes: Places, breaks: Places, delimiter: bytes) -> Places:
    """Return the quotes that open or close a cell; Excel and Arrow take the others for text."""
    borders = _LINE_ENDS + delimiter
    true: list[int] = []
    doubled = -1
    for quote in quotes.tolist():
        after = text[quote + 1 : quote + 2]
        if len(true) % 2 == 0:
            if quote == 0 or text[quote - 1] in borders:
                true.append(quote)
        elif after == b'"' and quote != doubled:
            doubled = quote + 1
        elif quote != doubled:
            if after not in borders:
                before = breaks[breaks < true[-1]]
                raise QuotingError(len(_outside(before, np.array(true[:-1]))), unclosed=False)
            true.append(quote)
    return np.array(true, np.intp)
