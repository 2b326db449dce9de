"""The evaluation query on DuckDB: files -> a cube that carries its defects, and row look-ups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.engines.complaints import explained
from analysis.errors import InputsError
from analysis.quarter import Quarter

# What a rate or level is broken down by; text as it stands in the file.
DIMENSIONS = ("region", "unit", "item", "channel", "satisfaction", "active")

# Column types of a time without a zone.
_LOCAL_TIMES = frozenset({"DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"})


@dataclass(frozen=True)
class Source:
    """A file, what DuckDB selects from, and where each column of the code stands in it."""

    path: Path
    relation: str
    columns: Mapping[str, str]


class Engine:
    """One connection over the evaluation files of one quarter."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._numbered = ""
        self._types: dict[str, dict[str, str]] = {}

    def headers(self, path: Path, delimiter: str = ",") -> tuple[str, list[str]]:
        """Return the relation that reads a file and its column headers; text is in UTF-8."""
        return self._described(_relation(path, delimiter), path)

    def headers_of_sheet(self, path: Path, sheet: pa.RecordBatch) -> tuple[str, list[str]]:
        """Return the relation of a sheet that is in memory, and its column headers."""
        name = _quoted(f"sheet of {path.name}")
        self._connection.register(name.strip('"'), pa.Table.from_batches([sheet]))
        return self._described(name, path)

    def _described(self, relation: str, path: Path) -> tuple[str, list[str]]:
        described = self._fetch(f"DESCRIBE SELECT * FROM {relation}", path)
        types = dict(zip(described["column_name"], described["column_type"], strict=True))
        self._types[relation] = types
        return relation, list(types)

    def open(self, sources: Sequence[Source], quarter: Quarter) -> None:
        """Define the records of all files as one view; nothing is read yet."""
        self._numbered = self._union(sources, quarter, row="row_number() OVER ()")
        self._connection.execute(
            f"CREATE OR REPLACE VIEW records AS {self._union(sources, quarter)}"
        )

    def cube(self) -> pd.DataFrame:
        """One pass: counts by file, month and dimensions; month 0 is outside the quarter.

        Columns: file, month, the dimensions, rows (records), count (evaluations) and
        bad_counts (records whose own count is not a whole number above 0).
        """
        return self._fetch(
            f"""SELECT file, month, {", ".join(DIMENSIONS)}, COUNT(*) AS rows,
                       SUM(count)::BIGINT AS count,
                       COUNT(*) FILTER (WHERE count IS NULL OR count < 1) AS bad_counts
                FROM records GROUP BY ALL"""
        )

    def rows_of(self, source: Source) -> int:
        """Count a file's records by a query of its own, apart from the cube's."""
        counted = self._fetch(f"SELECT COUNT(*) AS n FROM {source.relation}", source.path)
        return int(counted["n"].iloc[0])

    def repeated_ids(self) -> list[str]:
        """Return the evaluation ids that stand on more than one record.

        Hashes are sorted outside SQL: a GROUP BY over the ids costs several times the memory.
        """
        query = "SELECT hash(evaluation_id) AS h FROM records WHERE evaluation_id IS NOT NULL"
        hashes = np.sort(np.asarray(self._connection.execute(query).fetchnumpy()["h"]))
        twice = np.unique(hashes[1:][hashes[1:] == hashes[:-1]])
        if not len(twice):
            return []
        suspects = pd.DataFrame({"h": twice})
        self._connection.register("suspects", suspects)
        found = self._fetch(
            """SELECT evaluation_id FROM records SEMI JOIN suspects
               ON hash(evaluation_id) = suspects.h GROUP BY 1 HAVING COUNT(*) > 1 ORDER BY 1"""
        )
        return list(found["evaluation_id"])

    def number(self) -> None:
        """Read the records with their row numbers: slower, for look-ups alone."""
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE numbered AS {self._numbered}")

    def look_up(self, column: str, values: Sequence[str | None], limit: int) -> pd.DataFrame:
        """Return the first records (file, row, value) whose column holds one of the values."""
        wanted = pd.DataFrame({"value": pd.Series(list(values), dtype="object")})
        self._connection.register("wanted", wanted)
        return self._fetch(
            f"""SELECT file, row, {column} AS value FROM numbered SEMI JOIN wanted
                ON {column} IS NOT DISTINCT FROM CAST(wanted.value AS VARCHAR)
                ORDER BY file, row LIMIT {limit}"""
        )

    def records_where(self, condition: str) -> pd.DataFrame:
        """Return whole numbered records that meet a condition."""
        return self._fetch(f"SELECT * FROM numbered WHERE {condition} ORDER BY file, row")

    def low_ratings(self, words: Sequence[str], rejected: pd.DataFrame) -> pd.DataFrame:
        """Return the records at the given satisfaction words, in order of time.

        `rejected` names (file, row) of records that do not count; rows are numbered only then.
        """
        self._connection.register("low_words", pd.DataFrame({"word": list(words)}, dtype="str"))
        counting = "records"
        if len(rejected):
            self._connection.register("rejected", rejected[["file", "row"]].astype("int64"))
            counting = "(SELECT * FROM numbered ANTI JOIN rejected USING (file, row))"
        return self._fetch(
            f"""SELECT evaluation_id, case_id, region, unit, item, channel, satisfaction,
                       active, evaluated_at, month, count
                FROM {counting} SEMI JOIN low_words ON satisfaction = low_words.word
                WHERE month > 0
                ORDER BY evaluated_at, evaluation_id, case_id, unit, item, channel, active"""
        )

    def _union(self, sources: Sequence[Source], quarter: Quarter, row: str = "") -> str:
        return " UNION ALL ".join(
            _select(place, source, self._moment(source), quarter, row)
            for place, source in enumerate(sources)
        )

    def _moment(self, source: Source) -> str:
        """Return SQL for the evaluation time as the local clock showed it.

        Text and instants may carry a zone; the session's zone is the one of the params.
        """
        header = source.columns["evaluated_at"]
        kind, quoted = self._types[source.relation][header], _quoted(header)
        if kind in _LOCAL_TIMES:
            return f"CAST({quoted} AS TIMESTAMP)"
        # Around text, trim also keeps DuckDB 2.0 from moving the cast into its CSV reader, where
        # one cell that is no date stops the whole query.
        instant = f"trim({quoted})" if kind == "VARCHAR" else quoted
        return f"CAST(TRY_CAST({instant} AS TIMESTAMPTZ) AS TIMESTAMP)"

    def _fetch(self, query: str, path: Path | None = None) -> pd.DataFrame:
        try:
            return self._connection.execute(query).df()
        except duckdb.Error as error:
            raise InputsError(explained(str(error), path)) from None


@contextmanager
def engine(scratch: Path, time_zone: str) -> Iterator[Engine]:
    """Open DuckDB in memory, spilling below `scratch`; it never looks for an extension online.

    Times that carry a zone are read as the clocks of `time_zone` showed them.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "temp_directory": str(scratch),
    }
    with duckdb.connect(config=settings) as connection:
        # In the wheel, but loaded only on demand: what knows time zones.
        connection.execute("LOAD icu")
        connection.execute("SET TimeZone = $zone", {"zone": time_zone})
        yield Engine(connection)


def _relation(path: Path, delimiter: str) -> str:
    quoted = str(path).replace("'", "''")
    if path.suffix.lower() == ".parquet":
        return f"read_parquet('{quoted}')"
    dialect = """all_varchar=true, header=true, quote='"', escape='"'"""
    return f"read_csv('{quoted}', {dialect}, delim='{delimiter}')"


def _quoted(header: str) -> str:
    doubled = header.replace('"', '""')
    return f'"{doubled}"'


def _select(place: int, source: Source, moment: str, quarter: Quarter, row: str) -> str:
    """Select a file's records under the names of the code, as text."""

    def text(name: str) -> str:
        header = source.columns.get(name)
        if header is None:
            return f"CAST(NULL AS VARCHAR) AS {name}"
        return f"CAST({_quoted(header)} AS VARCHAR) AS {name}"

    count = source.columns.get("count", "").replace('"', '""')
    names = ("evaluation_id", "case_id", *DIMENSIONS)
    numbered = f"{row} AS row, " if row else ""
    return f"""
        SELECT {place} AS file, {numbered}*,
               CASE WHEN evaluated_at >= TIMESTAMP '{quarter.start}'
                     AND evaluated_at < TIMESTAMP '{quarter.end}'
                    THEN month(evaluated_at) ELSE 0 END AS month
        FROM (SELECT {", ".join(text(name) for name in names)},
                     {_whole(count) if count else "1"} AS count,
                     {moment} AS evaluated_at
              FROM {source.relation})"""


def _whole(header: str) -> str:
    # A bare cast would round 2.5 and read 1e3.
    pattern = r"^\s*([0-9]{1,15})(\.0+)?\s*$"
    return f"TRY_CAST(regexp_extract(CAST(\"{header}\" AS VARCHAR), '{pattern}', 1) AS BIGINT)"
