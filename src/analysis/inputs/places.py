"""Places in a sheet as Excel names them."""

from __future__ import annotations

_LETTERS = 26


def column_letter(position: int) -> str:
    """Return the letter of a column by its place from 0: A, B, …, Z, AA, AB, …."""
    letters = ""
    rest = position + 1
    while rest:
        rest, letter = divmod(rest - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters
