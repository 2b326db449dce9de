"""Which files of records there are, and where they are kept.

Imported by what measures, so it loads no library: Linux counts the memory that a process had
before it became another as the other's.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

_MILLION = 1_060_000
# A sheet holds 1,048,576 rows, the header among them.
_IN_SHEET = 1_000_000
_SUFFIXES = {"parquet": ".parquet", "csv": ".csv", "gb18030": ".csv", "xlsx": ".xlsx"}
KINDS = tuple(_SUFFIXES)


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Add what chooses files: sizes, kinds, and the folder in which they are kept."""
    kept = Path(tempfile.gettempdir(), "evaluation-records")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1], help="times 1.06 million")
    parser.add_argument("--kinds", nargs="+", default=["parquet"], choices=KINDS)
    parser.add_argument("--folder", type=Path, default=kept, help=f"default: {kept}")


def records(size: int, kind: str) -> int:
    """Return how many records a file of this size and kind holds."""
    return min(size * _MILLION, _IN_SHEET) if kind == "xlsx" else size * _MILLION


def place(folder: Path, size: int, kind: str) -> Path:
    """Return where a file is kept: folder/csv-10/evaluations.csv.

    It stands alone in its folder, as the reader takes all evaluations of one; the city's
    units.yaml stands in `folder`.
    """
    return folder / f"{kind}-{size}" / f"evaluations{_SUFFIXES[kind]}"


def encoding(kind: str) -> str:
    """Return the encoding of text of this kind."""
    return "gb18030" if kind == "gb18030" else "utf-8"
