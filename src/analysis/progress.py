"""What a run shows while it works: steps with their time, notebooks with their cells."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TextIO

from tqdm import tqdm

from analysis.unseen import told

# Parts of a step that took less are not told afterwards.
_WORTH_A_LINE = 2.0


@dataclass(frozen=True)
class Step:
    """A step of the work, or a part of one: how long it took, and whether it came to its end."""

    label: str
    seconds: float
    done: bool


def _nobody(_: Step) -> None:
    return


class Progress:
    """Progress on standard error; `quiet` shows nothing. `heard` is told of every step's end."""

    def __init__(
        self,
        *,
        quiet: bool = False,
        stream: TextIO | None = None,
        heard: Callable[[Step], None] = _nobody,
    ) -> None:
        self._quiet = quiet
        self._stream = stream or sys.stderr
        self._heard = heard
        self._bars: dict[str, tqdm[None]] = {}
        self._lock = Lock()

    def say(self, text: str) -> None:
        """Show one line."""
        if not self._quiet:
            tqdm.write(told(text), file=self._stream)

    @contextmanager
    def step(self, label: str) -> Iterator[None]:
        """Show that a step begins, and how long it took."""
        begun = time.perf_counter()
        with self._timed(label), self._shown(f"  {label} …"):
            yield
        self.say(f"  {label}  {time.perf_counter() - begun:.1f} 秒")

    @contextmanager
    def part(self, label: str) -> Iterator[None]:
        """Show a part of a step while it lasts, and afterwards only if one had to wait for it."""
        begun = time.perf_counter()
        with self._timed(label), self._shown(f"    {label} …"):
            yield
        seconds = time.perf_counter() - begun
        if seconds >= _WORTH_A_LINE:
            self.say(f"    {label}  {seconds:.1f} 秒")

    def on_rows(self, name: str, rows: int) -> None:
        """Show how many rows of a file have been read."""
        self._flash(f"    {name}  已读 {rows:,} 行 …")

    @contextmanager
    def _shown(self, text: str) -> Iterator[None]:
        self._flash(text)
        try:
            yield
        finally:
            self._flash("")

    @contextmanager
    def _timed(self, label: str) -> Iterator[None]:
        begun = time.perf_counter()
        done = False
        try:
            yield
            done = True
        finally:
            self._heard(Step(label, time.perf_counter() - begun, done))

    def _flash(self, text: str) -> None:
        """Show a line that the next one overwrites; only where somebody watches."""
        if not self._quiet and self._stream.isatty():
            self._stream.write(f"{told(text)}\x1b[K\r")
            self._stream.flush()

    def on_cell(self, notebook: str, done: int, total: int) -> None:
        """Show how many cells of a notebook have run; several notebooks at once."""
        if self._quiet:
            return
        with self._lock:
            if notebook not in self._bars:
                self._bars[notebook] = self._bar(notebook, total)
            bar = self._bars[notebook]
            bar.update(done - bar.n)
            if done == total:
                bar.close()
                self.say(f"    {notebook}  {total} 个单元格")

    def _bar(self, notebook: str, total: int) -> tqdm[None]:
        return tqdm(
            total=total,
            desc=f"    {told(notebook)}",
            file=self._stream,
            position=len(self._bars),
            leave=False,
            disable=not self._stream.isatty(),
            bar_format="{desc}  {n_fmt}/{total_fmt} 个单元格 |{bar:20}|",
        )
