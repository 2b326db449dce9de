"""Whatever the frames hold: no error, one order, bounded lists, nothing told without a change."""

from __future__ import annotations

import operator
from decimal import Decimal
from itertools import groupby
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.levels import LEVELS
from analysis.plausibility.catalogue import RULES
from analysis.plausibility.observed import Observed, Signals
from tests.plausibility.frames import (
    CIVIL,
    MARKET,
    SCHOOLS,
    TAX,
    all_found,
    bursts,
    cell,
    cube,
    hall,
    told,
)

ALONE = {
    "all_very_satisfied",
    "hall_rate_full",
    "burst",
    "before_case",
    "differing_id",
    "unit_elsewhere",
    "empty_month",
}
# Limits low enough that a few cells of a few hundred evaluations reach them.
LOW: dict[str, Any] = {"least_evaluations": 50, "perfect_active": 200, "perfect_tickets": 200}
# A name that the roster does not know must not stop the rest.
units = st.sampled_from([TAX, CIVIL, SCHOOLS, MARKET, "某所"])
counts = st.integers(1, 400)
seconds = st.datetimes(pd.Timestamp(2025, 1, 1), pd.Timestamp(2025, 3, 31)).map(
    lambda moment: f"{moment:%Y-%m-%d %H:%M:%S}"
)
cells = st.builds(
    cell,
    units,
    counts,
    month=st.integers(1, 3),
    region=st.sampled_from(["本级", "东区"]),
    item=st.sampled_from(["退税", "证明"]),
    channel=st.sampled_from(["窗口", "网上", "短信"]),
    level=st.sampled_from([level.key for level in LEVELS]),
    active=st.booleans(),
)
cubes = st.lists(cells, max_size=12).map(lambda some: cube(*some))
ledger_lines = st.tuples(units, st.integers(0, 600), st.integers(0, 600)).map(
    lambda line: (line[0], line[1], min(line[1], line[2]))
)
ledgers = st.lists(ledger_lines, unique_by=operator.itemgetter(0)).map(lambda some: hall(*some))


def frames(columns: list[str], *values: st.SearchStrategy[Any]) -> st.SearchStrategy[pd.DataFrame]:
    """Return small frames, empty ones among them, of the given columns."""
    rows = st.lists(st.tuples(*values), max_size=4)
    return rows.map(lambda lines: pd.DataFrame(lines, columns=columns))


places = (st.just("evaluations.csv"), st.integers(2, 99))
burst_lines = st.tuples(units, st.sampled_from(["", "A03"]), seconds, st.integers(5, 40))
signals = st.builds(
    Signals,
    st.lists(burst_lines, max_size=4).map(lambda lines: bursts(*lines).bursts),
    frames(["unit", "count", "file", "row"], units, counts, *places),
    frames(["count", "file", "row"], counts, *places),
)
quarters = st.builds(Observed, st.none() | cubes, st.none() | ledgers, st.builds(Signals) | signals)


@settings(deadline=None, max_examples=40)
@given(quarters, st.none() | quarters, st.integers(1, 3))
def test_findings_keep_the_order_of_rules_and_their_limit(
    now: Observed, before: Observed | None, listed: int
) -> None:
    found = all_found(now, before, findings_listed=listed, **LOW)
    places = [list(RULES).index(finding.rule) for finding in found]
    assert places == sorted(places)
    for _, lines in groupby(found, key=lambda finding: finding.rule):
        told_of = list(lines)
        assert len(told_of) <= listed + 1
        assert all(line.text.endswith("。") for line in told_of)
        # A line without a subject counts the rest, and only where the list is full.
        assert [bool(line.subject) for line in told_of[:listed]] == [True] * len(told_of[:listed])
        assert all(line.subject == "" for line in told_of[listed:])


@settings(deadline=None, max_examples=40)
@given(quarters)
def test_equal_quarters_show_only_what_one_quarter_shows(quarter: Observed) -> None:
    beside_itself = [(f.rule, f.subject) for f in all_found(quarter, quarter, **LOW)]
    assert {rule for rule, _ in beside_itself} <= ALONE
    assert beside_itself == [(f.rule, f.subject) for f in all_found(quarter, **LOW)]


@settings(deadline=None, max_examples=40)
@given(quarters, quarters)
def test_what_vanished_one_way_is_new_the_other_way(one: Observed, other: Observed) -> None:
    limits = {**LOW, "findings_listed": 99}
    if one.counts("unit") and other.counts("unit"):
        vanished = {subject for subject, _ in told("vanished_unit", one, other, **limits)}
        assert vanished == {subject for subject, _ in told("new_unit", other, one, **limits)}


@settings(deadline=None, max_examples=40)
@given(quarters, quarters, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(now: Observed, before: Observed, order: Any) -> None:
    if now.cube is None:
        return
    rows = list(range(len(now.cube)))
    order.shuffle(rows)
    shuffled = Observed(now.cube.iloc[rows], now.hall_units, now.signals)
    assert all_found(shuffled, before, **LOW) == all_found(now, before, **LOW)


@settings(deadline=None, max_examples=40)
@given(quarters, quarters)
def test_wider_limits_find_nothing_more(now: Observed, before: Observed) -> None:
    widened = (
        "unit_jump_percent",
        "region_jump_percent",
        "active_rate_points",
        "very_satisfied_points",
        "hall_rate_points",
    )
    limits = {**LOW, "findings_listed": 99}
    usual = {(f.rule, f.subject) for f in all_found(now, before, **limits)}
    wider = all_found(now, before, **limits, **dict.fromkeys(widened, Decimal(60)))
    assert {(f.rule, f.subject) for f in wider} <= usual
