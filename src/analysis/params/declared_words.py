"""Words that params declare: as text however YAML reads them, and compared as they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator

from analysis.levels import LEVELS
from analysis.spelling import folded

_LEVEL_WORDS = tuple(level.word for level in LEVELS)
# A program that kept codes as numbers writes 5.0 for 5.
_WHOLE_NUMBER = re.compile(r"([0-9]+)(?:\.0+)?")


def word_key(word: str) -> str:
    """Return what the spellings of one word have in common: `folded`, and 5.0 is 5."""
    key = folded(word)
    number = _WHOLE_NUMBER.fullmatch(key)
    return number[1] if number else key


def is_code(word: str) -> bool:
    """Tell whether a word is a whole number, however it was typed."""
    return bool(_WHOLE_NUMBER.fullmatch(word_key(word)))


def _as_text(value: Any) -> Any:
    if value is None:
        raise ValueError('缺少内容：冒号用半角，后面空一格；空白的单元格写作 ""')
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


Text = Annotated[str, BeforeValidator(_as_text)]
Words = tuple[Text, ...]
Mapped = Mapping[Text, Text]


def require_distinct(words: Iterable[str]) -> None:
    """Refuse two spellings of one word (ValueError)."""
    seen: dict[str, str] = {}
    for word in words:
        key = word_key(word)
        if key in seen:
            raise ValueError(f"“{seen[key]}”和“{word}”是同一个写法，只能写一次")
        seen[key] = word


def require_levels(levels: Mapping[str, str]) -> None:
    """Refuse what is no level, and a level's own word that is to mean another (ValueError)."""
    for word, level in levels.items():
        if level not in _LEVEL_WORDS:
            raise ValueError(f"“{level}”不是五级满意度之一（{'、'.join(_LEVEL_WORDS)}）")
        if word_key(word) in _LEVEL_WORDS and word_key(word) != level:
            raise ValueError(f"“{word}”本身是五级满意度之一，不能改作“{level}”")


def require_no_level(words: Iterable[str], levels: Iterable[str]) -> None:
    """Refuse a word for no answer that is a level's, by itself or by declaration (ValueError)."""
    taken = {word_key(word) for word in (*_LEVEL_WORDS, *levels)}
    for word in words:
        if word_key(word) in taken:
            raise ValueError(f"no_answer 中的“{word}”已是一级满意度，不能又不算评价")
