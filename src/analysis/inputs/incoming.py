"""Batches on their way from a reader to the engine, read ahead while the engine writes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pyarrow as pa

from analysis.errors import InputsError

# How many batches wait at most: enough to keep both sides busy, little enough to forget.
_AHEAD = 3


class Incoming:
    """The batches of one table; an error of their reader comes out as it was raised.

    On the way through Arrow and the engine it would become one of theirs.
    """

    def __init__(self, batches: Iterator[pa.RecordBatch], on_rows: Callable[[int], None]) -> None:
        self._batches = batches
        self._on_rows = on_rows
        self._error: InputsError | None = None

    def into(self, store: Callable[[pa.RecordBatchReader], int]) -> int:
        """Hand the batches to `store` and return what it returns; InputsError of either."""
        found = self._ahead()
        try:
            # Which columns are dictionaries the reader decides, alike in every batch.
            first = next(found)
            return store(pa.RecordBatchReader.from_batches(first.schema, chain([first], found)))
        except Exception:
            if self._error is not None:
                raise self._error from None
            raise

    def _ahead(self) -> Iterator[pa.RecordBatch]:
        rows = 0
        with ThreadPoolExecutor(max_workers=1) as reader:
            waiting = deque(reader.submit(self._next) for _ in range(_AHEAD))
            while (batch := waiting.popleft().result()) is not None:
                waiting.append(reader.submit(self._next))
                rows += batch.num_rows
                self._on_rows(rows)
                yield batch

    def _next(self) -> pa.RecordBatch | None:
        if self._error is not None:
            return None
        try:
            return next(self._batches, None)
        except InputsError as error:
            self._error = error
            raise
