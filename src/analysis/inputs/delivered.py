"""What was delivered for a quarter: which files of which kinds, and how they are to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from analysis.inputs.columns import KINDS
from analysis.inputs.files import files_of, find_files
from analysis.inputs.fingerprints import digest, file_hash, reading_code
from analysis.params.blocks import Reading
from analysis.quarter import Quarter
from analysis.roster import Roster


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
        return [path for kind in self.kinds for path in self.files_of(kind)]

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """File name -> SHA-256 of its content, as first asked for."""
        return {path.name: file_hash(path) for path in self.files}

    @property
    def digest(self) -> str:
        """One SHA-256 over all files: equal digests, equal data."""
        return digest(dict(self.hashes))

    def files_of(self, kind: str) -> list[Path]:
        """Return the files of one kind, by name; InputsError where there are none."""
        return files_of(kind, self.folder)

    def unmatched_sources(self) -> list[str]:
        """Return the declared patterns of file names that no file matches."""
        sources = self.reading.sources
        return [s.files for s in sources if not any(s.matches(path.name) for path in self.files)]

    def fingerprint(self) -> str:
        """Hash what the prepared tables follow from: files, roster, reading, code."""
        stated = [
            str(self.quarter),
            dict(self.hashes),
            asdict(self.roster),
            self.reading.model_dump(mode="json"),
            reading_code(),
        ]
        return digest(stated)


def required_inputs(folder: Path, quarter: Quarter, roster: Roster, reading: Reading) -> Inputs:
    """Name the inputs of a quarter that is to be published: every kind must be there."""
    for kind in KINDS:
        files_of(kind, folder)
    return Inputs(folder, quarter, roster, reading, tuple(KINDS))


def available_inputs(folder: Path, quarter: Quarter, roster: Roster, reading: Reading) -> Inputs:
    """Name the inputs of an earlier quarter: whatever kinds are there."""
    kinds = tuple(kind for kind in KINDS if find_files(kind, folder))
    return Inputs(folder, quarter, roster, reading, kinds)
