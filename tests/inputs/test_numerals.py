"""Whole numbers: what sheets and people write is read, all else is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.inputs.numerals import narrowed, whole_number

NUMBERS = {
    "0": 0,
    "7": 7,
    "007": 7,
    " 7 ": 7,
    "7.0": 7,
    "7.000": 7,
    "1,234": 1234,
    "12,345": 12345,
    "1,234,567": 1234567,
    "1,234.0": 1234,
    "１２３４": 1234,
    "１，２３４": 1234,
    "７．０": 7,
    "999999999999999": 999999999999999,
    "999,999,999,999,999": 999999999999999,
}
NO_NUMBERS = [
    *("", " ", "-1", "－1", "+1", "1.5", "7.01", "7.", ".0", "1e3", "1E3", "0x10", "１.５"),
    *("1,23", "12,34", "1234,567", ",123", "1,,234", "0,123", "1,234,5", "1，2", "1 234", "1'234"),
    *("12个", "约12", "十二", "97%", "#REF!", "nan", "inf", "True", "10²", "①", "½", "٣", "९"),
    *("1\n2", "1000000000000000", "1,000,000,000,000,000"),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS.items())
def test_a_whole_number_is_read_however_it_is_written(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_whole_number_is_not_read_as_one(text: str) -> None:
    assert whole_number(text) is None


@given(st.integers(0, 999_999_999_999_999))
def test_every_way_to_write_a_number_says_the_same(number: int) -> None:
    wide = str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    for text in (f"{number}", f"{number:,}", f"{number}.0", wide):
        assert whole_number(text) == number


@given(st.text())
def test_any_text_is_a_count_or_none(text: str) -> None:
    number = whole_number(text)
    assert number is None or number >= 0


def test_full_width_letters_and_signs_become_half_width_and_nothing_else() -> None:
    assert narrowed("ＤＢ－２０２５　（１）：①²") == "DB-2025 (1):①²"
