"""A line of progress for each of several quarters, redrawn where somebody watches."""

from __future__ import annotations

import time
from collections.abc import Mapping
from threading import Lock
from typing import TextIO

from analysis.quarter import Quarter
from analysis.unseen import told


class Board:
    """The quarters at work, a line each on a terminal; elsewhere a line when one has ended."""

    def __init__(self, stream: TextIO, *, quiet: bool) -> None:
        self._stream, self._quiet = stream, quiet
        self._lines: dict[Quarter, str] = {}
        self._begun: dict[Quarter, float] = {}
        self._drawn = 0
        self._lock = Lock()

    def show(self, quarter: Quarter, text: str) -> None:
        """Show the last step that a quarter has done."""
        with self._lock:
            self._begun.setdefault(quarter, time.perf_counter())
            self._lines[quarter] = told(text)
            self._redraw()

    def end(self, quarter: Quarter) -> None:
        """Show that a quarter has ended; one that showed nothing did nothing."""
        with self._lock:
            begun = self._begun.pop(quarter, None)
            self._lines.pop(quarter, None)
            if begun is not None and not self._quiet:
                self._redraw(f"  {quarter}  结束，{time.perf_counter() - begun:.1f} 秒\n")

    def _redraw(self, above: str = "") -> None:
        if self._quiet:
            return
        if not self._stream.isatty():
            self._stream.write(above)
        else:
            up = f"\x1b[{self._drawn}F" if self._drawn else ""
            self._stream.write(f"{up}\x1b[J{above}{_drawn(self._lines)}")
            self._drawn = len(self._lines)
        self._stream.flush()


def _drawn(lines: Mapping[Quarter, str]) -> str:
    return "".join(f"  {quarter}  {lines[quarter]}\n" for quarter in sorted(lines))
