"""A quarter's inputs as small tidy tables, read once and kept by their fingerprint."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

import analysis
from analysis.inputs.evaluations import read_evaluations
from analysis.inputs.files import files_of, find_files
from analysis.inputs.ledgers import commendations, hall_units, service_stars, supervision_orders
from analysis.inputs.quality import FileCount, Quality
from analysis.params.blocks import Reading
from analysis.quarter import Quarter
from analysis.roster import Roster

# The kind of input each prepared table comes from.
KIND_OF_TABLE: Mapping[str, str] = {
    "cube": "evaluations",
    "low_ratings": "evaluations",
    "hall_units": "hall",
    "stars": "service_stars",
    "orders": "supervision_orders",
    "commendations": "commendations",
}
_KINDS = tuple(dict.fromkeys(KIND_OF_TABLE.values()))
# What decides how an input is read: a change here makes kept tables stale.
_READING_CODE = ("inputs", "engines", "levels.py", "roster.py", "quarter.py")


@dataclass(frozen=True)
class Inputs:
    """What a quarter is read from and how; `kinds` are those that are there."""

    folder: Path
    quarter: Quarter
    roster: Roster
    reading: Reading
    kinds: tuple[str, ...]

    @property
    def files(self) -> list[Path]:
        """Every input file, by kind and name."""
        return [path for kind in self.kinds for path in files_of(kind, self.folder)]

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """File name -> SHA-256 of its content, as first asked for."""
        return {path.name: file_hash(path) for path in self.files}

    @property
    def digest(self) -> str:
        """One SHA-256 over all files: equal digests, equal data."""
        return _digest(self.hashes)

    def fingerprint(self) -> str:
        """Hash what the prepared tables follow from: files, roster, reading, code."""
        folder = Path(analysis.__file__).parent
        code = {
            str(path.relative_to(folder)): file_hash(path)
            for part in _READING_CODE
            for path in sorted([folder / part, *(folder / part).rglob("*.py")])
            if path.is_file()
        }
        stated = [
            str(self.quarter),
            self.hashes,
            asdict(self.roster),
            self.reading.model_dump(mode="json"),
            code,
        ]
        return _digest(stated)


@dataclass(frozen=True)
class Prepared:
    """The tables of a quarter, and for its evaluations the reconciliation."""

    tables: Mapping[str, pd.DataFrame]
    quality: Quality | None


def required_inputs(folder: Path, quarter: Quarter, roster: Roster, reading: Reading) -> Inputs:
    """Name the inputs of a quarter that is to be published: every kind must be there."""
    for kind in _KINDS:
        files_of(kind, folder)
    return Inputs(folder, quarter, roster, reading, _KINDS)


def available_inputs(folder: Path, quarter: Quarter, roster: Roster, reading: Reading) -> Inputs:
    """Name the inputs of an earlier quarter: whatever kinds are there."""
    kinds = tuple(kind for kind in _KINDS if find_files(kind, folder))
    return Inputs(folder, quarter, roster, reading, kinds)


def prepare(inputs: Inputs, cache: Path) -> Prepared:
    """Return the tables of a quarter, read anew only if something they follow from changed."""
    fingerprint = inputs.fingerprint()
    kept = cache / f"{inputs.quarter}-{fingerprint[:16]}"
    if not kept.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".reading-", dir=cache))
        try:
            _write(inputs, scratch)
            _keep(scratch, kept)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    return _load(kept)


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's content."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _digest(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _write(inputs: Inputs, folder: Path) -> None:
    where, roster, quarter = inputs.folder, inputs.roster, inputs.quarter
    readers: dict[str, tuple[str, Callable[[], pd.DataFrame]]] = {
        "hall": ("hall_units", lambda: hall_units(where, roster)),
        "service_stars": ("stars", lambda: service_stars(where, roster, quarter)),
        "supervision_orders": ("orders", lambda: supervision_orders(where, roster, quarter)),
        "commendations": ("commendations", lambda: commendations(where, roster, quarter)),
    }
    # The small ledgers first: a mistake in them is told before the long reading begins.
    for kind, (name, read) in readers.items():
        if kind in inputs.kinds:
            read().to_parquet(folder / f"{name}.parquet", index=False)
    if "evaluations" in inputs.kinds:
        evaluations = read_evaluations(where, quarter, roster, inputs.reading, folder)
        evaluations.cube.to_parquet(folder / "cube.parquet", index=False)
        evaluations.low_ratings.to_parquet(folder / "low_ratings.parquet", index=False)
        evaluations.quality.rejects.to_csv(folder / "rejects.csv", index=False)
        counts = [asdict(file) for file in evaluations.quality.files]
        (folder / "quality.json").write_text(json.dumps(counts, ensure_ascii=False), "utf-8")


def _keep(scratch: Path, kept: Path) -> None:
    """Put whole tables in place; another run may have been quicker, with the same tables."""
    try:
        scratch.rename(kept)
    except OSError:
        if not kept.is_dir():
            raise
    quarter = kept.name.split("-")[0]
    for stale in kept.parent.glob(f"{quarter}-*"):
        if stale != kept:
            shutil.rmtree(stale, ignore_errors=True)


def _load(folder: Path) -> Prepared:
    tables = {
        name: pd.read_parquet(folder / f"{name}.parquet")
        for name in KIND_OF_TABLE
        if (folder / f"{name}.parquet").is_file()
    }
    quality = None
    if (folder / "quality.json").is_file():
        counts = json.loads((folder / "quality.json").read_text("utf-8"))
        rejects = pd.read_csv(folder / "rejects.csv", dtype={"evaluation_id": "string"})
        quality = Quality(tuple(FileCount(**count) for count in counts), rejects)
    return Prepared(tables, quality)
