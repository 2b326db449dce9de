"""Parquet inside DuckDB: every value is looked at once, none is handed out.

A limit for SQL alone: DuckDB keeps a dictionary as it is, and copies no text.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from benchmarks.data_pass import city, contest

_QUERY = f"""
SELECT count(*), max({city.TIME}),
       {", ".join(f"max(strlen({header}))" for header in city.NEEDED if header != city.TIME)}
FROM read_parquet(?)"""  # noqa: S608 - the headers are our own


def main(arguments: Sequence[str] | None = None) -> None:
    """Scan a file and hand in how many records it has."""
    told = parser().parse_args(arguments)
    found = duckdb.connect().execute(_QUERY, [str(told.records)]).fetchall()
    contest.write_numbers(told.target, read=found[0][0])


parser = contest.parser


if __name__ == "__main__":
    main()
