"""Wall time, CPU time and peak memory of commands, with every process that they start."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Self

# Reading one large process's memory takes about 2 ms; ten times a second disturbs little.
_INTERVAL_SECONDS = 0.1
_MB = 1024 * 1024

Command = Sequence[str | Path]


@dataclass(frozen=True)
class Measured:
    """Seconds and megabytes of one or more commands run one after the other.

    `largest_mb` is the peak of the largest single process, as the kernel counts it;
    `tree_mb` the peak of all processes together, sampled, shared pages counted once.
    """

    wall: float
    cpu: float
    largest_mb: float
    tree_mb: float

    def then(self, other: Measured) -> Measured:
        """Return both, one after the other: times add up, the higher peak stays."""
        return Measured(
            self.wall + other.wall,
            self.cpu + other.cpu,
            max(self.largest_mb, other.largest_mb),
            max(self.tree_mb, other.tree_mb),
        )


def measure(commands: Sequence[Command], folder: Path) -> Measured:
    """Run commands in a folder, one after the other; a failing one stops with its messages."""
    made = [_measure_one(command, folder) for command in commands]
    whole = made[0]
    for one in made[1:]:
        whole = whole.then(one)
    return whole


def _measure_one(command: Command, folder: Path) -> Measured:
    log = folder / "command.log"
    with log.open("wb") as messages:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=messages,
            stderr=messages,
        )
        with _Sampler(process.pid) as sampler:
            # wait4 also reports what the process's own children used.
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[0]} failed:\n{log.read_text('utf-8', errors='replace')}")
    return Measured(
        wall,
        used.ru_utime + used.ru_stime,
        used.ru_maxrss * 1024 / _MB,
        sampler.peak_bytes / _MB,
    )


def _environment() -> Mapping[str, str]:
    """Return the environment in which commands beside this Python are found first."""
    scripts = str(Path(sys.executable).parent)
    return {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}"}


class _Sampler:
    """A thread that notes the highest memory of a process and its descendants."""

    def __init__(self, root: int) -> None:
        self.peak_bytes = 0
        self._root = root
        self._done = Event()
        self._thread = Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._done.wait(_INTERVAL_SECONDS):
            now = sum(map(_proportional_bytes, _tree(self._root)))
            self.peak_bytes = max(self.peak_bytes, now)


def _tree(root: int) -> set[int]:
    """Return the process and its descendants."""
    processes = (path for path in Path("/proc").iterdir() if path.name.isdigit())
    parents = {int(path.name): _parent(path) for path in processes}
    found, newest = {root}, {root}
    while newest:
        newest = {pid for pid, parent in parents.items() if parent in newest}
        found |= newest
    return found


def _parent(process: Path) -> int:
    try:
        stat = (process / "stat").read_text("utf-8", errors="replace")
    except OSError:
        return 0
    # The command's name, in brackets, may hold anything.
    return int(stat.rpartition(")")[2].split()[1])


def _proportional_bytes(pid: int) -> int:
    """Return a process's memory; a page that n processes share counts as one n-th in each."""
    try:
        rollup = Path("/proc", str(pid), "smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    sizes = (line.split() for line in rollup.splitlines()[1:])
    return next((int(words[1]) * 1024 for words in sizes if words[0] == "Pss:"), 0)
