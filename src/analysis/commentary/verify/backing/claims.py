"""What a figure may say: each reading of it as a claim with the values it must agree with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from analysis import wording
from analysis.commentary.verify.backing.rounding import holds
from analysis.commentary.verify.backing.sources import Places, Sources
from analysis.commentary.verify.text.figure import Figure, Kind
from analysis.commentary.verify.text.periods import Period
from analysis.facts import Unit

_WAN = 10_000
# What a change is measured against, as messages call it.
BASES = {
    Period.PREVIOUS: "上季度",
    Period.YEAR_AGO: "上年同期",
    Period.TO_DATE: "当年累计",
}
_PERIODS = {Period.NOW: "", Period.PREVIOUS: "上季度的", Period.YEAR_AGO: "上年同期的"}


@dataclass(frozen=True)
class Claim:
    """Values that a figure must be true of, all of them, and how they are printed and named.

    `stated` claims are met by the figure itself, whatever 以上 or 超过 stands around it:
    thresholds, sizes of lists.
    """

    values: tuple[Decimal, ...]
    kind: Kind
    name: str
    printed: str
    places: Places = ()
    period: Period = Period.NOW
    stated: bool = False

    def met_by(self, figure: Figure) -> bool:
        """Tell whether a figure says what is claimed."""
        if figure.kind is not self.kind:
            return False
        if self.stated:
            return set(self.values) == {figure.value}
        if self.kind is Kind.COUNT and figure.scale == _WAN:
            return holds(figure, self.values) or holds(figure, [_in_wan(v) for v in self.values])
        return holds(figure, self.values)


def _in_wan(value: Decimal) -> Decimal:
    return wording.half_up(value / _WAN, 2) * _WAN if value >= _WAN else value


def present(places: Places, period: Period, sources: Sources) -> list[Claim]:
    """Claim that a figure is the value of a measure in a quarter, or in the year so far."""
    places = sources.over(places, period)
    kind = sources.kind(places[0][0])
    values = sources.values(places, period)
    if kind is None or not values:
        return []
    name = f"{_PERIODS.get(period, '')}{sources.title(places)}"
    return [Claim(values, kind, name, _printed(values, sources.unit(places)), places, period)]


def total(places: Places, period: Period, sources: Sources) -> list[Claim]:
    """Claim that a figure is the sum of several counts."""
    places = sources.over(places, period)
    values = sources.values(places, period)
    if not values or any(sources.unit((place,)) is Unit.SHARE for place in places):
        return []
    names = "、".join(dict.fromkeys(sources.title((place,)) for place in places))
    added = sum(values, Decimal(0))
    return [Claim((added,), Kind.COUNT, f"{names}合计", wording.count(int(added)))]


def change(places: Places, base: Period, sources: Sources) -> list[Claim]:
    """Claim that a figure is the change of a measure: points, a number, growth, a multiple."""
    now, before = sources.values(places), sources.values(places, base)
    if not now or not before:
        return []
    name = f"{sources.title(places)}较{BASES.get(base, BASES[Period.PREVIOUS])}的变化"
    moved = tuple(abs(a - b) for a, b in zip(now, before, strict=True))
    if sources.unit(places) is Unit.SHARE:
        return [difference(moved, Kind.POINTS, name)]
    claims = [difference(moved, Kind.COUNT, name)]
    if all(before):
        growth = tuple(
            abs(wording.growth(int(a), int(b))) for a, b in zip(now, before, strict=True)
        )
        claims.append(Claim(growth, Kind.PERCENT, name, _printed(growth, Unit.SHARE)))
        times = tuple(wording.half_up(a / b - 1, 1) for a, b in zip(now, before, strict=True))
        claims.append(Claim(times, Kind.MULTIPLE, name, _printed(growth, Unit.SHARE)))
    return claims


def change_of_sum(places: Places, base: Period, sources: Sources) -> list[Claim]:
    """Claim that a figure is the change of several counts together."""
    now, before = (total(places, period, sources) for period in (Period.NOW, base))
    if not now or not before:
        return []
    moved = abs(now[0].values[0] - before[0].values[0])
    return [difference((moved,), Kind.COUNT, f"{now[0].name}的变化")]


def difference(values: tuple[Decimal, ...], kind: Kind, name: str) -> Claim:
    """Claim that a figure is a difference of shares (points) or of counts."""
    printed = (wording.points(v) if kind is Kind.POINTS else wording.count(int(v)) for v in values)
    return Claim(values, kind, name, "、".join(dict.fromkeys(printed)))


def ratio(part: Places, whole: Places, sources: Sources, *, period: Period) -> list[Claim]:
    """Claim that a figure is the share that one count has in another."""
    parts, base = sources.values(part, period), sources.values(whole, period)
    if not parts or len(base) != 1 or not base[0] or not _counts((*part, *whole), sources):
        return []
    shares = tuple(wording.share(int(value), int(base[0])) for value in parts)
    name = f"{sources.title(part)}占{sources.title(whole)}的比例"
    return [Claim(shares, Kind.PERCENT, name, _printed(shares, Unit.SHARE))]


def ratio_of_sum(part: Places, whole: Places, sources: Sources, *, period: Period) -> list[Claim]:
    """Claim that a figure is the share that several counts together have in another."""
    added, base = total(part, period, sources), sources.values(whole, period)
    if not added or len(base) != 1 or not base[0] or not _counts(whole, sources):
        return []
    value = wording.share(int(added[0].values[0]), int(base[0]))
    name = f"{sources.title(part)}合计占{sources.title(whole)}的比例"
    return [Claim((value,), Kind.PERCENT, name, wording.percent(value))]


def multiple(part: Places, whole: Places, sources: Sources) -> list[Claim]:
    """Claim that a figure is how many times as much one value is as another."""
    values = sources.values((*part, *whole))
    if len(values) != 2 or not values[1]:  # noqa: PLR2004 - one and the other
        return []
    times = wording.half_up(values[0] / values[1], 1)
    name = f"{sources.title(part)}与{sources.title(whole)}之比"
    return [Claim((times,), Kind.MULTIPLE, name, f"{times.normalize():f}倍")]


def stated(value: Decimal, kind: Kind, name: str) -> Claim:
    """Claim that a figure is a threshold or the size of a list, to the digit."""
    unit = {Kind.PERCENT: "%", Kind.POINTS: "个百分点"}.get(kind, "")
    return Claim((value,), kind, name, f"{value.normalize():f}{unit}", stated=True)


def _counts(places: Places, sources: Sources) -> bool:
    return all(sources.unit((place,)) is Unit.COUNT for place in places)


_PRINTED: Mapping[Unit, Callable[[Decimal], str]] = {
    Unit.SHARE: wording.percent,
    Unit.TIMES: lambda value: wording.rounded_times(int(value)),
    Unit.COUNT: lambda value: wording.count(int(value)),
}


def _printed(values: Sequence[Decimal], unit: Unit) -> str:
    return "、".join(dict.fromkeys(_PRINTED[unit](value) for value in values))
