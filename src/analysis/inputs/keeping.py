"""What is kept of inputs for the next time: whole or not there, with any number of programs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.delivery.moving import clear_scratch
from analysis.delivery.places import lock
from analysis.progress import Progress

# Colleagues who share a project's folder lock the same file.
_MODE = 0o666
# Loading what another program has just read takes no longer.
_ASK_AGAIN = 0.02


@contextmanager
def alone(place: Path, progress: Progress) -> Iterator[None]:
    """Keep others from reading for the same place; scratch folders of killed ones go.

    Waits for who is at it: then there may be nothing left to read. The lock ends with its
    process.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    held = FileLock(lock(place), mode=_MODE, fallback_to_soft=False)
    with _taken(held, progress):
        clear_scratch(place)
        yield


@contextmanager
def _taken(held: FileLock, progress: Progress) -> Iterator[None]:
    try:
        held.acquire(timeout=0)
    except Timeout:
        with progress.part("等待另一个程序读完同一季度的数据"):
            held.acquire(poll_interval=_ASK_AGAIN)
    try:
        yield
    finally:
        held.release()
