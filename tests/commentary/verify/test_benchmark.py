"""The benchmark's floors: what share of the slips in true prose is caught."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.verification import __main__ as script
from benchmarks.verification.corpus import cases
from benchmarks.verification.measure import Trial, by_kind, score, trials
from benchmarks.verification.mutation import changed
from benchmarks.verification.mutations import mutations, slips, still_true

# The edition, drafts, and the sentences that no rule was fitted to before they were measured.
PARTS = ("edition and drafts", "aside", "unseen")
FIGURES = (
    "digit changed",
    "digits swapped",
    "decimal moved",
    "万 dropped",
    "万 added",
    "percent for points",
    "last quarter's figure",
    "Chinese numeral changed",
)


@cache
def made() -> tuple[Trial, ...]:
    return tuple(trial for case in cases() if case.part in PARTS for trial in trials(case))


def share(*kinds: str) -> float:
    return score(trial for trial in made() if trial.mutation.kind in kinds).share


def test_of_changed_figures_at_least_99_percent_are_caught() -> None:
    assert share(*FIGURES) >= 0.99


@pytest.mark.parametrize(
    "kind", ["neighbour's figure", "opposite direction", "other step", "another name"]
)
def test_of_neighbours_figures_directions_and_names_at_least_95_percent_are_caught(
    kind: str,
) -> None:
    assert share(kind) >= 0.95


def test_most_findings_stand_at_the_very_place() -> None:
    whole = score(made())
    assert whole.named / whole.every >= 0.9


def test_every_kind_of_slip_is_tried() -> None:
    kinds = set(by_kind(made()))
    assert kinds >= {*FIGURES, "name misspelt", "name dropped", "names exchanged"}


def test_every_slip_said_to_stay_true_is_a_slip_of_some_text() -> None:
    assert still_true() <= {one.passage.text for case in cases() for one in slips(case)}


def test_a_slip_changes_one_place_and_nothing_else() -> None:
    case = next(case for case in cases() if case.name == "sentences, invented_aside")
    texts = {passage.cell: passage for passage in case.prose}
    for one in mutations(case):
        original = texts[one.passage.cell]
        assert changed(original, one.kind, (one.start, one.before), one.after) == one
        assert one.before != one.after


def test_the_script_parses_no_arguments() -> None:
    assert not script.parser().parse_args([]).missed
