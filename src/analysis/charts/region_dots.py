"""Active rates by region against the rate of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.charts.chart import Chart, previous_printed, stated
from analysis.charts.drawing import (
    BEFORE,
    MUTED,
    NARROW_INCHES,
    NOW,
    RULE,
    WIDE_INCHES,
    bulletin_style,
    empty_chart,
    new_axes,
    to_svg,
)
from analysis.facts import Fact
from analysis.section import Section

_SUBJECT = "各区域主动评价率"
_KEY = "active_rate"
# The scale starts at a multiple of this many percentage points.
_SCALE_STEP = 5


@dataclass(frozen=True)
class Layout:
    """A width, the most steps of its scale, and the right edges of the two columns of values.

    The edges are points from the axes.
    """

    width_inches: float
    steps: int
    now_column: float
    before_column: float


WIDE = Layout(WIDE_INCHES, steps=6, now_column=58, before_column=116)
NARROW = Layout(NARROW_INCHES, steps=3, now_column=44, before_column=88)


@bulletin_style()
def rates_by_region(overall: Section) -> Chart:
    """Draw the active rate of every region that has one, highest first, and the whole as a line.

    A scale of rates between 75% and 100% would be unfair to bars, so the marks are dots.
    """
    facts = sorted(overall.facts.about(_KEY), key=_rate, reverse=True)
    if not facts:
        return empty_chart("点图", _SUBJECT)
    whole = overall.facts.get(_KEY)
    spoken = "、".join(f"{fact.subject}{stated(fact)}" for fact in facts)
    return Chart(
        svg=to_svg(region_figure(facts, whole, WIDE)),
        narrow=to_svg(region_figure(facts, whole, NARROW)),
        alt=f"点图：{_SUBJECT}，从高到低。{spoken}。总体{stated(whole)}。",
        title=_finding(facts),
        note=f"{_SUBJECT}，从高到低；虚线为总体（{whole}）。",
    )


def region_figure(facts: Sequence[Fact], whole: Fact, layout: Layout) -> Figure:
    """Draw a row a region: a dot, a stroke for the quarter before, both values at the right."""
    figure, axes = new_axes(layout.width_inches, 0.8 + 0.3 * len(facts))
    names = [fact.subject for fact in facts]
    now = {fact.subject: _rate(fact) for fact in facts}
    before = {
        fact.subject: float(str(fact.previous)) for fact in facts if fact.previous is not None
    }
    marks = {"ax": axes, "order": names, "jitter": False}
    if before:
        stroke = {"marker": "|", "size": 13, "linewidth": 2, "color": BEFORE}
        sns.stripplot(x=list(before.values()), y=list(before), **marks, **stroke)
        _print_column(
            axes, layout.before_column, ["┃ 上季度", *map(previous_printed, facts)], MUTED
        )
    sns.stripplot(x=list(now.values()), y=list(now), **marks, size=7, color=NOW, zorder=4)
    _print_column(axes, layout.now_column, ["● 本季度", *(str(fact) for fact in facts)], NOW)
    _draw_scale(axes, [*now.values(), *before.values(), _rate(whole)], layout)
    _draw_whole(axes, whole)
    return figure


def _draw_scale(axes: Axes, rates: Sequence[float], layout: Layout) -> None:
    start = max(0, (min(rates) - 1) // _SCALE_STEP * _SCALE_STEP)
    # A little beyond 100%, so that a dot on it is whole.
    axes.set(xlim=(start, 100 + (100 - start) / 60), xlabel="主动评价率（%）", ylabel="")
    axes.xaxis.set_major_locator(MaxNLocator(layout.steps, steps=(1, 2, 5, 10), integer=True))
    axes.grid(axis="y")
    axes.tick_params(axis="y", length=0, pad=6)
    axes.spines["left"].set_visible(False)


def _draw_whole(axes: Axes, whole: Fact) -> None:
    axes.axvline(_rate(whole), color=RULE, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
    left, right = axes.get_xlim()
    axes.annotate(
        f"总体 {whole}",
        (_rate(whole), 1),
        xycoords=axes.get_xaxis_transform(),
        xytext=(0, 3),
        textcoords="offset points",
        ha="right" if _rate(whole) > (left + right) / 2 else "left",
        color=MUTED,
    )


def _print_column(axes: Axes, right_edge: float, texts: Sequence[str], colour: str) -> None:
    """Print a heading and a value a region, right-aligned beside the axes."""
    for row, text in enumerate(texts, start=-1):
        heading = row < 0
        axes.annotate(
            text,
            (1, 1 if heading else row),
            xycoords="axes fraction" if heading else axes.get_yaxis_transform(),
            xytext=(right_edge, 3 if heading else 0),
            textcoords="offset points",
            ha="right",
            va="baseline" if heading else "center_baseline",
            color=colour,
        )


def _finding(facts: Sequence[Fact]) -> str:
    highest, lowest = facts[0], facts[-1]
    if highest.value == lowest.value:
        return f"{_SUBJECT}均为{highest}"
    ends = [
        f"{'、'.join(f.subject for f in facts if f.value == end.value)}{word}（{end}）"
        for word, end in (("最高", highest), ("最低", lowest))
    ]
    return f"{highest.measure.label}{'，'.join(ends)}"


def _rate(fact: Fact) -> float:
    if not isinstance(fact.value, Decimal):
        raise TypeError(f"{fact.key} is not a share")
    return float(fact.value)
