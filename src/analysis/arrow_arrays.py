"""Arrow arrays from and to numpy and Python without pandas, which pyarrow's own ways would import.

That import takes as long as half a million records.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def numbers(array: pa.Array) -> NDArray[np.generic]:
    """Return an array of numbers, none of them missing, without a copy."""
    return np.from_dlpack(array)


def rows(places: NDArray[np.int64]) -> pa.Array:
    """Return row numbers as Arrow has them, without a copy."""
    return pa.Array.from_buffers(pa.int64(), len(places), [None, pa.py_buffer(places)])


def texts(words: Sequence[str]) -> pa.Array:
    """Return words as Arrow has them."""
    encoded = [word.encode() for word in words]
    ends = np.fromiter(accumulate(map(len, encoded), initial=0), np.int32, len(encoded) + 1)
    content = pa.py_buffer(b"".join(encoded))
    return pa.Array.from_buffers(pa.string(), len(words), [None, pa.py_buffer(ends), content])
