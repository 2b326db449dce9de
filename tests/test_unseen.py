"""What is not seen: dropped from what is published, shown as a code in messages."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.unseen import escaped, told, without_unseen

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "published", "in_a_message"),
    [
        ("评价总数 1,025", "评价总数 1,025", "评价总数 1,025"),
        ("甲\u202e乙\u202c", "甲乙", "甲<U+202E>乙<U+202C>"),
        ("甲\u2066乙\u2069\u200b", "甲乙", "甲<U+2066>乙<U+2069><U+200B>"),
        ("\x1b[31m红\x1b]0;x\x07", "[31m红]0;x", "<U+001B>[31m红<U+001B>]0;x<U+0007>"),
        ("a\x00b\x9bc", "abc", "a<U+0000>b<U+009B>c"),
        ("甲\r乙\u2028丙\x85丁", "甲 乙 丙 丁", "甲<U+000D>乙<U+2028>丙<U+0085>丁"),
        ("两\n行\t格", "两\n行\t格", "两\n行\t格"),
        ("\ud800半", "半", "<U+D800>半"),
        ("\U000e0041\U000e007f标", "标", "<U+E0041><U+E007F>标"),
        # An office's own characters stay: the font says whether it has them.
        ("\ue000", "\ue000", "<U+E000>"),
        ("e" + "\u0301" * 50, "e" + "\u0301" * 4, "e" + "\u0301" * 50),
        ("e" + "\u0301\u200d" * 50, "e" + "\u0301" * 4, "e" + "\u0301<U+200D>" * 50),
        *((name, name, name) for name in ("u\u0308\u0304 ǖ", "葛\U000e0100")),
        ("\ufeff\u061c", "", "<U+FEFF><U+061C>"),
    ],
)  # fmt: skip
def test_what_is_not_seen_goes_or_is_told(text: str, published: str, in_a_message: str) -> None:
    assert without_unseen(text) == published
    assert told(text) == in_a_message


@given(ANY_TEXT)
def test_json_keeps_every_text_and_shows_none_that_acts(text: str) -> None:
    written = escaped(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text
    assert written.encode().decode() == written
    assert not set("\u202e\u2066\u200b\ufeff\u2028\x9b") & set(written)


@given(ANY_TEXT)
def test_nothing_that_acts_is_left_and_a_second_time_changes_nothing(text: str) -> None:
    once = without_unseen(text)
    acting = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not [c for c in once if unicodedata.category(c) in acting and c not in "\n\t"]
    assert without_unseen(once) == once
    assert once.encode().decode() == once
    assert told(told(text)) == told(text)
