"""A section hands its facts to the run, and compares them with earlier quarters."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analysis.facts import FACTS_MIME, Fact, Facts, Measure, Unit
from analysis.section import Section
from analysis.tables import Column, Table

TOTAL = Measure("total", "评价总数", Unit.COUNT, "")
LOW = Measure("low", "基本满意及以下", Unit.COUNT, "")
RATE = Measure("rate", "主动评价率", Unit.SHARE, "")
UNITS = Measure("units", "领先单位", Unit.NAMES, "")
FACTS = Facts(
    (
        TOTAL.fact(105_970),
        LOW.fact(12),
        RATE.fact(Decimal("96.43")),
        UNITS.fact(("甲 & 乙",)),
        TOTAL.fact(5, "东城区"),
    )
)
TABLE = Table("t", "表", (Column("总数"),), ((TOTAL.fact(105_970),),))
SECTION = Section("overall", FACTS, {"t": TABLE})
PREVIOUS = {("total", ""): 100_000, ("rate", ""): Decimal("95.61"), ("total", "东城区"): 4}


def cells(section: Section, *keys: str) -> tuple[list[str], list[list[str]]]:
    payload = section.comparison("主要指标", *keys).payload()
    return [column["label"] for column in payload["columns"]], payload["cells"]


def test_without_earlier_quarters_a_comparison_has_this_quarter_alone() -> None:
    labels, rows = cells(SECTION, "total", "rate")
    assert labels == ["指标", "本季度"]
    assert rows == [["评价总数", "105970"], ["主动评价率", "96.43%"]]


def test_a_comparison_shows_the_quarter_before_and_the_change_since() -> None:
    labels, rows = cells(SECTION.against(PREVIOUS, {}), "total", "rate", "low")
    assert labels == ["指标", "本季度", "上季度", "较上季度"]
    assert rows == [
        ["评价总数", "105970", "100000", "+5.97%"],
        ["主动评价率", "96.43%", "95.61%", "+0.82个百分点"],
        ["基本满意及以下", "12", "—", "—"],
    ]


def test_a_comparison_shows_a_year_ago_where_it_is_known() -> None:
    year_ago = {("rate", ""): Decimal("97.00"), ("low", ""): 0}
    labels, rows = cells(SECTION.against(PREVIOUS, year_ago), "rate", "low")
    assert labels == ["指标", "本季度", "上季度", "较上季度", "上年同期", "同比"]
    assert rows[0][4:] == ["97.00%", "−0.57个百分点"]
    assert rows[1][2:] == ["—", "—", "0", "—"]


def test_a_comparison_says_below_how_its_figures_are_defined() -> None:
    rate = Measure("rate", "主动评价率", Unit.SHARE, "主动评价数 ÷ 评价总数")
    bad = Measure("bad", "差评", Unit.COUNT, "不满意、非常不满意两级之和")
    facts = Facts((TOTAL.fact(9), rate.fact(Decimal("96.43")), bad.fact(3)))
    table = Section("overall", facts).comparison("主要指标", "total", "rate", "bad")
    assert table.notes == ("主动评价率：主动评价数 ÷ 评价总数；差评：不满意、非常不满意两级之和。",)
    assert SECTION.comparison("主要指标", "total").notes == ()


def test_a_comparison_carries_the_section_s_name() -> None:
    assert SECTION.comparison("主要指标", "total").key == "overall_comparison"


def test_lists_of_names_have_no_change() -> None:
    earlier = SECTION.against({("units", ""): ("甲",)}, {})
    with pytest.raises(TypeError, match="units: only counts and shares have a change"):
        earlier.comparison("主要指标", "units")


def test_an_unknown_fact_cannot_be_compared() -> None:
    with pytest.raises(KeyError):
        SECTION.comparison("主要指标", "totl")


def test_facts_and_tables_are_set_against_earlier_quarters_together() -> None:
    against = SECTION.against(PREVIOUS, {})
    assert against.facts.get("total").previous == 100_000
    assert against.facts.get("total", "东城区").previous == 4
    assert against.tables["t"].rows[0][0].previous == 100_000
    assert SECTION.facts.get("total").previous is None


def test_displaying_a_section_hands_over_every_fact() -> None:
    bundle = SECTION.against(PREVIOUS, {})._repr_mimebundle_()
    handed = bundle[FACTS_MIME]
    assert handed["section"] == "overall"
    assert [fact["key"] for fact in handed["facts"]] == ["total", "low", "rate", "units", "total"]
    assert bundle["text/plain"] == "overall：5 项数据"


def test_the_preview_lists_what_can_be_cited_as_text() -> None:
    preview = SECTION.against(PREVIOUS, {})._repr_mimebundle_()["text/html"]
    assert "<td>total</td><td>评价总数</td><td>10.60万</td><td>10.00万</td>" in preview
    assert "<td>units</td><td>领先单位</td><td>甲 &amp; 乙</td><td></td>" in preview
    assert preview.count("<tr>") == 5  # the header and the four facts of the whole


def test_the_preview_has_the_year_ago_quarter_where_it_is_known() -> None:
    preview = SECTION.against({}, PREVIOUS)._repr_mimebundle_()["text/html"]
    assert "<th>上季度</th><th>上年同期</th></tr>" in preview
    assert "<td>total</td><td>评价总数</td><td>10.60万</td><td></td><td>10.00万</td>" in preview


def test_what_is_told_of_the_year_so_far_is_not_called_the_quarter_s() -> None:
    measure = Measure("ytd_total", "上半年评价总数", Unit.COUNT, "", span="上半年")
    section = Section("year_to_date", Facts((Fact(measure, 300, year_ago=200),)))
    table = section.comparison("2025年上半年主要指标", "ytd_total").payload()
    assert [column["label"] for column in table["columns"]] == ["指标", "累计", "上年同期", "同比"]
    assert table["cells"] == [["上半年评价总数", "300", "200", "+50.00%"]]
    assert "<th>上半年</th>" in section._repr_mimebundle_()["text/html"]
