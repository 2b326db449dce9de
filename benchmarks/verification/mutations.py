"""True prose made wrong in one place: figures, words of change, names; each kind of slip apart.

Places are found by patterns of their own, not by those of the verification.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.verification.corpus import BETWEEN, Case
from benchmarks.verification.mutation import Mutation
from benchmarks.verification.of_figures import of_figures
from benchmarks.verification.of_names import of_names
from benchmarks.verification.of_words import of_words

_STILL_TRUE = Path(__file__).parent / "still_true.txt"


def mutations(case: Case) -> Iterator[Mutation]:
    """Yield every slip in a case's prose, but for those that happen to stay true."""
    true = still_true()
    yield from (one for one in slips(case) if one.passage.text not in true)


def slips(case: Case) -> Iterator[Mutation]:
    """Yield every slip in a case's prose."""
    for passage in case.prose:
        for make in (of_figures, of_words, of_names):
            yield from make(passage, case)


def still_true() -> set[str]:
    """Return the changed passages that were read one by one and found true all the same."""
    return set(_STILL_TRUE.read_text("utf-8").rstrip("\n").split(BETWEEN))
