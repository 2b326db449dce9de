"""Sentences without markup, each character knowing where it stood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.commentary.verify.text.passages import Opening, Passage, sentences_of


def texts(markdown: str) -> list[str]:
    return [sentence.text for sentence in sentences_of(Passage("n", "c", markdown))]


@pytest.mark.parametrize(
    ("markdown", "sentences"),
    [
        ("甲。乙；丙！丁？", ["甲。", "乙；", "丙！", "丁？"]),
        ("甲，\n乙。", ["甲，", "乙。"]),
        ("**主动评价率**。办件量", ["主动评价率。", "办件量"]),
        ("- 某区\n- 某局", ["某区", "某局"]),
        ("评价 105.97 万件", ["评价105.97万件"]),
        ("见[通报](https://a.b/1)。", ["见通报。"]),
        ("主动评价率９６．４３％。", ["主动评价率96.43%。"]),
        ("共1,059,700件,其中(略)", ["共1,059,700件，其中（略）"]),
        ("评价<!-- 5件 -->完成", ["评价完成"]),
        ("满意率98.6%[^1]。\n\n[^1]: 某年报。", ["满意率98.6%。"]),
        ("", []),
    ],
)
def test_sentences_end_at_stops_and_lines_and_lose_their_markup(
    markdown: str, sentences: list[str]
) -> None:
    assert texts(markdown) == sentences


def test_a_mark_of_a_footnote_keeps_its_place_and_the_note_its_words() -> None:
    passage = Passage("n", "c", "满意率98.6%[^a]，高。\n\n[^a]: 某年报，\n    第3页。")
    (sentence,) = sentences_of(passage)
    assert sentence.marks == ((len("满意率98.6%"), "a"),)
    assert passage.notes == {"a": "某年报，\n    第3页。"}


def test_what_a_sentence_follows_is_known() -> None:
    passage = Passage("n", "c", "甲。乙；丙：\n丁\n\n# 部分\n戊")
    found = [(s.text, s.opening, s.heading) for s in sentences_of(passage)]
    assert found == [
        ("甲。", Opening.PARAGRAPH, False),
        ("乙；", Opening.STOP, False),
        ("丙：", Opening.SEMICOLON, False),
        ("丁", Opening.COLON, False),
        ("部分", Opening.PARAGRAPH, True),
        ("戊", Opening.PARAGRAPH, False),
    ]


@given(st.text(alphabet="甲乙1２.，,。；\n *#-[]()^:%％ ", max_size=60))
def test_every_character_knows_where_it_stood(markdown: str) -> None:
    for sentence in sentences_of(Passage("n", "c", markdown)):
        assert len(sentence.places) == len(sentence.text)
        assert list(sentence.places) == sorted(set(sentence.places))
        for character, place in zip(sentence.text, sentence.places, strict=True):
            if character in "甲乙1。；":
                assert markdown[place] == character
