"""Whether one is higher or lower than what it is compared with: 低于全市, 比某区高."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.commentary.verify.backing.case import Case
from analysis.commentary.verify.backing.comparisons import others
from analysis.commentary.verify.backing.sources import Places
from analysis.commentary.verify.findings import Fault, Rule
from analysis.commentary.verify.reading.labels import labels_for
from analysis.commentary.verify.reading.objects import compared_figures, is_object
from analysis.commentary.verify.reading.reading import anchor
from analysis.commentary.verify.text.figure import Figure
from analysis.commentary.verify.text.mention import Mention
from analysis.facts import Unit

# Before what is compared with (低于全市), or behind it (比某区高).
_BEFORE = re.compile(r"(?P<higher>高于|多于|高出|超出|超过)|低于|少于|不及")
_BEHIND = re.compile(r"(?<![最至不较])(?:(?P<higher>高出|多出|高|多)|低|少)(?!于)")


# 低于全市平均水平的有…: said of those who are named behind.
_OF_WHOM = re.compile(r"(?:平均)?(?:水平|值|数)?的")


def comparing_faults(case: Case) -> Iterator[Fault]:
    """Yield the words that say which of two is higher where it is the other."""
    for match in _BEFORE.finditer(case.reading.text):
        compared = _compared(match, case)
        if compared and compared[0].start == match.end():
            end = max(mention.end for mention in compared)
            at = _said_of(end, case)
            if at is not None:
                yield from _faults(match, at, case)
    for match in _BEHIND.finditer(case.reading.text):
        compared = _compared(match, case)
        at = anchor(match.start(), match.end())
        if compared and compared[0].start < match.start():
            yield from _faults(match, at, case)
        elif not compared and (numbers := compared_figures(at, case.reading)):
            yield from _against(match, numbers[-1], case)


def _said_of(end: int, case: Case) -> Figure | None:
    """Return the place whose subject is compared: those named behind 低于全市平均水平的有."""
    if not _OF_WHOM.match(case.reading.text, end):
        return anchor(end, end)
    clause = case.reading.clause(end)
    for run in case.reading.subject_runs:
        if run[0].start >= end and case.reading.clause(run[0].start) == clause:
            return anchor(run[-1].end, run[-1].end)
    return None


def _compared(match: re.Match[str], case: Case) -> list[Mention]:
    """Return what is compared with in the clause of a word, in order."""
    clause = case.reading.clause(match.start())
    named: list[Mention] = [*case.reading.labels, *case.reading.subjects]
    compared = [
        mention
        for mention in named
        if case.reading.clause(mention.start) == clause and is_object(mention, case.reading)
    ]
    return sorted(compared, key=lambda mention: mention.start)


def _faults(match: re.Match[str], at: Figure, case: Case) -> Iterator[Fault]:
    label = case.label(at)
    for places in case.places(at, label, objects=False) if label else ():
        for against in others(at, places, case):
            units = {case.sources.unit(places), case.sources.unit(against)}
            if units in ({Unit.SHARE}, {Unit.COUNT}):
                if not _true(match, places, against, case=case):
                    yield _told(match, (*places, *against), case)
                return


def _true(match: re.Match[str], places: Places, against: Places, *, case: Case) -> bool:
    values, other = case.sources.values(places), case.sources.values(against)
    return all((value > other[0]) is bool(match["higher"]) for value in values if other)


def _against(match: re.Match[str], number: Figure, case: Case) -> Iterator[Fault]:
    """Judge a comparison with a figure: 比全国平均水平92.10%高4.33个百分点."""
    at = anchor(match.start(), match.end())
    for label in labels_for(at, case.reading, objects=False):
        for places in case.places(at, label, objects=False):
            values = case.sources.values(places[:1])
            if values and case.sources.kind(places[0][0]) is number.kind:
                if (values[0] > number.value) is not bool(match["higher"]):
                    yield _told(match, places, case)
                return


def _told(match: re.Match[str], places: Places, case: Case) -> Fault:
    told = "，".join(f"{case.sources.title((p,))}是{case.sources.printed((p,))}" for p in places)
    expected = "低" if match["higher"] else "高"
    return Fault(Rule.DIRECTION, match.start(), match.end(), expected, f"与数据不符：{told}。")
