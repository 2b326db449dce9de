"""The records by polars 2: lazy, streaming, ids as hashes, one scan for all questions.

Needs polars, which this project does not use, and fastexcel for .xlsx; see README.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import polars as pl

from benchmarks.data_pass import city, contest

_COLUMNS = [header for header in city.HEADERS.values() if header != city.COMMENT]
_NAMES = {header: name for name, header in city.HEADERS.items() if header != city.COMMENT}
_START, _END = datetime.fromisoformat(city.START), datetime.fromisoformat(city.END)
_ID, _MOMENT = pl.col("evaluation_id"), pl.col("evaluated_at")
_INSIDE = _MOMENT.is_between(_START, _END, closed="left")
_STATED = _INSIDE & (pl.col("active") == "是")
_AT_ONCE = (pl.col("unit"), _MOMENT.dt.truncate("1s").alias("second"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Read a file, check it, and hand in the cube and the low ratings."""
    told = parser().parse_args(arguments)
    month = pl.when(_INSIDE).then(_MOMENT.dt.month()).otherwise(0)
    records = scanned(told.records, told.encoding).rename(_NAMES).with_columns(month=month)
    numbered = records.with_row_index("row")
    cells, ids, seconds, low = pl.collect_all(
        [
            records.group_by(contest.KEYS).agg(count=pl.len()),
            records.select(_ID.hash()),
            records.filter(_STATED).select(pl.struct(_AT_ONCE).hash()),
            numbered.filter(pl.col("level").is_in(city.LOW_WORDS), _INSIDE),
        ],
        engine="streaming",
    )
    again = _again(numbered, ids.to_series())
    low.join(again, on="row", how="anti").select(
        *contest.LOW_COLUMNS[:-2], pl.col("active") == "是", "evaluated_at"
    ).write_parquet(told.target / contest.LOW)
    _less(cells, again).with_columns(pl.col("active") == "是").write_parquet(
        told.target / contest.CUBE
    )
    contest.write_numbers(
        told.target,
        read=cells["count"].sum(),
        outside=cells.filter(month=0)["count"].sum(),
        repeated=again.height,
        bursts=_bursts(records, seconds.to_series()),
        unknown=sum(len({*cells[name].unique()} - {*city.KNOWN[name]}) for name in city.KNOWN),
    )


parser = contest.parser


def scanned(path: Path, encoding: str) -> pl.LazyFrame:
    """Return the needed columns of a file, not read yet where polars can put it off."""
    if path.suffix == ".parquet":
        return pl.scan_parquet(path).select(_COLUMNS)
    texts = dict.fromkeys(city.HEADERS.values(), pl.String)
    if path.suffix == ".xlsx":
        wanted = {header: texts[header] for header in _COLUMNS}
        text = pl.read_excel(path, columns=_COLUMNS, schema_overrides=wanted).lazy()
    elif encoding == "utf-8":
        text = pl.scan_csv(path, schema=texts).select(_COLUMNS)
    else:
        # Other encodings only whole and in memory.
        text = pl.read_csv(path, columns=_COLUMNS, schema_overrides=texts, encoding=encoding).lazy()
    return text.with_columns(pl.col(city.TIME).str.to_datetime("%Y-%m-%d %H:%M:%S"))


def _again(numbered: pl.LazyFrame, hashes: pl.Series) -> pl.DataFrame:
    """Return the records of the quarter whose id stood there before."""
    suspects = _ID.hash().is_in(_occurring(hashes, 2).implode())
    found = numbered.filter(suspects, _INSIDE).collect(engine="streaming")
    return found.sort("row").filter(~_ID.is_first_distinct())


def _bursts(records: pl.LazyFrame, hashes: pl.Series) -> int:
    """Return how many seconds have so many stated evaluations of one unit."""
    crowded = _occurring(hashes, contest.BURST)
    if crowded.is_empty():
        return 0
    among = pl.struct(_AT_ONCE).hash().is_in(crowded.implode())
    counts = records.filter(_STATED, among).group_by(_AT_ONCE).agg(count=pl.len())
    found = counts.filter(pl.col("count") >= contest.BURST).select(pl.len())
    return int(found.collect(engine="streaming").item())


def _occurring(hashes: pl.Series, times: int) -> pl.Series:
    """Return the values that occur so many times or more."""
    ordered = hashes.sort()
    return ordered.filter(ordered == ordered.shift(times - 1)).unique()


def _less(cells: pl.DataFrame, again: pl.DataFrame) -> pl.DataFrame:
    """Return the cells of the quarter, repeated records taken off."""
    less = again.group_by(contest.KEYS).agg(less=pl.len())
    joined = cells.filter(pl.col("month") > 0).join(less, on=contest.KEYS, how="left")
    count = pl.col("count").cast(pl.Int64) - pl.col("less").fill_null(0)
    return joined.with_columns(count=count).filter(pl.col("count") > 0).drop("less")


if __name__ == "__main__":
    main()
