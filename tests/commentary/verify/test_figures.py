"""Figures in prose: what backs them, and what is told of those that nothing backs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.commentary.verify import Passage, verify
from analysis.facts import Facts
from benchmarks.verification.invented import PARAMS, ROSTER, facts
from tests.commentary.verify.prose import Short, findings, found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("主动评价率86.00%。", ("figure", "86.00%", "87.00%")),
        ("主动评价率85.00%。", ("stale", "85.00%", "87.00%")),
        ("城东区主动评价率90.00%。", ("neighbour", "90.00%", "77.00%")),
        ("全市评价总数5.20件。", ("unit", "5.20", "5.20万")),
        ("差评30万件。", ("unit", "30万", "30")),
        ("主动评价率较上季度提升2.00%。", ("unit", "2.00%", "2.00个百分点")),
        ("主动评价率87.00个百分点。", ("unit", "87.00个百分点", "87.00%")),
        ("非常满意率99.92%。", ("figure", "99.92%", "99.29%")),
        ("满意率99.29%。", ("unbacked", "99.29%", "")),
        ("窗口设备共120台。", ("unbacked", "120", "")),
        ("收到锦旗5面。", ("figure", "5", "4")),
        ("收到五面锦旗。", ("figure", "五", "4")),
        ("主动评价率８６．００％。", ("figure", "８６．００％", "87.00%")),
        ("评价近53万件。", ("figure", "53万", "5.20万")),
        ("第二季度主动评价率87.00%。", ("figure", "87.00%", "85.00%")),
        ("不满意、非常不满意分别为12件、18件。", ("neighbour", "12", "18")),
        ("误评12件、恶意差评5件，合计16件。", ("figure", "16", "17")),
        ("城东区评价7000件，占全市的14.46%。", ("figure", "14.46%", "13.46%")),
        ("城东区主动评价率比全市低9.00个百分点。", ("figure", "9.00个百分点", "10.00个百分点")),
        ("有3个区主动评价率低于80%。", ("figure", "3", "2")),
        ("服务大厅主动电子评价率90.00%，达到95%的要求。", ("figure", "95%", "90%")),
        ("城东区评价总数是城西区的1.5倍。", ("figure", "1.5倍", "1.4倍")),
        ("滨江市医保中心现场主动评价率95.33%，居第二位。", ("figure", "第二", "1")),
    ],
)
def test_a_wrong_figure_is_told_with_what_it_should_be(text: str, told: Short) -> None:
    assert told in found(text)


def test_the_message_names_notebook_heading_sentence_figure_and_what_is_expected() -> None:
    (finding,) = findings("全市平稳。主动评价率85.00%。", heading="一、总体评价情况")
    assert finding.message == (
        "2_evaluations“一、总体评价情况”：“主动评价率85.00%。”中的“85.00%”"
        "是以前的数：“主动评价率”应为87.00%。请改正，或加脚注注明来源。"
    )
    assert (finding.notebook, finding.cell) == ("2_evaluations", "orders")
    assert (finding.start, finding.end) == (10, 16)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("群众满意率为98.6%[^1]。\n\n[^1]: 第三方测评报告。", []),
        ("群众满意率为98.6%[^1]。\n\n[^1]: 同上", ["unbacked"]),
        ("群众满意率为98.6%[^1]。", ["unbacked"]),
        ("群众满意率为98.6%，比去年高[^1]。\n\n[^1]: 第三方测评报告。", ["unbacked"]),
        ("群众满意率为98.6%。[^1]\n\n[^1]: 第三方测评报告。", []),
    ],
)
def test_a_footnote_backs_the_figure_that_it_stands_at_if_it_names_a_source(
    text: str, rules: list[str]
) -> None:
    assert [rule for rule, _, _ in found(text)] == rules


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("主动评价率77.00%。", "二、城东区"),
        ("### 城东区\n评价7000件，主动评价率77.00%。", ""),
        ("城东区收到评价7000件。其中主动评价5390件。", ""),
        ("各区主动评价率如下：\n- 城东区77.00%\n- 城西区77.00%", ""),
        ("市本级主动评价率90.00%。", ""),
        ("计入网上渠道后，市本级主动评价率88.50%。", ""),
    ],
)
def test_the_subject_may_stand_in_a_heading_or_in_what_came_before(text: str, heading: str) -> None:
    assert found(text, heading) == []


def test_what_tells_two_measures_apart_decides_which_is_meant() -> None:
    # Without 网上 either is meant: 90.00% of the table, 88.50% of the hall ledger.
    told = found("计入网上渠道后，市本级主动评价率90.00%。")
    assert told == [("neighbour", "90.00%", "88.50%")]


def test_a_figure_that_was_true_in_the_last_run_is_stale() -> None:
    before = [
        replace(fact, value=51_000) if fact.key == "total" else fact for fact in facts().items
    ]
    passage = Passage("n", "c", "全市评价总数5.10万件。")
    (finding,) = verify([passage], facts(), PARAMS, ROSTER, last_run=Facts(tuple(before)))
    assert (finding.rule.value, finding.expected) == ("stale", "5.20万")
    (finding,) = verify([passage], facts(), PARAMS, ROSTER)
    assert finding.rule.value == "figure"


@pytest.mark.parametrize(
    "text", ["非常满意率99.29%，较上季度大体稳定。", "基本满意比例0.08%，非常满意比重99.29%。"]
)
def test_a_share_goes_by_other_names(text: str) -> None:
    assert found(text) == []


def test_a_param_of_how_data_are_looked_over_backs_no_figure() -> None:
    params = replace(PARAMS, values={**PARAMS.values, "burst_large": 20})
    for rate, told in (("20%", ["20%"]), ("85%", [])):
        text = f"现场主动评价率低于{rate}的单位：无。"
        wrong = verify([Passage("2", "a", text)], facts(), params, ROSTER)
        assert [one.found for one in wrong if one.rule in {"unbacked", "figure"}] == told
