"""The table of one file: a row a contestant, medians, and how many times the bare decode."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from benchmarks.data_pass.contestants import AS_TEXT, DECODE
from benchmarks.measuring import Measured

Runs = Sequence[Measured]

_COLUMNS: Mapping[str, Callable[[Measured], float]] = {
    "wall s": lambda made: made.wall,
    "CPU s": lambda made: made.cpu,
    "largest process MB": lambda made: made.largest_mb,
}
# What a time is divided by: column, the contestant it is divided by.
_RATIOS = {
    "wall ÷ decode": ("wall s", DECODE),
    "wall ÷ as text": ("wall s", AS_TEXT),
    "CPU ÷ decode": ("CPU s", DECODE),
}
_MB = 1024 * 1024


def heading(kind: str, records: int, path: Path, load: float) -> str:
    """Return the line above a table: what was read, and how busy the machine was before."""
    size = path.stat().st_size / _MB
    return f"\n**{kind}, {records:,} records, {size:,.0f} MB** (load {load:.1f})\n"


def table(measured: Mapping[str, Runs]) -> str:
    """Return Markdown; a ratio to what was not measured is left out."""
    ratios = {name: told for name, told in _RATIOS.items() if told[1] in measured}
    lines = [
        f"| | {' | '.join([*_COLUMNS, *ratios])} |",
        "| --- |" + " ---: |" * (len(_COLUMNS) + len(ratios)),
    ]
    for name, runs in measured.items():
        cells = [_spread([value(run) for run in runs]) for value in _COLUMNS.values()]
        times = [
            f"{_median(runs, column) / _median(measured[base], column):.1f}"
            for column, base in ratios.values()
        ]
        lines.append(f"| {name} | {' | '.join([*cells, *times])} |")
    return "\n".join(lines)


def _median(runs: Runs, column: str) -> float:
    return median(map(_COLUMNS[column], runs))


def _spread(values: Sequence[float]) -> str:
    low, middle, high = min(values), median(values), max(values)
    digits = 0 if low >= 100 else 1 if low >= 10 else 2  # noqa: PLR2004 - three digits are enough
    return f"{middle:.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"
