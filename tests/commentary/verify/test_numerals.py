from __future__ import annotations

from decimal import Decimal

import pytest

from analysis.commentary.verify.text.numerals import numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", "0"),
        ("两", "2"),
        ("十", "10"),
        ("十五", "15"),
        ("二十五", "25"),
        ("一百一十八", "118"),
        ("一百零五", "105"),
        ("三千二百", "3200"),
        ("一百零五万九千七百", "1059700"),
        ("两亿", "200000000"),
        ("二〇二五", "2025"),
        ("九十六点四三", "96.43"),
        ("零点八二", "0.82"),
    ],
)
def test_a_chinese_numeral_is_read_as_its_number(text: str, value: str) -> None:
    assert numeral(text) == Decimal(value)


def test_what_is_no_numeral_is_refused() -> None:
    with pytest.raises(KeyError):
        numeral("十几")
