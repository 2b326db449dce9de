"""How a reading ended, in the terms of the tests: figures, rejects, or a clear stop."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from analysis.errors import BulletinError, InputsError, ParamsError, QualityError
from analysis.inputs.kept_evaluations import Evaluations

LONGEST_MESSAGE = 3000
# Four words of Latin letters in a row are somebody else's message.
_FOREIGN = re.compile(r"(?:[A-Za-z]{2,} ){3}[A-Za-z]{2,}")
_PLACE = re.compile(r"^(evaluations\S*?(?:［[^］]*］)?) 第 ([0-9]+) 行", re.MULTILINE)


def cube_of(read: Evaluations) -> Counter[tuple[object, ...]]:
    """Return the cube as a count by cell."""
    return Counter({tuple(cell): count for *cell, count in read.cube.itertuples(index=False)})


def rejects_of(read: Evaluations) -> list[tuple[str, int, str]]:
    """Return the rejects as file, row and reason."""
    rows = read.quality.rejects[["file", "row", "reason"]].itertuples(index=False)
    return [(str(file), int(row), str(reason)) for file, row, reason in rows]


def require_accounted(read: Evaluations) -> None:
    """Hold that every row is counted, set aside or rejected, and every reject is listed."""
    for file in read.quality.files:
        assert file.reconciled, file
    assert len(read.quality.rejects) == read.quality.rejected
    listed = Counter(file for file, _, _ in rejects_of(read))
    assert listed == +Counter({f.file: sum(f.rejected.values()) for f in read.quality.files})


def require_clear_stop(stopped: BulletinError, files: Collection[str]) -> str:
    """Hold that a stop is one that an analyst can mend; return what it says."""
    told = str(stopped)
    assert isinstance(stopped, InputsError | QualityError | ParamsError), stopped
    assert any(file in told for file in files), told
    assert re.search("[\u4e00-\u9fff]", told.splitlines()[0]), told
    assert not _FOREIGN.search(told), told
    assert "Traceback" not in told
    assert "Error" not in told
    assert len(told) <= LONGEST_MESSAGE, len(told)
    return told


def places_in(message: str) -> set[tuple[str, int]]:
    """Return the places that the lines of a message begin with: table, row."""
    return {(table, int(row)) for table, row in _PLACE.findall(message)}
