"""From the commit of a delivery to its last file in place; begun again after any kill."""

from __future__ import annotations

import shutil
from pathlib import Path

from analysis.delivery.journal import Journal
from analysis.delivery.places import committed, leftovers, scratch_prefix
from analysis.disk import discard, reason, sync_folder
from analysis.errors import ExportError


def roll_forward(folder: Path) -> tuple[Path, ...] | None:
    """Put the files of a committed delivery in place; None where there is no such delivery.

    Every step may be done twice, so a kill in between costs nothing. Returns the files that
    somebody saved after the delivery was made: they stay as they were saved.
    """
    made = committed(folder)
    if not made.is_dir():
        return None
    journal = Journal.read(made)
    try:
        # The commit itself must be on the disk before the first file is moved.
        sync_folder(folder.parent)
        kept = _put(folder, made, journal)
        for path in journal.removed:
            (folder / path).unlink(missing_ok=True)
        for parent in _parents(folder, journal):
            sync_folder(parent)
        discard(made, scratch_prefix(folder))
    except OSError as refused:
        raise ExportError(
            f"{folder} 还没有写完：{reason(refused)}其余的文件已经备好，下一条命令会先接着写完。"
        ) from None
    return kept


def clear_scratch(folder: Path) -> None:
    """Remove what deliveries left that were killed before their commit, or after their end."""
    for path in leftovers(folder):
        shutil.rmtree(path, ignore_errors=True)


def _put(folder: Path, made: Path, journal: Journal) -> tuple[Path, ...]:
    kept = []
    for parent in {(folder / move.path).parent for move in journal.moves}:
        parent.mkdir(parents=True, exist_ok=True)
    for move in journal.moves:
        staged = made / move.staged
        if not staged.exists():
            continue
        if move.is_overtaken(folder):
            kept.append(folder / move.path)
        else:
            staged.replace(folder / move.path)
    return tuple(kept)


def _parents(folder: Path, journal: Journal) -> list[Path]:
    """Return the folders in which names change."""
    paths = (*(move.path for move in journal.moves), *journal.removed)
    return sorted(p for p in {(folder / path).parent for path in paths} if p.is_dir())
