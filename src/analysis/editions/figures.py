"""Facts of two editions compared: figures, and entries of lists."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any, cast

from analysis.editions.changes import ALL, NOTHING, Change, Kind, paired, relative
from analysis.facts import SERIES, Fact, Facts, Unit, Value, printed
from analysis.quarter import Quarter

_EARLIER = {"previous": "上季度", "year_ago": "上年同期"}
_OF_LISTS = frozenset({Unit.NAMES, Unit.GROUPS, Unit.RATED})


def label_of(fact: Fact) -> str:
    """Return what a fact is called, with whom it is about: 主动评价率（东城区）."""
    return f"{fact.measure.label}（{fact.subject}）" if fact.subject else fact.measure.label


def compared_facts(old: Facts, new: Facts) -> Iterator[Change]:
    """Yield what became of each fact, in the order of the old ones, then what is new."""
    before, after = ({fact.key: fact for fact in facts.items} for facts in (old, new))
    for key, fact in before.items():
        yield from _compared(fact, after.get(key))
    for key, fact in after.items():
        if key not in before:
            yield Change(Kind.ADDED, key, label_of(fact), "", _shown(fact), NOTHING, corrects=False)


def _compared(old: Fact, new: Fact | None) -> Iterator[Change]:
    made = partial(Change, Kind.FIGURE, old.key)
    if new is None:
        yield made(label_of(old), _shown(old), "", ALL)
    elif old.measure.unit is not new.measure.unit:
        yield made(label_of(old), _shown(old), _shown(new), ALL)
    elif old.measure.unit in _OF_LISTS:
        yield from _entries(old, new)
    elif old.measure.unit in SERIES:
        yield from _by_quarter(old, new)
    else:
        yield from _figures(old, new)


def _figures(old: Fact, new: Fact) -> Iterator[Change]:
    """Yield changes of a count or share, and of what stands beside it of earlier quarters.

    An earlier value that was not known before is no correction, and nothing where none is now.
    """
    label = label_of(new)
    yield from _figure(old, label, old.value, new.value)
    for name, words in _EARLIER.items():
        before, now = getattr(old, name), getattr(new, name)
        if before is not None and now is not None:
            yield from _figure(old, f"{label}·{words}", before, now)


def _figure(fact: Fact, label: str, old: Any, new: Any) -> Iterator[Change]:
    if old != new:
        before, after = _pair(fact, old, new)
        share = isinstance(new, Decimal)
        yield Change(Kind.FIGURE, fact.key, label, before, after, _size(old, new), in_points=share)


def _by_quarter(old: Fact, new: Fact) -> Iterator[Change]:
    """Yield changes of values by quarter; a quarter that was not known before is none."""
    before: Any = old.value
    now: dict[str, Any] = dict(cast("Any", new.value))
    unit = Unit.SHARE if old.measure.unit is Unit.RATES else Unit.COUNT
    for code, value in before:
        label = f"{label_of(old)}·{Quarter.parse(str(code)).name}"
        if code not in now:
            yield Change(Kind.FIGURE, old.key, label, printed(value, unit), "", ALL)
        elif now[code] != value:
            was, is_now = printed(value, unit), printed(now[code], unit)
            was, is_now = _differing(was, is_now, value, now[code])
            size, share = _size(value, now[code]), unit is Unit.SHARE
            yield Change(Kind.FIGURE, old.key, label, was, is_now, size, in_points=share)


def _entries(old: Fact, new: Fact) -> Iterator[Change]:
    before, after = _members(old), _members(new)
    label = label_of(new)

    def made(was: str, now: str) -> Change:
        return Change(Kind.ENTRY, old.key, label, before.get(was, was), after.get(now, now), ALL)

    yield from paired(before, after, made)
    common = [name for name in before if name in after]
    for name in common:
        if before[name] != after[name]:
            size = _size(_rate(old, name), _rate(new, name))
            yield Change(
                Kind.ENTRY, old.key, label, before[name], after[name], size, in_points=True
            )
    if common != [name for name in after if name in before]:
        yield Change(Kind.ENTRY, old.key, f"{label}·次序", str(old), str(new), NOTHING)


def _members(fact: Fact) -> dict[str, str]:
    """Return the entries of a list as printed, by what tells them apart."""
    stated: Any = fact.value
    if fact.measure.unit is Unit.NAMES:
        return {name: name for name in stated}
    if fact.measure.unit is Unit.RATED:
        return {unit: printed(((unit, rate),), Unit.RATED) for unit, rate in stated}
    named = [f"{person}（{unit}）" for unit, people in stated for person in people]
    return dict(zip(named, named, strict=True))


def _rate(fact: Fact, unit: str) -> Decimal:
    stated: Any = fact.value
    return Decimal(dict(stated)[unit])


def _shown(fact: Fact) -> str:
    return f"{fact}{fact.measure.counter}"


def _pair(fact: Fact, old: Value, new: Value) -> tuple[str, str]:
    unit, counter = fact.measure.unit, fact.measure.counter
    before, after = _differing(printed(old, unit), printed(new, unit), old, new)
    return f"{before}{counter}", f"{after}{counter}"


def _differing(before: str, after: str, old: Value, new: Value) -> tuple[str, str]:
    """Return printed forms, or the whole numbers where these print alike: 105.97万."""
    return (before, after) if before != after else (str(old), str(new))


def _size(old: int | Decimal, new: int | Decimal) -> Decimal:
    """Return how large a change is: points of a share, per cent of a count."""
    if isinstance(old, int) and isinstance(new, int):
        return relative(old, new)
    return abs(Decimal(new) - Decimal(old))
