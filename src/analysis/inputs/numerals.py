"""Whole numbers as people and sheets write them."""

from __future__ import annotations

import re

# Full-width signs alone. NFKC would do more: it makes 102 of `10²` and 1 of `①`.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
# A comma parts groups of three or is no thousands separator: 1,5 may be meant as a fraction.
_WHOLE = re.compile(r"([0-9]{1,15}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})(?:\.0+)?")


def narrowed(text: str) -> str:
    """Return a text with its full-width letters, digits and signs half-width."""
    return text.translate(_NARROW)


def whole_number(text: str) -> int | None:
    """Read `1234`, `1,234`, `１２３４` or `1234.0`; None for any other text, signs included."""
    match = _WHOLE.fullmatch(narrowed(text).strip())
    return int(match[1].replace(",", "")) if match else None
