"""Rules on what the engine saw in single records: bursts, times out of order, differing ids."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.plausibility.compared import Compared, Deviation
from analysis.wording import percent, share

# Repeated ids have no unit: they are a matter of the records as a whole.
RECORDS = "评价记录"


def bursts(seen: Compared) -> Iterator[Deviation]:
    """Tell units with many evaluations in one second, or a large share of them in such seconds."""
    totals = seen.now.counts("unit")
    seconds = seen.now.signals.bursts
    for unit in seen.in_order({str(name) for name in seconds["unit"]}):
        own = seconds[seconds["unit"] == unit]
        together, total = int(own["count"].sum()), totals.get(unit, 0)
        largest = int(own["count"].max())
        frequent = bool(total) and share(together, total) >= seen.rules.burst_percent
        if frequent or largest >= seen.rules.burst_large:
            of_all = f"，占评价数的{percent(share(together, total))}" if total else ""
            text = (
                f"同一秒 {seen.rules.burst_size} 件以上的有 {len(own)} 次，"
                f"共 {together} 件{of_all}，最多一次 {largest} 件；"
                f"最早一次在 {_earliest(own)}，请核实。"
            )
            yield Deviation(unit, together, text)


def evaluated_before_case(seen: Compared) -> Iterator[Deviation]:
    """Tell units with evaluations timed before the case that they evaluate."""
    units = seen.now.signals.before_case
    for unit, count, place in zip(units["unit"], units["count"], _places(units), strict=True):
        text = f"{count} 件评价的时间早于办件时间，首例在 {place}，请核实。"
        yield Deviation(str(unit), int(count), text)


def differing_ids(seen: Compared) -> Iterator[Deviation]:
    """Tell evaluation ids that came again with other content."""
    # A query without groups gives a row even where it counted none.
    told = seen.now.signals.differing
    ids = told[told["count"] > 0]
    for count, place in zip(ids["count"], _places(ids), strict=True):
        text = f"{count} 个评价编号重复而内容不同，首例在 {place}，请核实。"
        yield Deviation(RECORDS, int(count), text)


def _earliest(seconds: pd.DataFrame) -> str:
    """Return the earliest second, the larger one of several windows, as time, window and count."""
    order = seconds.sort_values(
        ["second", "count", "window"], ascending=[True, False, True], ignore_index=True
    )
    time, window, count = (order[name].iloc[0] for name in ("second", "window", "count"))
    place = f"窗口 {window}，" if window else ""
    return f"{time:%Y-%m-%d %H:%M:%S}（{place}{count} 件）"


def _places(firsts: pd.DataFrame) -> list[str]:
    """Return where the first of each line stands, as Excel counts its rows."""
    pairs = zip(firsts["file"], firsts["row"], strict=True)
    return [f"{file} 第 {row} 行" for file, row in pairs]
