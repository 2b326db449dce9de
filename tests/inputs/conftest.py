"""A quarter's data folder of an invented city, and the reading of its evaluations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.inputs.delivered import Inputs
from analysis.inputs.kept_evaluations import Evaluations
from tests.inputs.exports import QUARTER, ROSTER, reading
from tests.inputs.reading import evaluations_of


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
        return evaluations_of(inputs, tmp_path)

    return run
