"""The same word however it was typed, and never two words made one."""

from __future__ import annotations

import pytest

from analysis.spelling import folded, person, tidied


@pytest.mark.parametrize(
    "typed",
    [
        "临江市税务局(本级)",
        "临江市税务局（本级）",
        " 临江市 税务局（本级） ",
        "临江市税务局\u00a0(本级)\u200b",
    ],
)
def test_spellings_of_one_unit_fold_to_one(typed: str) -> None:
    assert folded(typed) == "临江市税务局(本级)"


@pytest.mark.parametrize(
    ("typed", "same"), [("５", "5"), (" TRUE ", "true"), ("Ａ１", "a1"), ("", "")]
)
def test_digits_and_letters_fold_to_half_width_and_lower_case(typed: str, same: str) -> None:
    assert folded(typed) == same


def test_other_words_stay_other_words() -> None:
    assert len({folded(word) for word in ("满意", "不满意", "基本满意", "非常满意")}) == 4


def test_a_text_keeps_one_space_where_there_were_some() -> None:
    assert tidied("\ufeff a\u00a0 b　") == "a b"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("张　三", "张三"),
        (" 张 三 ", "张三"),
        ("欧阳\u00a0娜娜", "欧阳娜娜"),
        ("买买提·艾力", "买买提·艾力"),
        ("Anna Li", "Anna Li"),
        ("𬱖 玠", "𬱖玠"),
    ],
)
def test_names_lose_the_spaces_that_pad_them(typed: str, name: str) -> None:
    assert person(typed) == name
