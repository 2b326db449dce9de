"""A quarter's inputs as small tidy tables, read once and kept by their fingerprint."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.delivery import scratch
from analysis.delivery.places import scratch_prefix
from analysis.disk import discard, put_in_place, reason
from analysis.errors import BulletinError, ExportError, InputsError
from analysis.inputs.delivered import Inputs
from analysis.inputs.evaluations import read_evaluations
from analysis.inputs.keeping import alone
from analysis.inputs.kept_evaluations import load_evaluations
from analysis.inputs.ledgers import commendations, hall_units, service_stars, supervision_orders
from analysis.inputs.quality import Quality
from analysis.progress import Progress
from analysis.quarter import Quarter

# The kind of input each prepared table comes from.
KIND_OF_TABLE: Mapping[str, str] = {
    "cube": "evaluations",
    "low_ratings": "evaluations",
    "hall_units": "hall",
    "stars": "service_stars",
    "orders": "supervision_orders",
    "commendations": "commendations",
}
# Where the typed records of a quarter's files are kept, beside its prepared tables.
_RECORDS = "records"
# Beside the tables: their names.
_TABLES = "tables.json"
_SILENT = Progress(quiet=True)


@dataclass(frozen=True)
class Prepared:
    """The tables of a quarter; of its evaluations the reconciliation and what single ones show."""

    tables: Mapping[str, pd.DataFrame]
    quality: Quality | None
    signals: Mapping[str, pd.DataFrame]


def prepare(inputs: Inputs, cache: Path, progress: Progress | None = None) -> Prepared:
    """Return the tables of a quarter, read anew only if something they follow from changed.

    Any number of programs may ask at once: one reads, the others wait for what it keeps.
    """
    kept = cache / f"{inputs.quarter}-{inputs.fingerprint()[:16]}"
    if (made := _load(kept)) is not None:
        return made
    try:
        return _read(inputs, kept, progress or _SILENT)
    except OSError as error:
        raise _refused(error, inputs.folder, cache) from None


def forget(quarter: Quarter, cache: Path) -> None:
    """Discard what is kept of a quarter's inputs, so that they are read anew."""
    place = cache / str(quarter)
    with alone(place, _SILENT):
        for kept in (*cache.glob(f"{quarter}-*"), cache / f"{_RECORDS}-{quarter}"):
            if kept.is_dir():
                discard(kept, scratch_prefix(place))


def _read(inputs: Inputs, kept: Path, progress: Progress) -> Prepared:
    cache = kept.parent
    place = cache / str(inputs.quarter)
    with alone(place, progress):
        # Another program may have read them meanwhile.
        if (made := _load(kept)) is not None:
            return made
        with scratch(place) as folder:
            _write(inputs, folder, cache / f"{_RECORDS}-{inputs.quarter}", progress)
            for stale in cache.glob(f"{inputs.quarter}-*"):
                discard(stale, scratch_prefix(place))
            put_in_place(folder, kept)
        return _required(kept)


def _refused(error: OSError, delivered: Path, cache: Path) -> BulletinError:
    """Say what could not be read, or else written."""
    if error.filename and Path(str(error.filename)).is_relative_to(delivered):
        return InputsError(f"无法读取 {Path(str(error.filename)).name}：{reason(error)}")
    return ExportError(f"无法写入 {cache}：{reason(error)}")


def _write(inputs: Inputs, folder: Path, records: Path, progress: Progress) -> None:
    where, roster, quarter = inputs.folder, inputs.roster, inputs.quarter
    reading = inputs.reading
    readers: dict[str, tuple[str, Callable[[], pd.DataFrame]]] = {
        "hall": ("hall_units", lambda: hall_units(where, roster, reading)),
        "service_stars": ("stars", lambda: service_stars(where, roster, quarter, reading)),
        "supervision_orders": (
            "orders",
            lambda: supervision_orders(where, roster, quarter, reading),
        ),
        "commendations": ("commendations", lambda: commendations(where, roster, quarter, reading)),
    }
    # The small ledgers first: a mistake in them is told before the long reading begins.
    for kind, (name, read) in readers.items():
        if kind in inputs.kinds:
            read().to_parquet(folder / f"{name}.parquet", index=False)
    if "evaluations" in inputs.kinds:
        read_evaluations(inputs, records, progress, folder)
    names = sorted(path.stem for path in folder.glob("*.parquet"))
    (folder / _TABLES).write_text(json.dumps(names), "utf-8")


def _load(folder: Path) -> Prepared | None:
    """Return what is kept; None where it is not there or not whole, whoever damaged it."""
    try:
        return _required(folder)
    except (OSError, ValueError, TypeError):
        return None


def _required(folder: Path) -> Prepared:
    names = json.loads((folder / _TABLES).read_text("utf-8"))
    ledgers = {
        name: pd.read_parquet(folder / f"{name}.parquet")
        for name, kind in KIND_OF_TABLE.items()
        if name in names and kind != "evaluations"
    }
    if "cube" not in names:
        return Prepared(ledgers, None, {})
    read = load_evaluations(folder)
    tables = {"cube": read.cube, "low_ratings": read.low_ratings, **ledgers}
    return Prepared(tables, read.quality, read.signals)
