"""The check as a whole: pure, quick, and never at a loss."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.commentary.verify import Passage, verify
from benchmarks.verification.corpus import cases
from tests.commentary.verify.prose import findings, verifier

PIECES = (
    *("主动评价率", "评价总数", "差评", "锦旗", "服务之星", "满意", "获赠锦旗的单位", "误评"),
    *("全市", "城东区", "城西", "各区", "市公安局", "滨江市税务局", "赵甲", "孙丙", "其余各区"),
    *(
        "5.20万件",
        "87.00%",
        "2.00个百分点",
        "3家",
        "两个区",
        "前三位",
        "首位",
        "一半",
        "1.4倍",
        "零",
    ),
    *(
        "较上季度",
        "同比",
        "上季度",
        "由",
        "至",
        "分别为",
        "合计",
        "其中",
        "占",
        "比",
        "高于",
        "各",
        "均",
    ),
    *(
        "提升",
        "下降",
        "大体稳定",
        "最高",
        "最低",
        "相差",
        "没有收到",
        "以上",
        "低于",
        "的",
        "有",
        "为",
        "等",
    ),
    *("，", "。", "；", "：", "、", "（", "）", "“", "”", "\n\n", "\n- ", "**", "[^1]", "### "),
)
SENTENCES = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


@settings(deadline=None, max_examples=300)
@given(SENTENCES)
def test_any_text_is_checked_and_every_finding_names_its_place(text: str) -> None:
    for finding in findings(text):
        assert text[finding.start : finding.end] == finding.found
        assert finding.found in finding.message
        assert finding.message.endswith("。")


@settings(deadline=None, max_examples=100)
@given(SENTENCES)
def test_the_same_text_gives_the_same_findings(text: str) -> None:
    assert findings(text) == findings(text)


@settings(deadline=None, max_examples=100)
@given(SENTENCES)
def test_spaces_between_words_and_full_width_figures_change_nothing(text: str) -> None:
    wide = text.translate(str.maketrans("0123456789%", "０１２３４５６７８９％"))
    spaced = text.replace("为", " 为 ")
    expected = [(one.rule, one.expected) for one in findings(text)]
    assert [(one.rule, one.expected) for one in findings(wide)] == expected
    assert [(one.rule, one.expected) for one in findings(spaced)] == expected


def test_findings_stand_in_the_order_of_the_text() -> None:
    text = "收到锦旗5面。主动评价率86.00%，较上季度下降。"
    assert [one.found for one in findings(text)] == ["5", "86.00%", "下降"]


def test_several_passages_are_checked_one_after_the_other() -> None:
    edition = verifier()
    prose = [Passage("a", "x", "收到锦旗5面。"), Passage("b", "y", "主动评价率86.00%。")]
    found = verify(prose, edition.facts, edition.params, edition.roster)
    assert [(one.notebook, one.cell) for one in found] == [("a", "x"), ("b", "y")]


def test_the_whole_edition_is_checked_well_below_a_fifth_of_a_second() -> None:
    case = cases()[0]
    taken = []
    for _ in range(5):
        start = time.process_time()
        verify(case.prose, case.facts, case.params, case.roster)
        taken.append(time.process_time() - start)
    assert min(taken) < 0.2
