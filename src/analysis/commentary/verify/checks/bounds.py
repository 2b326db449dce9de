"""Whether what is said to meet or miss a bound does: 达到95%的要求, 均超过75%, 未达到95%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.commentary.verify.backing.case import Case
from analysis.commentary.verify.backing.conditions import meets
from analysis.commentary.verify.backing.sizes import conditions
from analysis.commentary.verify.backing.sources import Place, Places
from analysis.commentary.verify.backing.thresholds import (
    is_asked,
    is_bound,
    tells_of_whom,
    thresholds,
)
from analysis.commentary.verify.findings import Fault, Rule
from analysis.commentary.verify.reading.labels import labels_for
from analysis.commentary.verify.text.figure import Figure

_NOT = r"未|没有|尚未|未能|不能|没能|仍未|并未"
_DENIED = re.compile(rf"(?:{_NOT})(?:能)?(?:达到?|超过|满|完成|实现)?$")
_WORD = re.compile(rf"(?:{_NOT})?(?:达到?|超过|高于|低于|不低于|不足|不到|不超过)?$")


def bound_faults(case: Case) -> Iterator[Fault]:
    """Yield the bounds that what they are said of does not keep."""
    for figure in case.reading.figures:
        of_whom = tells_of_whom(figure, case.reading) or conditions(figure, case)
        # 2个月以上 bounds no measure.
        measured = figure.counted != "个月" and not case.reading.noted(figure)
        checked = measured and is_bound(figure, case.reading)
        if checked and not of_whom and not _misquoted(figure, case):
            yield from _faults(figure, case)


def _misquoted(figure: Figure, case: Case) -> bool:
    """Tell whether a demand is quoted wrongly: then its figure is the fault."""
    asked = is_asked(figure, case.reading)
    return asked and not any(one.met_by(figure) for one in thresholds(figure, case))


def _faults(figure: Figure, case: Case) -> Iterator[Fault]:
    for label in labels_for(figure, case.reading):
        placed = [
            places
            for places in case.places(figure, label)
            if case.sources.kind(places[0][0]) is figure.kind
        ]
        if placed:
            broken = [_broken(figure, places, case) for places in placed]
            if all(broken):
                yield _told(figure, broken[0][0], case)
            return


def _broken(figure: Figure, places: Places, case: Case) -> list[Place]:
    """Return the places that do not keep a bound, or, where that is denied, those that do."""
    denied = _DENIED.search(case.reading.text, 0, figure.start) is not None
    return [
        place
        for place in places
        for value in case.sources.values((place,))
        if meets(figure, value, case.reading) is denied
    ]


def _told(figure: Figure, place: Place, case: Case) -> Fault:
    match = _WORD.search(case.reading.text, 0, figure.start)
    start = match.start() if match else figure.start
    value = case.sources.printed((place,))
    reason = f"与数据不符：“{case.sources.title((place,))}”是{value}。"
    return Fault(Rule.BOUND, start, figure.end, value, reason)
