"""What text may stand in a Word file: XML holds no control characters."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from analysis.errors import ExportError

T = TypeVar("T")

# White space that XML refuses: Word's own line break, a page break, separators of old systems.
_WHITE = re.compile(r"[\x0b\x0c\x1c-\x1f]+")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0e-\x1b\ud800-\udfff\ufffe\uffff]")


def speakable(value: T) -> T:
    """Return a value with every text in it fit for XML, however deep it lies.

    Control characters that count as white space become one space; ExportError names any other.
    """
    return _speakable(value)  # type: ignore[no-any-return]  # the same type comes back


def _speakable(value: Any) -> Any:
    match value:
        case str():
            return _fit(value)
        case tuple():
            return tuple(_speakable(part) for part in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            named = {one.name: _speakable(getattr(value, one.name)) for one in fields(value)}
            return replace(value, **named)
        case _:
            return value


def _fit(text: str) -> str:
    if found := _FORBIDDEN.search(text):
        around = _FORBIDDEN.sub("□", text[max(0, found.start() - 10) : found.end() + 10])
        raise ExportError(
            f"Word 文件容不下控制字符 U+{ord(found[0]):04X}，在“{around}”的□处。请在原文中删去。"
        )
    return _WHITE.sub(" ", text)
