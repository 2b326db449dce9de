"""An invented city for the rules, and the published quarter, generated once, for its figures."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import yaml

from analysis.params.units import load_roster
from analysis.quarter import Quarter
from analysis.roster import Roster, Unit
from analysis.sample.records import reconstruct

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
PUBLISHED = Quarter(2025, 1)


@pytest.fixture(scope="session")
def records(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """The reconstructed evaluations of 2025Q1."""
    return _reconstructed(PUBLISHED, tmp_path_factory)


@pytest.fixture(scope="session")
def records_before(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """The reconstructed evaluations of 2024Q4."""
    return _reconstructed(PUBLISHED.previous, tmp_path_factory)


def _reconstructed(quarter: Quarter, folders: pytest.TempPathFactory) -> pd.DataFrame:
    folder = folders.mktemp(str(quarter))
    shutil.copy(ROOT / "data" / str(quarter) / "reconstruction.yaml", folder)
    return pd.read_parquet(reconstruct(folder, quarter, load_roster(ROOT / "params")))


@pytest.fixture(scope="session")
def plan_of_2025q1() -> dict[str, Any]:
    """The committed plan as it stands in its file."""
    text = (ROOT / "data" / str(PUBLISHED) / "reconstruction.yaml").read_text("utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content


@pytest.fixture
def quarter() -> Quarter:
    return Quarter(2030, 2)


@pytest.fixture
def roster() -> Roster:
    """Three regions of a city that does not exist."""
    units = [("云城市税务处", "云城本级"), ("云城市车管处", "云城本级"), ("东岭市监所", "东岭")]
    return Roster(
        ("云城本级", "东岭", "西川"),
        (*(Unit(name, region) for name, region in units), Unit("西川市监所", "西川")),
    )


@pytest.fixture
def plan() -> dict[str, Any]:
    """A small plan for that city, to be written, and damaged, by a test."""
    return {
        "seed": 7,
        "ids": {"evaluation": "E", "case": "C"},
        "margins": {
            "云城本级": _margin(3000, 2800, 3, 2, 4, 20),
            "东岭": _margin(400, 390, 1, 0, 0, 5),
            "西川": _margin(50, 9, 2, 3, 1, 3),
        },
        "calendar": {
            "month_weights": [1, 2, 1],
            "holidays": ["2030-05-01", "2030-05-02", "2030-05-03"],
            "working_weekends": ["2030-05-04"],
            "opening": [
                {"opens": "08:30", "closes": "11:30", "weight": 1},
                {"opens": "14:00", "closes": "17:00", "weight": 1},
            ],
            "online_hours": [1.0] * 24,
        },
        "channels": {"onsite": {"柜台": 2, "扫码": 1}, "online": {"网站": 1}},
        "weights": {
            "default": {"onsite": 1, "online": 1},
            "units": {"云城市车管处": {"onsite": 0, "online": 3}},
        },
        "strain": {"云城市税务处": 4},
        "items": {"default": ["咨询"], "units": {"云城市税务处": ["开票", "报税", "咨询"]}},
        "comments": {"share": 1, "texts": ["等候较久", "说明不清"]},
    }


def _margin(*counts: int) -> dict[str, int]:
    keys = ("total", "active", "very_dissatisfied", "dissatisfied")
    return dict(zip((*keys, "basically_satisfied", "satisfied"), counts, strict=True))


@pytest.fixture
def folder(tmp_path: Path, quarter: Quarter) -> Path:
    """The data folder of that city's quarter, still empty."""
    place = tmp_path / str(quarter)
    place.mkdir()
    return place


@pytest.fixture
def write_plan(folder: Path) -> Callable[[dict[str, Any]], Path]:
    """Write a plan into that folder and return its path."""

    def write(plan: dict[str, Any]) -> Path:
        path = folder / "reconstruction.yaml"
        path.write_text(yaml.safe_dump(plan, allow_unicode=True, sort_keys=False), "utf-8")
        return path

    return write


@pytest.fixture
def reconstructed(
    folder: Path,
    quarter: Quarter,
    roster: Roster,
    plan: dict[str, Any],
    write_plan: Callable[[dict[str, Any]], Path],
) -> Callable[..., Path]:
    """Reconstruct that city's quarter from the plan as it then stands."""

    def run(*, as_csv: bool = False) -> Path:
        write_plan(plan)
        return reconstruct(folder, quarter, roster, as_csv=as_csv)

    return run
