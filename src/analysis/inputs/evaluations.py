"""Evaluation records -> the cube and the low ratings, every row counted, set aside or rejected.

Nothing here needs pandas: the records and what is found of them stay in the engine.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from analysis.engines.duckdb import Engine, engine
from analysis.engines.slipped import HIDDEN
from analysis.engines.typed import tidied
from analysis.inputs.delivered import Inputs
from analysis.inputs.intake import KIND, Intake
from analysis.inputs.judging import judge, of_levels, words_to_note
from analysis.inputs.opened import Opened
from analysis.inputs.privacy import shown_id
from analysis.inputs.quality import LISTED_BEYOND_LIMIT, write_quality
from analysis.inputs.reconciling import (
    count_cells,
    reconciled,
    rejects,
    require_found,
    require_same_counts,
)
from analysis.inputs.refusals import require_declared
from analysis.inputs.signals import signals
from analysis.inputs.twice import require_different_files, require_different_tables
from analysis.inputs.words import Vocabulary
from analysis.levels import LOW_LEVELS
from analysis.progress import Progress

# Below the store: what does not fit into memory. DuckDB makes the folder and removes it.
_SPILLED = ".spilled"
_LOW = of_levels([level.key for level in LOW_LEVELS])
# The words of a judged cell under the names they are kept by.
_WORDS = """official_region AS region, official_unit AS unit, official_item AS item,
            official_channel AS channel, official_satisfaction AS level,
            official_active::BOOLEAN AS active"""
# Sorted, so that the same records give the same bytes.
_CUBE = f"""
SELECT month, {_WORDS}, SUM(count)::BIGINT AS count FROM counted
GROUP BY ALL HAVING SUM(count) > 0 ORDER BY month, region, unit, item, channel, level, active"""
_LOW_RATINGS = """
SELECT * FROM low_ratings
ORDER BY evaluated_at, evaluation_id, case_id, unit, item, channel, active"""


def read_evaluations(inputs: Inputs, store: Path, progress: Progress, kept: Path) -> None:
    """Read all evaluation files of a quarter; what is found is written into the folder `kept`.

    See `kept_evaluations.Evaluations`. A word that is not declared (level, active, region, unit)
    stops with the place of its first use and the line that would declare it; rows that break a
    rule are rejected and listed. Text and sheets are typed once into `store`; a file that has not
    changed is not read again. The store is this program's alone while it reads (see keeping.py).
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
            records.cube()
            judged = judge(records, opened.vocabularies, opened.titles)
        require_declared(judged, opened)
        with progress.part("查重和对账"):
            _keep(opened, inputs, kept)
    intake.forget_others()


def _cleared(store: Path) -> Path:
    """Return the store without what programs that were killed left in it."""
    store.mkdir(parents=True, exist_ok=True)
    for left in store.glob(".*"):
        shutil.rmtree(left, ignore_errors=True)
    return store


def _keep(opened: Opened, inputs: Inputs, kept: Path) -> None:
    """Keep what is found in judged cells, each of their records accounted for."""
    records = opened.records
    require_different_tables(opened)
    records.note(words_to_note(records, _LOW))
    records.find_repeated()
    require_same_counts(opened, inputs.quarter)
    count_cells(records)
    _find_low_ratings(records)
    require_found(records, _LOW, "low_ratings")
    counts = reconciled(opened)
    allowed = inputs.reading.max_rejected(sum(file.read for file in counts))
    write_quality(kept, counts, rejects(opened, max(LISTED_BEYOND_LIMIT, allowed)))
    tables = {"cube": _CUBE, "low_ratings": _LOW_RATINGS, **signals(opened, inputs)}
    for name, query in tables.items():
        records.keep(query, kept / f"{name}.parquet")


def _find_low_ratings(records: Engine) -> None:
    """Make the table of low ratings; ids that are none, of rows that slipped, are not shown."""
    records.define(
        f"""CREATE TEMP TABLE low_ratings AS
            SELECT evaluation_id, {tidied("case_id")} AS case_id, {_WORDS},
                   evaluated_at, month, noted.count
            FROM noted JOIN (SELECT cell, COLUMNS('official_.*') FROM counted WHERE {_LOW})
            USING (cell) ANTI JOIN again USING (file, row)"""
    )
    for name in ("evaluation_id", "case_id"):
        ids = (id_ for (id_,) in records.rows(f"SELECT DISTINCT {name} FROM low_ratings"))
        if strange := [(id_,) for id_ in ids if id_ != shown_id(id_)]:
            records.tabulate(f"strange_{name}", ("id VARCHAR",), strange)
            records.define(
                f"""UPDATE low_ratings SET {name} = '{HIDDEN}'
                    WHERE {name} IN (SELECT id FROM strange_{name})"""
            )
