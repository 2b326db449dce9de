"""The scatter of units: threshold lines, marks by group, labels that do not overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from analysis.charts.direct_labels import Label, Placement, draw_labels, place_labels
from analysis.charts.drawing import (
    MUTED,
    NOW,
    OTHERS,
    RULE,
    WARNING,
    WIDE_INCHES,
    new_axes,
)
from analysis.charts.short_names import short_names

# As much area for each character of a label leaves two thirds of the chart to everything else.
_SQUARE_INCHES_PER_CHARACTER = 0.01 * WIDE_INCHES
_WAN = 10_000
_WHOLE = 100

# Drawn under everything else, named just above.
_DASHES: Any = {"color": RULE, "linewidth": 0.8, "linestyle": (0, (4, 3)), "zorder": 1}
_OVER_LINE: Any = {"xytext": (0, 3), "textcoords": "offset points", "color": MUTED}

Rate = Decimal | float | int


@dataclass(frozen=True)
class Point:
    """A unit in the chart, and whether a list of the section names it."""

    unit: str
    tickets: int
    rate: float
    is_busy_and_good: bool
    is_below: bool

    @property
    def place(self) -> tuple[float, float]:
        """Where the unit stands in the chart."""
        return self.tickets, self.rate


@dataclass(frozen=True)
class Thresholds:
    """Where the lines lie; rates in percent."""

    busy_tickets: int
    busy_rate: float
    low_rate: float


@dataclass(frozen=True)
class Look:
    """Marker and colours of a group of units: told apart without colour as well."""

    marker: str
    face: str
    edge: str


_OTHERS = Look("o", "white", OTHERS)
_BUSY_AND_GOOD = Look("o", NOW, NOW)
_BELOW = Look("D", WARNING, WARNING)


@dataclass(frozen=True)
class _Layout:
    """How a chart of one width is laid out.

    `heights` in inches are tried in turn, the last is most of an A4 page. The axis of tickets
    runs on to `names_until` times the most tickets: marks that stand out are those with many, and
    their names stand beside them. The label of the rates reaches to `title_until` of the width.
    """

    heights: Sequence[float]
    names_until: float
    title_until: float


_WIDE = _Layout(heights=(3.4, 4.0, 4.8, 7.0), names_until=6, title_until=0.4)
# A narrow chart needs height for its names, and more of its width.
_NARROW = _Layout(heights=(4.6, 5.4, 6.4, 8.0), names_until=20, title_until=0.5)


def _look(point: Point) -> Look:
    if point.is_below:
        return _BELOW
    return _BUSY_AND_GOOD if point.is_busy_and_good else _OTHERS


class Drawn(NamedTuple):
    """The figure, and whether every label found its place."""

    figure: Figure
    all_labelled: bool


def unit_figure(
    points: Sequence[Point],
    names: Sequence[str],
    thresholds: Thresholds,
    *,
    width_inches: float,
) -> Drawn:
    """Draw the points with their labels.

    `names` are all units of the hall, by which names are shortened. The figure grows until
    the labels have their places and no leader is in the way of another.
    """
    shortened = short_names(names)
    labels = [
        Label(shortened[point.unit], point.place, _look(point).edge)
        for point in points
        if _look(point) is not _OTHERS
    ]
    others = [point.place for point in points if _look(point) is _OTHERS]
    layout = _WIDE if width_inches >= WIDE_INCHES else _NARROW
    attempts: list[Placement] = []
    for height in _heights(labels, layout.heights, width_inches):
        figure, axes = new_axes(width_inches, height)
        _draw_scales(axes, points, thresholds, layout)
        _draw_thresholds(axes, thresholds)
        _draw_marks(axes, points)
        attempts.append(place_labels(figure, axes, labels, others=others))
        if not attempts[-1].faults.missing + attempts[-1].faults.tangles:
            break
    best = min(attempts, key=lambda attempt: attempt.faults)
    draw_labels(best)
    return Drawn(best.figure, not best.faults.missing)


def _heights(
    labels: Sequence[Label], heights: Sequence[float], width_inches: float
) -> Sequence[float]:
    """Return the heights at which the labels may find their places."""
    characters = sum(len(label.text) for label in labels)
    least = characters * _SQUARE_INCHES_PER_CHARACTER / width_inches
    return [height for height in heights if height >= least] or heights[-1:]


def _draw_scales(
    axes: Axes, points: Sequence[Point], thresholds: Thresholds, layout: _Layout
) -> None:
    tickets = [point.tickets for point in points] + [max(1, thresholds.busy_tickets)]
    lowest = min([thresholds.low_rate, *(point.rate for point in points)])
    room = max(1.0, (_WHOLE - lowest) * 0.08)
    axes.set(
        xscale="log",
        xlim=(min(tickets) / 1.5, max(tickets) * layout.names_until),
        ylim=(lowest - room, _WHOLE + room),
        xlabel="叫号量（次）",
    )
    few_decades = max(tickets) < 100 * min(tickets)
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if few_decades else (1,)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda tickets, _: _plain(tickets)))
    rates = MaxNLocator(6, steps=(1, 2, 5, 10), integer=True).tick_values(lowest, _WHOLE)
    axes.set_yticks([rate for rate in rates if lowest - room <= rate <= _WHOLE])
    # The label of the threshold stands over its line: at the left the axis label makes room.
    left, right = np.log(axes.get_xlim())
    at_left = np.log(max(1, thresholds.busy_tickets)) < left + layout.title_until * (right - left)
    axes.set_title("现场主动评价率（%）", loc="left", x=0, pad=18 if at_left else 6)


def _plain(tickets: float) -> str:
    """Print a round number of tickets: 1000, 2万."""
    number = round(tickets)
    return f"{number // _WAN}万" if number >= _WAN else str(number)


def _draw_thresholds(axes: Axes, thresholds: Thresholds) -> None:
    tickets = thresholds.busy_tickets
    if tickets > 0:
        axes.axvline(tickets, **_DASHES)
        above = axes.get_xaxis_transform()
        axes.annotate(f"叫号量 {tickets}", (tickets, 1), xycoords=above, ha="center", **_OVER_LINE)
    for name, rate in (("评价率", thresholds.busy_rate), ("底线", thresholds.low_rate)):
        axes.axhline(rate, **_DASHES)
        beside = axes.get_yaxis_transform()
        axes.annotate(f"{name} {rate:g}%", (1, rate), xycoords=beside, ha="right", **_OVER_LINE)


def _draw_marks(axes: Axes, points: Sequence[Point]) -> None:
    for order, look in enumerate((_OTHERS, _BUSY_AND_GOOD, _BELOW), start=3):
        members = [point for point in points if _look(point) is look]
        if members:
            sns.scatterplot(
                x=[point.tickets for point in members],
                y=[point.rate for point in members],
                ax=axes,
                marker=look.marker,
                color=look.face,
                edgecolor=look.edge,
                linewidth=1,
                s=26,
                zorder=order,
            )
