"""Evaluation records -> the cube and the low ratings, every row counted or rejected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.engines.duckdb import DIMENSIONS, Engine, Source, engine
from analysis.errors import InputsError
from analysis.inputs.columns import header_of, located
from analysis.inputs.files import files_of
from analysis.inputs.ledgers import unknown_unit
from analysis.inputs.quality import REASONS, REJECT_COLUMNS, FileCount, Quality
from analysis.levels import LEVELS, LOW_LEVELS, meanings
from analysis.params import Reading
from analysis.quarter import Quarter
from analysis.roster import Roster

CUBE_COLUMNS = ("month", "region", "unit", "item", "channel", "level", "active", "count")
# How sources write whether an evaluation was made by the citizen or by default.
_ACTIVE = {"是": True, "true": True, "1": True, "否": False, "false": False, "0": False}
# How many wrong words, and places of each, a message lists.
_LISTED = 3


@dataclass(frozen=True)
class Evaluations:
    """All that is kept of the records.

    `cube`: a row a cell, CUBE_COLUMNS, count summing to the evaluations of the quarter;
    `low_ratings`: the records at 基本满意 and below, in order of time.
    """

    cube: pd.DataFrame
    low_ratings: pd.DataFrame
    quality: Quality


def read_evaluations(
    folder: Path, quarter: Quarter, roster: Roster, reading: Reading, scratch: Path
) -> Evaluations:
    """Read all evaluation files of a quarter's folder in one pass.

    A word that is not declared (level, active, region, unit) stops with the place of its
    first uses; rows outside the quarter and repeated ids are rejected and listed.
    """
    vocabulary = _vocabulary(roster, reading)
    with engine(scratch) as records:
        sources = [_source(records, path) for path in files_of("evaluations", folder)]
        records.open(sources, quarter)
        cells = records.cube()
        _require_declared(cells, vocabulary, records, sources, (quarter, roster, reading))
        rejects = _rejects(cells, records, sources, quarter)
        counted = _without(cells[cells["month"] > 0], rejects)
        quality = _reconciled(counted, rejects, records, sources)
        low_words = [w for w, level in meanings(reading.best_code).items() if level in LOW_LEVELS]
        low = _named(records.low_ratings(_raw_words(cells, low_words)), vocabulary)
    repeated = quality.rejects["evaluation_id"][quality.rejects["reason"] == "repeated_id"]
    low = low[~(low["evaluation_id"].isin(repeated) & low["evaluation_id"].duplicated())]
    return Evaluations(_cube(_named(counted, vocabulary)), low.reset_index(drop=True), quality)


def _source(records: Engine, path: Path) -> Source:
    relation, headers = records.headers(path)
    return Source(path, relation, located("evaluations", headers, path.name))


def _vocabulary(roster: Roster, reading: Reading) -> dict[str, Mapping[str, object]]:
    """Return, for each column with a closed list of words, word -> meaning."""
    return {
        "region": {region: region for region in roster.regions},
        "unit": roster.official_names,
        "satisfaction": {w: level.key for w, level in meanings(reading.best_code).items()},
        "active": _ACTIVE,
    }


def _raw_words(cells: pd.DataFrame, words: Sequence[str]) -> list[str]:
    """Return the words as they stand in the files, stray spaces included."""
    found = cells["satisfaction"].dropna().unique()
    return [raw for raw in found if raw.strip() in words]


def _meaning(cells: pd.Series, words: Mapping[str, object]) -> pd.Series:
    def one(raw: object) -> object:
        text = raw.strip() if isinstance(raw, str) else ""
        return words.get(text, words.get(text.lower()))

    return cells.map({raw: one(raw) for raw in cells.unique()}).astype("object")


def _require_declared(
    cells: pd.DataFrame,
    vocabulary: Mapping[str, Mapping[str, object]],
    records: Engine,
    sources: Sequence[Source],
    context: tuple[Quarter, Roster, Reading],
) -> None:
    quarter, roster, reading = context
    unknown = {
        column: list(cells[column][_meaning(cells[column], words).isna()].unique())
        for column, words in vocabulary.items()
    }
    bad_counts = int(cells["bad_counts"].sum())
    if not bad_counts and not any(unknown.values()):
        return
    records.numbered(sources, quarter)
    told = [
        _explained(column, raw, records, sources, (roster, reading))
        for column, values in unknown.items()
        for raw in values[:_LISTED]
    ]
    hidden = sum(len(values[_LISTED:]) for values in unknown.values())
    if hidden:
        told.append(f"另有 {hidden} 个不认识的写法。")
    if bad_counts:
        first = records.records_where("count IS NULL OR count < 1").iloc[0]
        told.append(
            f"{sources[first['file']].path.name} 第 {_row(sources, first)} 行“数量”"
            f"不是大于 0 的整数（共 {bad_counts} 行）。"
        )
    raise InputsError("\n".join(told))


def _explained(
    column: str,
    raw: object,
    records: Engine,
    sources: Sequence[Source],
    context: tuple[Roster, Reading],
) -> str:
    """Say where a word that is not declared stands first, and what would be allowed."""
    value = raw if isinstance(raw, str) else None
    first = records.look_up(column, [value], 1).iloc[0]
    place = f"{sources[first['file']].path.name} 第 {_row(sources, first)} 行"
    reason = _why(column, (value or "").strip(), *context)
    return f"{place}“{header_of('evaluations', column)}”：{reason}。"


def _why(column: str, value: str, roster: Roster, reading: Reading) -> str:
    if not value:
        return "不能为空"
    if column == "unit":
        return unknown_unit(value, roster)
    if column == "region":
        return f"“{value}”不在 params/units.yaml 的区域中（{'、'.join(roster.regions)}）"
    if column == "active":
        return f"“{value}”不是“是”或“否”"
    levels = "、".join(level.word for level in LEVELS)
    if reading.best_code is None and value in {"1", "2", "3", "4", "5"}:
        return f"“{value}”是代码，请在参数中声明哪个代码是“非常满意”：best_code: 5 或 best_code: 1"
    return f"“{value}”不是五级满意度之一（{levels}）"


def _row(sources: Sequence[Source], record: pd.Series) -> int:
    """Return the row as a spreadsheet shows it; a Parquet file has no header row."""
    header_rows = 0 if sources[record["file"]].path.suffix.lower() == ".parquet" else 1
    return int(record["row"]) + header_rows


def _rejects(
    cells: pd.DataFrame, records: Engine, sources: Sequence[Source], quarter: Quarter
) -> pd.DataFrame:
    """Return the rejected records with their reason; looked up only where there are any."""
    repeated = records.repeated_ids()
    if not repeated and (cells["month"] > 0).all():
        return pd.DataFrame(columns=["file", "row", "reason", "evaluation_id", "month", "count"])
    records.numbered(sources, quarter)
    outside = records.records_where("month = 0").assign(reason="outside_quarter")
    same_id = records.look_up("evaluation_id", repeated, 2**31) if repeated else None
    if same_id is None:
        return outside
    inside = records.records_where("month > 0").merge(same_id[["file", "row"]])
    again = inside[inside.duplicated("evaluation_id")].assign(reason="repeated_id")
    return pd.concat([outside, again]).sort_values(["file", "row"], ignore_index=True)


def _without(cells: pd.DataFrame, rejects: pd.DataFrame) -> pd.DataFrame:
    """Return the cells less the rejected records that had been counted in them."""
    keys = ["file", "month", *DIMENSIONS]
    inside = rejects[rejects["month"] > 0] if len(rejects) else rejects
    if inside.empty:
        return cells
    less = inside.groupby(keys, dropna=False)["count"].agg(["size", "sum"]).reset_index()
    joined = cells.merge(less, how="left", on=keys).fillna({"size": 0, "sum": 0})
    rows, count = joined["rows"] - joined["size"], joined["count"] - joined["sum"]
    return joined.assign(rows=rows.astype(int), count=count.astype(int))[list(cells.columns)]


def _reconciled(
    counted: pd.DataFrame, rejects: pd.DataFrame, records: Engine, sources: Sequence[Source]
) -> Quality:
    files = []
    for place, source in enumerate(sources):
        reasons = rejects["reason"][rejects["file"] == place]
        files.append(
            FileCount(
                file=source.path.name,
                read=records.rows_of(source),
                counted=int(counted["rows"][counted["file"] == place].sum()),
                rejected={rule: int((reasons == rule).sum()) for rule in REASONS},
            )
        )
    named = rejects.assign(
        row=[_row(sources, record) for _, record in rejects.iterrows()],
        file=[sources[place].path.name for place in rejects["file"]],
    )
    return Quality(tuple(files), named[list(REJECT_COLUMNS)])


def _named(frame: pd.DataFrame, vocabulary: Mapping[str, Mapping[str, object]]) -> pd.DataFrame:
    """Return the frame with official words: levels by key, units and regions by official name."""
    named = frame.assign(
        **{column: _meaning(frame[column], words) for column, words in vocabulary.items()},
        **{name: frame[name].fillna("").str.strip() for name in ("item", "channel")},
    )
    return named.rename(columns={"satisfaction": "level"})


def _cube(cells: pd.DataFrame) -> pd.DataFrame:
    """Add up the cells of all files; sorted, so that the same records give the same bytes."""
    keys = [column for column in CUBE_COLUMNS if column != "count"]
    typed = cells.astype({"active": bool})
    return typed.groupby(keys, sort=True)["count"].sum().reset_index()
