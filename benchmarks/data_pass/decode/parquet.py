"""Parquet by pyarrow, columns of words kept as dictionaries.

That is the quickest of what was tried that hands columns out: `--text`, words as text, as
pyarrow does it unasked, takes 1.3 to 2.3 times as long, pyarrow.dataset and DuckDB's Arrow reader
longer still. Without `pre_buffer=False` pyarrow keeps the whole file in memory.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from pyarrow.parquet import ParquetFile

from benchmarks.data_pass import city, contest


def main(arguments: Sequence[str] | None = None) -> None:
    """Decode a file and hand in how many records it has."""
    told = parser().parse_args(arguments)
    coded = [] if told.text else list(city.WORDS)
    file = ParquetFile(told.records, read_dictionary=coded, pre_buffer=False)
    batches = file.iter_batches(columns=list(city.NEEDED))
    contest.write_numbers(told.target, read=sum(batch.num_rows for batch in batches))


def parser() -> argparse.ArgumentParser:
    """Return the arguments of this script."""
    made = contest.parser()
    made.add_argument("--text", action="store_true", help="words as text")
    return made


if __name__ == "__main__":
    main()
