"""The five levels: words always, codes only in a declared direction."""

from __future__ import annotations

import pytest

from analysis.levels import LEVELS, LOW_LEVELS, meanings

WORDS = ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]


def test_the_levels_stand_best_first() -> None:
    assert [level.word for level in LEVELS] == WORDS
    assert [level.rank for level in LEVELS] == [5, 4, 3, 2, 1]


def test_basically_satisfied_and_below_are_the_three_lowest() -> None:
    assert [level.word for level in LOW_LEVELS] == WORDS[2:]


@pytest.mark.parametrize(
    ("best_code", "codes"), [(None, ""), (5, "54321"), (1, "12345")], ids=["none", "5", "1"]
)
def test_codes_mean_a_level_only_in_a_declared_direction(best_code: int | None, codes: str) -> None:
    known = meanings(best_code)
    assert {written: level.word for written, level in known.items()} == {
        **dict(zip(WORDS, WORDS, strict=True)),
        **dict(zip(codes, WORDS, strict=bool(codes))),
    }
