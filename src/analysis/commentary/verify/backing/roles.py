"""What part a figure plays in its clause, told by the words in front of it and behind it."""

from __future__ import annotations

import re
from enum import Enum

from analysis.commentary.verify.reading.objects import compared_figures, objects
from analysis.commentary.verify.reading.reading import Reading
from analysis.commentary.verify.text.figure import Figure, Kind


class Role(Enum):
    """How a figure relates to the measure that is named with it."""

    VALUE = "value"
    BASE = "base"
    CHANGE = "change"
    GAP = "gap"
    SHARE = "share"
    MULTIPLE = "multiple"


RISING = "提升|提高|上升|增加|增长|增多|上涨|攀升|回升|升高|高出|多出|领先|增|升|涨|多|高"
FALLING = "下降|降低|减少|回落|下滑|下跌|缩小|落后|降|减|少|低|差"
_MOVED = f"{RISING}|{FALLING}"
_SENSE = r"(?:大约|约|将近|接近|近|超过|超|逾|不足|不到|突破|达到?|为|是|有)*"
# A change stands right before its figure: 增加24件, 提高了0.82个百分点, 增幅为4.68%.
_CHANGED = re.compile(
    rf"(?:(?<![最至不较])(?:{_MOVED})(?:了|出)?|(?:[增涨升降]幅|增速|增长率))(?:分别)?{_SENSE}$"
)
# 高于95%, 不低于95%: a bound on a value.
_BOUND = re.compile(r"(?:[高低多少]于|[不至最][高低少多])$")
_ASKED = re.compile(r"的?(?:要求|目标|标准|底线)")
_APART = re.compile(rf"(?:相差|差距|相距)(?:了)?{_SENSE}$")
# 由118件增加到142件: the first figure is that of an earlier quarter.
_FROM = re.compile(rf"(?:由|从)[^，。；由从]*?{_SENSE}$")
_TO = re.compile(rf"[^，。；]{{0,6}}?(?:{_MOVED})(?:到|至|为)")
_OF = re.compile(r"(?:占(?!据)|贡献|承担)(?:[^，。；0-9]*|[^，。；]*[的和、])$|之比|的比例|的比重")
_PARTS = {Kind.PERCENT, Kind.POINTS}


def role_of(figure: Figure, reading: Reading) -> Role:
    """Return the part that a figure plays; VALUE where nothing says otherwise."""
    left = reading.left(reading.head(figure).start)
    if _FROM.search(left) and _TO.match(reading.text, figure.stop):
        return Role.BASE
    bound = _BOUND.search(left) or _ASKED.match(reading.text, figure.stop)
    changed = bool(_CHANGED.search(left)) and not bound
    if figure.kind is Kind.MULTIPLE:
        return Role.CHANGE if changed else Role.MULTIPLE
    if _APART.search(left):
        return Role.GAP
    if changed or (figure.kind is Kind.POINTS and not _OF.search(left)):
        compared = objects(figure, reading) or compared_figures(figure, reading)
        return Role.GAP if compared else Role.CHANGE
    if figure.kind in _PARTS and (figure.fraction or _OF.search(left)):
        return Role.SHARE
    return Role.VALUE
