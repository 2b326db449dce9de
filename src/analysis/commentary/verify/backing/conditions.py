"""Who meets a condition: 叫号量超过2万的单位有5家, 主动评价率低于80%的区."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from analysis.commentary.verify.backing.case import Case
from analysis.commentary.verify.backing.listed import entries
from analysis.commentary.verify.backing.thresholds import is_bound, rule_of
from analysis.commentary.verify.reading.labels import labels_for
from analysis.commentary.verify.reading.mentions import WHOLE, Names
from analysis.commentary.verify.reading.quarters import baseline
from analysis.commentary.verify.reading.reading import Reading
from analysis.commentary.verify.text.figure import Figure, Kind, Sense

# What a figure counts, by the word it counts with.
_SORTS = {
    **dict.fromkeys(("家", "家单位", "个单位", "个部门"), "unit"),
    **dict.fromkeys(("个区", "个区县", "个县", "区", "县"), "district"),
    "个区域": "region",
    **dict.fromkeys(("名", "人", "位", "名工作人员"), "person"),
}
_NAMED = re.compile(r"的(?P<sort>单位|部门|区|县|区域|人员)(?:共|共有|有|为|是|达)*$")
_NAMED_SORTS = {"单位": "unit", "部门": "unit", "人员": "person", "区域": "region"}
_MOVED = re.compile(r"(?P<up>提升|提高|上升|增长|增加)|(?P<down>下降|降低|减少|回落)|持平")
# 有7家…，现场主动评价率均为100%: the condition stands in the next clause.
_ALL = re.compile(r"，[^，。；]*(?:均|都)[^，。；]*")
_STRICT = re.compile(r"(?:超过?|高于|多于|大于|突破|逾|低于|少于|不足|不到|小于)$")


def sort_of(figure: Figure, reading: Reading) -> str | None:
    """Return what a figure counts: units, districts, regions or people; None for anything else."""
    if figure.counted in _SORTS:
        return _SORTS[figure.counted]
    named = _NAMED.search(reading.left(figure.start))
    if named and figure.counted in {"", "个"}:
        return _NAMED_SORTS.get(named["sort"], "district")
    return None


def bounds_in(figure: Figure, reading: Reading) -> list[Figure]:
    """Return the bounds in a figure's clause, itself included.

    Behind a count of units or regions a plain value is one: 有7家现场主动评价率为100%.
    """
    clause = reading.clause(figure.start)
    inside = [one for one in reading.figures if reading.clause(one.start) == clause]
    bounds = [one for one in inside if is_bound(one, reading)]
    named = any(not m.group and reading.clause(m.start) == clause for m in reading.subjects)
    if bounds or named or sort_of(figure, reading) is None:
        return bounds
    plain = [one for one in inside if one.start > figure.start and one.kind is Kind.PERCENT]
    return plain or _of_all_in_next_clause(figure, reading)


def _of_all_in_next_clause(figure: Figure, reading: Reading) -> list[Figure]:
    end = reading.text.find("，", figure.stop)
    match = _ALL.match(reading.text, end) if end >= 0 else None
    if match is None or any(match.start() < m.start < match.end() for m in reading.subjects):
        return []
    return [f for f in reading.figures if match.start() < f.start < match.end()]


def who_moved(figure: Figure, sort: str, case: Case) -> int | None:
    """Return how many rose, fell or stayed, where a count's clause says so: 37家…上升."""
    clause = case.reading.clause(figure.start)
    moved = _MOVED.search(case.reading.text, figure.stop)
    if moved is None or case.reading.clause(moved.start()) != clause:
        return None
    if any(figure.stop <= one.start < moved.start() for one in case.reading.figures):
        return None
    base = baseline(moved.start(), case.reading)
    for label in labels_for(figure, case.reading):
        for key in case.sources.keys(label):
            signs = [
                (now > before) - (now < before)
                for name in case.sources.values_of(key, sort)
                for now in case.sources.values(((key, name),))
                for before in case.sources.values(((key, name),), base)
            ]
            if signs:
                return signs.count(1 if moved["up"] else -1 if moved["down"] else 0)
    return None


def who_meets(bounds: Sequence[Figure], sort: str, case: Case) -> Names | None:
    """Return the units or regions that meet all bounds; None if that cannot be told."""
    by_bound = [(bound, values_bound(bound, sort, case)) for bound in bounds]
    if not by_bound or not all(values for _, values in by_bound):
        return None
    return tuple(
        name
        for name in by_bound[0][1]
        if all(name in values and meets(b, values[name], case.reading) for b, values in by_bound)
    )


def who_is_counted(figure: Figure, sort: str, case: Case) -> Names | None:
    """Return who meets the bounds in the clause of a count of units or regions."""
    bounds = [bound for bound in bounds_in(figure, case.reading) if bound != figure]
    return who_meets(bounds, sort, case)


def values_bound(bound: Figure, sort: str, case: Case) -> Mapping[str, Decimal]:
    """Return the values, by unit or region, of the measure that a bound is said of."""
    for label in labels_for(bound, case.reading):
        for key in case.sources.keys(label):
            values = case.sources.values_of(key, sort)
            if values and case.sources.kind(key) is bound.kind:
                return values
    return {}


def meets(bound: Figure, value: Decimal, reading: Reading) -> bool:
    """Tell whether a value meets a bound; 超过 and 低于 leave out the bound itself."""
    if not is_bound(bound, reading):
        return value == bound.value
    if value == bound.value:
        return not _STRICT.search(reading.text, 0, bound.start)
    return (value < bound.value) is (bound.sense is Sense.UNDER)


def makes_a_list(bounds: Sequence[Figure], case: Case) -> bool:
    """Tell whether those who meet some bounds are a list that a section makes by thresholds.

    Then the bounds must be those thresholds, though others might give the same names.
    """
    key = rule_of(bounds, case)
    fact = case.sources.fact((key, WHOLE)) if key else None
    if fact is None or not entries(fact):
        return False
    met = who_meets(bounds, "unit", case)
    return met is not None and set(met) == {row.unit for row in entries(fact)}
