"""Checks of the months, dates and times of a ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd

from analysis.inputs.checks import Checks, not_among
from analysis.inputs.columns import header_of
from analysis.inputs.declaring import declaration
from analysis.inputs.ledger_tables import placed
from analysis.inputs.moments import end_of_day, moments, months
from analysis.inputs.privacy import shown
from analysis.quarter import Quarter

_EXAMPLE = "如 2025-01-31 或 2025-01-31 09:30"
# What would declare a file's order.
_DATE_ORDER = "date_order: dmy   # 日/月/年；月/日/年写 mdy"
# What is said of a cell, by the reason why it is no moment.
_NO_MOMENT: Mapping[str, Callable[[str], str]] = {
    "missing_time": lambda _: f"不能为空，应为日期（{_EXAMPLE}）",
    "unreadable_time": lambda cell: f"“{shown(cell)}”不是日期（{_EXAMPLE}）",
    "no_such_time": lambda cell: f"“{shown(cell)}”是不存在的日期",
    "order_undeclared": lambda cell: f"“{shown(cell)}”分不清日和月，请声明日期的顺序",
}
# What a table's cells say, and the reasons why they say none; see inputs/moments.py.
_Read = tuple[pd.Series, pd.Series]


def moments_of(
    checks: Checks, name: str, quarter: Quarter | None = None, *, optional: bool = False
) -> pd.Series:
    """Return a column as datetime64[us], NaT where blank or wrong; within the quarter if given."""
    times, reasons = _by_table(checks, name, moments)
    if optional:
        reasons = reasons.where(reasons != "missing_time", "")
    _note_reasons(checks, name, reasons, hint="，没有的请留空" if optional else "")
    if quarter is not None:
        start, end = pd.Timestamp(quarter.start), pd.Timestamp(quarter.end)
        outside = times.notna() & ((times < start) | (times >= end))
        cells = checks.ledger.cells[name][outside]
        told = placed(cells.map(shown)).items()
        checks.note(name, {at: f"“{cell}”不在 {quarter} 之内" for at, cell in told})
    return times


def months_of(checks: Checks, name: str, quarter: Quarter) -> pd.Series:
    """Return a column as months of the quarter, 7 for July; 0 where the cell is wrong."""
    known = {f"{quarter.year}-{month:02d}": month for month in quarter.months}
    codes, reasons = _by_table(checks, name, partial(months, year=quarter.year))
    unread = reasons.isin(("no_such_time", "order_undeclared"))
    _note_reasons(checks, name, reasons.where(unread, ""))
    allowed = f"本季度的月份（{'、'.join(known)}）"
    other = checks.ledger.cells[name][~unread & ~codes.isin(list(known))]
    checks.note(name, {at: not_among(cell, allowed) for at, cell in placed(other).items()})
    return codes.map(lambda code: known.get(code, 0)).astype("int64")


def not_before(checks: Checks, frame: pd.DataFrame, *, later: str, earlier: str) -> None:
    """Refuse a time before the one that it follows; a day alone is over at its end only."""
    wrong = end_of_day(frame[later]) < frame[earlier]
    header = header_of(checks.ledger.kind, earlier)
    cells = checks.ledger.cells[wrong]
    late, early = placed(cells[later].map(shown)), placed(cells[earlier].map(shown))
    checks.note(later, {at: f"“{late[at]}”早于“{header}”（{early[at]}）" for at in late})


def _by_table(checks: Checks, name: str, read: Callable[..., _Read]) -> _Read:
    """Read a column table by table, each by what is declared of it."""
    ledger, cells = checks.ledger, checks.ledger.cells[name]
    numbers = cells.index.get_level_values("table")
    parts = [
        read(
            cells[numbers == number],
            order=table.source.date_order,
            serials=table.from_sheet,
            time_zone=ledger.time_zone,
        )
        for number, table in enumerate(ledger.tables)
    ]
    return pd.concat([said for said, _ in parts]), pd.concat([reasons for _, reasons in parts])


def _note_reasons(checks: Checks, name: str, reasons: pd.Series, *, hint: str = "") -> None:
    wrong = reasons[reasons != ""]
    cells = placed(checks.ledger.cells[name])
    checks.note(name, {at: _NO_MOMENT[why](cells[at]) + hint for at, why in placed(wrong).items()})
    for table in wrong.index[wrong == "order_undeclared"].unique("table"):
        path = checks.ledger.tables[table].path
        checks.suggest(declaration(path.name, _DATE_ORDER))
