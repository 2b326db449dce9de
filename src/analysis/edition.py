"""One quarter opened: its params, its tables, its sections set against earlier quarters.

This is what a notebook works with: `edition = open_edition(quarter)`.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import BaseModel

from analysis import sections
from analysis.basis import compared_with
from analysis.data_quality import data_quality
from analysis.errors import UsageError
from analysis.facts import Facts, History, merged, read_facts
from analysis.inputs.columns import KINDS
from analysis.inputs.delivered import Inputs, available_inputs, required_inputs
from analysis.inputs.prepared import KIND_OF_TABLE, Prepared, prepare
from analysis.office_fonts import office_faces
from analysis.params.loading import Params, load_params
from analysis.params.source_checks import require_usable
from analysis.params.units import load_roster
from analysis.plausibility import Finding, Observed, PlausibilityRules, Signals, findings
from analysis.progress import Progress
from analysis.project import Project
from analysis.quarter import Quarter
from analysis.roster import Roster
from analysis.section import Section
from analysis.tables import InternalTables


def section_functions() -> dict[str, Callable[..., Section]]:
    """Return every section by name: a module of `sections` holds a function of its own name."""
    names = sorted(module.name for module in pkgutil.iter_modules(sections.__path__))
    return {name: getattr(import_module(f"{sections.__name__}.{name}"), name) for name in names}


@dataclass(frozen=True)
class Edition:
    """A quarter's params, roster and prepared tables, and what is known of earlier quarters."""

    project: Project
    params: Params
    roster: Roster
    inputs: Inputs
    prepared: Prepared

    @property
    def quarter(self) -> Quarter:
        """The quarter of this edition."""
        return self.params.quarter

    def section(self, name: str, **overrides: Any) -> Section:
        """Compute a section; thresholds may be overridden, as a notebook's parameters do."""
        return self._computed(name, **overrides).against(self._previous, self._year_ago)

    def findings(self) -> list[Finding]:
        """Say what in the figures is to be looked at, beside the quarter before."""
        rules = self.params.block(PlausibilityRules)
        now = _observed(self.prepared.tables, self.prepared.signals)
        return findings(now, self._observed_before(), roster=self.roster, rules=rules)

    def data_quality(self) -> InternalTables:
        """Return reconciliation and plausibility: for the analyst, never published."""
        return data_quality(self.prepared.quality, self.findings())

    def facts(self) -> Facts:
        """Compute the facts of every section whose tables are there."""
        return merged([self._computed(name).facts for name in self._computable])

    @cached_property
    def _previous(self) -> History:
        return self._earlier(self.quarter.previous)

    @cached_property
    def _year_ago(self) -> History:
        return self._earlier(self.quarter.year_ago)

    def compared_with(self) -> dict[str, dict[str, str]]:
        """Return, by earlier quarter, the files that its facts come from and their hashes."""
        return compared_with(self.project, self.quarter)

    def _earlier(self, quarter: Quarter) -> History:
        """Return an earlier quarter's facts: as published, else computed, else none."""
        published = self._published(quarter)
        if published.is_file():
            return read_facts(published).history()
        inputs = self._inputs_of(quarter)
        if not inputs.kinds:
            return {}
        params = self._params_of(quarter)
        prepared = prepare(inputs, self.project.cache)
        return Edition(self.project, params, self.roster, inputs, prepared).facts().history()

    def _observed_before(self) -> Observed | None:
        """Return the quarter before as its report kept it, else as its data say, else None."""
        quarter = self.quarter.previous
        kept = self.project.report(quarter) / "data"
        if (kept / "cube.parquet").is_file():
            stored = {path.stem: pd.read_parquet(path) for path in kept.glob("*.parquet")}
            return _observed(stored, {})
        inputs = self._inputs_of(quarter)
        if not inputs.kinds:
            return None
        return _observed(prepare(inputs, self.project.cache).tables, {})

    def _published(self, quarter: Quarter) -> Path:
        return self.project.report(quarter) / "facts.json"

    def _inputs_of(self, quarter: Quarter) -> Inputs:
        reading = self._params_of(quarter).reading
        return available_inputs(self.project.data(quarter), quarter, self.roster, reading)

    def _params_of(self, quarter: Quarter) -> Params:
        """Return an earlier quarter's own params, or this one's where it has none."""
        own = (self.project.params / f"{quarter}.yaml").is_file()
        return load_params(self.project.params, quarter) if own else self.params

    @property
    def _computable(self) -> list[str]:
        """Names of the sections that ask for no table that is missing."""
        missing = set(KIND_OF_TABLE) - set(self.prepared.tables)
        return [
            name
            for name, function in section_functions().items()
            if not missing & set(inspect.signature(function).parameters)
        ]

    def _computed(self, name: str, **overrides: Any) -> Section:
        functions = section_functions()
        if name not in functions:
            raise UsageError(f"没有“{name}”这一节；现有：{'、'.join(functions)}。")
        function = functions[name]
        available: Mapping[str, Any] = {**self.prepared.tables, "roster": self.roster}
        wanted = {
            parameter: available[parameter]
            for parameter in inspect.signature(function).parameters
            if parameter != "rules"
        }
        rules = rules_of(function)
        if rules is not None:
            wanted["rules"] = self.params.block(rules, **overrides)
        return function(**wanted)


def _observed(tables: Mapping[str, pd.DataFrame], signals: Mapping[str, pd.DataFrame]) -> Observed:
    return Observed(tables.get("cube"), tables.get("hall_units"), Signals(**signals))


def rules_of(function: Callable[..., Section]) -> type[BaseModel] | None:
    """Return the block of params that a section's parameter `rules` is annotated with."""
    kind = inspect.get_annotations(function, eval_str=True).get("rules")
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def open_edition(
    quarter: str | Quarter, project: Project | None = None, progress: Progress | None = None
) -> Edition:
    """Open a quarter of the project around the working folder; inputs are read if need be."""
    project = project or Project.find()
    quarter = Quarter.parse(quarter) if isinstance(quarter, str) else quarter
    params = load_params(project.params, quarter)
    section_rules = [kind for f in section_functions().values() if (kind := rules_of(f))]
    params.require_known([*section_rules, PlausibilityRules])
    roster = load_roster(project.params)
    headers = (header for columns in KINDS.values() for c in columns for header in c.headers)
    require_usable(params.reading.sources, headers, roster)
    office_faces(params.publication.fonts.below(project.root))
    inputs = required_inputs(project.data(quarter), quarter, roster, params.reading)
    prepared = prepare(inputs, project.cache, progress)
    if prepared.quality is not None:
        prepared.quality.require(params.reading.max_rejected_percent)
    return Edition(project, params, roster, inputs, prepared)
