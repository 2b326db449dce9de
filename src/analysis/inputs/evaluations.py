"""Evaluation records -> the cube and the low ratings, every row counted, set aside or rejected."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.engines.duckdb import engine
from analysis.inputs.delivered import Inputs
from analysis.inputs.intake import KIND, Intake
from analysis.inputs.judging import judge, named, words_to_note
from analysis.inputs.opened import Opened
from analysis.inputs.privacy import shown_id
from analysis.inputs.quality import LISTED_BEYOND_LIMIT, Quality
from analysis.inputs.reconciling import (
    counted_cells,
    reconciled,
    require_found,
    require_listed,
    require_same_counts,
)
from analysis.inputs.refusals import require_declared
from analysis.inputs.signals import signals
from analysis.inputs.twice import require_different_files, require_different_tables
from analysis.inputs.words import Vocabulary
from analysis.levels import LOW_LEVELS
from analysis.progress import Progress

CUBE_COLUMNS = ("month", "region", "unit", "item", "channel", "level", "active", "count")
# Below the store: what does not fit into memory. DuckDB makes the folder and removes it.
_SPILLED = ".spilled"
_LOW = frozenset(level.key for level in LOW_LEVELS)


@dataclass(frozen=True)
class Evaluations:
    """All that is kept of the records.

    `cube`: a row a cell, CUBE_COLUMNS, count summing to the evaluations of the quarter;
    `low_ratings`: the records at 基本满意 and below, in order of time; `signals`: small frames of
    what only single records show: bursts, before_case, differing (see engines/duckdb.py).
    """

    cube: pd.DataFrame
    low_ratings: pd.DataFrame
    quality: Quality
    signals: Mapping[str, pd.DataFrame]


def read_evaluations(inputs: Inputs, store: Path, progress: Progress) -> Evaluations:
    """Read all evaluation files of a quarter.

    A word that is not declared (level, active, region, unit) stops with the place of its first
    use and the line that would declare it; rows that break a rule are rejected and listed. Text
    and sheets are typed once into `store`; a file that has not changed is not read again. The
    store is this program's alone while it reads (see keeping.py).
    """
    spilled = _cleared(store) / _SPILLED
    reading, files = inputs.reading, inputs.files_of(KIND)
    with engine(spilled, reading.time_zone, reading.max_memory_mb) as records:
        intake = Intake(records, store, reading.time_zone, progress.on_rows)
        taken = tuple(
            table for path in files for table in intake.take(path, reading.source_for(path.name))
        )
        records.open({table.name: table.select for table in taken}, inputs.quarter)
        vocabularies = (
            Vocabulary(inputs.roster, reading.source_for(table.file), reading.best_code)
            for table in taken
        )
        require_different_files(files, taken)
        opened = Opened(records, taken, tuple(vocabularies))
        with progress.part("统计评价记录"):
            judged = judge(records.cube(), opened.vocabularies, opened.titles)
        require_declared(judged, opened)
        with progress.part("查重和对账"):
            read = _kept(judged.cells, opened, inputs)
    intake.forget_others()
    return read


def _cleared(store: Path) -> Path:
    """Return the store without what programs that were killed left in it."""
    store.mkdir(parents=True, exist_ok=True)
    for left in store.glob(".*"):
        shutil.rmtree(left, ignore_errors=True)
    return store


def _kept(cells: pd.DataFrame, opened: Opened, inputs: Inputs) -> Evaluations:
    """Return what is kept of judged cells, each of their records accounted for."""
    records, reading = opened.records, inputs.reading
    require_different_tables(cells, opened)
    records.judge(cells[["cell", "verdict"]])
    records.note(words_to_note(cells, _LOW))
    again = records.repeated()
    require_same_counts(cells, opened, inputs.quarter)
    counted = counted_cells(cells, again)
    low = records.low_ratings(counted["cell"][counted["level"].isin(_LOW)])
    most = max(LISTED_BEYOND_LIMIT, reading.max_rejected(int(cells["rows"].sum())))
    rejects = records.rejected(most)
    require_listed(cells, again, rejects, most)
    require_found(counted[counted["level"].isin(_LOW)], low)
    return Evaluations(
        cube=_cube(counted),
        low_ratings=_shown(named(low, opened.vocabularies).drop(columns="file")),
        quality=reconciled(cells, again, rejects, opened.tables),
        signals=signals(opened, inputs),
    )


def _shown(low: pd.DataFrame) -> pd.DataFrame:
    """Return the low ratings with ids that are none, of rows that slipped, not shown."""
    ids = {
        name: pd.Series([shown_id(value) for value in low[name]], index=low.index, dtype="str")
        for name in ("evaluation_id", "case_id")
    }
    return low.assign(**ids)


def _cube(counted: pd.DataFrame) -> pd.DataFrame:
    """Add up the cells of all files; sorted, so that the same records give the same bytes."""
    keys = [column for column in CUBE_COLUMNS if column != "count"]
    typed = counted.astype({"active": bool})
    summed = typed.groupby(keys, sort=True)["count"].sum().reset_index()
    return summed[summed["count"] > 0].reset_index(drop=True)
