"""The records by this project: the same call as `bulletin check` makes, and nothing besides.

What is handed in are the files that the call keeps: `bulletin check` goes on from them. `_read` is
the only place that knows the reader's signature. Text and sheets are typed anew in every run;
nothing is kept from the one before.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from analysis.inputs.delivered import Inputs
from analysis.inputs.evaluations import read_evaluations
from analysis.inputs.quality import QUALITY_FILE
from analysis.params.loading import load_params
from analysis.params.units import load_roster
from analysis.progress import Progress
from analysis.quarter import Quarter
from benchmarks.data_pass import city, contest

_PARAMS = Path(__file__).parents[2] / "params"


def main(arguments: Sequence[str] | None = None) -> None:
    """Read a file, check it, and hand in the cube and the low ratings."""
    told = parser().parse_args(arguments)
    _read(told.records.parent, told.memory, told.target)
    (file,) = json.loads((told.target / QUALITY_FILE).read_text("utf-8"))
    contest.write_numbers(
        told.target,
        read=file["read"],
        outside=file["rejected"]["outside_quarter"],
        repeated=file["rejected"]["repeated_id"],
        # One that is not declared would have stopped the reading.
        unknown=0,
    )


def parser() -> argparse.ArgumentParser:
    """Return the arguments of this script."""
    made = contest.parser()
    made.add_argument("--memory", type=int, help="MB that reading may take; params say otherwise")
    return made


def _read(folder: Path, memory: int | None, kept: Path) -> None:
    """Read the only file of a folder; units.yaml stands beside the folder."""
    quarter = Quarter.parse(city.QUARTER)
    reading = load_params(_PARAMS, quarter).reading
    if memory:
        reading = reading.model_copy(update={"max_memory_mb": memory})
    inputs = Inputs(folder, quarter, load_roster(folder.parent), reading, ("evaluations",))
    with tempfile.TemporaryDirectory() as store:
        read_evaluations(inputs, Path(store), Progress(quiet=True), kept)


if __name__ == "__main__":
    main()
