"""Thresholds of params in prose: 办件量50件以上, 达到95%的要求, 2个月以上."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from analysis.commentary.verify.backing import claims as claim
from analysis.commentary.verify.backing.case import Case
from analysis.commentary.verify.backing.claims import Claim
from analysis.commentary.verify.reading.labels import labels_for
from analysis.commentary.verify.reading.reading import Reading
from analysis.commentary.verify.text.figure import Figure, Kind, Sense
from analysis.params.blocks import Reading as HowToRead
from analysis.plausibility.thresholds import PlausibilityRules


@dataclass(frozen=True)
class Threshold:
    """A param, the measures that it bounds (none: any), from below or above, what it counts.

    `asked` ones bound only what is called a demand (95%的要求).
    """

    param: str
    name: str
    measures: tuple[str, ...] = ()
    kind: Kind = Kind.PERCENT
    below: bool = False
    counted: str = ""
    asked: bool = False


_RATES = ("hall_rate", "onsite_rate", "rate_with_online", "active_rate")
THRESHOLDS = (
    Threshold("hall_target", "大厅主动评价率的要求", ("hall_rate",)),
    Threshold("hall_target", "大厅主动评价率的要求", _RATES, asked=True),
    Threshold("leading_cases", "领先单位的办件量", ("cases",), Kind.COUNT),
    Threshold("leading_units", "领先单位的家数", _RATES, counted="位名家"),
    Threshold("busy_tickets", "叫号量大的界限", ("tickets",), Kind.COUNT),
    Threshold("busy_rate", "叫号量大的单位的评价率要求", ("onsite_rate",)),
    Threshold("low_rate", "评价率偏低的界限", ("onsite_rate",), below=True),
    Threshold("star_months", "获评“服务之星”的月数", counted="个月"),
)
# The lists that a section makes by thresholds: their names are told with these and no others.
RULES = {"busy_and_good": {"busy_tickets", "busy_rate"}, "below_low_rate": {"low_rate"}}
_LISTING = {param for params in RULES.values() for param in params}
# Params of how data are read and looked over: their numbers back nothing that is printed.
_INTERNAL = {*HowToRead.model_fields, *PlausibilityRules.model_fields}
_KNOWN = {threshold.param for threshold in THRESHOLDS} | _INTERNAL

_MET = re.compile(r"(?:达到|达|满|完成|实现)$")
_ASKED = re.compile(r"的?(?:要求|目标|标准|底线|指标|线|水平)")
_DENIED = re.compile(r"(?:未|没有?|不)(?:能)?(?:达到?|超过)$")
_OF_WHOM = re.compile(
    r"的?(?:单位|部门|区|县|区域|[0-9一二两三四五六七八九十]+[家个]|有|为|事项|窗口)|且|并|，?同时"
)


def is_bound(figure: Figure, reading: Reading) -> bool:
    """Tell whether a figure is a bound that something is held to: 以上, 超过, 达到, 的要求."""
    if figure.sense in {Sense.OVER, Sense.UNDER} and not figure.open:
        return True
    if figure.counted == "个月" or figure.kind is Kind.FIRST or is_asked(figure, reading):
        return True
    return _MET.search(reading.text, 0, figure.start) is not None


def is_asked(figure: Figure, reading: Reading) -> bool:
    """Tell whether a figure is called a demand: 95%的要求."""
    return _ASKED.match(reading.text, figure.stop) is not None


def tells_of_whom(figure: Figure, reading: Reading) -> bool:
    """Tell whether a bound says of whom something is told: 低于90%的单位, 达到95%以上的有."""
    return is_bound(figure, reading) and _OF_WHOM.match(reading.text, figure.stop) is not None


def thresholds(figure: Figure, case: Case) -> list[Claim]:
    """Return the params that a bound may state."""
    if not is_bound(figure, case.reading):
        return []
    return [
        claim.stated(Decimal(str(case.sources.params[one.param])), figure.kind, one.name)
        for one in _fitting(figure, case)
    ]


def rule_of(bounds: Sequence[Figure], case: Case) -> str | None:
    """Return the list whose thresholds bound the same measures the same way, None if none do."""
    stated = {one.param for bound in bounds for one in _fitting(bound, case)}
    return next((key for key, params in RULES.items() if params == stated & _LISTING), None)


def _fitting(figure: Figure, case: Case) -> Iterator[Threshold]:
    bounded = _bounded(figure, case)
    for threshold in THRESHOLDS:
        stated = threshold.param in case.sources.params
        known = set(threshold.measures) & set(case.sources.vocabulary.measures)
        # Without data a measure has no facts, and its label is not known; the rule still is.
        meant = not known or bounded & known
        if stated and meant and _fits(threshold, figure, case):
            yield threshold
    for param, value in case.sources.params.items():
        number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
        if number and param not in _KNOWN and Decimal(str(value)) == figure.value:
            yield Threshold(param, f"参数 {param}")


def _fits(threshold: Threshold, figure: Figure, case: Case) -> bool:
    """Tell whether a figure bounds from the same side, and counts or measures the same."""
    denied = _DENIED.search(case.reading.text, 0, figure.start)
    if threshold.below is not (figure.sense is Sense.UNDER and not denied):
        return False
    if threshold.asked and not is_asked(figure, case.reading):
        return False
    if threshold.counted:
        return (figure.counted or "位") in threshold.counted
    return figure.kind is threshold.kind


def _bounded(figure: Figure, case: Case) -> set[str]:
    """Return the measures that the nearest label names or is short for; any if there is none."""
    label = next(labels_for(figure, case.reading), None)
    if label is None:
        return set(case.sources.vocabulary.measures)
    return set(case.sources.keys(label))
