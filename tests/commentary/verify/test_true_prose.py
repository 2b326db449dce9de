"""No false alarm: the edition, drafts over any data, and sentences in the same register."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from analysis.commentary.verify import verify
from analysis.facts import Facts
from benchmarks.verification.corpus import Case, cases, drafted
from tests.commentary.verify.quarters import quarters

CASES = cases()
OTHER = next(case for case in CASES if case.name.startswith("drafts, invented"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_true_prose_raises_no_alarm(case: Case) -> None:
    found = verify(case.prose, case.facts, case.params, case.roster)
    assert [finding.message for finding in found] == []


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(quarters())
def test_a_draft_that_nobody_touched_raises_no_alarm_whatever_the_data(facts: Facts) -> None:
    params = replace(OTHER.params, values={**OTHER.params.values, "star_months": 2})
    case = drafted(replace(OTHER, facts=facts, params=params))
    assert case.prose
    found = verify(case.prose, facts, params, case.roster)
    assert [finding.message for finding in found] == []
