"""A quarter's inputs as small tidy tables, read once and kept by their fingerprint."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from analysis.inputs.delivered import Inputs
from analysis.inputs.evaluations import Evaluations, read_evaluations
from analysis.inputs.keeping import put_in_place
from analysis.inputs.ledgers import commendations, hall_units, service_stars, supervision_orders
from analysis.inputs.quality import FileCount, Quality
from analysis.inputs.signals import SIGNALS
from analysis.progress import Progress

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
_SILENT = Progress(quiet=True)


@dataclass(frozen=True)
class Prepared:
    """The tables of a quarter; of its evaluations the reconciliation and what single ones show."""

    tables: Mapping[str, pd.DataFrame]
    quality: Quality | None
    signals: Mapping[str, pd.DataFrame]


def prepare(inputs: Inputs, cache: Path, progress: Progress | None = None) -> Prepared:
    """Return the tables of a quarter, read anew only if something they follow from changed."""
    fingerprint = inputs.fingerprint()
    kept = cache / f"{inputs.quarter}-{fingerprint[:16]}"
    if not kept.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".reading-", dir=cache))
        try:
            _write(inputs, scratch, cache / f"{_RECORDS}-{inputs.quarter}", progress or _SILENT)
            _keep(scratch, kept)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    return _load(kept)


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
        _write_evaluations(read_evaluations(inputs, records, progress), folder)


def _write_evaluations(read: Evaluations, folder: Path) -> None:
    frames = {"cube": read.cube, "low_ratings": read.low_ratings, **read.signals}
    for name, frame in frames.items():
        frame.to_parquet(folder / f"{name}.parquet", index=False)
    read.quality.rejects.to_csv(folder / "rejects.csv", index=False)
    counts = [asdict(file) for file in read.quality.files]
    (folder / "quality.json").write_text(json.dumps(counts, ensure_ascii=False), "utf-8")


def _keep(scratch: Path, kept: Path) -> None:
    """Put whole tables in place, and clear away those of earlier inputs."""
    put_in_place(scratch, kept)
    quarter = kept.name.split("-")[0]
    for stale in kept.parent.glob(f"{quarter}-*"):
        if stale != kept:
            shutil.rmtree(stale, ignore_errors=True)


def _load(folder: Path) -> Prepared:
    quality = None
    if (folder / "quality.json").is_file():
        counts = json.loads((folder / "quality.json").read_text("utf-8"))
        rejects = pd.read_csv(folder / "rejects.csv", dtype={"evaluation_id": "string"})
        quality = Quality(tuple(FileCount(**count) for count in counts), rejects)
    return Prepared(_frames(folder, KIND_OF_TABLE), quality, _frames(folder, SIGNALS))


def _frames(folder: Path, names: Iterable[str]) -> dict[str, pd.DataFrame]:
    paths = {name: folder / f"{name}.parquet" for name in names}
    return {name: pd.read_parquet(path) for name, path in paths.items() if path.is_file()}
