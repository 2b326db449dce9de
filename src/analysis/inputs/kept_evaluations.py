"""What is kept of a quarter's evaluation records, as frames."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.inputs.quality import QUALITY_FILE, REJECTS_FILE, FileCount, Quality
from analysis.inputs.signals import SIGNALS


@dataclass(frozen=True)
class Evaluations:
    """All that is kept of the records.

    `cube`: a row a cell: month, region, unit, item, channel, level, active, count; count sums to
    the evaluations of the quarter; `low_ratings`: the records at 基本满意 and below, in order of
    time; `signals`: small frames of what only single records show, see signals.py.
    """

    cube: pd.DataFrame
    low_ratings: pd.DataFrame
    quality: Quality
    signals: Mapping[str, pd.DataFrame]


def load_evaluations(folder: Path) -> Evaluations:
    """Return what `read_evaluations` has kept in a folder."""
    cube, low_ratings, *signals = (
        pd.read_parquet(folder / f"{name}.parquet") for name in ("cube", "low_ratings", *SIGNALS)
    )
    counts = json.loads((folder / QUALITY_FILE).read_text("utf-8"))
    # A blank id is none; exports have NULL or NA for an id as well, and that is told as it stands.
    rejects = pd.read_csv(
        folder / REJECTS_FILE,
        dtype={"evaluation_id": "string"},
        keep_default_na=False,
        na_values={"evaluation_id": [""]},
    )
    quality = Quality(tuple(FileCount(**count) for count in counts), rejects)
    return Evaluations(cube, low_ratings, quality, dict(zip(SIGNALS, signals, strict=True)))
