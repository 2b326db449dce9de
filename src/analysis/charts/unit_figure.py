"""The scatter of units: threshold lines, marks by group, labels that do not overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from analysis.charts.boxes import Array, around, nearest
from analysis.charts.drawing import MUTED, NOW, OTHERS, RULE, WARNING, new_axes
from analysis.charts.labelling import Surroundings, place
from analysis.charts.short_names import short_names

# Tried in turn until every label has its place; the last is most of an A4 page.
_HEIGHTS_INCHES = (3.4, 4.2, 5.2, 6.4, 7.6)
_LABEL_SIZE = 8.6
# Half the side of a mark, as labels see it, in points.
_MARK = 3.5
# A label farther than this from its mark gets a leader.
_LEADER_FROM = 7.5
_WAN = 10_000

Rate = Decimal | float | int


@dataclass(frozen=True)
class Point:
    """A unit in the chart, and whether a list of the section names it."""

    unit: str
    tickets: int
    rate: float
    is_busy_and_good: bool
    is_below: bool


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
    text: str


_OTHERS = Look("o", "white", OTHERS, MUTED)
_BUSY_AND_GOOD = Look("o", NOW, NOW, NOW)
_BELOW = Look("D", WARNING, WARNING, WARNING)


def _look(point: Point) -> Look:
    if point.is_below:
        return _BELOW
    return _BUSY_AND_GOOD if point.is_busy_and_good else _OTHERS


def unit_figure(
    points: Sequence[Point], names: Sequence[str], thresholds: Thresholds
) -> tuple[Figure, list[str]]:
    """Draw the points; return the figure and the units whose label found no place.

    `names` are all units of the hall, by which names are shortened. The figure grows until
    every label has its place.
    """
    labelled = [point for point in points if _look(point) is not _OTHERS]
    shortened = short_names(names)
    texts = [shortened[point.unit] for point in labelled]
    for height in _HEIGHTS_INCHES:
        figure, axes = new_axes(height)
        _draw_scales(axes, points, thresholds)
        _draw_thresholds(axes, thresholds)
        _draw_marks(axes, points)
        # From here on nothing moves: labels are placed in points on the page.
        figure.draw_without_rendering()
        figure.set_layout_engine("none")
        boxes = _boxes(axes, points, labelled, texts)
        if all(box is not None for box in boxes):
            break
    for point, text, box in zip(labelled, texts, boxes, strict=True):
        if box is not None:
            _draw_label(axes, point, text, box)
    return figure, [p.unit for p, box in zip(labelled, boxes, strict=True) if box is None]


def _draw_scales(axes: Axes, points: Sequence[Point], thresholds: Thresholds) -> None:
    tickets = [point.tickets for point in points] + [max(1, thresholds.busy_tickets)]
    lowest = min([thresholds.low_rate, *(point.rate for point in points)])
    room = max(1.0, (100 - lowest) * 0.08)
    axes.set(
        xscale="log",
        # Marks that stand out are those with many tickets: room for their names beside them.
        xlim=(min(tickets) / 1.5, max(tickets) * 6),
        ylim=(lowest - room, 100 + room),
        xlabel="叫号量（次）",
    )
    few_decades = max(tickets) < 100 * min(tickets)  # noqa: PLR2004 - then 10 and 100 alone are few
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5) if few_decades else (1,)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda tickets, _: _plain(tickets)))
    rates = MaxNLocator(6, integer=True).tick_values(lowest, 100)
    axes.set_yticks([rate for rate in rates if lowest - room <= rate <= 100])  # noqa: PLR2004 - percent
    axes.set_title("现场主动评价率（%）", loc="left", x=0, pad=6)


def _plain(tickets: float) -> str:
    """Print a round number of tickets: 1000, 2万."""
    number = round(tickets)
    return f"{number // _WAN}万" if number >= _WAN else str(number)


def _draw_thresholds(axes: Axes, thresholds: Thresholds) -> None:
    dashes = {"color": RULE, "linewidth": 0.8, "linestyle": (0, (4, 3)), "zorder": 1}
    text = {"color": MUTED, "textcoords": "offset points", "annotation_clip": False}
    if thresholds.busy_tickets > 0:
        axes.axvline(thresholds.busy_tickets, **dashes)
        axes.annotate(
            f"叫号量 {thresholds.busy_tickets}",
            (thresholds.busy_tickets, 1),
            xycoords=axes.get_xaxis_transform(),
            xytext=(0, 3),
            ha="center",
            **text,
        )
    for name, rate in (("评价率", thresholds.busy_rate), ("底线", thresholds.low_rate)):
        axes.axhline(rate, **dashes)
        axes.annotate(
            f"{name} {rate:g}%",
            (1, rate),
            xycoords=axes.get_yaxis_transform(),
            xytext=(0, 3),
            ha="right",
            **text,
        )


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


def _boxes(
    axes: Axes, points: Sequence[Point], labelled: Sequence[Point], texts: Sequence[str]
) -> list[Array | None]:
    """Return where on the page the label of each labelled point goes."""
    others = [point for point in points if _look(point) is _OTHERS]
    lines = [line.get_window_extent().extents for line in axes.lines]
    surroundings = Surroundings(
        frame=np.array(axes.get_window_extent().extents),
        taken=np.array([text.get_window_extent().extents for text in axes.texts]),
        avoided=np.concatenate([around(_on_page(axes, others), _MARK), np.array(lines)]),
        mark=_MARK,
    )
    sizes = np.array([_size(axes, text) for text in texts]).reshape(-1, 2)
    return place(_on_page(axes, labelled), sizes, surroundings)


def _on_page(axes: Axes, points: Sequence[Point]) -> Array:
    values = np.array([(point.tickets, point.rate) for point in points], dtype=float)
    return np.asarray(axes.transData.transform(values.reshape(-1, 2)))


def _size(axes: Axes, text: str) -> tuple[float, float]:
    measured = axes.text(0, 0, text, size=_LABEL_SIZE, transform=None)
    box = measured.get_window_extent()
    measured.remove()
    return box.width, box.height


def _draw_label(axes: Axes, point: Point, text: str, box: Array) -> None:
    """Print a label in its box; a leader leads to it from a mark that is not beside it."""
    look = _look(point)
    mark = _on_page(axes, [point])
    end = nearest(box[None, :], mark)
    if np.hypot(*(end - mark)[0]) > _LEADER_FROM:
        line = axes.transData.inverted().transform(np.concatenate([mark, end]))
        axes.add_collection(
            LineCollection([line], colors=look.edge, linewidths=0.6, zorder=2.5), autolim=False
        )
    axes.annotate(
        text,
        (point.tickets, point.rate),
        xytext=tuple(box[:2] - mark[0]),
        textcoords="offset points",
        va="bottom",
        size=_LABEL_SIZE,
        color=look.text,
        # Dashed lines stop at a name, marks do not.
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
        zorder=2,
    )
