"""What a contestant handed in, brought into one form, so that any two can be compared.

    python -m benchmarks.data_pass.outcome FOLDER…

Prints a line of JSON for each folder: its numbers, and for those that not only decode the count
of cells, evaluations and low ratings with a SHA-256 of cube and low ratings.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.levels import LEVELS
from benchmarks.data_pass import contest

# This project keeps levels by their keys.
_WORDS = {level.key: level.word for level in LEVELS}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what was handed in."""
    for folder in parser().parse_args(arguments).folders:
        print(json.dumps(handed_in(folder)))


def parser() -> argparse.ArgumentParser:
    """Return the arguments of this script."""
    made = argparse.ArgumentParser(description="Show what contestants handed in.")
    made.add_argument("folders", type=Path, nargs="*")
    return made


def handed_in(folder: Path) -> dict[str, Any]:
    """Read what a contestant wrote; the order of rows and the types of columns do not matter."""
    found: dict[str, Any] = json.loads((folder / contest.NUMBERS).read_text("utf-8"))
    if not (folder / contest.CUBE).is_file():
        return found
    cube = pq.read_table(folder / contest.CUBE)
    low = pq.read_table(folder / contest.LOW)
    # This project keeps a table of them.
    bursts = folder / "bursts.parquet"
    if bursts.is_file():
        found["bursts"] = sum(pq.read_table(bursts)["seconds"].to_pylist())
    return {
        **found,
        "cells": cube.num_rows,
        "evaluations": sum(cube["count"].to_pylist()),
        "low_ratings": low.num_rows,
        "cube": _digest(cube, (*contest.KEYS, "count")),
        "low": _digest(low, contest.LOW_COLUMNS),
    }


def _digest(table: pa.Table, columns: tuple[str, ...]) -> str:
    plain = [_plain(table[name]).to_pylist() for name in columns]
    rows = ((_WORDS.get(cell, cell) for cell in row) for row in zip(*plain, strict=True))
    lines = sorted("\t".join(map(str, row)) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.cast(pa.timestamp("s")) if pa.types.is_timestamp(column.type) else column


if __name__ == "__main__":
    main()
