"""Those who are named as meeting a condition, and the condition that they are named for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analysis.commentary.verify.backing.case import Case
from analysis.commentary.verify.backing.claims import Claim, stated
from analysis.commentary.verify.backing.conditions import (
    bounds_in,
    makes_a_list,
    meets,
    sort_of,
    values_bound,
    who_meets,
)
from analysis.commentary.verify.backing.rounding import holds
from analysis.commentary.verify.reading.mentions import Names, Subject
from analysis.commentary.verify.reading.reading import Reading
from analysis.commentary.verify.text.figure import Figure, Kind, Sense

# 低于80%的区有2个，为…; 超过90%，分别是…; 低于85%的单位只有…
_ANNOUNCED = re.compile(r"(?:为|是|即|：|有|包括|如|依次|分别)$")
_NONE_BEFORE = re.compile(r"(?:没有|无|未有|未出现)[^，。；]*$")
_NONE_BEHIND = re.compile(r"[^，。；]*(?:：|为|有)?(?:无|没有|零|0家|0个)(?=[，。；]|$)")
_APART = re.compile(r"中(?![心国央华级])|；")
_KINDS = re.compile(r"的(?P<kind>单位|部门|区域|区县|区|县|有)")
_SORTS = {"单位": "unit", "部门": "unit", "有": "unit", "区域": "region"}


def condition_of(run: Sequence[Subject], reading: Reading) -> Figure | None:
    """Return the count or bound whose clause says who is named: 低于80%的区有2个，为…."""
    place = run[0].start
    if not _ANNOUNCED.search(reading.text, 0, place):
        return None
    for figure in reversed(reading.figures):
        if figure.stop <= place:
            if _APART.search(reading.text, figure.stop, place):
                return None
            if figure.kind is Kind.FIRST or _sort(figure, reading):
                return figure
    return None


def who_should_be_named(run: Sequence[Subject], case: Case) -> Names | None:
    """Return who meets the condition that a run of names is announced for."""
    figure = condition_of(run, case.reading)
    if figure is None or figure.kind is Kind.FIRST:
        return None
    sort = _sort(figure, case.reading) or ""
    regions = case.sources.vocabulary.roster.regions
    if sort == "unit" and run[0].names[0] in regions:
        # 有 says nothing of whom: those who are named do.
        sort = "region" if run[0].names[0] == regions[0] else "district"
    return who_meets(bounds_in(figure, case.reading), sort, case)


def _sort(figure: Figure, reading: Reading) -> str | None:
    return sort_of(figure, reading) or _sort_behind(figure, reading)


def _sort_behind(figure: Figure, reading: Reading) -> str | None:
    match = _KINDS.match(reading.text, figure.stop)
    return _SORTS.get(match["kind"], "district") if match else None


def named_for(figure: Figure, case: Case) -> list[Claim]:
    """Return a bound as it stands where those who meet it are named, or said to be none.

    The names are checked by themselves (`checks.members`).
    """
    reading = case.reading
    sort = _sort_behind(figure, reading)
    none = _NONE_BEFORE.search(reading.left(figure.start))
    if sort and (none or _NONE_BEHIND.search(reading.text, figure.stop)):
        return _nobody(figure, sort, case)
    named = any(_is_condition(figure, run, case) for run in reading.subject_runs)
    if named and (figure.kind is Kind.FIRST or not makes_a_list(bounds_in(figure, reading), case)):
        return [stated(figure.value, figure.kind, "条件")]
    return []


def _is_condition(figure: Figure, run: Sequence[Subject], case: Case) -> bool:
    condition = condition_of(run, case.reading)
    if condition is None or figure not in {condition, *bounds_in(condition, case.reading)}:
        return False
    return condition.kind is Kind.FIRST or who_should_be_named(run, case) is not None


def _nobody(figure: Figure, sort: str, case: Case) -> list[Claim]:
    """Return a bound that nobody passes, if the nearest comes close: 没有低于91%的单位."""
    values = tuple(values_bound(figure, sort, case).values())
    if not values or any(meets(figure, value, case.reading) for value in values):
        return []
    other = Sense.OVER if figure.sense is Sense.UNDER else Sense.UNDER
    close = holds(replace(figure, sense=other), values)
    return [stated(figure.value, figure.kind, "条件")] if close else []
