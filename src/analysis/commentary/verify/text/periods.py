"""Which quarter a sentence speaks of: 上季度, 去年同期, 第三季度, 2024年第四季度, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from analysis.commentary.verify.text.mention import Mention
from analysis.quarter import Quarter


class Period(Enum):
    """A quarter as seen from the bulletin's own; LAST_RUN is this one before a correction.

    TO_DATE is the year up to this quarter: 上半年, 前三季度, 全年.
    """

    NOW = "now"
    PREVIOUS = "previous"
    YEAR_AGO = "year_ago"
    TO_DATE = "to_date"
    OTHER = "other"
    LAST_RUN = "last_run"


@dataclass(frozen=True)
class PeriodMention(Mention):
    """A period named in a sentence; `compared` if something is measured against it (较上季度)."""

    period: Period
    compared: bool


_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:(?P<year>20[0-9]{2})年|(?P<this>今年|本年)|(?P<last>去年|上年))"
_NAMED = re.compile(
    rf"(?<!前){_YEAR}?(?:第(?P<number>[一二三四1-4])季度|(?<!前)(?P<short>[一二三四])季度)"
)
# The year up to a quarter, by the quarter's number; of another year it is another period.
_TO_DATE = {
    number: re.compile(
        rf"(?:(?P<year>20[0-9]{{2}})年|今年|本年)?(?<!去年)(?<!上年)"
        rf"(?:{name}|(?<![0-9])1月?[—–\-~～至到]{{1,2}}{3 * number}月份?)"
    )
    for number, name in ((2, "上半年"), (3, "前三个?季度"), (4, "全年"))
}
_SAID = (
    (Period.YEAR_AGO, r"(?:去年|上年|上一年)(?:的)?(?:同期|同季度?)|(?P<yoy>同比)"),
    (Period.PREVIOUS, r"上一?个?季度|上季|上一?期|前一季度|(?P<qoq>环比)"),
    (Period.NOW, r"本季度?|本期|这一季度|本报告期|今年(?!第?[一二三四1-4]季度)"),
    (Period.OTHER, r"(?:上|下)半年|下一?季度|前[二三]季度|全年|上个?月|本月"),
)
_PATTERN = [(period, re.compile(pattern)) for period, pattern in _SAID]
_AGAINST = re.compile(r"(?:较|比|与|同|和|相较于?|相比于?|对比)$")
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"
_DATES = re.compile(
    rf"(?:(?:19|20)[0-9]{{2}}年)?{_MONTH}月?[—–\-~～至到、]{{1,2}}{_MONTH}月(?:份)?(?!{_DAY}[日号])"
    rf"|(?:(?:19|20)[0-9]{{2}}年)?{_MONTH}月(?:份|底|末|初|上旬|中旬|下旬|{_DAY}[日号])?"
    rf"|(?:19|20)[0-9]{{2}}[-/.]{_MONTH}[-/.]{_DAY}"
    rf"|(?:19|20)[0-9]{{2}}年"
    rf"|(?<![0-9]){_DAY}[日号](?!楼)"
    r"|[0-9]{1,2}(?::[0-9]{2}|时[0-9]{0,2}分?)(?!长)"
)
_QUARTERS = re.compile(
    r"第?[一二三四1-4]季度|前[二三两]季度|(?:[0-9]+|[一二两三四五六七八九十]+)个季度"
)


def dates(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of dates, years and names of quarters: they measure nothing."""
    for pattern in (_QUARTERS, _DATES):
        for match in pattern.finditer(text):
            yield match.span()


def periods(text: str, quarter: Quarter) -> list[PeriodMention]:
    """Return every quarter that a sentence names, in order."""
    stretches = list(_year_to_date(text, quarter))
    found = [(match.span(), _named(match, quarter), False) for match in _NAMED.finditer(text)]
    found += [
        (match.span(), period, match[0] in {"同比", "环比"})
        for period, pattern in _PATTERN
        for match in pattern.finditer(text)
        if not any(start <= match.start() < end for start, end in stretches)
    ]
    found += [(span, Period.TO_DATE, False) for span in stretches]
    return [
        PeriodMention(*span, period, compared or bool(_AGAINST.search(text, 0, span[0])))
        for span, period, compared in sorted(found, key=lambda item: item[0])
    ]


def _year_to_date(text: str, quarter: Quarter) -> Iterator[tuple[int, int]]:
    """Yield where the year up to a quarter is named; the first quarter is called by its name."""
    pattern = _TO_DATE.get(quarter.number)
    for match in pattern.finditer(text) if pattern else ():
        if match["year"] in {None, str(quarter.year)}:
            yield match.span()


def _named(match: re.Match[str], quarter: Quarter) -> Period:
    """Tell which quarter a name such as 第三季度 means; without a year the nearest one."""
    number = _NUMBERS[match["number"] or match["short"]]
    if match["year"]:
        named = Quarter(int(match["year"]), number)
    elif match["last"]:
        named = Quarter(quarter.year - 1, number)
    elif number == quarter.number or match["this"]:
        named = Quarter(quarter.year, number)
    else:
        named = quarter.previous if number == quarter.previous.number else Quarter(1, number)
    known = {
        quarter: Period.NOW,
        quarter.previous: Period.PREVIOUS,
        quarter.year_ago: Period.YEAR_AGO,
    }
    return known.get(named, Period.OTHER)
