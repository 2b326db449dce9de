"""Words of other scales and what they usually stand for: proposed in messages, never applied."""

from __future__ import annotations

import re

from analysis.levels import LEVELS
from analysis.spelling import folded

# Words of other scales that usually stand for a level, levels in the order of LEVELS.
_SCALES = (
    "excellent, very good, very satisfied, 很满意, 十分满意, 很好, 非常好, 优, 优秀",
    "good, satisfied, 比较满意, 较满意, 好, 较好, 良, 良好",
    "fair, average, neutral, neither satisfied nor dissatisfied, 一般, 中, 尚可, 合格",
    "poor, bad, dissatisfied, 不太满意, 比较不满意, 较不满意, 差, 较差",
    "very poor, very bad, terrible, very dissatisfied, 很不满意, 十分不满意, 很差, 极差",
)
_NO_ANSWER = (
    "don't know, don’t know, no answer, not sure, not applicable, n/a, na, null, -, 无, "
    "未评价, 未作答, 未填写, 不知道, 不清楚, 说不清, 弃权"
)
_TRUTHS = {
    "是": "yes, y, t, 主动, 主动评价, 本人评价",
    "否": "no, n, f, 默认, 默认评价, 系统默认, 自动评价, 超时默认, 未评价",
}
_STARS = re.compile(r"(?P<full>[★⭐]{1,5})\ufe0f?☆*|(?P<number>[1-5])(?:星|stars?)")

_LEVEL_OF = {
    folded(word): level.word
    for level, words in zip(LEVELS, _SCALES, strict=True)
    for word in words.split(",")
}
_NO_ANSWERS = frozenset(folded(word) for word in _NO_ANSWER.split(","))
_TRUTH_OF = {folded(word): truth for truth, words in _TRUTHS.items() for word in words.split(",")}


def likely_level(word: str) -> str | None:
    """Return the level that a word or a number of stars usually stands for, if any."""
    stars = _STARS.fullmatch(folded(word))
    if stars is None:
        return _LEVEL_OF.get(folded(word))
    rank = len(stars["full"]) if stars["full"] else int(stars["number"])
    return next(level.word for level in LEVELS if level.rank == rank)


def likely_no_answer(word: str) -> bool:
    """Tell whether a word usually says that there is no evaluation."""
    return folded(word) in _NO_ANSWERS


def likely_active(word: str) -> str | None:
    """Return 是 or 否 as a word usually means it for 主动评价, if it does; '' is a default."""
    return _TRUTH_OF.get(folded(word), None if folded(word) else "否")
