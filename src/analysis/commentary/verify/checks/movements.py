"""Words of change in a sentence: 略有提升, 下降, 基本持平, 不同程度上升, and which are claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from analysis.changes import ChangeWords
from analysis.commentary.verify.backing.conditions import sort_of
from analysis.commentary.verify.reading.mentions import without
from analysis.commentary.verify.reading.objects import compared_figures, objects
from analysis.commentary.verify.reading.reading import Reading, anchor
from analysis.commentary.verify.text.mention import Mention


class Way(Enum):
    """Where something is said to have gone."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"
    MIXED = "mixed"


@dataclass(frozen=True)
class Movement:
    """A word of change with its degree (略有提升); `near`: 基本, 总体 stand before it."""

    start: int
    end: int
    way: Way
    degree: str = ""
    near: bool = False


_WAYS = {
    Way.MIXED: "有升有降|有增有减|升降不一|增减不一",
    Way.FLAT: "持平|相同|一致|不变|没有变化|未变|稳定|平稳|相当",
    Way.UP: "提升|提高|上升|增加|增长|增多|上涨|攀升|回升|升高|走高",
    Way.DOWN: "下降|降低|减少|回落|下滑|下跌|走低",
}
# One character says it only where a figure or 至 follows: 比上季度多20件, 升至96.43%.
_SHORT = {Way.UP: "升|增|涨|多|高", Way.DOWN: "降|减|少|低|跌"}
_FOLLOWED = r"(?=(?:了|出)?(?:约|近|超过?|逾|将近)?[0-9一二两三四五六七八九十百千]|至|到)"
_VARYING = r"(?:不同程度(?:地|的)?)?"
_NEAR = r"(?P<near>基本|大体|总体|大致|保持|整体)?"
_DEGREES = "略有|有所|明显|大幅度?|小幅|略|显著|稍有"
# Wishes and plans claim nothing: 进一步提高, 推动主动评价率提升.
_WISHED = re.compile(
    r"要|将|推动|推进|促进|力争|确保|进一步|努力|下一步|争取|着力|切实|使|让|防止|避免|应|需|须|引导"
    r"|督促|有待|加快|目标|帮助|指导|加大|为了|以便|不断|从而|有利于|有助于|实现|可|能够|旨在|建议|计划"
)
# 个别单位主动评价率下降: said of some, it is not said of the whole.
_SOME = re.compile(r"(?:个别|部分|有的|少数|多数|一些|不少|某些|大部分|许多)")
_PLANNED = re.compile(r"下一步|下阶段|打算|计划|安排|建议|要求")
# What may stand between a label and its change where no quarter is named: 主动评价率稳步提升.
_ADVERBS = re.compile(
    r"(?:数|量|件数)?(?:总体|整体|均|都|也|又|仍|有|呈|出现|稳步|持续|逐步|继续|明显|大幅|小幅|略|略有|有所|显著"
    r"|保持|基本|各等级|各级|件数|数量|分别|不同程度|稳中有|较为|较|但|且|而)*"
)
_ENDS = re.compile(
    r"(?:势头|趋势|态势)?(?:(?:较为?|更为?|比较|十分|非常)?(?:明显|显著|大|快|突出))?(?:$|[，。；）])"
)
_QUALIFIES = re.compile(
    r"(?:较快|较多|明显|较大|幅度[^，。；]{0,4})?的(?![0-9])|势头|空间|服务|效率|水平|质量"
)
_TO_FIGURE = re.compile(r"(?:了|出)?(?:至|到|为)?(?:约|近|超过?|逾|将近|大约)?")
_LINKS = re.compile(r"[的了也又均都并且但仍和与而其中各分别]|总体|整体|件数|数量|等级|件|率")
# So many characters link a clause to its sentence; more of them name something.
_LINKING = 2


def movements(reading: Reading, words: ChangeWords) -> Iterator[Movement]:
    """Yield the words of change that claim something of what is measured."""
    for movement in _all(reading.text, words):
        if not _compares(movement, reading) and _claims(movement, reading):
            yield movement


def _all(text: str, words: ChangeWords) -> Iterator[Movement]:
    directed = "|".join(step.word for step in words.steps if step.directed)
    still = "|".join(step.word for step in words.steps if not step.directed)
    degree = f"(?P<degree>{directed}|{_DEGREES})?(?:地|的)?"
    for way in Way:
        said = f"{still}|{_WAYS[way]}" if way is Way.FLAT and still else _WAYS[way]
        if way in _SHORT:
            said += f"|(?<![最至不较])(?:{_SHORT[way]}){_FOLLOWED}"
        for match in re.finditer(f"{_VARYING}{_NEAR}{degree}(?P<word>{said})", text):
            near = bool(match["near"]) or match["word"].startswith(("基本", "大体", "总体"))
            yield Movement(*match.span(), way, match["degree"] or "", near)


def _compares(movement: Movement, reading: Reading) -> bool:
    """Tell whether a word compares two subjects or measures rather than two quarters."""
    at = anchor(movement.start, movement.end)
    return bool(objects(at, reading) or compared_figures(at, reading))


def _claims(movement: Movement, reading: Reading) -> bool:
    """Tell whether a word of change says what happened, and to something that is named."""
    start = reading.clause(movement.start)
    against = [
        p.start
        for p in reading.periods
        if p.compared and p.start >= start and p.end <= movement.start
    ]
    if against:
        return not _unknown(reading, start, against[-1]) and not _of_a_count(movement, reading)
    left = reading.text[start : movement.start]
    if _WISHED.search(left) or _SOME.search(left) or _of_a_count(movement, reading):
        return False
    if any(_TO_FIGURE.fullmatch(reading.text, movement.end, f.start) for f in reading.figures):
        return True
    if _PLANNED.search(reading.carried.title):
        return False
    return _alone(movement, reading) or _of_label(movement, reading)


def _of_a_count(movement: Movement, reading: Reading) -> bool:
    """Tell whether a change is said of so many: 37家…上升; then the count is checked."""
    return any(
        figure.end <= movement.start
        and reading.clause(figure.start) == reading.clause(movement.start)
        and sort_of(figure, reading) in {"unit", "district", "region"}
        for figure in reading.figures
    )


def _alone(movement: Movement, reading: Reading) -> bool:
    """Tell whether a clause says the change alone, or of a subject: 略有提升。某局基本持平。"""
    span = (reading.clause(movement.start), movement.start)
    bare = without(reading.text, span, reading.subjects)
    named = any(label.end <= movement.start for label in reading.labels)
    ends = _ENDS.match(reading.text, movement.end) is not None
    return named and ends and _ADVERBS.fullmatch(bare) is not None


def _of_label(movement: Movement, reading: Reading) -> bool:
    """Tell whether a change follows its label: 主动评价率稳步提升."""
    if movement.way is Way.FLAT or _QUALIFIES.match(reading.text, movement.end):
        return False
    before = [one for one in reading.labels if reading.same_clause(one, movement.start)]
    return bool(before) and bool(_ADVERBS.fullmatch(reading.text, before[-1].end, movement.start))


def _unknown(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a clause speaks of something that no measure is called."""
    if any(start <= label.start and label.end <= end for label in reading.labels):
        return False
    figures = [Mention(figure.start, figure.stop) for figure in reading.figures]
    mentions: list[Mention] = [*reading.subjects, *reading.periods, *figures]
    return len(_LINKS.sub("", without(reading.text, (start, end), mentions))) > _LINKING
