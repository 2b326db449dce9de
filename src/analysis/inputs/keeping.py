"""Putting what was made in a scratch folder in its place, whole or not at all."""

from __future__ import annotations

from pathlib import Path


def put_in_place(made: Path, target: Path) -> None:
    """Rename a folder to its place; another run may have been quicker, with the same content."""
    try:
        made.rename(target)
    except OSError:
        if not target.is_dir():
            raise
