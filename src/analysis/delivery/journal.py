"""What a delivery is about to do, written down beside what it made."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from analysis.disk import write_synced
from analysis.errors import ExportError

_JOURNAL = "journal.json"


@dataclass(frozen=True)
class Move:
    """One file on its way from the scratch folder (`staged`, a name there) to its place.

    `path` is below the report's folder. `edited`: a person may save it at any time; then
    `expected` is the SHA-256 of what it was made from, None where there was nothing.
    """

    path: str
    staged: str
    edited: bool = False
    expected: str | None = None

    def is_overtaken(self, folder: Path) -> bool:
        """Tell whether somebody saved the file after what is to be put there was made."""
        target = folder / self.path
        return self.edited and target.is_file() and sha256(target.read_bytes()) != self.expected


@dataclass(frozen=True)
class Journal:
    """The moves of a delivery in their order, and the paths of files to remove after them."""

    moves: tuple[Move, ...]
    removed: tuple[str, ...]

    def write(self, scratch: Path) -> None:
        """Write it down in the scratch folder, safely on the disk."""
        content = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        write_synced(scratch / _JOURNAL, content.encode())

    @classmethod
    def read(cls, committed: Path) -> Journal:
        """Read the journal of a delivery; ExportError where somebody damaged it."""
        try:
            stored: dict[str, Any] = json.loads((committed / _JOURNAL).read_text("utf-8"))
            moves = tuple(Move(**move) for move in stored["moves"])
            return cls(moves, tuple(stored["removed"]))
        except (ValueError, KeyError, TypeError, FileNotFoundError):
            raise ExportError(
                f"上次写出时中断，留下的记录 {committed / _JOURNAL} 已损坏，无法补完。"
                f"请把文件夹 {committed} 移走，再重新运行。"
            ) from None


def sha256(content: bytes) -> str:
    """Return the SHA-256 of a content."""
    return hashlib.sha256(content).hexdigest()
