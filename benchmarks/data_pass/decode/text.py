"""Comma-separated text by pyarrow.csv, which turns another encoding into UTF-8 as it reads."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
from pyarrow import csv

from benchmarks.data_pass import city, contest


def main(arguments: Sequence[str] | None = None) -> None:
    """Decode a file and hand in how many records it has."""
    told = parser().parse_args(arguments)
    wanted = csv.ConvertOptions(
        include_columns=list(city.NEEDED), column_types=dict.fromkeys(city.NEEDED, pa.string())
    )
    encoded = csv.ReadOptions(encoding=told.encoding)
    batches = csv.open_csv(told.records, encoded, convert_options=wanted)
    contest.write_numbers(told.target, read=sum(batch.num_rows for batch in batches))


parser = contest.parser


if __name__ == "__main__":
    main()
