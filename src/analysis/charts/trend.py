"""Main rates over the last quarters: a small chart a rate, every value labelled."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise, takewhile

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.chart import Chart
from analysis.charts.drawing import (
    BEFORE,
    MUTED,
    NARROW_INCHES,
    NOW,
    WIDE_INCHES,
    bulletin_style,
    to_svg,
)
from analysis.facts import Unit, printed
from analysis.quarter import Quarter
from analysis.trend import Line, Number, Trend

_PANEL_INCHES = 1.35
_CHINESE = "零一两三四五六七八"
# A scale that shows less than this many percentage points would make much of nothing.
_LEAST_SPAN = 2.0
# Room for the values above and below the line, as a part of what it spans.
_ROOM = 0.45
# Two rises may be chance; from here on they are called a run.
_RUN = 2


@bulletin_style()
def trend(shown: Trend, *keys: str) -> Chart | None:
    """Draw the named rates known for three quarters or more, gaps as gaps; None without any.

    The scales do not begin at zero, and each rate has its own: rates near 100% would be one flat
    line. Numbers stand beside the marks.
    """
    lines = [line for line in shown.drawable if _is_rate_of(line, keys)]
    if not lines:
        return None
    spoken = "；".join(_spoken(line, shown.quarters) for line in lines)
    wide, narrow = (
        to_svg(trend_figure(lines, shown.quarters, width)) for width in (WIDE_INCHES, NARROW_INCHES)
    )
    return Chart(
        svg=wide,
        alt=f"折线图：{spoken}。",
        title="；".join(_finding(line) for line in lines),
        note=_note(lines, shown.quarters),
        narrow=narrow,
    )


def _is_rate_of(line: Line, keys: Sequence[str]) -> bool:
    return line.measure.key in keys and line.measure.unit is Unit.SHARE


def trend_figure(
    lines: Sequence[Line], quarters: Sequence[Quarter], width: float = WIDE_INCHES
) -> Figure:
    """Draw a panel a line below one another, so wide in inches; quarters stand under the last."""
    figure = Figure(figsize=(width, _PANEL_INCHES * len(lines) + 0.35))
    panels = figure.subplots(len(lines), sharex=True, squeeze=False)[:, 0]
    for axes, line in zip(panels, lines, strict=True):
        _draw_line(axes, line)
    _name_quarters(panels[-1], quarters)
    return figure


def _draw_line(axes: Axes, line: Line) -> None:
    rates = _rates(line)
    axes.plot(rates, color=BEFORE, linewidth=1.6, marker="o", markersize=4.5, zorder=3)
    axes.plot([len(rates) - 1], rates[-1:], color=NOW, marker="o", markersize=7, zorder=4)
    axes.set_title(f"{line.measure.label}（%）", loc="left", x=0, pad=4)
    axes.set(xlim=(-0.5, len(rates) - 0.5), ylim=_limits(rates), yticks=[])
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", length=0)
    _print_rates(axes, line, rates)


def _rates(line: Line) -> Sequence[float]:
    """Return the rates as they are drawn: a gap where there is none."""
    return [float("nan") if value is None else float(str(value)) for value in line.values]


def _limits(rates: Sequence[float]) -> tuple[float, float]:
    low, high = float(np.nanmin(rates)), float(np.nanmax(rates))
    span = max(high - low, _LEAST_SPAN)
    middle = (low + high) / 2
    return middle - span * (0.5 + _ROOM), middle + span * (0.5 + _ROOM)


def _print_rates(axes: Axes, line: Line, rates: Sequence[float]) -> None:
    """Print every value on the side of its mark that the line leaves free."""
    middle = sum(axes.get_ylim()) / 2
    for place, value in enumerate(line.values):
        last = place == len(rates) - 1
        if value is None:
            axes.text(place, middle, "无数据", ha="center", va="center", color=MUTED)
        else:
            above = _is_free_above(rates, place)
            axes.annotate(
                printed(value, line.measure.unit).removesuffix("%"),
                (place, rates[place]),
                xytext=(0, 6 if above else -6),
                textcoords="offset points",
                ha="center",
                va="bottom" if above else "top",
                color=NOW if last else MUTED,
            )


def _is_free_above(rates: Sequence[float], place: int) -> bool:
    """Tell whether a mark is at least as high as the mean of those beside it."""
    beside = [rates[at] for at in (place - 1, place + 1) if 0 <= at < len(rates)]
    known = [rate for rate in beside if not np.isnan(rate)]
    return not known or rates[place] >= sum(known) / len(known)


def _name_quarters(axes: Axes, quarters: Sequence[Quarter]) -> None:
    """Name each quarter, and below the first one of a year the year."""
    years = [None, *(quarter.year for quarter in quarters)]
    names = [
        quarter.label.removeprefix("第") + (f"\n{quarter.year}年" if quarter.year != year else "")
        for quarter, year in zip(quarters, years, strict=False)
    ]
    axes.set_xticks(range(len(quarters)), names)


def _spoken(line: Line, quarters: Sequence[Quarter]) -> str:
    values = zip(quarters, line.values, strict=True)
    told = "、".join(f"{quarter.name}{_said(line, value)}" for quarter, value in values)
    return f"{line.measure.label}，{told}"


def _said(line: Line, value: Number | None) -> str:
    return "无数据" if value is None else printed(value, line.measure.unit)


def _finding(line: Line) -> str:
    """Say what the printed values of a line show: a run, then whether an end is reached."""
    name, now = line.measure.label, line.values[-1]
    low, high = _lowest_and_highest(line)
    scope = _scope(line)
    if low == high:
        return f"{name}{scope}均为{printed(low, line.measure.unit)}"
    reached = {high: "最高", low: "最低"}.get(now, "") if isinstance(now, Decimal) else ""
    clauses = [_run(line), reached and line.known.count(now) == 1 and f"为{scope}中{reached}"]
    said = "，".join(clause for clause in clauses if clause)
    ends = f"{printed(low, line.measure.unit)}至{printed(high, line.measure.unit)}"
    return f"{name}{said or f'{scope}在{ends}之间'}"


def _lowest_and_highest(line: Line) -> tuple[Decimal, Decimal]:
    values = [Decimal(str(value)) for value in line.known]
    return min(values), max(values)


def _scope(line: Line) -> str:
    """Name the quarters that a line is known for: 近八个季度, or that some are missing."""
    known = _CHINESE[len(line.known)]
    return f"近{known}个季度" if None not in line.values else f"有数据的{known}个季度"


def _run(line: Line) -> str:
    """Say how many quarters in a row a line has gone one way, where it is a run."""
    steps = [_step(before, now) for before, now in pairwise(line.values)][::-1]
    way = steps[0]
    length = len(list(takewhile(lambda step: step == way, steps)))
    if not way or length < _RUN:
        return ""
    return f"连续{_CHINESE[length]}个季度{'上升' if way > 0 else '下降'}"


def _step(before: Number | None, now: Number | None) -> int:
    """Return 1 for a rise, -1 for a fall, 0 for neither or a gap."""
    if before is None or now is None:
        return 0
    rise = Decimal(str(now)) - Decimal(str(before))
    return int(rise.compare(Decimal(0)))


def _note(lines: Sequence[Line], quarters: Sequence[Quarter]) -> str:
    subject = "、".join(line.measure.label for line in lines)
    own_scale = "各图" if len(lines) > 1 else ""
    return f"{subject}，{quarters[0].name}至{quarters[-1].name}；{own_scale}纵轴不从零起。"
