"""Columns by the letters that Excel gives them."""

from __future__ import annotations

import pytest

from analysis.inputs.places import column_letter

LETTERS = {0: "A", 2: "C", 25: "Z", 26: "AA", 27: "AB", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"}


@pytest.mark.parametrize(("position", "letter"), LETTERS.items())
def test_a_column_has_the_letter_that_excel_shows(position: int, letter: str) -> None:
    assert column_letter(position) == letter


def test_the_last_column_of_a_sheet_is_xfd() -> None:
    assert column_letter(16_383) == "XFD"
