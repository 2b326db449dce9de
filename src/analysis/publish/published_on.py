"""The date that a bulletin bears, as the moment that its files name."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from analysis.errors import ExportError

_DATE = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")


def moment(published_on: str) -> datetime | None:
    """Return 2025年4月15日 as midnight UTC; None for no date, ExportError for an impossible one."""
    match = _DATE.search(published_on)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError as error:
        raise ExportError(f"发布日期“{published_on}”不是有效的日期。") from error
