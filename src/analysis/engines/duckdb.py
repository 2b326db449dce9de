"""The evaluation query on DuckDB: files -> a cube that carries its defects, and look-ups by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.engines.bursts import SINGLE, WHOM, WHOM_KEY, by_whom, second_key, without
from analysis.engines.complaints import complaint
from analysis.engines.hashes import Counts, Hashed, Hashes, passes_for
from analysis.engines.times import MACROS
from analysis.engines.typed import DIMENSIONS, RawRecords, typed_select
from analysis.errors import InputsError
from analysis.quarter import Quarter

# What a cell of the cube is told apart by: where it was read, when it was, its words as written.
CELL_KEYS = ("file", "month", "time_state", "kind", *DIMENSIONS)
# The column in which DuckDB numbers the rows of a Parquet file, from 0.
_ROW_NUMBER = "file_row_number"
# What the libraries need beside the records, and what it grows to while records stream through.
_LIBRARIES_MB, _STREAMING_MB = 220, 375


class Engine:
    """One connection over the evaluation files of one quarter."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, memory_mb: int) -> None:
        self._connection = connection
        self._memory_mb = memory_mb
        self._rows = 0
        self._named = "评价记录"

    def stored_columns(self, path: Path) -> tuple[str, dict[str, str]]:
        """Return the relation of a Parquet file, and its headers with their DuckDB types."""
        escaped = str(path).replace("'", "''")
        described = self._fetch(f"DESCRIBE SELECT * FROM read_parquet('{escaped}')", path)
        types = dict(zip(described["column_name"], described["column_type"], strict=True))
        if _ROW_NUMBER in types:
            raise InputsError(f"{path.name} 有名为 {_ROW_NUMBER} 的列，与程序所用的相同，请改名。")
        return f"read_parquet('{escaped}', {_ROW_NUMBER} = true)", types

    def store(self, batches: pa.RecordBatchReader, records: RawRecords, target: Path) -> int:
        """Write text records, typed, to a Parquet file; return how many were written.

        `records.relation` is the name that the batches are selected from.
        """
        escaped = str(target).replace("'", "''")
        self._connection.register(records.relation.strip('"'), batches)
        copied = self._run(
            f"COPY ({typed_select(records)}) TO '{escaped}' (FORMAT parquet, COMPRESSION zstd)"
        ).fetchone()
        self._connection.unregister(records.relation.strip('"'))
        return int(copied[0]) if copied else 0

    def open(self, selects: Mapping[str, str], quarter: Quarter) -> None:
        """Define the typed records of all tables (name -> SQL) as one view; nothing is read yet."""
        self._named = "、".join(selects)
        union = " UNION ALL ".join(
            f"SELECT {place} AS file, * FROM ({select})"
            for place, select in enumerate(selects.values())
        )
        self._run(
            f"""CREATE VIEW records AS SELECT *, CASE
                    WHEN evaluated_at >= TIMESTAMP '{quarter.start}'
                     AND evaluated_at < TIMESTAMP '{quarter.end}'
                    THEN month(evaluated_at) ELSE 0 END AS month
                FROM ({union})"""
        )

    def cube(self) -> pd.DataFrame:
        """One pass: a row a cell (CELL_KEYS); month 0 is outside the quarter or no time.

        Beside the keys: cell (its number), rows (records) and the first of them, count
        (evaluations), bad_counts (records whose own count is not a whole number above 0) and the
        first of them.
        """
        keys = ", ".join(CELL_KEYS)
        self._run(
            f"""CREATE TEMP TABLE cells AS SELECT row_number() OVER () AS cell, * FROM (
                    SELECT {keys}, COUNT(*) AS rows, SUM(count)::BIGINT AS count,
                           MIN(row) AS first_row,
                           COUNT(*) FILTER (WHERE count IS NULL OR count < 1) AS bad_counts,
                           MIN(row) FILTER (WHERE count IS NULL OR count < 1) AS first_bad
                    FROM records GROUP BY {keys})"""
        )
        cells = self._fetch("SELECT * FROM cells ORDER BY cell")
        self._rows = int(cells["rows"].sum())
        return cells

    def judge(self, verdicts: pd.DataFrame) -> None:
        """Say what becomes of each cell's records: frame of cell, verdict."""
        self._connection.register("said", verdicts)
        self._run(
            """CREATE TEMP TABLE verdicts AS
               SELECT cells.*, verdict FROM cells JOIN said USING (cell)"""
        )
        self._connection.unregister("said")

    def counts(self) -> list[tuple[int, int, int]]:
        """Count by a query of its own, apart from the cube's: (file, rows, those inside)."""
        return self._run(
            """SELECT file, COUNT(*), COUNT(*) FILTER (WHERE month > 0)
               FROM records GROUP BY file ORDER BY file"""
        ).fetchall()

    def has_ids(self, file: int) -> bool:
        """Tell whether any record of a file has an evaluation id."""
        found = self._run(
            f"SELECT 1 FROM records WHERE file = {file} AND evaluation_id IS NOT NULL LIMIT 1"
        )
        return bool(found.fetchall())

    def note(self, words: Mapping[str, Sequence[str | None]]) -> None:
        """Keep the few records that are looked at singly; one pass for all of them.

        Those outside the quarter, those with one of the given words in a column, and those whose
        id may be repeated. Hashes of ids are sorted outside SQL: a GROUP BY over the ids costs
        several times the memory.
        """
        twice, _ = self._occurring("hash(evaluation_id)", "evaluation_id IS NOT NULL", 2)
        self._connection.register("twice", pd.DataFrame({"h": twice}))
        among = [_among(column, of_column) for column, of_column in words.items() if of_column]
        repeated = ["hash(evaluation_id) IN (SELECT h FROM twice)"] if len(twice) else []
        self._run(
            f"""CREATE TEMP TABLE noted AS
                SELECT r.*, v.cell, v.verdict, r.evaluation_id IS NOT NULL
                       AND hash(evaluation_id) IN (SELECT h FROM twice) AS suspect
                FROM (SELECT * FROM records
                      WHERE {" OR ".join(["month = 0", *among, *repeated])}) r
                JOIN verdicts v ON {_same_cell()}"""
        )

    def repeated(self) -> pd.DataFrame:
        """Find the evaluation ids that stand on more than one record that would count.

        All but the first, by file and row, are `again`; returns them by cell: cell, file, rows,
        count. They and the rejected are `uncounted`.
        """
        self._run(
            """CREATE TEMP TABLE again AS SELECT * FROM (
                    SELECT cell, file, row, evaluation_id, count,
                           row_number() OVER same_id AS nth,
                           hash(region, unit, item, satisfaction, active, evaluated_at) AS content,
                           first_value(content) OVER same_id <> content AS differs
                    FROM noted WHERE suspect AND verdict = 'counted'
                    WINDOW same_id AS (PARTITION BY evaluation_id ORDER BY file, row))
                WHERE nth > 1"""
        )
        self._run(
            """CREATE TEMP VIEW uncounted AS
               SELECT * FROM noted SEMI JOIN again USING (file, row)
               UNION ALL SELECT * FROM noted WHERE verdict <> 'counted'"""
        )
        return self._fetch(
            """SELECT cell, file, COUNT(*) AS rows, SUM(count)::BIGINT AS count
               FROM again GROUP BY cell, file ORDER BY cell"""
        )

    def differing(self) -> pd.DataFrame:
        """Count the repeated ids whose content is not that of the first: file, count, row."""
        return self._fetch(
            """SELECT file, COUNT(*) AS count, MIN(row) AS row FROM again
               WHERE differs GROUP BY file ORDER BY file"""
        )

    def rejected(self, limit: int) -> pd.DataFrame:
        """Return the first rejected records, in order of file and row: file, row, reason, id.

        Rejected is every noted record of a cell whose verdict is neither `counted` nor one that
        sets it aside (these begin with `_`), and every record that repeats an id.
        """
        return self._fetch(
            f"""SELECT file, row, verdict AS reason, evaluation_id FROM noted
                WHERE verdict <> 'counted' AND verdict[1] <> '_'
                UNION ALL SELECT file, row, 'repeated_id', evaluation_id FROM again
                ORDER BY 1, 2 LIMIT {limit}"""
        )

    def low_ratings(self, cells: pd.Series) -> pd.DataFrame:
        """Return the noted records of the given cells that count, in order of time."""
        self._connection.register("low_cells", pd.DataFrame({"cell": cells.astype("int64")}))
        return self._fetch(
            """SELECT file, evaluation_id, case_id, region, unit, item, channel,
                      satisfaction, active, evaluated_at, month, count
               FROM noted SEMI JOIN low_cells USING (cell) ANTI JOIN again USING (file, row)
               ORDER BY evaluated_at, evaluation_id, case_id, unit, item, channel, active"""
        )

    def bursts(self, size: int, quarter: Quarter) -> pd.DataFrame:
        """Find evaluations that count, of one unit and window in one second, `size` or more.

        A row for each unit, window and activity: file (the first that names them), unit, window,
        active, and the columns of `bursts.by_whom`.
        """
        key = second_key(quarter)
        keys, counts = self._occurring(key, f"{SINGLE} AND {self._answered()}", size)
        others = self._run(f"SELECT {key} AS h FROM uncounted WHERE {SINGLE}").fetchnumpy()
        counts = without(keys, counts, np.asarray(others["h"], dtype=np.uint64))
        crowded = by_whom(keys[counts >= size], counts[counts >= size], quarter)
        whom = self._fetch(
            f"""SELECT {WHOM_KEY} AS whom, * FROM (
                    SELECT MIN(file) AS file, {WHOM} FROM records
                    WHERE month > 0 GROUP BY {WHOM})"""
        )
        return crowded.merge(whom, on="whom").drop(columns="whom")

    def before_case(self) -> pd.DataFrame:
        """Count the records that count and are evaluated before their case, by file and unit.

        Columns: file, unit, count, row (the first).
        """
        return self._fetch(
            f"""SELECT file, unit, COUNT(*) AS count, MIN(row) AS row
                FROM records ANTI JOIN uncounted USING (file, row)
                WHERE month > 0 AND evaluated_at < case_at AND {self._answered()}
                GROUP BY file, unit ORDER BY file, unit"""
        )

    def _answered(self) -> str:
        """Return SQL for the words of satisfaction that count: the others are no answer."""
        words = self._run("SELECT DISTINCT satisfaction FROM verdicts WHERE verdict = 'counted'")
        return f"({_among('satisfaction', [word for (word,) in words.fetchall()]) or 'false'})"

    def _occurring(self, key: str, where: str, times: int) -> tuple[Hashed, Counts]:
        passes = passes_for(self._rows, self._memory_mb - _STREAMING_MB)
        hashes = Hashes(self._connection, self._rows, passes)
        try:
            return hashes.occurring(key, f"FROM records WHERE {where}", times)
        except (duckdb.Error, pa.ArrowException, OSError) as error:
            # What DuckDB raises while it streams comes out of Arrow, in either's family.
            raise complaint(error, self._named) from None

    def _fetch(self, query: str, path: Path | None = None) -> pd.DataFrame:
        return self._run(query, path).df()

    def _run(self, query: str, path: Path | None = None) -> duckdb.DuckDBPyConnection:
        try:
            return self._connection.execute(query)
        except duckdb.Error as error:
            raise complaint(error, path.name if path else self._named) from None


def kept_select(stored: Path) -> str:
    """Return SQL for the records that `store` wrote to a file."""
    escaped = str(stored).replace("'", "''")
    return f"SELECT * FROM read_parquet('{escaped}')"


@contextmanager
def engine(scratch: Path, time_zone: str, memory_mb: int) -> Iterator[Engine]:
    """Open DuckDB in memory, spilling below `scratch`; it never looks for an extension online.

    Times that carry a zone are read as the clocks of `time_zone` showed them.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "preserve_insertion_order": "false",
        "memory_limit": f"{max(memory_mb - _LIBRARIES_MB, 128)}MB",
        "temp_directory": str(scratch),
    }
    with duckdb.connect(config=settings) as connection:
        # In the wheel, but loaded only on demand: what knows time zones.
        connection.execute("LOAD icu")
        connection.execute("SET TimeZone = $zone", {"zone": time_zone})
        for macro in MACROS:
            connection.execute(macro)
        yield Engine(connection, memory_mb)


def _among(column: str, words: Sequence[str | None]) -> str:
    """Return SQL that tells whether a column holds one of the words; None is an empty cell."""
    listed = ", ".join("'" + word.replace("'", "''") + "'" for word in words if word is not None)
    known = [f"{column} IN ({listed})"] if listed else []
    return " OR ".join([*known, *([f"{column} IS NULL"] if None in words else [])])


def _same_cell() -> str:
    return " AND ".join(f"r.{key} IS NOT DISTINCT FROM v.{key}" for key in CELL_KEYS)
