"""Ranks and extremes: 居首位, 最高为91.37%, 在77.09%至91.37%之间, 最高与最低相差14.28个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from analysis.commentary.verify.backing import claims as claim
from analysis.commentary.verify.backing.case import Case
from analysis.commentary.verify.backing.claims import Claim
from analysis.commentary.verify.backing.conditions import sort_of, who_is_counted, who_meets
from analysis.commentary.verify.backing.listed import entries, likeness
from analysis.commentary.verify.backing.thresholds import is_bound
from analysis.commentary.verify.reading.labels import labels_for
from analysis.commentary.verify.reading.mentions import Label, Names
from analysis.commentary.verify.text.figure import Figure, Kind

Values = Mapping[str, Decimal]

_HIGHEST = re.compile(r"最[高多大](?:的?(?:为|是|达|有))*$")
_LOWEST = re.compile(r"最[低少小](?:的?(?:为|是|仅|有))*$")
_RANGE = re.compile(r"(?:至|到|—|——|–|-|~|～)")
_SPREAD = re.compile(r"最[高多大][^，。；]*最[低少小][^，。；]*(?:相差|差距)")
# 中 as a word of its own, not in 中心, 中国.
_AMONG = re.compile(r"[^，。；]{0,6}中(?![心国央华级])")
_SCOPE = re.compile(r"[^，。；]*中(?![心国央华级])(?:，|[^，。；]*最|排|居)")
# A list is meant by a part of its label: 叫号量大的单位.
_PART_OF_A_LABEL = 0.25


def groups(label: Label, case: Case) -> Iterator[Values]:
    """Yield the values among which one may be highest: of districts, regions, units, of a scope."""
    for key in case.sources.keys(label):
        for sort in ("district", "region", "unit"):
            values = case.sources.values_of(key, sort)
            if values:
                yield values
        yield from _in_scope(key, case)


def _in_scope(key: str, case: Case) -> Iterator[Values]:
    """Yield the values of those of whom the sentence speaks: …以上的8家单位中, 叫号量大的单位中."""
    for figure in case.reading.figures:
        sort = sort_of(figure, case.reading)
        if sort is not None and _AMONG.match(case.reading.text, figure.stop):
            met = who_is_counted(figure, sort, case) or ()
            yield from _chosen(case.sources.values_of(key, sort), met)
    scope = "".join(_SCOPE.findall(case.reading.text))
    for fact in case.sources.vocabulary.lists if scope else ():
        if likeness(fact, scope, case.sources.vocabulary) >= _PART_OF_A_LABEL:
            listed = tuple(row.unit for row in entries(fact))
            yield from _chosen(case.sources.values_of(key, "unit"), listed)


def _chosen(values: Values, names: Names) -> Iterator[Values]:
    chosen = {name: values[name] for name in names if name in values}
    if chosen:
        yield chosen


def ranks(figure: Figure, case: Case) -> list[Claim]:
    """Return the places that the named subject has among its like."""
    for label in labels_for(figure, case.reading, objects=False):
        made = [
            _rank(figure, names[0], values)
            for values in groups(label, case)
            for names in case.names(figure, objects=False)
            if len(names) == 1 and names[0] in values
        ]
        if made:
            return made
    return []


def _rank(figure: Figure, name: str, values: Values) -> Claim:
    """Claim the place among some values, from the end where the figure counts from there."""
    higher = sum(value > values[name] for value in values.values())
    lower = sum(value < values[name] for value in values.values())
    place = 1 + higher if figure.value > 0 else -1 - lower
    return claim.stated(Decimal(place), Kind.RANK, f"{name}的位次")


def extremes(figure: Figure, case: Case) -> list[Claim]:
    """Return the highest or lowest value where a figure is said to be that, and the spread."""
    end = _end(figure, case)
    if end is None:
        return []
    for label in labels_for(figure, case.reading):
        made = [_extreme(end, values, label=label, case=case) for values in groups(label, case)]
        if made:
            return made
    return []


def _end(figure: Figure, case: Case) -> str | None:
    left = case.reading.left(figure.start)
    for end, pattern in (("spread", _SPREAD), ("highest", _HIGHEST), ("lowest", _LOWEST)):
        if pattern.search(left):
            return end
    for one, other in pairwise(case.reading.figures):
        ranged = _RANGE.fullmatch(case.reading.text, one.stop, other.start)
        if ranged and figure in {one, other}:
            return "lowest" if figure == one else "highest"
    return None


def _extreme(end: str, values: Values, *, label: Label, case: Case) -> Claim:
    low, high = min(values.values()), max(values.values())
    kind = case.sources.kind(label.places[0][0]) or Kind.COUNT
    if end == "spread":
        kind = Kind.POINTS if kind is Kind.PERCENT else kind
        return claim.difference((high - low,), kind, "最高与最低之差")
    return claim.stated(low if end == "lowest" else high, kind, "其中最低或最高的")


def values_among(figure: Figure, names: Names, case: Case) -> Values:
    """Return the values among which the given names are said to be the first so many.

    Only of those that meet the bounds of a scope in front: 办件量50件以上的单位中，….
    """
    before = [one for one in case.reading.figures if one.stop < figure.start]
    scope = [
        one
        for one in before
        if is_bound(one, case.reading) and _AMONG.match(case.reading.text, one.stop)
    ]
    regions = case.sources.vocabulary.roster.regions
    for label in labels_for(figure, case.reading):
        for values in groups(label, case):
            if set(names[:1]) <= set(values):
                sort = "region" if names[0] in regions else "unit"
                met = who_meets(scope, sort, case) if scope else tuple(values)
                return {name: values[name] for name in met or () if name in values}
    return {}
