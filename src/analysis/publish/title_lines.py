"""Where a title is broken: words stay whole and lines near in length (GB/T 9704-2012, 7.3.1).

Chinese has no spaces, and a title that is cut within a word looks careless. A dictionary would be
too much for a line or two: the words that titles of official documents are made of are enough.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

# Characters of 22 pt to a line of 156 mm; a digit or Latin letter is half of one.
LINE = 20

# What is never cut: numbers with their unit, names of quarters and years, the words of titles.
_WHOLE = re.compile(
    r"[!-~]+[年月日季度个件%％]*|第[一二三四五六七八九十]+季度|上半年|下半年|[一-鿿]度|"
    r"[一二三四五六七八九十两]+个季度|上季度|"
    r"政务|服务|工作|情况|通报|报告|评价率?|占比|等级|件数|叫号量|底线|上升|下降|最高|最低|之间|连续|"
    r"中心|大厅|热线|便民|办理|有关|关于|建设|营商|环境|群众|"
    r"满意|企业|单位|部门|各[区市县省]|区域|总体|现场|主动|差评|整改|提升|推进|实施|方案|通知|意见|"
    r"措施|管理|分析|统计|数据|问题|补充|说明|锦旗|感谢信|表扬|经济|开发|本市|全[市省区县]|自治[区州县旗]|行政|审批|监督|督办"
)
_NEVER_FIRST = frozenset("的了和与及、，。；：？！”’》）】〕%％·")
_NEVER_LAST = frozenset("“‘《（【〔第")
# Good places for a break: behind these, or before an opening mark.
_GOOD_LAST = frozenset("的、，年月度市省区县和与及”》）")


def title_lines(title: str, line: float = LINE) -> tuple[str, ...]:
    """Return a title as lines, as few as hold it; one that fits stays one line."""
    lines = max(1, -int(-_width(title) // line))
    places = [0, *_places(title), len(title)]
    even = _width(title) / lines

    @cache
    def broken(start: int, left: int) -> tuple[float, tuple[str, ...]]:
        """Return the cost of what follows `start` in so many lines, and the lines."""
        if left == 1:
            rest = title[start:]
            return _cost(rest, even, line), (rest,)
        found = (
            (_cost(title[start:end], even, line) + cost, (title[start:end], *rest))
            for end in places
            if start < end < len(title)
            for cost, rest in [broken(end, left - 1)]
        )
        return min(found, default=(float("inf"), (title[start:],)))

    return min(broken(0, count) for count in (lines, lines + 1))[1]


def title_parts(title: str) -> tuple[str, ...]:
    """Return the parts of a title that no screen is to break, however narrow."""
    places = [0, *_places(title), len(title)]
    return tuple(title[start:end] for start, end in pairwise(places))


def _places(title: str) -> list[int]:
    """Return where a title may be broken."""
    within = {place for word in _WHOLE.finditer(title) for place in range(*word.span())[1:]}
    return [
        place
        for place, (before, after) in enumerate(pairwise(title), start=1)
        if place not in within and before not in _NEVER_LAST and after not in _NEVER_FIRST
    ]


def _cost(words: str, even: float, line: float) -> float:
    """Return how bad a line is: too long, uneven, or ended where the sense is not."""
    width = _width(words)
    if width > line:
        return float("inf")
    return (width - even) ** 2 + (0 if words[-1:] in _GOOD_LAST else 4)


def _width(words: str) -> float:
    return sum(0.5 if char.isascii() else 1 for char in words)
