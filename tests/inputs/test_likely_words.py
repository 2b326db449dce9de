"""What words of other scales usually stand for: proposed, and never in doubt between two."""

from __future__ import annotations

import pytest

from analysis.inputs.likely_words import likely_active, likely_level, likely_no_answer


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("Very good", "非常满意"),
        ("VERY SATISFIED ", "非常满意"),
        ("很满意", "非常满意"),
        ("Good", "满意"),
        ("比较满意", "满意"),
        ("neither satisfied nor dissatisfied", "基本满意"),
        ("一般", "基本满意"),
        ("Poor", "不满意"),
        ("差", "不满意"),
        ("very  poor", "非常不满意"),
        ("很不满意", "非常不满意"),
        ("★★★★★", "非常满意"),
        ("★★★★☆", "满意"),
        ("⭐⭐⭐", "基本满意"),
        ("2 stars", "不满意"),
        ("１星", "非常不满意"),
        ("☆☆☆☆☆", None),
        ("★★★★★★", None),
        ("6星", None),
        ("5", None),
        ("Meh", None),
        ("", None),
    ],
)
def test_a_level_is_proposed_for_words_of_known_scales(word: str, level: str | None) -> None:
    assert likely_level(word) == level


@pytest.mark.parametrize(
    ("word", "none"),
    [("Don't know", True), ("Don’t Know", True), ("N/A", True), ("未评价", True), ("差", False)],
)
def test_words_for_no_answer_are_known(word: str, *, none: bool) -> None:
    assert likely_no_answer(word) is none


@pytest.mark.parametrize(
    ("word", "truth"),
    [("YES", "是"), ("主动", "是"), ("n", "否"), ("系统默认", "否"), ("", "否"), ("Self", None)],
)
def test_active_is_proposed_for_common_words(word: str, truth: str | None) -> None:
    assert likely_active(word) == truth
