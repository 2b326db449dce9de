"""Six records in one file that is damaged, beside a sound file that must be read whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from analysis.errors import BulletinError
from analysis.inputs.kept_evaluations import Evaluations
from tests.inputs.deliveries import File, Table, read
from tests.inputs.exports import HEADERS, csv, record
from tests.inputs.outcomes import cube_of, rejects_of, require_accounted, require_clear_stop

# Six records, each of an item of its own.
RECORDS = [record(评价编号=f"E{n}", 事项名称=f"事项{n}") for n in range(1, 7)]
TITLES = HEADERS.split(",")
ROWS = [[one[title] for title in TITLES] for one in RECORDS]
LINES = csv(*RECORDS).splitlines(keepends=True)
TEXT = "".join(LINES)
ALL = (1, 2, 3, 4, 5, 6)
_SOUND = File("evaluations_0.csv", "utf-8", [Table(TITLES, [["S1", *ROWS[0][1:]]])])

Content = bytes | str | Callable[[Path], object]
# The items that count and the rows rejected; or how the message begins that stops the run.
Outcome = tuple[tuple[int, ...], Mapping[int, str]] | str


def read_beside(name: str, content: Content) -> Evaluations | BulletinError:
    """Read a folder with the sound file and one more."""

    def add(folder: Path) -> None:
        if callable(content):
            content(folder / name)
        else:
            text = content.encode() if isinstance(content, str) else content
            (folder / name).write_bytes(text)

    return read([_SOUND], add)


def require_outcome(name: str, content: Content, outcome: Outcome) -> None:
    """Hold that a file is read by row, or stops the run with a clear message."""
    found = read_beside(name, content)
    if isinstance(outcome, str):
        assert isinstance(found, BulletinError), (_items(found), rejects_of(found))
        assert require_clear_stop(found, [name]).startswith(outcome)
        return
    assert not isinstance(found, BulletinError), found
    require_accounted(found)
    counted, rejected = outcome
    assert _items(found) == list(counted)
    assert [(row, reason) for _, row, reason in rejects_of(found)] == [*rejected.items()]


def _items(read: Evaluations) -> list[int]:
    """Return the numbers of the items that were counted, the sound file's aside."""
    told = [int("".join(filter(str.isdigit, str(cell[3])))) for cell in cube_of(read).elements()]
    return sorted((Counter(told) - Counter([1])).elements())
