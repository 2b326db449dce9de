"""The records by this project: the same call as `bulletin check` makes, and nothing besides.

`_read` is the only place that knows the reader's signature. Text and sheets are typed anew in
every run; nothing is kept from the one before.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from analysis.inputs.delivered import Inputs
from analysis.inputs.evaluations import Evaluations, read_evaluations
from analysis.levels import LEVELS
from analysis.params.loading import load_params
from analysis.params.units import load_roster
from analysis.progress import Progress
from analysis.quarter import Quarter
from benchmarks.data_pass import city, contest

_PARAMS = Path(__file__).parents[2] / "params"
_WORDS = {level.key: level.word for level in LEVELS}


def main(arguments: Sequence[str] | None = None) -> None:
    """Read a file, check it, and hand in the cube and the low ratings."""
    told = parser().parse_args(arguments)
    evaluations = _read(told.records.parent, told.memory)
    cube, low = (
        frame.assign(level=frame["level"].map(_WORDS))
        for frame in (evaluations.cube, evaluations.low_ratings)
    )
    cube.to_parquet(told.target / contest.CUBE, index=False)
    low[list(contest.LOW_COLUMNS)].to_parquet(told.target / contest.LOW, index=False)
    rejected = evaluations.quality.files[0].rejected
    contest.write_numbers(
        told.target,
        read=evaluations.quality.read,
        outside=rejected["outside_quarter"],
        repeated=rejected["repeated_id"],
        bursts=len(evaluations.signals["bursts"]),
        # One that is not declared would have stopped the reading.
        unknown=0,
    )


def parser() -> argparse.ArgumentParser:
    """Return the arguments of this script."""
    made = contest.parser()
    made.add_argument("--memory", type=int, help="MB that reading may take; params say otherwise")
    return made


def _read(folder: Path, memory: int | None) -> Evaluations:
    """Read the only file of a folder; units.yaml stands beside the folder."""
    quarter = Quarter.parse(city.QUARTER)
    reading = load_params(_PARAMS, quarter).reading
    if memory:
        reading = reading.model_copy(update={"max_memory_mb": memory})
    inputs = Inputs(folder, quarter, load_roster(folder.parent), reading, ("evaluations",))
    with tempfile.TemporaryDirectory() as store:
        return read_evaluations(inputs, Path(store), Progress(quiet=True))


if __name__ == "__main__":
    main()
