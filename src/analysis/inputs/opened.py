"""The evaluation tables of a quarter, opened: what is asked of them, and what their words mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.engines.duckdb import Engine
from analysis.inputs.intake import Taken
from analysis.inputs.words import Vocabulary


@dataclass(frozen=True)
class Opened:
    """`records` answers for all tables at once, and names each by its place in `tables`."""

    records: Engine
    tables: tuple[Taken, ...]
    vocabularies: tuple[Vocabulary, ...]

    @property
    def titles(self) -> tuple[Mapping[str, str], ...]:
        """By table: column of the code -> its header as it stands there."""
        return tuple(table.header.titles for table in self.tables)
