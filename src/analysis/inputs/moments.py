"""Dates and times as text: what people and exports write, read one way or refused by reason.

The engine has the same rules in SQL for the million records (engines/times.py); one table of
cases, tests/inputs/moment_cases.py, holds both to the same answers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

import pandas as pd

from analysis.inputs.numerals import narrowed
from analysis.spelling import tidied

DateOrder = Literal["ymd", "dmy", "mdy"]
Reason = Literal["missing_time", "unreadable_time", "no_such_time", "order_undeclared"]

_YEAR, _MONTH, _DAY = r"(?P<year>[0-9]{4})", r"(?P<month>[0-9]{1,2})", r"(?P<day>[0-9]{1,2})"
_HAN_DATE = rf"{_YEAR} ?年 ?{_MONTH} ?月 ?{_DAY} ?[日号]"
# Each declared order allows its own form beside those with the year first.
_SIGNED_DATES: Mapping[DateOrder, str] = {
    "ymd": rf"{_YEAR}[-/.]{_MONTH}[-/.]{_DAY}",
    "dmy": rf"{_DAY}[-/.]{_MONTH}[-/.]{_YEAR}",
    "mdy": rf"{_MONTH}[-/.]{_DAY}[-/.]{_YEAR}",
}
_ZONE = r"(?: ?(?P<zone>Z|[+-][0-9]{2}(?::?[0-5][0-9])?))?"
_SECONDS = r"(?::(?P<second>[0-9]{1,2})(?:\.(?P<fraction>[0-9]{1,9}))?)?"
_SIGNED_CLOCK = rf"(?P<hour>[0-9]{{1,2}}):(?P<minute>[0-9]{{1,2}}){_SECONDS}{_ZONE}"
_HAN_MINUTES = r"(?: ?(?P<minute>[0-9]{1,2}) ?分(?: ?(?P<second>[0-9]{1,2}) ?秒)?)?"
_HAN_CLOCK = rf"(?P<hour>[0-9]{{1,2}}) ?[时点]{_HAN_MINUTES}"
_COMPACT = (
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"(?:(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2}))?"
)


# A month alone: 2025-01, 2025/1, 2025年1月, 202501, 1月. Not 2025.1, which Excel makes of 2025.10.
_MONTHS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}[-/]{_MONTH}",
        rf"(?:{_YEAR} ?年 ?)?{_MONTH} ?月份?",
        rf"{_YEAR}(?P<month>[0-9]{{2}})",
    )
)


def _compiled(date: str, gap: str) -> tuple[re.Pattern[str], ...]:
    """Compile a date alone and with each way to write the time of day."""
    clocks = ("", gap + _SIGNED_CLOCK, gap + _HAN_CLOCK)
    return tuple(re.compile(date + clock) for clock in clocks)


_SIGNED = {order: _compiled(date, "[ T]") for order, date in _SIGNED_DATES.items()}
_YEAR_FIRST = (*_SIGNED["ymd"], *_compiled(_HAN_DATE, "[ T]?"), re.compile(_COMPACT))
# Days since the last but one day of 1899, from 1927 to 2173: five digits, as `45678.4375`.
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_SERIAL_START = datetime(1899, 12, 30)  # noqa: DTZ001 - the clock of the city, as all moments here
_SECONDS_OF_A_DAY = 86_400
_PARTS = ("year", "month", "day", "hour", "minute", "second")


def moments(
    cells: pd.Series, *, order: DateOrder, serials: bool, time_zone: str
) -> tuple[pd.Series, pd.Series]:
    """Return the moment that each cell says, and the reason where it says none.

    Moments are datetime64[us] on the clock of `time_zone`, NaT where there is a reason; reasons
    are of `Reason`, '' where there is a moment. `order` is what params declare for dates with
    the year last; `serials` allows the numbers that Excel makes of dates.
    """
    zone = ZoneInfo(time_zone)
    said = {cell: _moment(cell, order=order, serials=serials, zone=zone) for cell in cells.unique()}
    found = [said[cell] for cell in cells]
    times = [None if isinstance(one, str) else one for one in found]
    reasons = [one if isinstance(one, str) else "" for one in found]
    return (
        pd.Series(times, index=cells.index, dtype="datetime64[us]"),
        pd.Series(reasons, index=cells.index, dtype="str"),
    )


def months(
    cells: pd.Series, *, year: int, order: DateOrder, serials: bool, time_zone: str
) -> tuple[pd.Series, pd.Series]:
    """Return the month that each cell says as `2025-01`, '' and a reason where it says none.

    A month without a year is of `year`; a whole date is read as `moments` reads it.
    """
    times, reasons = moments(cells, order=order, serials=serials, time_zone=time_zone)
    alone = cells.map(lambda cell: _month_alone(cell, year))
    codes = alone.where(alone != "", times.dt.strftime("%Y-%m").fillna(""))
    return codes, reasons.where(alone == "", "")


def end_of_day(moments: pd.Series) -> pd.Series:
    """Return days without a time of day as their last second, other moments as they are."""
    day_alone = moments == moments.dt.normalize()
    return moments.mask(day_alone, moments + pd.Timedelta(days=1) - pd.Timedelta(seconds=1))


def _month_alone(text: str, year: int) -> str:
    plain = tidied(narrowed(text))
    for pattern in _MONTHS:
        if match := pattern.fullmatch(plain):
            parts = match.groupdict()
            return f"{int(parts['year'] or year):04d}-{int(parts['month']):02d}"
    return ""


def _moment(text: str, *, order: DateOrder, serials: bool, zone: tzinfo) -> datetime | Reason:
    plain = tidied(narrowed(text))
    if not plain:
        return "missing_time"
    for pattern in (*_YEAR_FIRST, *_SIGNED[order]):
        if match := pattern.fullmatch(plain):
            return _built(match.groupdict(), zone)
    if serials and _SERIAL.fullmatch(plain):
        return _SERIAL_START + timedelta(seconds=round(float(plain) * _SECONDS_OF_A_DAY))
    if any(pattern.fullmatch(plain) for pattern in _SIGNED["dmy"]):
        return "order_undeclared"
    return "unreadable_time"


def _built(parts: Mapping[str, str | None], zone: tzinfo) -> datetime | Reason:
    year, month, day, hour, minute, second = (int(parts.get(name) or 0) for name in _PARTS)
    micros = int((parts.get("fraction") or "")[:6].ljust(6, "0"))
    offset = parts.get("zone")
    try:
        written_in = _offset(offset) if offset else zone
        moment = datetime(year, month, day, hour, minute, second, micros, written_in)
        return moment.astimezone(zone).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return "no_such_time"


def _offset(zone: str) -> tzinfo:
    if zone == "Z":
        return UTC
    hours, minutes = int(zone[1:3]), int(zone[3:].removeprefix(":") or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if zone[0] == "-" else offset)
