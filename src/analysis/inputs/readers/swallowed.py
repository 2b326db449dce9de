"""Records swallowed by two stray quotes: the line ends between them become text of one cell.

A file that does not quote its cells needs only two comments, one that begins with a quote and a
later one that ends with one, and the records between are gone without a trace.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.inputs.readers.records import Places, Records

# With fewer cells a record is too short to be told from a line of text.
_FEWEST_CELLS = 3


def swallowing_record(records: Records, width: int) -> int | None:
    """Return the first record one cell of which holds lines that are records of `width` cells.

    Either a whole line between the quotes has the delimiters of a record, or the two lines that
    the quotes stand in do. A cell's own lines have few delimiters, or none.
    """
    if width < _FEWEST_CELLS or not len(records.quotes):
        return None
    opening, closing = _cells(records)
    first, after = np.searchsorted(records.breaks, [opening, closing])
    several = (first < after) & (opening < records.size)
    opening, closing, first, last = (
        places[several] for places in (opening, closing, first, after - 1)
    )
    two = (first == last) & _two_lines(records, opening, closing, width)
    found = opening[two | _whole_lines(records, first, last, width)]
    return int(np.searchsorted(records.ends, found[0], side="right")) if len(found) else None


def _cells(records: Records) -> tuple[Places, Places]:
    """Return where quoted cells begin and end; a doubled quote closes and opens at once."""
    opening, closing = records.quotes[::2][: len(records.quotes) // 2], records.quotes[1::2]
    apart = opening[1:] != closing[:-1] + 1
    ends = np.append(apart, True) if len(closing) else apart
    begins = np.insert(apart, 0, True) if len(opening) else apart
    return opening[begins], closing[ends]


def _whole_lines(records: Records, first: Places, last: Places, width: int) -> NDArray[np.bool_]:
    """Tell the cells between whose first and last line end a line is as long as a record."""
    delimiters = np.searchsorted(records.all_delimiters, records.breaks)
    as_long = np.append(0, np.cumsum(np.diff(delimiters) >= width - 1))
    return np.asarray(as_long[last] > as_long[first])


def _two_lines(records: Records, opening: Places, closing: Places, width: int) -> NDArray[np.bool_]:
    """Tell the cells whose first line, and second, is a record with what stands around it."""
    starts = records.starts[np.searchsorted(records.ends, opening, side="right")]
    breaks = records.breaks[np.searchsorted(records.breaks, opening)]
    before = _between(records.delimiters, starts, opening)
    first = before + _between(records.all_delimiters, opening, breaks)
    return np.asarray(
        (first == width - 1) & (_between(records.all_delimiters, breaks, closing) == before)
    )


def _between(places: Places, begins: Places, ends: Places) -> Places:
    return np.searchsorted(places, ends) - np.searchsorted(places, begins)
