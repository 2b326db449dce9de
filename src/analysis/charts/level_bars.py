"""The structure below 非常满意: how many evaluations each lower level has."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure

from analysis.changes import count_word
from analysis.charts.chart import Chart, previous_printed, stated
from analysis.charts.drawing import (
    BEFORE,
    MUTED,
    NARROW_INCHES,
    NOW,
    WIDE_INCHES,
    bulletin_style,
    new_axes,
    to_svg,
)
from analysis.facts import Fact
from analysis.levels import LEVELS
from analysis.section import Section

_SUBJECT = "非常满意以下各等级的评价件数"
_QUARTERS = ("本季度", "上季度")


@bulletin_style()
def levels(overall: Section) -> Chart:
    """Draw the counts of the four lower levels beside the quarter before, where it is known."""
    facts = [overall.facts.get(level.key) for level in LEVELS[1:]]
    spoken = "、".join(f"{fact.measure.label}{stated(fact)}" for fact in facts)
    return Chart(
        svg=to_svg(level_figure(facts, WIDE_INCHES)),
        narrow=to_svg(level_figure(facts, NARROW_INCHES)),
        alt=f"条形图：{_SUBJECT}。{spoken}。",
        title=f"{_SUBJECT}{_finding(facts)}",
    )


def level_figure(facts: Sequence[Fact], width_inches: float) -> Figure:
    """Draw a bar a level, best level on top; the first row's labels name the quarters."""
    compared = _compared(facts)
    quarters = _QUARTERS if compared else _QUARTERS[:1]
    bars = _bars(facts, quarters)
    figure, axes = new_axes(width_inches, 0.3 + len(facts) * (0.5 if compared else 0.36))
    sns.barplot(
        bars,
        x="count",
        y="level",
        hue="quarter",
        palette=dict(zip(quarters, (NOW, BEFORE), strict=False)),
        saturation=1,
        gap=0.06,
        width=0.72 if compared else 0.56,
        legend=False,
        ax=axes,
    )
    _print_counts(axes, bars)
    # The labels give every value: an axis beside them would say it twice.
    axes.set(xlabel="", ylabel="", xticks=[], xlim=(0, max(1, bars["count"].max())))
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="y", length=0, pad=6)
    return figure


def _bars(facts: Sequence[Fact], quarters: Sequence[str]) -> pd.DataFrame:
    """Return a row a bar: level, quarter, count, and the count as printed."""
    now = [(_QUARTERS[0], f, f.value, str(f)) for f in facts]
    before = [(_QUARTERS[1], f, f.previous, previous_printed(f)) for f in facts]
    rows = [
        (quarter, fact.measure.label, count, f"{words}{fact.measure.counter}")
        for quarter, fact, count, words in [*now, *before]
    ]
    bars = pd.DataFrame(rows, columns=["quarter", "level", "count", "printed"])
    return bars[bars["quarter"].isin(quarters)].astype({"count": int})


def _print_counts(axes: Axes, bars: pd.DataFrame) -> None:
    quarters = list(bars["quarter"].unique())
    drawn = [group for group in axes.containers if isinstance(group, BarContainer)]
    for quarter, group, colour in zip(quarters, drawn, (NOW, MUTED), strict=False):
        texts = list(bars["printed"][bars["quarter"] == quarter])
        if len(quarters) > 1:
            texts[0] = f"{quarter} {texts[0]}"
        axes.bar_label(group, texts, padding=4, color=colour)


def _compared(facts: Sequence[Fact]) -> bool:
    return all(fact.previous is not None for fact in facts)


def _finding(facts: Sequence[Fact]) -> str:
    """Say how the counts moved, or which is the largest where no quarter before is known."""
    moved: dict[str, list[str]] = {"上升": [], "下降": [], "持平": []}
    for fact in facts:
        if isinstance(fact.value, int) and isinstance(fact.previous, int):
            moved[count_word(fact.value, fact.previous)].append(fact.measure.label)
    for word, labels in moved.items():
        if len(labels) == len(facts):
            return "，均与上季度持平" if word == "持平" else f"，较上季度均有{word}"
    clauses = [f"{'、'.join(labels)}{word}" for word, labels in moved.items() if labels]
    return f"，较上季度{'，'.join(clauses)}" if clauses else _largest(facts)


def _largest(facts: Sequence[Fact]) -> str:
    most = max(facts, key=lambda fact: int(str(fact.value)))
    return f"，{most.measure.label}最多（{stated(most)}）" if most.value else "，均为0件"
