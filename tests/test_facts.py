"""Facts: printed forms, keys, the quarter before, and JSON that loses no digit."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.facts import Fact, Facts, Measure, Unit, Value, merged

RATE = Measure("rate", "主动评价率", Unit.SHARE, "主动评价数 ÷ 评价总数", ("评价率",))
TOTAL = Measure("total", "评价总数", Unit.COUNT, "本季度收到的评价")

NAMES = st.lists(st.text(min_size=1), max_size=3).map(tuple)
SHARES = st.decimals(0, 100, places=2)
CODES = st.builds("{}Q{}".format, st.integers(2000, 2099), st.integers(1, 4))
VALUES: dict[Unit, st.SearchStrategy[Value]] = {
    Unit.COUNT: st.integers(0, 10**9),
    Unit.TIMES: st.integers(0, 10**4),
    Unit.SHARE: SHARES,
    Unit.NAMES: NAMES,
    Unit.GROUPS: st.lists(st.tuples(st.text(), NAMES), max_size=3).map(tuple),
    Unit.RATED: st.lists(st.tuples(st.text(), SHARES), max_size=3).map(tuple),
    Unit.COUNTS: st.lists(st.tuples(CODES, st.integers(0, 10**9)), max_size=3).map(tuple),
    Unit.RATES: st.lists(st.tuples(CODES, SHARES), max_size=3).map(tuple),
}


@pytest.mark.parametrize(
    ("unit", "value", "printed"),
    [
        (Unit.COUNT, 1_059_700, "105.97万"),
        (Unit.TIMES, 13, "10余"),
        (Unit.SHARE, Decimal("96.43"), "96.43%"),
        (Unit.NAMES, ("甲局", "乙局"), "甲局、乙局"),
        (Unit.GROUPS, (("某局", ("甲", "乙")),), "甲、乙（某局）"),
        (Unit.RATED, (("某局", Decimal("99.88")),), "某局（99.88%）"),
        (
            Unit.COUNTS,
            (("2024Q4", 9999), ("2025Q1", 10000)),
            "2024年第四季度9999、2025年第一季度1.00万",
        ),
        (Unit.RATES, (("2025Q1", Decimal("96.43")),), "2025年第一季度96.43%"),
    ],
)
def test_a_fact_is_printed_by_its_unit(unit: Unit, value: Value, printed: str) -> None:
    assert str(Measure("key", "指标", unit, "").fact(value)) == printed


def test_every_unit_has_a_printed_form_and_a_strategy_here() -> None:
    assert set(VALUES) == set(Unit)


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    unit = draw(st.sampled_from(Unit))
    texts = st.text(max_size=5)
    measure = Measure(draw(texts), draw(texts), unit, draw(texts), draw(NAMES))
    earlier = st.none() | VALUES[unit]
    return Fact(measure, draw(VALUES[unit]), draw(texts), draw(earlier), draw(earlier))


@given(facts())
def test_a_fact_round_trips_through_json(fact: Fact) -> None:
    payload = json.loads(json.dumps(fact.payload()))
    assert Fact.from_payload(payload) == fact
    assert payload["printed"] == str(fact)


def test_a_payload_says_what_a_reader_of_facts_json_needs() -> None:
    assert RATE.fact(Decimal("96.43"), "东城区").payload() == {
        "key": "rate",
        "subject": "东城区",
        "label": "主动评价率",
        "aliases": ["评价率"],
        "unit": "share",
        "counter": "",
        "value": "96.43",
        "printed": "96.43%",
        "previous": None,
        "year_ago": None,
        "definition": "主动评价数 ÷ 评价总数",
    }


def test_the_key_carries_the_subject_in_brackets() -> None:
    assert TOTAL.fact(3).key == "total"
    assert TOTAL.fact(3, "东城区").key == "total[东城区]"


def test_a_fact_is_set_against_the_same_measure_and_subject_alone() -> None:
    history = {("total", "东城区"): 5, ("total", ""): 100}
    fact = TOTAL.fact(8, "东城区").against(history, {})
    assert (fact.previous, fact.year_ago) == (5, None)
    assert TOTAL.fact(8, "西城区").against(history, history).previous is None


def test_a_fact_of_the_year_so_far_is_set_against_no_quarter_and_keeps_its_span() -> None:
    measure = Measure("ytd_total", "上半年评价总数", Unit.COUNT, "", span="上半年")
    fact = Fact(measure, 8, year_ago=5)
    assert fact.against({("ytd_total", ""): 3}, {("ytd_total", ""): 3}) == fact
    assert Fact.from_payload(fact.payload()) == fact
    assert "span" not in TOTAL.fact(3).payload()


def test_facts_are_found_by_measure_and_subject() -> None:
    whole, east, west = TOTAL.fact(8), TOTAL.fact(5, "东城区"), TOTAL.fact(3, "西城区")
    found = Facts((whole, east, west))
    assert found.get("total") is whole
    assert found.get("total", "西城区") is west
    assert found.about("total") == (east, west)
    assert found.history() == {("total", ""): 8, ("total", "东城区"): 5, ("total", "西城区"): 3}
    with pytest.raises(KeyError):
        found.get("rate")


def test_one_measure_of_one_subject_has_one_value() -> None:
    with pytest.raises(ValueError, match="two facts with the same measure and subject"):
        Facts((TOTAL.fact(1), TOTAL.fact(2)))
    with pytest.raises(ValueError, match="two facts with the same measure and subject"):
        merged([Facts((TOTAL.fact(1),)), Facts((TOTAL.fact(1),))])


def test_facts_of_sections_are_joined_in_order() -> None:
    parts = [Facts((TOTAL.fact(1),)), Facts((RATE.fact(Decimal(50)),))]
    assert [fact.key for fact in merged(parts).items] == ["total", "rate"]
