"""Hashes of files that need not be read again: kept by size and times, as git's index does."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from analysis.inputs.fingerprints import file_hash

# A file that was written a moment ago may be written again within the clock's smallest step.
_SETTLED_NS = 2_000_000_000
_NAME = "hashes.json"


class KeptHashes:
    """SHA-256 of files, each read once as long as its size, its times and its inode stay.

    What is kept may be deleted at any time; where it cannot be written, files are read anew.
    """

    def __init__(self, cache: Path) -> None:
        self._path = cache / _NAME
        self._kept = _read(self._path)
        self._changed = False

    def of(self, path: Path) -> str:
        """Return the SHA-256 of a file's content."""
        found = path.stat()
        stamp = [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
        kept = self._kept.get(str(path))
        if kept and kept[:-1] == stamp:
            return str(kept[-1])
        fresh = file_hash(path)
        if max(found.st_mtime_ns, found.st_ctime_ns) < time.time_ns() - _SETTLED_NS:
            self._kept[str(path)] = [*stamp, fresh]
            self._changed = True
        return fresh

    def keep(self) -> None:
        """Write what was found for the next time, those of files that are gone left out."""
        for left in self._path.parent.glob(f".{_NAME}-*"):
            # Of a killed program; one at work finds nothing to rename, and keeps nothing.
            left.unlink(missing_ok=True)
        if not self._changed:
            return
        there = {name: kept for name, kept in self._kept.items() if Path(name).exists()}
        scratch = self._path.with_name(f".{_NAME}-{os.getpid()}")
        try:
            scratch.parent.mkdir(parents=True, exist_ok=True)
            scratch.write_text(json.dumps(there), "utf-8")
            scratch.replace(self._path)
        except OSError:
            return


def _read(path: Path) -> dict[str, list[int | str]]:
    """Return what was kept; nothing where it is damaged."""
    try:
        kept = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {name: stamp for name, stamp in kept.items() if isinstance(stamp, list)}
