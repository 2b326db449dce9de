"""What is to be said of the text of a run's notebooks before it is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from analysis.commentary.copies import EARLIER
from analysis.commentary.findings import conflicts, notices
from analysis.commentary.prose import prose_of
from analysis.commentary.verify import Finding, verify
from analysis.errors import InputsError
from analysis.facts import Facts, read_facts
from analysis.params.loading import Params
from analysis.publish.assemble import facts_of
from analysis.report_files import FACTS
from analysis.roster import Roster


@dataclass(frozen=True)
class Review:
    """What the analyst should know, and what has to be settled before the bulletin is published.

    `open` are notes that nobody settled, and everything that the data do not bear out, in the
    order of the text.
    """

    notices: tuple[str, ...]
    open: tuple[Finding, ...]

    @property
    def lines(self) -> list[str]:
        """All of it, a sentence each."""
        return [*self.notices, *self.problems]

    @property
    def problems(self) -> list[str]:
        """What is open, a sentence each."""
        return [finding.message for finding in self.open]


@dataclass(frozen=True)
class Standards:
    """What the text of a quarter is held against, beside the facts.

    `kept` are the facts of earlier runs, latest first: a figure that was true then is stale.
    """

    params: Params
    roster: Roster
    kept: Sequence[Facts] = ()


def review(
    notebooks: Mapping[str, NotebookNode], standards: Standards, *, only: str = ""
) -> Review:
    """Review the text of a quarter's notebooks (by name) against the facts that they display.

    With `only` the text of that notebook; it may cite the facts of all.
    """
    facts = facts_of(list(notebooks.values()))
    chosen = {only: notebooks[only]} if only else notebooks
    wrong = verify(
        prose_of(chosen),
        facts,
        standards.params,
        standards.roster,
        last_run=facts_before(standards.kept, facts),
    )
    cells = [(name, cell.id) for name, notebook in chosen.items() for cell in notebook.cells]
    order = {cell: place for place, cell in enumerate(cells)}
    found = [*conflicts(chosen), *wrong]
    found.sort(key=lambda one: (order[one.notebook, one.cell], one.start))
    return Review(tuple(notices(chosen)), tuple(found))


def facts_before(kept: Sequence[Facts], now: Facts) -> Facts | None:
    """Return the facts of the last run that gave other values, None where none is kept."""
    return next((facts for facts in kept if facts.history() != now.history()), None)


def kept_facts(report: Path) -> list[Facts]:
    """Return the facts that a report folder keeps: of its last run, and of one before."""
    paths = (report / FACTS, report / EARLIER / FACTS)
    return [read_kept(path) for path in paths if path.is_file()]


def read_kept(path: Path) -> Facts:
    """Read facts that a run kept; InputsError where somebody damaged them."""
    try:
        return read_facts(path)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputsError(
            f"{path} 已损坏，无法读出。请恢复或移走该文件，再运行 bulletin run。"
        ) from None
