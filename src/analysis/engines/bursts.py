"""Many evaluations of one unit in one second: a key in which whom and second can be read back.

A GROUP BY over the seconds of a hundred million records takes a gigabyte, a sorted array of keys
none but its own.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

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
SINGLE = "month > 0 AND count = 1 AND evaluated_at <> date_trunc('day', evaluated_at)"


def second_key(quarter: Quarter) -> str:
    """Return SQL for the key of a record's unit, window, activity and second of the quarter."""
    second = f"date_diff('second', TIMESTAMP '{quarter.start}', evaluated_at)"
    return f"({WHOM_KEY} | ({second} & {_SECOND})::UBIGINT)"


def by_whom(keys: Hashed, counts: Counts, quarter: Quarter) -> pd.DataFrame:
    """Return sorted keys read back, a row for each of whom (as WHOM_KEY), in that order.

    seconds: how many; count: evaluations in all of them; largest: of one of them; earliest
    (Timestamp) and earliest_count: of the first.
    """
    whom, firsts = np.unique(keys & np.uint64(_WHOM), return_index=True)
    seconds = (keys[firsts] & np.uint64(_SECOND)).astype(np.int64)
    return pd.DataFrame(
        {
            "whom": whom,
            "seconds": np.diff([*firsts, len(keys)]),
            "count": _over(np.add, counts, firsts),
            "largest": _over(np.maximum, counts, firsts),
            "earliest": pd.Timestamp(quarter.start) + pd.to_timedelta(seconds, unit="s"),
            "earliest_count": counts[firsts],
        }
    )


def without(keys: Hashed, counts: Counts, others: Hashed) -> Counts:
    """Return the counts of sorted keys less those of records that do not count."""
    known = others[np.isin(others, keys)]
    return counts - np.bincount(np.searchsorted(keys, known), minlength=len(keys))


def _over(fold: np.ufunc, counts: Counts, firsts: Counts) -> Counts:
    return fold.reduceat(counts, firsts) if len(counts) else counts
