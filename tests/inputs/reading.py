"""Reading evaluations as a command does, and what is kept of them."""

from __future__ import annotations

from pathlib import Path

from analysis.inputs.delivered import Inputs
from analysis.inputs.evaluations import read_evaluations
from analysis.inputs.kept_evaluations import Evaluations, load_evaluations
from analysis.progress import Progress


def evaluations_of(inputs: Inputs, place: Path) -> Evaluations:
    """Return the evaluations of a quarter; `place` is where typed records and results are kept."""
    kept = place / "kept"
    kept.mkdir(exist_ok=True)
    read_evaluations(inputs, place / "records", Progress(quiet=True), kept)
    return load_evaluations(kept)
