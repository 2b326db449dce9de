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
from typing import Any

from pydantic import BaseModel

from analysis import sections
from analysis.basis import compared_with
from analysis.data_quality import data_quality
from analysis.errors import UsageError
from analysis.facts import Facts, History, merged
from analysis.imprint import Imprint
from analysis.inputs.columns import KINDS
from analysis.inputs.delivered import Inputs, required_inputs
from analysis.inputs.prepared import KIND_OF_TABLE, Prepared, prepare
from analysis.office_fonts import office_faces
from analysis.params.loading import Params, load_params
from analysis.params.source_checks import require_usable
from analysis.params.units import load_roster
from analysis.past import Past, observed
from analysis.plausibility.report import Finding, findings
from analysis.plausibility.thresholds import PlausibilityRules
from analysis.progress import Progress
from analysis.project import Project
from analysis.quarter import Quarter
from analysis.roster import Roster
from analysis.section import Section
from analysis.tables import InternalTables
from analysis.trend import Trend, trend

# What a section asks for that sets earlier quarters beside this one: their facts, by quarter.
_LOOKING_BACK = "quarters"


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

    @property
    def imprint(self) -> Imprint:
        """What its bulletin says of itself, without the tables."""
        return Imprint(self.project, self.params, self.roster, self.inputs.hashes)

    def section(self, name: str, **overrides: Any) -> Section:
        """Compute a section; thresholds may be overridden, as a notebook's parameters do."""
        previous = self._history(self.quarter.previous)
        year_ago = self._history(self.quarter.year_ago)
        return self._computed(name, **overrides).against(previous, year_ago)

    def findings(self) -> list[Finding]:
        """Say what in the figures is to be looked at, beside the quarter before."""
        rules = self.params.block(PlausibilityRules)
        now = observed(self.prepared.tables, self.prepared.signals)
        return findings(now, self._past.observed(), roster=self.roster, rules=rules)

    def data_quality(self) -> InternalTables:
        """Return reconciliation and plausibility: for the analyst, never published."""
        return data_quality(self.prepared.quality, self.findings())

    def facts(self) -> Facts:
        """Compute the quarter's own facts: of every section whose tables are there.

        Those of sections that look at earlier quarters too are not among them.
        """
        return merged([self._computed(name).facts for name in self._computable])

    def trend(self, *keys: str) -> Trend:
        """Return figures of the whole over eight quarters, this one last, where they are known."""
        return trend(self._quarters, self.quarter, keys)

    def sources(self) -> dict[str, dict[str, Any]]:
        """Return, by section, the tables that it is computed from and the kinds of their files."""
        asked = {name: inspect.signature(f).parameters for name, f in section_functions().items()}
        tables = {name: [one for one in KIND_OF_TABLE if one in asked[name]] for name in asked}
        return {
            name: {
                "tables": tables[name],
                "inputs": list(dict.fromkeys(KIND_OF_TABLE[table] for table in tables[name])),
                "looks_back": _LOOKING_BACK in asked[name],
            }
            for name in asked
        }

    def compared_with(self) -> dict[str, dict[str, str]]:
        """Return, by earlier quarter, the files that its facts come from and their hashes."""
        return compared_with(self.project, self.quarter)

    @cached_property
    def _past(self) -> Past:
        return Past(self.project, self.params, self.roster, self._facts_of_earlier)

    def _facts_of_earlier(self, params: Params, inputs: Inputs, prepared: Prepared) -> Facts:
        return Edition(self.project, params, self.roster, inputs, prepared).facts()

    @cached_property
    def _quarters(self) -> Mapping[Quarter, Facts]:
        """The quarter's own facts and those of the quarters before it, latest first."""
        return {self.quarter: self.facts(), **self._past.facts}

    def _history(self, quarter: Quarter) -> History:
        known = self._past.facts.get(quarter)
        return known.history() if known else {}

    @property
    def _computable(self) -> list[str]:
        """Names of the sections that ask for no table that is missing, and no earlier quarter."""
        missing = {*KIND_OF_TABLE, _LOOKING_BACK} - set(self.prepared.tables)
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
        asked = inspect.signature(function).parameters
        available: dict[str, Any] = {**self.prepared.tables, "roster": self.roster}
        if _LOOKING_BACK in asked:
            available |= {_LOOKING_BACK: self._quarters, "quarter": self.quarter}
        wanted = {parameter: available[parameter] for parameter in asked if parameter != "rules"}
        rules = rules_of(function)
        if rules is not None:
            wanted["rules"] = self.params.block(rules, **overrides)
        return function(**wanted)


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
