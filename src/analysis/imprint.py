"""What a bulletin says of itself and is held against, beside its notebooks: no record, no table.

So that editing a sentence publishes it anew without opening the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import basis
from analysis.basis import HashOf, Part
from analysis.inputs.delivered import required_inputs
from analysis.inputs.fingerprints import digest
from analysis.params.loading import Params, load_params
from analysis.params.units import load_roster
from analysis.project import Project
from analysis.quarter import Quarter
from analysis.roster import Roster


@dataclass(frozen=True)
class Imprint:
    """A quarter's params and roster, and the hashes of its inputs: file name -> SHA-256."""

    project: Project
    params: Params
    roster: Roster
    hashes: Mapping[str, str]

    @property
    def quarter(self) -> Quarter:
        """The quarter that it is about."""
        return self.params.quarter

    @property
    def report(self) -> Path:
        """The quarter's report folder."""
        return self.project.report(self.quarter)

    @property
    def data_digest(self) -> str:
        """One SHA-256 over all inputs: equal digests, equal data."""
        return digest(dict(self.hashes))

    def figures(self, hash_of: HashOf) -> dict[str, Any]:
        """Return what the figures of a run follow from, by the keys of the manifest."""
        return {
            Part.INPUTS: dict(self.hashes),
            Part.PARAMS: self.params.written,
            Part.ROSTER: basis.roster(self.project, hash_of),
            Part.EARLIER: basis.compared_with(self.project, self.quarter, hash_of),
        }


def open_imprint(project: Project, quarter: Quarter, hash_of: HashOf) -> Imprint:
    """Read a quarter's params and roster, and hash its inputs; every kind must be there."""
    params, roster = load_params(project.params, quarter), load_roster(project.params)
    inputs = required_inputs(project.data(quarter), quarter, roster, params.reading)
    return Imprint(project, params, roster, {path.name: hash_of(path) for path in inputs.files})
