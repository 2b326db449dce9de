"""What is known of the quarters before one: as published, else computed from their data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis.basis import QUARTERS_BACK
from analysis.errors import BulletinError, InputsError
from analysis.facts import Facts, read_facts
from analysis.inputs.delivered import Inputs, available_inputs
from analysis.inputs.prepared import Prepared, prepare
from analysis.params.loading import Params, load_params
from analysis.plausibility.observed import Observed, Signals
from analysis.project import Project
from analysis.quarter import Quarter
from analysis.report_files import DATA, FACTS
from analysis.roster import Roster


@dataclass(frozen=True)
class Past:
    """Facts and tables of the quarters before the one that `params` are of.

    `compute` gives the facts of a quarter that has data but no facts.json.
    """

    project: Project
    params: Params
    roster: Roster
    compute: Callable[[Params, Inputs, Prepared], Facts] = field(repr=False, compare=False)

    @cached_property
    def facts(self) -> Mapping[Quarter, Facts]:
        """The facts of each quarter of which any are known, latest first.

        As the quarter's facts.json has them, else as its data give them. What is there but cannot
        be read stops the run, naming the quarter: to leave it out unseen would be a guess.
        """
        found = {quarter: self._facts_of(quarter) for quarter in self._quarters}
        return {quarter: facts for quarter, facts in found.items() if facts is not None}

    def observed(self) -> Observed | None:
        """Return the quarter before as its report kept it, else as its data say, else None."""
        quarter = self.params.quarter.previous
        kept = self.project.report(quarter) / DATA
        if (kept / "cube.parquet").is_file():
            stored = {path.stem: pd.read_parquet(path) for path in kept.glob("*.parquet")}
            return observed(stored, {})
        inputs = self._inputs_of(quarter)
        return observed(self._prepared(inputs).tables, {}) if inputs.kinds else None

    @cached_property
    def _quarters(self) -> tuple[Quarter, ...]:
        return self.params.quarter.last(QUARTERS_BACK + 1)[1:]

    def _facts_of(self, quarter: Quarter) -> Facts | None:
        published = self._published(quarter)
        if published.is_file():
            return _read(published, quarter)
        try:
            inputs = self._inputs_of(quarter)
            if not inputs.kinds:
                return None
            return self.compute(self._params_of(quarter), inputs, self._prepared(inputs))
        except BulletinError as error:
            raise type(error)(f"往期 {quarter} 用来比较，读不出来：{error}") from None

    def _prepared(self, inputs: Inputs) -> Prepared:
        return prepare(inputs, self.project.cache)

    def _published(self, quarter: Quarter) -> Path:
        return self.project.report(quarter) / FACTS

    def _inputs_of(self, quarter: Quarter) -> Inputs:
        reading = self._params_of(quarter).reading
        return available_inputs(self.project.data(quarter), quarter, self.roster, reading)

    def _params_of(self, quarter: Quarter) -> Params:
        """Return an earlier quarter's own params, or this one's where it has none."""
        own = (self.project.params / f"{quarter}.yaml").is_file()
        return load_params(self.project.params, quarter) if own else self.params


def _read(published: Path, quarter: Quarter) -> Facts:
    """Read a quarter's facts; InputsError where the file is damaged."""
    try:
        return read_facts(published)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputsError(
            f"往期 {quarter} 用来比较，但 {published} 已损坏。"
            f"请恢复这个文件，或者重新运行 bulletin run {quarter}。"
        ) from None


def observed(tables: Mapping[str, pd.DataFrame], signals: Mapping[str, pd.DataFrame]) -> Observed:
    """Return what plausibility looks at of a quarter's tables."""
    return Observed(tables.get("cube"), tables.get("hall_units"), Signals(**signals))
