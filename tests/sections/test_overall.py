"""Totals, rates and levels: sums that must hold whatever the records are."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.facts import Facts
from analysis.levels import LEVELS
from analysis.roster import Roster
from analysis.sections.overall import overall

ROSTER = Roster(("本级", "东", "西"), ())
CELLS = st.tuples(
    st.sampled_from(ROSTER.regions),
    st.sampled_from([level.key for level in LEVELS]),
    st.booleans(),
    st.integers(1, 10**6),
)
SHARES = [f"{level.key}_share" for level in LEVELS]


def facts(*cells: tuple[str, str, bool, int]) -> Facts:
    cube = pd.DataFrame(cells, columns=["region", "level", "active", "count"])
    return overall(cube.astype({"active": bool, "count": int}), ROSTER).facts


@settings(deadline=None, max_examples=40)
@given(st.lists(CELLS, max_size=12))
def test_regions_sum_to_the_whole_and_shares_to_a_hundred(
    cells: list[tuple[str, str, bool, int]],
) -> None:
    found = facts(*cells)
    for key in ("total", "active", "low", "bad", *(level.key for level in LEVELS)):
        assert sum(fact.value for fact in found.about(key)) == found.get(key).value
    for subject in ("", *ROSTER.regions):
        total = found.get("total", subject).value
        assert total == sum(found.get(level.key, subject).value for level in LEVELS)
        if total:
            assert sum(found.get(key, subject).value for key in SHARES) == Decimal("100.00")


def test_the_rate_is_taken_of_all_evaluations_not_of_the_active_ones() -> None:
    found = facts(("本级", "very_satisfied", True, 3), ("本级", "very_satisfied", False, 1))
    assert str(found.get("active_rate")) == "75.00%"


def test_low_are_three_levels_and_bad_are_two() -> None:
    found = facts(*((("东", level.key, True, 10**place)) for place, level in enumerate(LEVELS)))
    # 1 非常满意, 10 满意, 100 基本满意, 1000 不满意, 10000 非常不满意
    assert found.get("low").value == 11_100
    assert found.get("bad").value == 11_000


def test_a_whole_without_any_evaluation_has_no_rate() -> None:
    found = facts()
    assert found.get("total").value == 0
    assert {fact.key for fact in found.items if not fact.subject} == {
        *("total", "active", "low", "bad"),
        *(level.key for level in LEVELS),
    }
