"""The hidden names beside a report's folder that a delivery and its lock go by.

Beside and not inside: a report's folder can then be copied or sent on as it is.
"""

from __future__ import annotations

from pathlib import Path


def committed(folder: Path) -> Path:
    """Where a delivery lies from its commit until all of it is in place."""
    return folder.with_name(f".{folder.name}.committed")


def scratch_prefix(folder: Path) -> str:
    """How the names of scratch folders begin; whoever holds the lock may remove them."""
    return f".{folder.name}.scratch-"


def leftovers(folder: Path) -> list[Path]:
    """Return the scratch folders that are there."""
    prefix = scratch_prefix(folder)
    beside = folder.parent.iterdir() if folder.parent.is_dir() else ()
    return sorted(path for path in beside if path.name.startswith(prefix))


def lock(folder: Path) -> Path:
    """Return the file whose lock says that a program works on the folder."""
    return folder.with_name(f".{folder.name}.lock")


def holder(folder: Path) -> Path:
    """Return the file that says who holds the lock."""
    return folder.with_name(f".{folder.name}.holder.json")
