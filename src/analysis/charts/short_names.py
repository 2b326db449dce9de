"""Names of units as short as a chart needs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import takewhile

# A name keeps at least this much: 财政局 is a name, 中心 is not.
_SHORTEST = 3


def short_names(names: Sequence[str]) -> Mapping[str, str]:
    """Return each name without the prefix that most names share (the city, as a rule).

    A name is kept whole where what is left would be too short or another unit's name.
    """
    prefix = _prefix_of_most(names)
    left = {name: name.removeprefix(prefix) for name in names}
    taken = Counter(left.values())
    return {
        name: rest if len(rest) >= _SHORTEST and taken[rest] == 1 else name
        for name, rest in left.items()
    }


def _prefix_of_most(names: Sequence[str]) -> str:
    """Return the longest beginning that more than half of the names share."""
    ordered = sorted(names)
    most = len(ordered) // 2 + 1
    windows = [ordered[start : start + most] for start in range(len(ordered) - most + 1)]
    shared = [_shared(window[0], window[-1]) for window in windows if len(window) > 1]
    return max(shared, key=len, default="")


def _shared(first: str, last: str) -> str:
    """Return the common beginning of two names, and so of all that are sorted between them."""
    pairs = zip(first, last, strict=False)
    return "".join(a for a, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
