"""Evaluation records -> the cube and the low ratings, every row counted or rejected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.engines.duckdb import DIMENSIONS, Engine, Source, engine
from analysis.errors import InputsError
from analysis.inputs.columns import header_of, located
from analysis.inputs.files import files_of
from analysis.inputs.quality import REASONS, REJECT_COLUMNS, FileCount, Quality
from analysis.inputs.sheets import is_sheet, read_sheet
from analysis.inputs.text import as_utf8, delimiter_of, encoding_of, is_text
from analysis.inputs.vocabulary import Vocabulary
from analysis.params.blocks import Reading
from analysis.quarter import Quarter
from analysis.roster import Roster

CUBE_COLUMNS = ("month", "region", "unit", "item", "channel", "level", "active", "count")
# How many words that are not declared a message lists before it counts the rest.
_LISTED = 5

Sources = Sequence[Source]


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
    vocabulary = Vocabulary(roster, reading)
    with engine(scratch, reading.time_zone) as records:
        files = files_of("evaluations", folder)
        sources = [_source(records, path, scratch) for path in files]
        records.open(sources, quarter)
        cells = records.cube()
        _require_declared(cells, vocabulary, records, sources)
        rejects = _rejects(cells, records)
        counted = _without(cells[cells["month"] > 0], rejects)
        quality = _reconciled(counted, rejects, records, sources)
        low = vocabulary.named(records.low_ratings(vocabulary.low_words(cells), rejects))
    return Evaluations(_cube(vocabulary.named(counted)), low, quality)


def _source(records: Engine, path: Path, scratch: Path) -> Source:
    if is_text(path):
        encoding = encoding_of(path)
        readable = as_utf8(path, encoding, scratch)
        relation, headers = records.headers(readable, delimiter_of(path, encoding))
    elif is_sheet(path):
        relation, headers = records.headers_of_sheet(path, read_sheet("evaluations", path))
    else:
        relation, headers = records.headers(path)
    columns = located("evaluations", headers, path.name)
    if not columns.keys() & {"evaluation_id", "count"}:
        raise InputsError(
            f"{path.name} 既没有“评价编号”列，也没有“数量”列：无法判断一行是一条评价还是多条。"
            f"文件中的列：{'、'.join(headers)}。"
        )
    return Source(path, relation, columns)


def _require_declared(
    cells: pd.DataFrame, vocabulary: Vocabulary, records: Engine, sources: Sources
) -> None:
    """Stop where a word is not declared or a count is none, with the place of its first use."""
    unknown = vocabulary.unknown(cells)
    bad_counts = int(cells["bad_counts"].sum())
    if not unknown and not bad_counts:
        return
    records.number()
    told = []
    for column, raw in unknown[:_LISTED]:
        place = _place(records.look_up(column, [raw], 1).iloc[0], sources)
        header = header_of("evaluations", column)
        told.append(f"{place}“{header}”：{vocabulary.why(column, raw)}。")
    if len(unknown) > _LISTED:
        told.append(f"另有 {len(unknown) - _LISTED} 个不认识的写法。")
    if bad_counts:
        place = _place(records.records_where("count IS NULL OR count < 1").iloc[0], sources)
        told.append(f"{place}“数量”不是大于 0 的整数（共 {bad_counts} 行）。")
    raise InputsError("\n".join(told))


def _place(record: pd.Series, sources: Sources) -> str:
    return f"{sources[record['file']].path.name} 第 {_row(sources, record)} 行"


def _row(sources: Sources, record: pd.Series) -> int:
    """Return the row as a spreadsheet shows it; a Parquet file has no header row."""
    header_rows = 0 if sources[record["file"]].path.suffix.lower() == ".parquet" else 1
    return int(record["row"]) + header_rows


def _rejects(cells: pd.DataFrame, records: Engine) -> pd.DataFrame:
    """Return the rejected records with their reason; looked up only where there are any."""
    repeated = records.repeated_ids()
    if not repeated and (cells["month"] > 0).all():
        return pd.DataFrame(columns=["file", "row", "reason", "evaluation_id", "month", "count"])
    records.number()
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
    # A key that is blank in every rejected record would come out of the grouping as a float.
    less = less.astype({key: cells[key].dtype for key in keys})
    joined = cells.merge(less, how="left", on=keys).fillna({"size": 0, "sum": 0})
    rows, count = joined["rows"] - joined["size"], joined["count"] - joined["sum"]
    return joined.assign(rows=rows.astype(int), count=count.astype(int))[list(cells.columns)]


def _reconciled(
    counted: pd.DataFrame, rejects: pd.DataFrame, records: Engine, sources: Sources
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


def _cube(cells: pd.DataFrame) -> pd.DataFrame:
    """Add up the cells of all files; sorted, so that the same records give the same bytes."""
    keys = [column for column in CUBE_COLUMNS if column != "count"]
    typed = cells.astype({"active": bool})
    return typed.groupby(keys, sort=True)["count"].sum().reset_index()
