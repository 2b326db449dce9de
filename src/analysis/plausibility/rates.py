"""Rules on shares and rates: what moved further than params allow, what is exactly 100%."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pandas as pd

from analysis.levels import LEVELS, VERY_SATISFIED
from analysis.plausibility.compared import Compared, Deviation
from analysis.plausibility.observed import Hall, Observed, active_only, summed
from analysis.wording import level_shares, percent, share, signed_points

# What the figures of all regions together are called, as in the published table.
WHOLE = "合计"


def active_rates_moved(seen: Compared) -> Iterator[Deviation]:
    """Tell regions, and the whole, whose active rate moved by more points than the limit."""
    return _moved(seen, _active_rate, label="主动评价率", limit=seen.rules.active_rate_points)


def very_satisfied_moved(seen: Compared) -> Iterator[Deviation]:
    """Tell regions, and the whole, whose share of very satisfied moved beyond the limit."""
    label, limit = f"{VERY_SATISFIED.word}占比", seen.rules.very_satisfied_points
    return _moved(seen, _very_satisfied_share, label=label, limit=limit)


def hall_rates_moved(seen: Compared) -> Iterator[Deviation]:
    """Tell units of the hall, with enough tickets in both quarters, whose rate moved too far."""
    limit = seen.rules.hall_rate_points
    earlier = seen.before.halls()
    for unit, hall in seen.now.halls().items():
        was = earlier.get(unit, Hall(0, 0))
        if min(was.tickets, hall.tickets) < seen.rules.least_tickets:
            continue
        old, new = _hall_rate(was), _hall_rate(hall)
        if abs(new - old) > limit:
            tickets = f"叫号量 {was.tickets} → {hall.tickets}"
            text = f"{tickets}，现场主动评价率 {_beyond(old, new, limit)}，请核实。"
            yield Deviation(unit, abs(new - old), text)


def all_very_satisfied(seen: Compared) -> Iterator[Deviation]:
    """Tell units whose many active evaluations are all very satisfied, to the last one."""
    active, best = _active_and_best(seen.now)
    active_before, best_before = _active_and_best(seen.before)
    for unit in seen.in_order(set(active)):
        count = active[unit]
        if count >= seen.rules.perfect_active and best.get(unit) == count:
            earlier = _earlier(best_before.get(unit, 0), active_before.get(unit, 0))
            best_of_all = f"{VERY_SATISFIED.word} {count} 件（100%{earlier}）"
            text = f"主动评价 {count} 件，{best_of_all}，请核实。"
            yield Deviation(unit, count, text)


def hall_rates_full(seen: Compared) -> Iterator[Deviation]:
    """Tell units of the hall whose many tickets were all evaluated, to the last one."""
    old = seen.before.halls()
    for unit, hall in seen.now.halls().items():
        if hall.tickets >= seen.rules.perfect_tickets and hall.active == hall.tickets:
            was = old.get(unit, Hall(0, 0))
            earlier = _earlier(was.active, was.tickets)
            evaluated = f"现场主动评价 {hall.active} 件（100%{earlier}）"
            text = f"叫号量 {hall.tickets}，{evaluated}，请核实。"
            yield Deviation(unit, hall.tickets, text)


def _moved(
    seen: Compared, rate: Callable[[pd.DataFrame], Decimal], *, label: str, limit: Decimal
) -> Iterator[Deviation]:
    """Compare a printed rate of the whole and of each region, large enough in both quarters."""
    for subject in (WHOLE, *seen.roster.regions):
        before, now = _of(subject, seen.before), _of(subject, seen.now)
        if min(before["count"].sum(), now["count"].sum()) < seen.rules.least_evaluations:
            continue
        old, new = rate(before), rate(now)
        if abs(new - old) > limit:
            text = f"{label} {_beyond(old, new, limit)}，请核实。"
            yield Deviation(subject, abs(new - old), text)


def _beyond(old: Decimal, new: Decimal, limit: Decimal) -> str:
    """Print 95.58% → 93.20%（−2.38个百分点，限度2个百分点）."""
    by = f"{signed_points(new - old)}，限度{limit:f}个百分点"
    return f"{percent(old)} → {percent(new)}（{by}）"


def _of(subject: str, quarter: Observed) -> pd.DataFrame:
    cells = quarter.cells
    return cells if subject == WHOLE else cells[cells["region"] == subject]


def _active_rate(cells: pd.DataFrame) -> Decimal:
    return share(int(active_only(cells)["count"].sum()), int(cells["count"].sum()))


def _very_satisfied_share(cells: pd.DataFrame) -> Decimal:
    """Return the share as the bulletin prints it: 100 minus the printed others."""
    counts = summed(cells, "level")
    lower = {level.key: counts.get(level.key, 0) for level in LEVELS if level != VERY_SATISFIED}
    return level_shares(lower, sum(counts.values()), VERY_SATISFIED.key)[VERY_SATISFIED.key]


def _hall_rate(hall: Hall) -> Decimal:
    return share(hall.active, hall.tickets)


def _active_and_best(quarter: Observed) -> tuple[dict[str, int], dict[str, int]]:
    """Return by unit the active evaluations, and those of them that are very satisfied."""
    active = active_only(quarter.cells)
    best = active[active["level"] == VERY_SATISFIED.key]
    return summed(active, "unit"), summed(best, "unit")


def _earlier(part: int, whole: int) -> str:
    return f"，上季度 {percent(share(part, whole))}" if whole else ""
