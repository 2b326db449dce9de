"""Many files appear together or not at all: staged, committed by one rename, then moved.

Up to the commit a kill leaves everything as it was; after it, the next command moves the rest.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analysis.delivery.claim import claim
from analysis.delivery.journal import Journal, Move, sha256
from analysis.delivery.moving import roll_forward
from analysis.delivery.places import committed, scratch_prefix
from analysis.disk import new_folder, sync_folder, write_synced, writing

# Path below the report's folder -> content.
Outputs = Mapping[str, bytes]


@dataclass(frozen=True)
class Delivery:
    """What is to stand in a folder.

    `owned`: folders whose files go if they are not among the outputs; `removed`: files that go.
    `edited`: outputs that a person edits -> the content they were made from, None where there
    was none.
    """

    outputs: Outputs
    owned: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    edited: Mapping[str, bytes | None] = field(default_factory=dict)


def deliver(folder: Path, delivery: Delivery) -> tuple[Path, ...]:
    """Put a delivery in place, all or nothing; a file that did not change is left as it is.

    Returns the files that somebody saved meanwhile: they stay as they were saved. BusyError:
    another program works on the folder; ExportError: the disk refuses.
    """
    with claim(folder):
        changed = _changed(folder, delivery.outputs)
        removed = _removed(folder, delivery)
        if not changed and not removed:
            return ()
        _commit(folder, delivery, changed, removed)
        return roll_forward(folder) or ()


def _changed(folder: Path, outputs: Outputs) -> list[str]:
    """Return the paths whose content is new, in the order in which they are to be moved.

    Those right in the folder, which readers open, come last and one after another.
    """
    with writing(folder):
        changed = [path for path, content in outputs.items() if _differs(folder / path, content)]
    return sorted(changed, key=lambda path: "/" not in path)


def _differs(target: Path, content: bytes) -> bool:
    return not target.is_file() or target.read_bytes() != content


def _removed(folder: Path, delivery: Delivery) -> tuple[str, ...]:
    """Return the files that are there and are to go."""
    stale = (
        f"{part}/{path.name}"
        for part in delivery.owned
        for path in sorted((folder / part).glob("*"))
        if path.is_file()
    )
    named = (path for path in delivery.removed if (folder / path).is_file())
    return tuple(path for path in (*stale, *named) if path not in delivery.outputs)


def _commit(folder: Path, delivery: Delivery, changed: list[str], removed: tuple[str, ...]) -> None:
    """Bring everything safely to the disk; then one rename decides that it is delivered."""
    with writing(folder):
        scratch = new_folder(folder.parent, scratch_prefix(folder))
        try:
            moves = tuple(_move(number, path, delivery) for number, path in enumerate(changed))
            for move in moves:
                write_synced(scratch / move.staged, delivery.outputs[move.path])
            Journal(moves, removed).write(scratch)
            sync_folder(scratch)
            scratch.replace(committed(folder))
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _move(number: int, path: str, delivery: Delivery) -> Move:
    if path not in delivery.edited:
        return Move(path, str(number))
    before = delivery.edited[path]
    expected = None if before is None else sha256(before)
    return Move(path, str(number), edited=True, expected=expected)
