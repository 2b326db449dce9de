"""Evaluation records -> the cube and the low ratings, every row counted, set aside or rejected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.engines.duckdb import engine
from analysis.errors import InputsError
from analysis.inputs.delivered import Inputs
from analysis.inputs.fingerprints import file_hash
from analysis.inputs.intake import KIND, Intake, Taken
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
from analysis.inputs.words import Vocabulary
from analysis.levels import LOW_LEVELS
from analysis.progress import Progress

CUBE_COLUMNS = ("month", "region", "unit", "item", "channel", "level", "active", "count")
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
    and sheets are typed once into `store`; a file that has not changed is not read again.
    """
    store.mkdir(parents=True, exist_ok=True)
    reading, files = inputs.reading, inputs.files_of(KIND)
    with engine(store, reading.time_zone, reading.max_memory_mb) as records:
        intake = Intake(records, store, reading.time_zone, progress.on_rows)
        taken = tuple(
            table for path in files for table in intake.take(path, reading.source_for(path.name))
        )
        records.open({table.name: table.select for table in taken}, inputs.quarter)
        vocabularies = (
            Vocabulary(inputs.roster, reading.source_for(table.file), reading.best_code)
            for table in taken
        )
        _require_different(files, taken)
        opened = Opened(records, taken, tuple(vocabularies))
        with progress.part("统计评价记录"):
            judged = judge(records.cube(), opened.vocabularies, opened.titles)
        require_declared(judged, opened)
        with progress.part("查重和对账"):
            read = _kept(judged.cells, opened, inputs)
    intake.forget_others()
    return read


def _kept(cells: pd.DataFrame, opened: Opened, inputs: Inputs) -> Evaluations:
    """Return what is kept of judged cells, each of their records accounted for."""
    records, reading = opened.records, inputs.reading
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
        signals=signals(opened, reading.burst_size),
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


def _require_different(files: Sequence[Path], taken: Sequence[Taken]) -> None:
    """Refuse a file that was delivered twice under two names; one without rows may be."""
    filled = [path for path in files if any(t.read for t in taken if t.file == path.name)]
    sizes = Counter(path.stat().st_size for path in filled)
    seen: dict[str, str] = {}
    for path in filled:
        if sizes[path.stat().st_size] == 1:
            continue
        earlier = seen.setdefault(file_hash(path), path.name)
        if earlier != path.name:
            raise InputsError(f"{path.name} 与 {earlier} 内容完全相同，请只保留一个。")
