"""Rules on counts: what vanished, what is new, what jumped, what stands in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from analysis.plausibility.compared import Change, Compared, Deviation
from analysis.plausibility.observed import summed
from analysis.wording import growth, names, signed_growth


def vanished_units(seen: Compared) -> Iterator[Deviation]:
    """Tell units that had enough evaluations in the quarter before and have none now."""
    return _vanished(seen, seen.changes("unit"), "请核实是否漏报或更名。")


def new_units(seen: Compared) -> Iterator[Deviation]:
    """Tell units that have enough evaluations now and had none in the quarter before."""
    for unit in seen.changes("unit"):
        if unit.before == 0 and unit.now >= seen.rules.least_evaluations:
            text = f"评价数 0 → {unit.now}，上季度没有评价，请核实是否新设或更名。"
            yield Deviation(unit.subject, unit.now, text)


def unit_jumps(seen: Compared) -> Iterator[Deviation]:
    """Tell units in both quarters whose count grew or fell by more than the limit."""
    return _jumps(seen, seen.changes("unit"), seen.rules.unit_jump_percent)


def region_jumps(seen: Compared) -> Iterator[Deviation]:
    """Tell regions whose count grew or fell by more than the limit, or came from or went to 0."""
    regions = seen.changes("region")
    for region in regions:
        if _matters(seen, region) and not (region.before and region.now):
            without = "本季度" if region.before else "上季度"
            text = f"评价数 {region.before} → {region.now}，{without}没有评价，请核实。"
            yield Deviation(region.subject, Decimal("Infinity"), text)
    yield from _jumps(seen, regions, seen.rules.region_jump_percent)


def vanished_channels(seen: Compared) -> Iterator[Deviation]:
    """Tell channels that had enough evaluations in the quarter before and have none now."""
    return _vanished(seen, seen.changes("channel"), "请核实渠道是否停用或漏报。")


def vanished_items(seen: Compared) -> Iterator[Deviation]:
    """Tell items that nobody evaluated now, with the units that had them.

    Items of a vanished unit are told with the unit: only units with evaluations now count.
    """
    present = set(seen.now.counts("unit"))
    old = seen.before.cells
    kept = old[old["unit"].isin(present)]
    new = set(seen.now.counts("item"))
    for item, before in summed(kept, "item").items():
        if item not in new and before >= seen.rules.least_evaluations:
            units = seen.in_order({str(unit) for unit in kept[kept["item"] == item]["unit"]})
            text = f"评价数 {before} → 0（{_first_of(units)}），本季度没有评价，请核实。"
            yield Deviation(item, before, text)


def units_elsewhere(seen: Compared) -> Iterator[Deviation]:
    """Tell units recorded under a region other than their own in units.yaml."""
    own = {unit.name: unit.region for unit in seen.roster.units}
    cells = seen.now.cells
    known = cells[cells["unit"].isin(set(own))]
    wrong = known[known["region"] != known["unit"].map(own)]
    totals = summed(wrong, "unit")
    for unit in seen.in_order(set(totals)):
        counts = summed(wrong[wrong["unit"] == unit], "region")
        places = names([f"{region} {counts[region]} 件" for region in seen.in_order(set(counts))])
        text = f"名录中属{own[unit]}，记在{places}，请核实。"
        yield Deviation(unit, totals[unit], text)


def empty_months(seen: Compared) -> Iterator[Deviation]:
    """Tell months of the quarter in which the own departments have no evaluation."""
    home = seen.roster.home
    cells = seen.now.cells
    counts = summed(cells[cells["region"] == home], "month")
    # The cube holds one quarter: any month in it names the other two.
    firsts = {(int(month) - 1) // 3 * 3 + 1 for month in seen.now.counts("month")}
    months = [first + k for first in sorted(firsts) for k in range(3)]
    others = names([f"{m}月 {counts[str(m)]} 件" for m in months if str(m) in counts])
    for month in months:
        if str(month) not in counts:
            text = f"{month}月没有评价（其他月份：{others}），请核实。"
            yield Deviation(home, 0, text)


def _vanished(seen: Compared, changes: Sequence[Change], ask: str) -> Iterator[Deviation]:
    for change in changes:
        if change.now == 0 and change.before >= seen.rules.least_evaluations:
            text = f"评价数 {change.before} → 0，本季度没有评价，{ask}"
            yield Deviation(change.subject, change.before, text)


def _jumps(seen: Compared, changes: Sequence[Change], limit: Decimal) -> Iterator[Deviation]:
    """Compare the printed growth of what has evaluations in both quarters."""
    for change in changes:
        if not (change.before and change.now and _matters(seen, change)):
            continue
        grown = abs(growth(change.now, change.before))
        if grown > limit:
            sign = signed_growth(change.now, change.before)
            text = f"评价数 {change.before} → {change.now}（{sign}，限度{limit:f}%），请核实。"
            yield Deviation(change.subject, grown, text)


def _matters(seen: Compared, change: Change) -> bool:
    """Whether the count is large enough in at least one of the quarters."""
    return max(change.before, change.now) >= seen.rules.least_evaluations


def _first_of(units: Sequence[str]) -> str:
    return units[0] if len(units) == 1 else f"{units[0]}等{len(units)}个单位"
