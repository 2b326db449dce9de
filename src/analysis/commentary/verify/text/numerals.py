"""Chinese numerals: 二十五 -> 25, 一百零五万 -> 1050000, 九十六点四三 -> 96.43."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}


def numeral(text: str) -> Decimal:
    """Read a numeral; a character that is none is a KeyError."""
    whole, _, fraction = text.partition("点")
    decimals = "".join(str(DIGITS[digit]) for digit in fraction)
    return Decimal(f"{_whole(whole)}.{decimals or 0}")


def _whole(text: str) -> int:
    if all(digit in DIGITS for digit in text):
        return int("".join(str(DIGITS[digit]) for digit in text))
    total = group = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in _TENS:
            # 十五 has no 一 in front of its 十.
            group, digit = group + (digit or 1) * _TENS[character], 0
        else:
            total, group, digit = (total + group + digit) * _MYRIADS[character], 0, 0
    return total + group + digit
