"""reconstruction.yaml from the disk to a Plan, with every complaint in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.errors import ParamsError
from analysis.params.strict import checked
from analysis.params.yaml_files import read_yaml
from analysis.sample.moments import is_working_day, quarter_days
from analysis.sample.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from analysis.quarter import Quarter
    from analysis.roster import Roster

PLAN_NAME = "reconstruction.yaml"


def read_plan(path: Path, quarter: Quarter, roster: Roster) -> Plan:
    """Read and check a plan; ParamsError names the file, the key and what is wrong."""
    label = f"{path.parent.name}/{path.name}"
    plan = checked(Plan, read_yaml(path), label)
    complaints = [
        *_strangers(plan, roster),
        *_unfit_margins(plan),
        *_weightless(plan, roster),
        *_unfit_days(plan, quarter),
    ]
    if complaints:
        raise ParamsError("\n".join(f"{label} 的{complaint}。" for complaint in complaints))
    return plan


def _unfit_margins(plan: Plan) -> Iterator[str]:
    for region, margin in plan.margins.items():
        below = sum(margin.below_best)
        if margin.active > margin.total:
            yield (
                f"“margins.{region}”：主动评价（active）{margin.active} "
                f"多于评价总量（total）{margin.total}"
            )
        # A default evaluation counts as very satisfied, so every lower one is active.
        if below > margin.active:
            yield (
                f"“margins.{region}”：非常满意以外的评价共 {below}，"
                f"多于主动评价（active）{margin.active}"
            )


def _strangers(plan: Plan, roster: Roster) -> Iterator[str]:
    """Find regions and units that the roster does not know, and regions without margins."""
    for region in sorted(plan.margins.keys() - set(roster.regions)):
        yield f"“margins.{region}”：单位名录中没有这个区域"
    for region in roster.regions:
        if region not in plan.margins:
            yield f"“margins.{region}”：缺少此项"
    named = {"weights.units": plan.weights.units, "items.units": plan.items.units}
    for key, units in {**named, "strain": plan.strain}.items():
        for unit in units:
            if unit not in roster.position:
                yield f"“{key}.{unit}”：单位名录中没有这个单位{_hint(unit, roster)}"


def _hint(unit: str, roster: Roster) -> str:
    near = "、".join(roster.nearest(unit))
    return f"，是否为：{near}" if near else ""


def _weightless(plan: Plan, roster: Roster) -> Iterator[str]:
    """Find sets of weights of which none is positive: nothing could be drawn from them."""
    calendar, channels, weights = plan.calendar, plan.channels, plan.weights
    drawn = {
        "calendar.month_weights": calendar.month_weights,
        "calendar.online_hours": calendar.online_hours,
        "calendar.opening": [opening.weight for opening in calendar.opening],
        "channels.onsite": channels.onsite.values(),
        "channels.online": channels.online.values(),
    }
    for key, values in drawn.items():
        if not any(values):
            yield f"“{key}”：权重不得全为 0"
    for region in plan.margins:
        visits = [weights.units.get(u.name, weights.default) for u in roster.units_of(region)]
        if not any(v.onsite + v.online for v in visits):
            yield f"“margins.{region}”：该区域没有权重大于 0 的单位"


def _unfit_days(plan: Plan, quarter: Quarter) -> Iterator[str]:
    """Find days outside the quarter, a calendar without working days, hours that run backwards."""
    calendar = plan.calendar
    named = {"holidays": calendar.holidays, "working_weekends": calendar.working_weekends}
    for key, days in named.items():
        for day in days:
            if not quarter.start <= day < quarter.end:
                yield f"“calendar.{key}”：{day} 不在 {quarter} 之内"
    if not any(is_working_day(day, calendar) for day in quarter_days(quarter)):
        yield "“calendar.holidays”：整个季度没有工作日"
    for opening in calendar.opening:
        if opening.opens >= opening.closes:
            yield f"“calendar.opening”：{opening.opens} 应早于 {opening.closes}"
