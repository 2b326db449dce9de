"""Hashes that occur more than once, sorted outside SQL: exact, and in bounded memory.

A GROUP BY over the ids of a hundred million records takes eight times the memory.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray

_BYTES = 8
# Rows that are fetched at once.
_BATCH = 1 << 17

Sorted = NDArray[np.uint64]


def passes_for(rows: int, memory_mb: int) -> int:
    """Return in how many passes the hashes of so many rows fit into half of a memory."""
    room = max(memory_mb, 64) * 1024 * 1024 // 2
    return max(1, -(-rows * _BYTES // room))


@dataclass(frozen=True)
class Hashes:
    """Asks a connection for hashes of up to `rows` rows, in `passes` parts of about one size."""

    connection: duckdb.DuckDBPyConnection
    rows: int
    passes: int

    def occurring(self, key: str, rows: str, times: int) -> Sorted:
        """Return the values of a hash (SQL) that occur `times` or more among rows (FROM … WHERE …).

        Equal hashes need not be equal keys: the caller looks at the keys themselves.
        """
        found = [np.empty(0, dtype=np.uint64)]
        for part in range(self.passes):
            among = f" AND {key} % {self.passes} = {part}" if self.passes > 1 else ""
            hashes = self._fetched(f"SELECT {key} AS h {rows}{among}")
            hashes.sort()
            again = hashes[times - 1 :] == hashes[: 1 - times]
            found.append(np.unique(hashes[times - 1 :][again]))
        return np.concatenate(found)

    def _fetched(self, query: str) -> Sorted:
        """Return a query's hashes, read piece by piece into one array: that halves the peak."""
        room = self.rows // self.passes + (_BATCH if self.passes > 1 else 0)
        hashes, filled = np.empty(room, dtype=np.uint64), 0
        for batch in self.connection.sql(query).to_arrow_reader(_BATCH):
            piece = batch.column(0).to_numpy()
            if filled + len(piece) > len(hashes):
                hashes = np.concatenate([hashes, np.empty(_BATCH + room // 8, dtype=np.uint64)])
            hashes[filled : filled + len(piece)] = piece
            filled += len(piece)
        return hashes[:filled]
