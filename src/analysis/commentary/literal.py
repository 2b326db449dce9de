"""Values in drafts are words, whatever they hold: no name becomes markup of the page."""

from __future__ import annotations

import re
from typing import Any

# What opens emphasis, code, a link, a note, an element or an entity, anywhere in a line.
_INLINE = re.compile(r"[\\`*_\[]|<(?=[A-Za-z/!?])|&(?=#?[0-9A-Za-z]+;)")
# What opens a heading, list, quotation, table or rule where a line begins; −0.5 and +4% do not.
_OPENING = re.compile(r">|[|#=~:+-](?![0-9])")
_NUMBERED = re.compile(r"([0-9]{1,9})([.)])(?=\s|$)")


def literal(value: Any) -> str:
    """Return a value as Markdown that prints just its words, in one line."""
    words = _INLINE.sub(r"\\\g<0>", " ".join(str(value).split("\n")))
    if _OPENING.match(words):
        return f"\\{words}"
    return _NUMBERED.sub(r"\1\\\2", words, count=1) if _NUMBERED.match(words) else words
