"""What a run follows from: as its manifest records it, as it is now, and what differs.

Light on purpose: no record is read and pandas not imported, so that the state of every quarter is
known in a moment. The keys are those of manifest.json.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Any

from analysis.inputs.files import input_files
from analysis.inputs.fingerprints import file_hash
from analysis.params.blocks import Publication
from analysis.project import Project
from analysis.quarter import Quarter
from analysis.report_files import FACTS

DISTRIBUTION = "quarterly-bulletin"
# Libraries whose version can change a figure or a page.
_LIBRARIES = (
    "duckdb",
    "fonttools",
    "matplotlib",
    "nbconvert",
    "pandas",
    "papermill",
    "pikepdf",
    "pyarrow",
    "pylopdf-fonts-zh-cn",
    "python-docx",
    "seaborn",
    "typst",
)

# Two years: a trend of eight quarters, and of the year so far the same stretch a year ago.
QUARTERS_BACK = 7

# How a file's hash is found: read anew, or remembered of a file that did not change.
HashOf = Callable[[Path], str]


class Part(StrEnum):
    """What a run follows from, by its key in the manifest."""

    INPUTS = "inputs"
    PARAMS = "params"
    ROSTER = "roster"
    TEMPLATES = "templates"
    EARLIER = "compared_with"
    PROGRAM = "versions"


class How(StrEnum):
    """What became of a thing since."""

    CHANGED = "changed"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was: a file, a param, a template, an earlier quarter's file."""

    part: Part
    name: str
    how: How


def differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    """Say what differs between two states, `then` and `now` by the keys of the manifest.

    A part that only one of them states is not compared: older manifests lack some. Title, issuer
    and the like may change without running the notebooks again.
    """
    found = []
    for part in (part for part in Part if part in then and part in now):
        before, after = _flat(part, then[part]), _flat(part, now[part])
        found += [
            Difference(part, name, how)
            for name in sorted(before.keys() | after.keys())
            if (how := _how(name, before, after))
        ]
    return found


def versions() -> dict[str, str]:
    """Return the versions of this package and of the libraries that can change a result."""
    return {name: metadata.version(name) for name in (DISTRIBUTION, *_LIBRARIES)}


def templates(project: Project, hash_of: HashOf = file_hash) -> dict[str, str]:
    """Return file name -> SHA-256 of the notebook templates."""
    return {path.name: hash_of(path) for path in sorted(project.notebooks.glob("*.ipynb"))}


def roster(project: Project, hash_of: HashOf = file_hash) -> dict[str, str]:
    """Return file name -> SHA-256 of the roster of units."""
    path = project.params / "units.yaml"
    return {path.name: hash_of(path)} if path.is_file() else {}


def inputs(project: Project, quarter: Quarter, hash_of: HashOf = file_hash) -> dict[str, str]:
    """Return file name -> SHA-256 of what is there of a quarter's inputs."""
    return {path.name: hash_of(path) for path in input_files(project.data(quarter))}


def compared_with(
    project: Project, quarter: Quarter, hash_of: HashOf = file_hash
) -> dict[str, dict[str, str]]:
    """Return, by earlier quarter, the files that its facts come from and their hashes."""
    found = {}
    for earlier in quarter.last(QUARTERS_BACK + 1)[1:]:
        published = project.report(earlier) / FACTS
        if published.is_file():
            found[str(earlier)] = {published.name: hash_of(published)}
        elif files := inputs(project, earlier, hash_of):
            found[str(earlier)] = files
    return found


def _flat(part: Part, stated: Mapping[str, Any]) -> Mapping[str, Any]:
    if part is Part.EARLIER:
        return {
            f"{quarter}/{name}": value
            for quarter, files in stated.items()
            for name, value in files.items()
        }
    if part is Part.PARAMS:
        return {key: stated[key] for key in stated if key not in Publication.model_fields}
    return stated


def _how(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> How | None:
    if name not in before:
        return How.ADDED
    if name not in after:
        return How.GONE
    return How.CHANGED if before[name] != after[name] else None
