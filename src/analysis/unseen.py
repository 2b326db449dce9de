"""Characters that nobody sees and that act all the same: one rule for all of them.

Controls (escape sequences of a terminal among them), marks of direction that turn the order of
what stands beside them, joiners and tags without width, lone halves of surrogate pairs. Names and
all that is published are without them; in a message each stands as its code.
"""

from __future__ import annotations

import json
import re
import unicodedata

# Controls, format characters, surrogates: dropped. Line and paragraph separators: a space.
_ACTING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# In a message also what has no character: private use, unassigned.
_NAMELESS = frozenset({"Co", "Cn"})
_LAID_OUT = "\n\t"
_WITHOUT_LAYOUT = str.maketrans("", "", _LAID_OUT)
# Those of them that JSON does not escape by itself.
_IN_JSON = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_MARKS = frozenset({"Mn", "Me"})
# More marks than any language piles on one letter; variation selectors count as marks.
_MOST_MARKS = 4


def without_unseen(text: str) -> str:
    """Return a text without what is not seen, each white control a space; line ends and tabs stay.

    Of a pile of combining marks on one letter the first four stay. Private use characters stay
    too: offices draw rare names with them, and a font that lacks one says so.
    """
    if text.isascii() and text.translate(_WITHOUT_LAYOUT).isprintable():
        return text
    return "".join(_few_marks(map(_kept, text)))


def told(text: str) -> str:
    """Return a text as a message may show it: what is not seen stands as its code, <U+001B>."""
    if text.isprintable():
        return text
    return "".join(c if is_seen(c) or c in _LAID_OUT else f"<U+{ord(c):04X}>" for c in text)


def escaped(written: str) -> str:
    """Return JSON in which what is not seen stands as an escape: the same data, and legible.

    Half a surrogate pair, which no file can hold, is kept in this way as well.
    """
    return _IN_JSON.sub(lambda found: json.dumps(found[0])[1:-1], written)


def is_seen(character: str) -> bool:
    """Tell whether a character is seen, white space among text included."""
    return unicodedata.category(character) not in _ACTING | _NAMELESS


def _kept(character: str) -> str:
    if character in _LAID_OUT or unicodedata.category(character) not in _ACTING:
        return character
    return " " if character.isspace() else ""


def _few_marks(characters: map[str]) -> list[str]:
    kept, pile = [], 0
    for character in characters:
        marks = bool(character) and unicodedata.category(character) in _MARKS
        pile = pile + 1 if marks else 0 if character else pile
        if pile <= _MOST_MARKS:
            kept.append(character)
    return kept
