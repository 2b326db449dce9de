"""What every contestant is told, and what it hands in: the same three files."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

NUMBERS, CUBE, LOW = "numbers.json", "cube.parquet", "low_ratings.parquet"
KEYS = ("month", "region", "unit", "item", "channel", "level", "active")
LOW_COLUMNS = ("evaluation_id", "case_id", *KEYS[1:], "evaluated_at")
# So many stated evaluations of one unit in one second are a burst, as in params/defaults.yaml.
BURST = 5


def parser() -> argparse.ArgumentParser:
    """Return the arguments of a contestant."""
    made = argparse.ArgumentParser()
    made.add_argument("records", type=Path, help="a file of evaluation records")
    made.add_argument("--target", type=Path, default=Path(), help="folder for what is found")
    made.add_argument("--encoding", default="utf-8", help="of a text file")
    return made


def write_numbers(target: Path, **numbers: int) -> None:
    """Hand in how many records were read, are outside the quarter or repeat an id, and so on."""
    (target / NUMBERS).write_text(json.dumps(numbers), "utf-8")
