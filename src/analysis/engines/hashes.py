"""Hashes that occur more than once, sorted outside SQL: exact, and in bounded memory.

A GROUP BY over the ids of a hundred million records takes eight times the memory.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray

from analysis.arrow_arrays import numbers

# A hash, and whether it equals the one before.
_BYTES = 9
# Rows that are fetched at once.
_BATCH = 1 << 17

Hashed = NDArray[np.uint64]
Counts = NDArray[np.int64]


def passes_for(rows: int, memory_mb: int) -> int:
    """Return in how many passes the hashes of so many rows fit into a memory."""
    room = max(memory_mb, 64) * 1024 * 1024
    return max(1, -(-rows * _BYTES // room))


@dataclass(frozen=True)
class Hashes:
    """Asks a connection for hashes of up to `rows` rows, in `passes` parts of about one size."""

    connection: duckdb.DuckDBPyConnection
    rows: int
    passes: int

    def occurring(self, key: str, rows: str, times: int) -> tuple[Hashed, Counts]:
        """Return the values of a hash (SQL) that occur `times` or more, sorted, and how often.

        `rows` is FROM … WHERE …. Equal hashes need not be equal keys: the caller looks at the
        keys themselves.
        """
        values, counts = [np.empty(0, dtype=np.uint64)], [np.empty(0, dtype=np.int64)]
        for part in range(self.passes):
            among = f" AND {key} % {self.passes} = {part}" if self.passes > 1 else ""
            found, often = _crowded(self._fetched(f"SELECT {key} AS h {rows}{among}"), times)
            values.append(found)
            counts.append(often)
        every = np.concatenate(values)
        order = every.argsort()
        return every[order], np.concatenate(counts)[order]

    def _fetched(self, query: str) -> Hashed:
        """Return a query's hashes, read piece by piece into one array: that halves the peak."""
        room = self.rows // self.passes + (_BATCH if self.passes > 1 else 0)
        hashes, filled = np.empty(room, dtype=np.uint64), 0
        for batch in self.connection.sql(query).to_arrow_reader(_BATCH):
            piece = numbers(batch.column(0))
            if filled + len(piece) > len(hashes):
                hashes = np.concatenate([hashes, np.empty(_BATCH + room // 8, dtype=np.uint64)])
            hashes[filled : filled + len(piece)] = piece
            filled += len(piece)
        return hashes[:filled]


def _crowded(hashes: Hashed, times: int) -> tuple[Hashed, Counts]:
    """Return the values that occur `times` or more, and how often; sorts the array in place."""
    _sort(hashes)
    again = hashes[times - 1 :] == hashes[: 1 - times]
    values, counts = np.unique(hashes[times - 1 :][again], return_counts=True)
    return values, counts.astype(np.int64) + (times - 1)


def _sort(hashes: Hashed) -> None:
    """Sort in place, on two cores."""
    middle = len(hashes) // 2
    if middle:
        hashes.partition(middle)
    with ThreadPoolExecutor(max_workers=2) as pool:
        list(pool.map(np.ndarray.sort, (hashes[:middle], hashes[middle:])))
