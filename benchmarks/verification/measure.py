"""Counting what is caught, by kind of slip and by text, and the false alarms on the true texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from analysis.commentary.verify import Finding
from analysis.commentary.verify.check import Verifier
from benchmarks.verification.corpus import Case
from benchmarks.verification.mutation import Mutation
from benchmarks.verification.mutations import mutations


@dataclass(frozen=True)
class Trial:
    """A slip and what was found in its passage."""

    mutation: Mutation
    findings: tuple[Finding, ...]

    @property
    def caught(self) -> bool:
        """Whether anything was found in the sentence with the slip."""
        start, end = self._span
        text = self.mutation.passage.text
        return any(
            _begin(text, one.start) <= end and start <= _end(text, one.end) for one in self.findings
        )

    @property
    def named(self) -> bool:
        """Whether a finding names the very place."""
        start, end = self._span
        return any(one.start < end and start < one.end for one in self.findings)

    @property
    def _span(self) -> tuple[int, int]:
        start = self.mutation.start
        return start, start + max(len(self.mutation.after), 1)


# A heading belongs to the paragraph below it.
_BREAKS = ("。", "\n\n")


def _begin(text: str, place: int) -> int:
    return max(text.rfind(mark, 0, place) + len(mark) for mark in _BREAKS)


def _end(text: str, place: int) -> int:
    ends = [found for mark in _BREAKS if (found := text.find(mark, place)) >= 0]
    return min(ends, default=len(text))


@dataclass(frozen=True)
class Score:
    """How many slips there were, how many were caught, and how many named at their place."""

    caught: int
    named: int
    every: int

    @property
    def share(self) -> float:
        """The share caught; 1 where there was nothing to catch."""
        return self.caught / self.every if self.every else 1.0


def score(made: Iterable[Trial]) -> Score:
    """Count some trials."""
    trials = list(made)
    return Score(sum(t.caught for t in trials), sum(t.named for t in trials), len(trials))


def alarms(case: Case) -> list[Finding]:
    """Return what is found in a true text: all of it false."""
    verifier = Verifier(case.facts, case.params, case.roster)
    return [finding for passage in case.prose for finding in verifier.findings(passage)]


def trials(case: Case) -> list[Trial]:
    """Verify every slip of a text."""
    verifier = Verifier(case.facts, case.params, case.roster)
    return [Trial(one, tuple(verifier.findings(one.passage))) for one in mutations(case)]


def by_kind(made: Iterable[Trial]) -> dict[str, Score]:
    """Count trials by their kind of slip."""
    kinds: dict[str, list[Trial]] = {}
    for trial in made:
        kinds.setdefault(trial.mutation.kind, []).append(trial)
    return {kind: score(found) for kind, found in kinds.items()}


def table(columns: Mapping[str, Sequence[Trial]]) -> str:
    """Return a Markdown table: a row a kind of slip, a column a text, caught of all."""
    counted = {name: by_kind(made) for name, made in columns.items()}
    kinds = list(dict.fromkeys(kind for counts in counted.values() for kind in counts))
    lines = [f"| slip | {' | '.join(counted)} |", f"| --- |{' --- |' * len(counted)}"]
    for kind in kinds:
        cells = [_cell(counts.get(kind)) for counts in counted.values()]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(counts: Score | None) -> str:
    if counts is None:
        return "–"
    return f"{counts.caught} / {counts.every} = {100 * counts.share:.1f} %"
