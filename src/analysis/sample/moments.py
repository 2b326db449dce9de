"""When evaluations happen, in seconds from the first day of the quarter."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.quarter import Quarter
    from analysis.sample.plan import Calendar

_HOUR = 3600
_DAY = 24 * _HOUR
_SATURDAY = 5


def onsite_moments(
    rng: np.random.Generator, size: int, calendar: Calendar, quarter: Quarter
) -> NDArray[np.int64]:
    """Draw moments on working days within opening hours."""
    open_days = [is_working_day(day, calendar) for day in quarter_days(quarter)]
    day = _draw(rng, size, _day_weights(calendar, quarter) * np.array(open_days))
    period = _draw(rng, size, np.array([opening.weight for opening in calendar.opening]))
    opens = np.array([_seconds(opening.opens) for opening in calendar.opening])
    closes = np.array([_seconds(opening.closes) for opening in calendar.opening])
    return day * _DAY + rng.integers(opens[period], closes[period])


def online_moments(
    rng: np.random.Generator, size: int, calendar: Calendar, quarter: Quarter
) -> NDArray[np.int64]:
    """Draw moments on any day, along the day's curve."""
    day = _draw(rng, size, _day_weights(calendar, quarter))
    hour = _draw(rng, size, np.array(calendar.online_hours))
    return day * _DAY + hour * _HOUR + rng.integers(_HOUR, size=size)


def is_working_day(day: date, calendar: Calendar) -> bool:
    """Tell whether the counters open: a weekday that is no holiday, or a weekend made a workday."""
    if day.weekday() >= _SATURDAY:
        return day in calendar.working_weekends
    return day not in calendar.holidays


def quarter_days(quarter: Quarter) -> list[date]:
    """Return every day of the quarter."""
    length = (quarter.end - quarter.start).days
    return [quarter.start + timedelta(days=offset) for offset in range(length)]


def _day_weights(calendar: Calendar, quarter: Quarter) -> NDArray[np.float64]:
    months = dict(zip(quarter.months, calendar.month_weights, strict=True))
    return np.array([months[day.month] for day in quarter_days(quarter)])


def _draw(rng: np.random.Generator, size: int, weights: NDArray[np.float64]) -> NDArray[np.int64]:
    return rng.choice(len(weights), size=size, p=weights / weights.sum())


def _seconds(moment: time) -> int:
    return moment.hour * _HOUR + moment.minute * 60 + moment.second
