"""A quarter's data folder of an invented city, and the reading of its evaluations."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.inputs.evaluations import Evaluations, read_evaluations
from analysis.params.blocks import Reading
from tests.inputs.exports import QUARTER, ROSTER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "data" / str(QUARTER)
    place.mkdir(parents=True)
    return place


@pytest.fixture
def read(folder: Path, tmp_path: Path) -> Callable[..., Evaluations]:
    """Read the folder's evaluations; `best_code` is what params declare."""

    def run(best_code: int | None = None) -> Evaluations:
        reading = Reading.model_validate(
            {"best_code": best_code, "time_zone": "Asia/Shanghai", "max_rejected_percent": 100}
        )
        return read_evaluations(folder, QUARTER, ROSTER, reading, tmp_path)

    return run
