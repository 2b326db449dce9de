"""The log of a run: what varies with clock and machine, and how it ended; never kept in git.

It is written line by line, so that a run which is killed leaves what it did until then. Nothing of
a file's content stands in it but what messages say, and these show nothing personal.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import count
from pathlib import Path

# So many logs of a quarter are kept.
KEPT = 20
_SUFFIX = ".log"


class RunLog:
    """A log file; where it cannot be written, the run goes on without it."""

    def __init__(self, folder: Path, command: str) -> None:
        self.path = _made(folder, command)

    def write(self, *lines: str) -> None:
        """Add lines, each with the time; what follows in a message is indented below it."""
        if self.path is None:
            return
        at = _now().isoformat("T", "milliseconds")
        told = "".join(f"{at} {line}".replace("\n", "\n    ") + "\n" for line in lines)
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write(told)
        except OSError:
            self.path = None


def discard_old_logs(folder: Path) -> None:
    """Remove all but the latest logs of a folder."""
    for old in sorted(folder.glob(f"*{_SUFFIX}"))[:-KEPT]:
        _removed(old)


def _made(folder: Path, command: str) -> Path | None:
    """Return a new empty file, named for the time and the command; None where it cannot be."""
    for path in _names(folder, command):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.touch(exist_ok=False)
        except FileExistsError:
            if not folder.is_dir():
                return None
        except OSError:
            return None
        else:
            return path
    return None


def _names(folder: Path, command: str) -> Iterable[Path]:
    begun = f"{_now():%Y%m%d-%H%M%S}"
    return (folder / f"{begun}-{number:02}-{command}{_SUFFIX}" for number in count(1))


def _removed(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        return


def _now() -> datetime:
    return datetime.now().astimezone()
