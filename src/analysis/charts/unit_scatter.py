"""Units of the hall: how many tickets, and what share of them was evaluated on site."""

from __future__ import annotations

from typing import Any

from analysis.charts.chart import Chart
from analysis.charts.drawing import (
    NARROW_INCHES,
    WIDE_INCHES,
    bulletin_style,
    empty_chart,
    to_svg,
)
from analysis.charts.unit_figure import Point, Rate, Thresholds, unit_figure
from analysis.facts import Fact
from analysis.section import Section

_SUBJECT = "各单位叫号量与现场主动评价率"


@bulletin_style()
def units(hall: Section, *, busy_tickets: int, busy_rate: Rate, low_rate: Rate) -> Chart:
    """Draw every unit that has a rate; label the busy and good and those below the floor.

    Which units those are is a fact of the section; the thresholds only draw the lines.
    """
    points = unit_points(hall)
    if not points:
        return empty_chart("散点图", _SUBJECT)
    busy, below = hall.facts.get("busy_and_good"), hall.facts.get("below_low_rate")
    names = [fact.subject for fact in hall.facts.about("tickets")]
    thresholds = Thresholds(busy_tickets, float(busy_rate), float(low_rate))
    wide, narrow = (
        unit_figure(points, names, thresholds, width_inches=width)
        for width in (WIDE_INCHES, NARROW_INCHES)
    )
    listed = "；".join(f"{fact.measure.label}：{fact}" for fact in (busy, below))
    return Chart(
        svg=to_svg(wide.figure),
        narrow=to_svg(narrow.figure),
        alt=f"散点图：{_SUBJECT}。{listed}。",
        title=_finding(busy, below),
        note=_note(busy, below, all_labelled=wide.all_labelled and narrow.all_labelled),
    )


def unit_points(hall: Section) -> list[Point]:
    """Return a point for every unit that has a rate, as the section's lists sort it."""
    busy, below = (_listed(hall.facts.get(key)) for key in ("busy_and_good", "below_low_rate"))
    return [
        Point(
            unit=fact.subject,
            tickets=int(str(hall.facts.get("tickets", fact.subject).value)),
            rate=float(str(fact.value)),
            is_busy_and_good=fact.subject in busy,
            is_below=fact.subject in below,
        )
        for fact in hall.facts.about("onsite_rate")
    ]


def _listed(fact: Fact) -> frozenset[str]:
    rated: Any = fact.value  # of Unit.RATED: pairs of unit and rate
    return frozenset(unit for unit, _ in rated)


def _finding(busy: Fact, below: Fact) -> str:
    return f"{_how_many(busy)}叫号量大且现场主动评价率高，{_how_many(below)}低于底线"


def _how_many(listed: Fact) -> str:
    return f"{len(_listed(listed))}个单位" if listed.value else "没有单位"


def _note(busy: Fact, below: Fact, *, all_labelled: bool) -> str:
    shown = f"{_SUBJECT}，叫号量为对数刻度，虚线为标准线"
    marks = [f"实心圆点为{busy.measure.label}"] if busy.value else []
    marks += [f"菱形为{below.measure.label}"] if below.value else []
    crowded = [] if all_labelled else ["部分单位因位置所限未标名称"]
    return f"{'；'.join([shown, *marks, *crowded])}。"
