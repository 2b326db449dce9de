"""Reading whole tables in tests, and what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.errors import InputsError
from analysis.inputs.readers.opening import open_tables
from analysis.inputs.readers.table import Header, RawTable
from analysis.params.sources import DeclaredSource

STARS = ("月份", "姓名", "单位")


@dataclass(frozen=True)
class Content:
    """What is read of one table: rows by their number, malformed rows, both counts."""

    name: str
    rows: dict[int, tuple[str, ...]]
    malformed: list[int]
    counts: tuple[int, int]


def source(**declared: object) -> DeclaredSource:
    """A declared source of all files."""
    return DeclaredSource.model_validate({"files": "*", **declared})


def contents(path: Path, kind: str = "service_stars", **declared: object) -> list[Content]:
    """Read every table of a file to its end."""
    return [_content(*opened) for opened in open_tables(path, kind, source(**declared))]


def content(path: Path, kind: str = "service_stars", **declared: object) -> Content:
    """Read the only table of a file to its end."""
    (only,) = contents(path, kind, **declared)
    return only


def refusal(path: Path, kind: str = "service_stars", **declared: object) -> str:
    """Return what is said of a file that cannot be read."""
    with pytest.raises(InputsError) as stopped:
        contents(path, kind, **declared)
    return str(stopped.value)


def _content(table: RawTable, header: Header) -> Content:
    rows: dict[int, tuple[str, ...]] = {}
    for batch in table.batches(header):
        lines = batch.to_pylist()
        rows |= {line.pop("row"): tuple(line.values()) for line in lines}
    counts = table.count_rows(header), table.count_rows(header, careful=True)
    return Content(table.name, rows, list(table.malformed), counts)
