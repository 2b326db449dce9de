"""Text is split into sentences and lines, and not a character of it is lost."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.commentary.sentences import Sentence, ends_block, sentences, wording, written

SPLIT = {
    "at the four marks": ("甲。乙；丙！丁？", ["甲。", "乙；", "丙！", "丁？"]),
    "at line ends": ("名单如下：\n\n王一（甲局）", ["名单如下：", "王一（甲局）"]),
    "behind closing quotes": ("他说：“好！”我说。", ["他说：“好！”", "我说。"]),
    "behind closing brackets": ("（详见附件。）另有。", ["（详见附件。）", "另有。"]),
    "behind a footnote": ("共5件。[^1]其中2件。", ["共5件。[^1]", "其中2件。"]),
    "behind stars that close": ("**甲。**乙。", ["**甲。**", "乙。"]),
    "before stars that open": ("甲。**乙**。", ["甲。", "**乙**。"]),
    "behind repeated marks": ("真的？！是。", ["真的？！", "是。"]),
    "not at 、 ， ：": ("甲、乙，丙：丁", ["甲、乙，丙：丁"]),
    "not in decimals": ("占97.61%，共105.97万件。", ["占97.61%，共105.97万件。"]),
    "a heading is one line": ("## 一、总体。情况\n文。", ["## 一、总体。情况", "文。"]),
    "a list item is one line": ("- 甲。乙。\n- 丙", ["- 甲。乙。", "- 丙"]),
    "a numbered item is one line": ("1. 甲。乙。\n2. 丙", ["1. 甲。乙。", "2. 丙"]),
    "a decimal begins no item": ("1.5万件。乙。", ["1.5万件。", "乙。"]),
    "a footnote is one line": ("[^1]: 据台账。已核。\n文。", ["[^1]: 据台账。已核。", "文。"]),
    "a table is its rows": ("|甲。|乙|\n|--|--|\n|1。|2|", ["|甲。|乙|", "|--|--|", "|1。|2|"]),
    "a quote is one line": ("> 引。文。\n文。", ["> 引。文。", "文。"]),
    "code is one piece": ("```\n甲。\n\n乙\n```\n丙。", ["```\n甲。\n\n乙\n```", "丙。"]),
    "code without an end": ("~~~\n甲。\n乙", ["~~~\n甲。\n乙"]),
    "a dash within a line is prose": ("甲。- 乙。丙", ["甲。", "- 乙。", "丙"]),
    "nothing in nothing": (" \n", []),
}


@pytest.mark.parametrize(("text", "parts"), SPLIT.values(), ids=SPLIT.keys())
def test_text_is_split(text: str, parts: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)[0]] == parts


@given(st.text("甲1。；！？\n 　*#-|>`~[]^:.）”（“"))
@example("")
@example("\n　　甲。  \n\n乙；\n")
def test_sentences_put_together_are_the_text_again(text: str) -> None:
    found, tail = sentences(text)
    assert written(found) + tail == text


def test_the_white_space_before_a_sentence_is_kept_with_it() -> None:
    assert sentences("　　甲。\n\n乙。 ") == (
        [Sentence("甲。", "　　", opens=True), Sentence("乙。", "\n\n")],
        " ",
    )


JOINED = {
    "prose runs on": ([Sentence("甲。"), Sentence("乙。")], "甲。乙。"),
    "what opened a cell begins a paragraph": (
        [Sentence("甲。"), Sentence("乙。", opens=True)],
        "甲。\n\n乙。",
    ),
    "a whole line never runs on": (
        [Sentence("- 甲", whole=True), Sentence("乙。"), Sentence("# 丙", whole=True)],
        "- 甲\n\n乙。\n\n# 丙",
    ),
    "what has no full stop never runs on": (
        [Sentence("名单如下："), Sentence("乙。**"), Sentence("丙")],
        "名单如下：\n\n乙。**丙",
    ),
    "the first has no white space of another place": ([Sentence("甲。", "\n\n")], "甲。"),
}


@pytest.mark.parametrize(("found", "text"), JOINED.values(), ids=JOINED.keys())
def test_sentences_from_several_places_make_readable_markdown(
    found: list[Sentence], text: str
) -> None:
    assert written(found) == text


def test_wording_counts_a_paragraph_but_not_a_new_cell() -> None:
    whole, broken = sentences("甲，乙。")[0], sentences("甲，\n乙。")[0]
    halves = [*sentences("甲，")[0], *sentences("乙。")[0]]
    assert wording(whole) == wording(halves) == "甲，乙。"
    assert wording(broken) == "甲，\n乙。"
    assert wording([]) == ""


def test_a_block_ends_at_an_empty_line_and_at_the_end() -> None:
    assert ends_block(None)
    assert ends_block(Sentence("甲", opens=True))
    assert ends_block(Sentence("甲", "\n \n"))
    assert not ends_block(Sentence("甲", "\n"))
