"""A quarter's data folder of an invented city, and the reading of its evaluations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.inputs.delivered import Inputs
from analysis.inputs.evaluations import Evaluations, read_evaluations
from analysis.progress import Progress
from tests.inputs.exports import QUARTER, ROSTER, reading


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "data" / str(QUARTER)
    place.mkdir(parents=True)
    return place


@pytest.fixture
def read(folder: Path, tmp_path: Path) -> Callable[..., Evaluations]:
    """Read the folder's evaluations; keywords are what params declare beyond the usual."""

    def run(**declared: object) -> Evaluations:
        inputs = Inputs(folder, QUARTER, ROSTER, reading(**declared), ("evaluations",))
        return read_evaluations(inputs, tmp_path / "records", Progress(quiet=True))

    return run
