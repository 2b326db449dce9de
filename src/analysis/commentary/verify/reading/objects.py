"""What something is compared with or is a share of: it is named, but nothing is told of it."""

from __future__ import annotations

import re

from analysis.commentary.verify.reading.mentions import Subject
from analysis.commentary.verify.reading.reading import Reading
from analysis.commentary.verify.text.figure import Figure
from analysis.commentary.verify.text.mention import Mention

# 占全市的, 比某区高, 低于全市: what follows is compared with.
_MARKS = re.compile(
    r"占(?![比据])|贡献了?|承担了?|(?<![占环同对])比(?![例重较如])|(?<![相比])较(?![为大快多高低少])|高于|低于|高出|高过"
    r"|多于|少于|不及|优于|领先于?|落后于?|超出|超过|除以|相当于"
)
# What ends it: 比某区高2.22个百分点.
_MOVES = re.compile(
    r"的(?:有|是|为|区|单位)|[升降]|提高|增加|减少|增长|(?<!最)[高低多少](?![于的])"
)
_WITH = re.compile(r"[与同]$")
# 是某区的1.4倍.
_TIMES = re.compile(r"的[0-9.一二两三四五六七八九十]+倍")
# 居各区首位, 在叫号量大的单位中: among whom, not of whom.
_AMONG = re.compile(r"[^，。；]{0,12}?中(?![心国央华级])")
_FIRST_OF = re.compile(r"之[首最冠]")
_PLACED = re.compile(r"[居列排]$")
_COMPARED = re.compile(
    r"(?:(?<![占环同对])比|高于|低于|高出|超过|超出|距离?)(?!上|去|本)[^，。；]*$"
)


def is_object(mention: Mention, reading: Reading) -> bool:
    """Tell whether something is compared with what is mentioned, or a share of it."""
    if _TIMES.match(reading.text, mention.end) or _sets_a_scope(mention, reading):
        return True
    start = reading.clause(mention.start)
    marks = list(_MARKS.finditer(reading.text, start, mention.start))
    if marks and _reaches(marks[-1].end(), mention.start, reading):
        return True
    if _WITH.search(reading.text, 0, mention.start):
        named = (*reading.subjects, *reading.labels)
        return not any(one.end == mention.start - 1 for one in named)
    return any(is_object(one, reading) for one in _adjoining(mention, reading))


def _adjoining(mention: Mention, reading: Reading) -> list[Subject]:
    """Return the subject right in front of a mention: 全市的评价总数."""
    return [
        one
        for one in reading.subjects
        if one.end <= mention.start and reading.text[one.end : mention.start] in {"", "的"}
    ]


def _reaches(start: int, end: int, reading: Reading) -> bool:
    """Tell whether what stands between a 比 or 占 and a mention leaves it an object."""
    if any(start <= one.start < end for one in reading.figures):
        return False
    if any(one.start == start for one in reading.periods):
        return False
    return not _MOVES.search(reading.text, start, end)


def _sets_a_scope(mention: Mention, reading: Reading) -> bool:
    if isinstance(mention, Subject) and not mention.group:
        return False
    before = reading.text[: mention.start]
    if _FIRST_OF.match(reading.text, mention.end):
        return True
    if before.endswith("在") and _AMONG.match(reading.text, mention.end):
        return True
    return isinstance(mention, Subject) and bool(_PLACED.search(before))


def objects(figure: Figure, reading: Reading) -> list[Mention]:
    """Return what a figure's clause compares with, in front of the figure."""
    place = reading.head(figure).start
    return [
        mention
        for mention in (*reading.labels, *reading.subjects)
        if reading.same_clause(mention, place) and is_object(mention, reading)
    ]


def compared_figures(figure: Figure, reading: Reading) -> list[Figure]:
    """Return the figures that a clause compares with: 高出95%的要求2.61个百分点."""
    start = reading.clause(figure.start)
    return [
        one
        for one in reading.figures
        if start <= one.start < figure.start and _COMPARED.search(reading.left(one.start))
    ]
