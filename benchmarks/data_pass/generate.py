"""Files of evaluation records of an invented city, as many as wanted, of every kind.

    python -m benchmarks.data_pass.generate --sizes 1 10 --kinds parquet csv

The same size gives the same records. A file that is there is not made again.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.data_pass import city, layout
from benchmarks.data_pass.files import write_csv, write_parquet, write_xlsx
from benchmarks.data_pass.records import record_batches


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the files and name them."""
    chosen = parser().parse_args(arguments)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    (chosen.folder / "units.yaml").write_text(city.units_yaml(), "utf-8")
    for size in chosen.sizes:
        for kind in chosen.kinds:
            path = layout.place(chosen.folder, size, kind)
            if not path.is_file():
                _make(path, layout.records(size, kind), kind)
            print(path, flush=True)


def parser() -> argparse.ArgumentParser:
    """Return the arguments of this script."""
    made = argparse.ArgumentParser(description="Make evaluation records of an invented city.")
    layout.add_choice(made)
    return made


def _make(path: Path, records: int, kind: str) -> None:
    """Write a whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"unfinished{path.suffix}")
    batches = record_batches(records)
    if kind == "parquet":
        write_parquet(batches, unfinished)
    elif kind == "xlsx":
        write_xlsx(batches, unfinished)
    else:
        write_csv(batches, unfinished, layout.encoding(kind))
    unfinished.replace(path)


if __name__ == "__main__":
    main()
