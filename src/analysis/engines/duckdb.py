"""The evaluation query on DuckDB: files -> a cube that carries its defects, and look-ups by row.

What it finds stays in tables of the connection, where the rules of inputs/ go on with it: `cells`
(the cube), `noted` and `again` (records looked at singly), `bursts`. Only small results leave it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from analysis.engines.bursts import SINGLE, WHOM, WHOM_KEY, by_whom, second_key, without
from analysis.engines.complaints import complaint
from analysis.engines.hashes import Counts, Hashed, Hashes, passes_for
from analysis.engines.impersonal import Impersonal
from analysis.engines.stored import Row, Stored, described
from analysis.engines.times import MACROS
from analysis.engines.typed import DIMENSIONS, RawRecords, typed_select
from analysis.quarter import Quarter

# What a cell of the cube is told apart by: where it was read, when it was, its words as written.
CELL_KEYS = ("file", "month", "time_state", "kind", *DIMENSIONS)
# What tells records with one id: those without are each a stranger to all others. Written so that
# an id, which is dear to tidy, is looked at once a row.
_ID_KEY = "CASE WHEN evaluation_id IS NULL THEN hash(file, row) ELSE hash(evaluation_id) END"
# What the libraries need beside the records, and what it grows to while records stream through.
_LIBRARIES_MB, _STREAMING_MB = 220, 375


class Engine:
    """One connection over the evaluation files of one quarter."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, memory_mb: int) -> None:
        self._connection = connection
        self._memory_mb = memory_mb
        self._rows = 0
        self._named = "评价记录"
        self._inside = "false"

    def rows(self, query: str) -> list[Row]:
        """Return what a query over the tables of this connection finds: a few rows."""
        return self._run(query).fetchall()

    def define(self, statement: str) -> None:
        """Run a statement that makes a table or view of this connection from others."""
        self._run(statement)

    def tabulate(self, name: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """Make a table of a few rows; `columns` are names with their types."""
        self._run(f"CREATE TEMP TABLE {name} ({', '.join(columns)})")
        if rows:
            unnested = ", ".join("unnest(?)" for _ in columns)
            values = [list(column) for column in zip(*rows, strict=True)]
            self._run(f"INSERT INTO {name} SELECT {unnested}", values=values)

    def keep(self, query: str, target: Path) -> None:
        """Write what a query finds to a Parquet file."""
        escaped = str(target).replace("'", "''")
        self._run(f"COPY ({query}) TO '{escaped}' (FORMAT parquet)")

    def stored(self, path: Path) -> Stored:
        """Describe a Parquet file by its footer; nothing else of it is read yet."""
        return described(path, lambda query: self._run(query, path).fetchall())

    def impersonal(self) -> Impersonal:
        """Return what judges the words of batches on their way to `store`."""
        return Impersonal(self._connection)

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
        """Define the typed records of all tables (name -> SQL) as one view; nothing is read yet.

        `file` is the place of a table; `tables` has its name.
        """
        self._named = "、".join(selects)
        self._inside = (
            f"(evaluated_at >= TIMESTAMP '{quarter.start}'"
            f" AND evaluated_at < TIMESTAMP '{quarter.end}')"
        )
        self.tabulate("tables", ("file INTEGER", "name VARCHAR"), [*enumerate(selects)])
        union = " UNION ALL ".join(
            f"SELECT {place} AS file, * FROM ({select})"
            for place, select in enumerate(selects.values())
        )
        self._run(
            f"""CREATE VIEW records AS SELECT *,
                       CASE WHEN {self._inside} THEN month(evaluated_at) ELSE 0 END AS month
                FROM ({union})"""
        )

    def cube(self) -> None:
        """One pass: table `cells`, a row a cell (CELL_KEYS); month 0 is none of the quarter.

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
        ((rows,),) = self.rows("SELECT COALESCE(SUM(rows), 0)::BIGINT FROM cells")
        self._rows = int(rows)

    def counts(self) -> list[Row]:
        """Count by a query of its own, apart from the cube's: (file, rows, those inside)."""
        return self.rows(
            f"""SELECT file, COUNT(*), COUNT(*) FILTER (WHERE {self._inside})
                FROM records GROUP BY file ORDER BY file"""
        )

    def has_ids(self, file: int) -> bool:
        """Tell whether any record of a file has an evaluation id."""
        found = f"SELECT 1 FROM records WHERE file = {file} AND evaluation_id IS NOT NULL LIMIT 1"
        return bool(self.rows(found))

    def note(self, words: Mapping[str, Sequence[str | None]]) -> None:
        """Keep the few records that are looked at singly, as `noted`; one pass for all of them.

        Those outside the quarter, those with one of the given words in a column, and those whose
        id may be repeated: these are `suspect`. Hashes of ids are sorted outside SQL: a GROUP BY
        over the ids costs several times the memory.
        """
        twice, _ = self._occurring(_ID_KEY, "true", 2)
        self._connection.register("twice", {"h": twice})
        among = [_among(column, of_column) for column, of_column in words.items() if of_column]
        suspect = f"{_ID_KEY} IN (SELECT h FROM twice)" if len(twice) else "false"
        self._run(
            f"""CREATE TEMP TABLE noted AS
                SELECT r.*, j.cell, j.verdict
                FROM (SELECT * FROM (
                          SELECT *, {suspect} AS suspect FROM records)
                      WHERE {" OR ".join(["suspect", f"{self._inside} IS NOT TRUE", *among])}) r
                JOIN judged j ON {_same_cell()}"""
        )
        self._connection.unregister("twice")

    def find_repeated(self) -> None:
        """Find the evaluation ids that stand on more than one record that would count.

        All but the first, by file and row, are `again`; they and the rejected are `uncounted`.
        `differs`: the content is not that of the first.
        """
        self._run(
            """CREATE TEMP TABLE again AS SELECT * FROM (
                    SELECT cell, file, row, evaluation_id, count,
                           row_number() OVER same_id AS nth,
                           hash(region, unit, item, satisfaction, active, evaluated_at) AS content,
                           first_value(content) OVER same_id <> content AS differs
                    FROM noted WHERE suspect AND evaluation_id IS NOT NULL AND verdict = 'counted'
                    WINDOW same_id AS (PARTITION BY evaluation_id ORDER BY file, row))
                WHERE nth > 1"""
        )
        self._run(
            """CREATE TEMP VIEW uncounted AS
               SELECT * FROM noted SEMI JOIN again USING (file, row)
               UNION ALL SELECT * FROM noted WHERE verdict <> 'counted'"""
        )

    def rejected(self, limit: int) -> list[Row]:
        """Return the first rejected records, in order of file and row: file, row, reason, id.

        Rejected is every noted record of a cell whose verdict is neither `counted` nor one that
        sets it aside (these begin with `_`), and every record that repeats an id.
        """
        return self.rows(
            f"""SELECT file, row, verdict, evaluation_id FROM noted
                WHERE verdict <> 'counted' AND verdict[1] <> '_'
                UNION ALL SELECT file, row, 'repeated_id', evaluation_id FROM again
                ORDER BY 1, 2 LIMIT {limit}"""
        )

    def find_bursts(self, size: int, quarter: Quarter) -> None:
        """Find evaluations that count, of one unit and window in one second, `size` or more.

        Table `bursts`, a row for each unit, window and activity: file (the first that names them),
        unit, window, active, and the columns of `bursts.by_whom`.
        """
        key = second_key(quarter)
        single = f"{self._inside} AND {SINGLE}"
        keys, counts = self._occurring(key, f"{single} AND {self._answered()}", size)
        others = self._run(f"SELECT {key} AS h FROM uncounted WHERE {single}").fetchnumpy()
        counts = without(keys, counts, np.asarray(others["h"], dtype=np.uint64))
        crowded = by_whom(keys[counts >= size], counts[counts >= size])
        self._connection.register("crowded", crowded)
        self._run(
            f"""CREATE TEMP TABLE bursts AS
                SELECT * REPLACE (TIMESTAMP '{quarter.start}' + to_seconds(earliest) AS earliest)
                FROM crowded JOIN (
                    SELECT {WHOM_KEY} AS whom, * FROM (
                        SELECT MIN(file) AS file, {WHOM} FROM records
                        WHERE {self._inside} AND {WHOM_KEY} IN (SELECT whom FROM crowded)
                        GROUP BY {WHOM})) USING (whom)"""
        )
        self._connection.unregister("crowded")

    def before_case(self) -> str:
        """Return a query for the records that count and are evaluated before their case.

        By file and unit: file, unit, count, row (the first).
        """
        return f"""SELECT file, unit, COUNT(*) AS count, MIN(row) AS row
                   FROM records ANTI JOIN uncounted USING (file, row)
                   WHERE {self._inside} AND evaluated_at < case_at AND {self._answered()}
                   GROUP BY file, unit"""

    def _answered(self) -> str:
        """Return SQL for the words of satisfaction that count: the others are no answer."""
        words = self.rows("SELECT DISTINCT satisfaction FROM judged WHERE verdict = 'counted'")
        return f"({_among('satisfaction', [word for (word,) in words]) or 'false'})"

    def _occurring(self, key: str, where: str, times: int) -> tuple[Hashed, Counts]:
        passes = passes_for(self._rows, self._memory_mb - _STREAMING_MB)
        hashes = Hashes(self._connection, self._rows, passes)
        try:
            return hashes.occurring(key, f"FROM records WHERE {where}", times)
        except (duckdb.Error, pa.ArrowException, OSError) as error:
            # What DuckDB raises while it streams comes out of Arrow, in either's family.
            raise complaint(error, self._named) from None

    def _run(
        self, query: str, path: Path | None = None, values: Sequence[object] | None = None
    ) -> duckdb.DuckDBPyConnection:
        try:
            return self._connection.execute(query, values)
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
    return " AND ".join(f"r.{key} IS NOT DISTINCT FROM j.{key}" for key in CELL_KEYS)
