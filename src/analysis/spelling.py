"""What counts as the same word, however it was typed: widths, spaces, brackets."""

from __future__ import annotations

import re
import unicodedata

from analysis.unseen import without_unseen

# What exports hold of it: joiners, marks of direction, the byte order mark. For SQL, which has no
# categories of characters.
_CODES = (0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070))
UNSEEN = "".join(map(chr, (*_CODES, 0xFEFF)))
# White space of every kind, no-break and ideographic included.
_SPACES = re.compile(r"\s+")
_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_PADDING = re.compile(rf"(?<={_HAN}) (?={_HAN})")


def folded(word: str) -> str:
    """Return what two spellings of one word have in common; for comparing, not for showing.

    Full-width letters, digits and brackets become half-width (NFKC), all white space goes, case
    goes: ` ５ `, `5` and `5\u00a0` are equal, and so are `局（本级）` and `局(本级)`.
    """
    return _SPACES.sub("", unicodedata.normalize("NFKC", without_unseen(word))).casefold()


def tidied(text: str) -> str:
    """Return a text without white space around it, and one plain space for each run within.

    What is not seen goes (`unseen.without_unseen`).
    """
    return _SPACES.sub(" ", without_unseen(text)).strip()


def person(name: str) -> str:
    """Return a name without the spaces that pad two characters to the width of three."""
    return _PADDING.sub("", tidied(name))
