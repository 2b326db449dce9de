"""What counts as the same word, however it was typed: widths, spaces, brackets."""

from __future__ import annotations

import re
import unicodedata

# What has no width: joiners, marks of direction, the byte order mark.
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
# White space of every kind, no-break and ideographic included, and what is not seen at all.
_SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_PADDING = re.compile(rf"(?<={_HAN}) (?={_HAN})")


def folded(word: str) -> str:
    """Return what two spellings of one word have in common; for comparing, not for showing.

    Full-width letters, digits and brackets become half-width (NFKC), all white space goes, case
    goes: ` ５ `, `5` and `5\u00a0` are equal, and so are `局（本级）` and `局(本级)`.
    """
    return _SPACES.sub("", unicodedata.normalize("NFKC", word)).casefold()


def tidied(text: str) -> str:
    """Return a text without white space around it, and one plain space for each run within."""
    return _SPACES.sub(" ", text).strip()


def person(name: str) -> str:
    """Return a name without the spaces that pad two characters to the width of three."""
    return _PADDING.sub("", tidied(name))
