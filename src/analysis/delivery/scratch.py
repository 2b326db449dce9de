"""A folder to work in, on the same disk as the report, that is gone afterwards in any case."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.delivery.places import scratch_prefix
from analysis.disk import new_folder, writing


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Yield a new folder beside `folder`; after a kill, the next program to claim it removes it."""
    with writing(folder):
        made = new_folder(folder.parent, scratch_prefix(folder))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
