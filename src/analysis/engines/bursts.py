"""Many evaluations of one unit in one second: a key in which whom and second can be read back.

A GROUP BY over the seconds of a hundred million records takes a gigabyte, a sorted array of keys
none but its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time

import numpy as np
from numpy.typing import NDArray

from analysis.engines.hashes import Counts, Hashed
from analysis.quarter import Quarter

# The seconds of a quarter, 7,948,800 at most, fit into so many bits.
_SECOND = (1 << 23) - 1
_WHOM = ((1 << 64) - 1) ^ _SECOND

# Who was rated: all that one office, at one window, sends in one way.
WHOM = 'unit, "window", active'
# The same as a number; two that share one of 2^41 would be told as one.
WHOM_KEY = f"(hash({WHOM}) & {_WHOM}::UBIGINT)"
# Times at midnight sharp are days without a clock, and rows that stand for several evaluations
# are no single acts.
_DAY = 24 * 60 * 60 * 1_000_000
SINGLE = f"count = 1 AND epoch_us(evaluated_at) % {_DAY} <> 0"


def second_key(quarter: Quarter) -> str:
    """Return SQL for the key of a record's unit, window, activity and second of the quarter."""
    start = datetime.combine(quarter.start, time(), UTC)
    second = f"epoch_us(evaluated_at) // 1000000 - {int(start.timestamp())}"
    return f"({WHOM_KEY} | (({second}) & {_SECOND})::UBIGINT)"


def by_whom(keys: Hashed, counts: Counts) -> Mapping[str, NDArray[np.generic]]:
    """Return sorted keys read back, an entry for each of whom (as WHOM_KEY), in that order.

    seconds: how many; count: evaluations in all of them; largest: of one of them; earliest (second
    of the quarter) and earliest_count: of the first.
    """
    whom, firsts = np.unique(keys & np.uint64(_WHOM), return_index=True)
    return {
        "whom": whom,
        "seconds": np.diff(np.append(firsts, len(keys))),
        "count": _over(np.add, counts, firsts),
        "largest": _over(np.maximum, counts, firsts),
        "earliest": (keys[firsts] & np.uint64(_SECOND)).astype(np.int64),
        "earliest_count": counts[firsts],
    }


def without(keys: Hashed, counts: Counts, others: Hashed) -> Counts:
    """Return the counts of sorted keys less those of records that do not count."""
    known = others[np.isin(others, keys)]
    return counts - np.bincount(np.searchsorted(keys, known), minlength=len(keys))


def _over(fold: np.ufunc, counts: Counts, firsts: Counts) -> Counts:
    return fold.reduceat(counts, firsts) if len(counts) else counts
