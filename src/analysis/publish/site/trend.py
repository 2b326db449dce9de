"""Rates over the quarters: a line each, broken where a quarter has no value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import wording
from analysis.charts.chart import Chart
from analysis.charts.drawing import MUTED, NOW, bulletin_style, to_svg
from analysis.quarter import Quarter

# As wide as a phone shows it and a third of a laptop's page, so that its text keeps its size.
_SIZE_INCHES = (3.55, 1.45)
# Percentage points that a chart spans at the least: what words call 基本持平 looks so.
_LEAST_SPAN = Decimal(3)
# Free space above and below the line as a part of the span, for the figures at its ends.
_ROOM = 0.35
# Free space beside the line as a part of its length, for the names of the quarters at its ends.
_BESIDE = 0.19
# Of fewer quarters one is always the highest: that is no finding.
_RANKED = 3
# Points between the end of the line and its figure.
_OFF = 5


@dataclass(frozen=True)
class Rate:
    """A rate by quarter, oldest first, in percent as printed; quarters without it are left out."""

    label: str
    values: tuple[tuple[Quarter, Decimal], ...]


@bulletin_style()
def trends(rates: Sequence[Rate]) -> list[Chart]:
    """Draw each rate that has two quarters or more; all charts span as many percentage points."""
    drawn = [rate for rate in rates if len(rate.values) > 1]
    span = max([_LEAST_SPAN, *(_range(rate) for rate in drawn)])
    return [
        Chart(
            svg=to_svg(trend_figure(rate, float(span))),
            alt=f"折线图：{rate.label}，{'，'.join(_spoken(rate))}。",
            title=finding(rate),
        )
        for rate in drawn
    ]


def finding(rate: Rate) -> str:
    """Say where the rate stands now, of two quarters or more: 主动评价率升至96.43%，为4期中最高."""
    (first, then), *_ = rate.values
    values = [value for _, value in rate.values]
    *_, before, now = values
    if min(values) == max(values):
        return f"{rate.label}各期均为{wording.percent(now)}"
    if len(values) >= _RANKED and values.count(now) == 1 and now in {min(values), max(values)}:
        extreme = "最高" if now > before else "最低"
        return f"{rate.label}{_moved(before, now)}，为{len(values)}期中{extreme}"
    if now == then:
        return f"{rate.label}{wording.percent(now)}，与{_name(first)}持平"
    return f"{rate.label}由{_name(first)}的{wording.percent(then)}{_moved(then, now)}"


def trend_figure(rate: Rate, span: float) -> Figure:
    """Draw a rate with its figures at both ends, over `span` percentage points."""
    figure = Figure(figsize=_SIZE_INCHES)
    axes = figure.subplots()
    for stretch in _stretches(rate):
        places, values = zip(*stretch, strict=True)
        axes.plot(places, values, color=NOW, linewidth=1.5, marker="o", markersize=3)
    (first, then), *_, (last, now) = rate.values
    axes.plot(_place(last), float(now), color=NOW, marker="o", markersize=5.5)
    second, last_but_one = rate.values[1][1], rate.values[-2][1]
    _print_value(axes, (first, then), colour=MUTED, above=then >= second)
    _print_value(axes, (last, now), colour=NOW, above=now >= last_but_one)
    _set_frame(axes, rate, span)
    return figure


def _set_frame(axes: Axes, rate: Rate, span: float) -> None:
    (first, _), *_, (last, _) = rate.values
    start, end = _place(first), _place(last)
    names = {start: _name(first), end: _name(last)}
    places = [_place(quarter) for quarter, _ in rate.values]
    axes.set_xticks(places, [names.get(place, "") for place in places])
    # The figures stand at the ends: an axis beside them would say it twice.
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    values = [float(value) for _, value in rate.values]
    middle, half = (min(values) + max(values)) / 2, span * (0.5 + _ROOM)
    beside = _BESIDE * (end - start)
    axes.set(xlim=(start - beside, end + beside), ylim=(middle - half, middle + half))


def _print_value(axes: Axes, at: tuple[Quarter, Decimal], *, colour: str, above: bool) -> None:
    """Print a value on the side of its point that the line leaves free."""
    quarter, value = at
    axes.annotate(
        wording.percent(value),
        (_place(quarter), float(value)),
        xytext=(0, _OFF if above else -_OFF),
        textcoords="offset points",
        ha="center",
        va="bottom" if above else "top",
        color=colour,
    )


def _stretches(rate: Rate) -> Iterator[list[tuple[int, float]]]:
    """Yield the points of each run of quarters without a gap."""
    stretch: list[tuple[int, float]] = []
    for quarter, value in rate.values:
        if stretch and _place(quarter) != stretch[-1][0] + 1:
            yield stretch
            stretch = []
        stretch = [*stretch, (_place(quarter), float(value))]
    yield stretch


def _spoken(rate: Rate) -> Iterator[str]:
    """Yield each quarter with its value, and those in between without one."""
    values = {_place(quarter): (quarter, value) for quarter, value in rate.values}
    missing = 0
    for place in range(min(values), max(values) + 1):
        if place not in values:
            missing += 1
            continue
        if missing:
            yield f"其后{missing}个季度没有数字"
        missing = 0
        quarter, value = values[place]
        yield f"{_name(quarter)}{wording.percent(value)}"


def _range(rate: Rate) -> Decimal:
    values = [value for _, value in rate.values]
    return max(values) - min(values)


def _moved(then: Decimal, now: Decimal) -> str:
    return f"{'升' if now > then else '降'}至{wording.percent(now)}"


def _name(quarter: Quarter) -> str:
    return f"{quarter.year}年{quarter.label}"


def _place(quarter: Quarter) -> int:
    """Return the number of a quarter in a count without gaps."""
    return 4 * quarter.year + quarter.number
