"""Text in pieces of whole records: cut where a record ends, handed to threads in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from analysis.inputs.readers.records import QuotingError, Records, records_of

# Excel's longest cell has 32,767 characters; what goes on for so long is a quote left open.
LONGEST_RECORD = 16 << 20
_WORKERS = 2

Done = TypeVar("Done")


@dataclass(frozen=True)
class Piece:
    """Whole records, the first of which is `first_row` as Excel counts."""

    records: Records
    first_row: int


def pieces(chunks: Iterable[bytes], delimiter: bytes, first_row: int) -> Iterator[Piece]:
    """Yield a text that begins with a record in pieces about as long as its chunks.

    A record of up to 16 MB is whole in one piece. QuotingError, its record being the row.
    """
    rest = b""
    row = first_row
    for chunk in chunks:
        records = _records(rest + chunk, delimiter, row, final=False)
        if records.size:
            yield Piece(records, row)
        row += len(records.ends)
        rest = records.text[records.size :]
        if len(rest) > LONGEST_RECORD:
            raise QuotingError(row, unclosed=True)
    if rest:
        yield Piece(_records(rest, delimiter, row, final=True), row)


def ahead(found: Iterator[Piece], work: Callable[[Piece], Done]) -> Iterator[Done]:
    """Yield what becomes of each piece, in order; the next are worked on meanwhile."""
    with ThreadPoolExecutor(_WORKERS) as pool:
        waiting: deque[Future[Done]] = deque()
        for piece in found:
            waiting.append(pool.submit(work, piece))
            if len(waiting) > _WORKERS:
                yield waiting.popleft().result()
        for future in waiting:
            yield future.result()


def _records(text: bytes, delimiter: bytes, row: int, *, final: bool) -> Records:
    try:
        return records_of(text, delimiter, final=final)
    except QuotingError as error:
        raise QuotingError(row + error.record, unclosed=error.unclosed) from None
