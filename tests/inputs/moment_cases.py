"""Times as exports and people write them: one table for the ledgers and for the engine's SQL."""

from __future__ import annotations

from typing import Literal, NamedTuple

Order = Literal["ymd", "dmy", "mdy"]

# The clock that a time with an offset from UTC is brought to in these cases: UTC+8.
TIME_ZONE = "Asia/Shanghai"


class MomentCase(NamedTuple):
    """A cell, how its file is declared, and the moment in ISO form or the name of a reason."""

    text: str
    order: Order
    from_sheet: bool
    expected: str


def _anywhere(text: str, expected: str) -> MomentCase:
    return MomentCase(text, "ymd", from_sheet=False, expected=expected)


def _ordered(text: str, order: Order, expected: str) -> MomentCase:
    return MomentCase(text, order, from_sheet=False, expected=expected)


def _in_sheet(text: str, expected: str) -> MomentCase:
    return MomentCase(text, "ymd", from_sheet=True, expected=expected)


_ACCEPTED = (
    # The year first, with - / . or 年月日, digits single or double.
    _anywhere("2025-01-31", "2025-01-31T00:00:00"),
    _anywhere("2025-1-5", "2025-01-05T00:00:00"),
    _anywhere("2025/01/31", "2025-01-31T00:00:00"),
    _anywhere("2025/1/5", "2025-01-05T00:00:00"),
    _anywhere("2025.1.5", "2025-01-05T00:00:00"),
    _anywhere("2025.01.31", "2025-01-31T00:00:00"),
    _anywhere("2025年1月5日", "2025-01-05T00:00:00"),
    _anywhere("2025年01月31日", "2025-01-31T00:00:00"),
    _anywhere("2025年1月5号", "2025-01-05T00:00:00"),
    _anywhere("2024-02-29", "2024-02-29T00:00:00"),
    # With a time of day.
    _anywhere("2025-01-31 09:30:05", "2025-01-31T09:30:05"),
    _anywhere("2025-01-31 09:30", "2025-01-31T09:30:00"),
    _anywhere("2025-01-31T09:30:05", "2025-01-31T09:30:05"),
    _anywhere("2025-01-31T09:30", "2025-01-31T09:30:00"),
    _anywhere("2025/1/5 9:30", "2025-01-05T09:30:00"),
    _anywhere("2025/1/5 9:05:07", "2025-01-05T09:05:07"),
    _anywhere("2025.1.5 23:59:59", "2025-01-05T23:59:59"),
    _anywhere("2025-01-31 00:00:00", "2025-01-31T00:00:00"),
    _anywhere("2025年1月5日 9:30", "2025-01-05T09:30:00"),
    _anywhere("2025年1月5日9:30:05", "2025-01-05T09:30:05"),
    _anywhere("2025年1月5日9时30分5秒", "2025-01-05T09:30:05"),
    _anywhere("2025年1月5日 9时30分", "2025-01-05T09:30:00"),
    _anywhere("2025年1月5日9时", "2025-01-05T09:00:00"),
    _anywhere("2025年1月5日9点30分", "2025-01-05T09:30:00"),
    # Fractions of a second.
    _anywhere("2025-01-31 09:30:05.0", "2025-01-31T09:30:05"),
    _anywhere("2025-01-31 09:30:05.25", "2025-01-31T09:30:05.250000"),
    _anywhere("2025-01-31T09:30:05.123456", "2025-01-31T09:30:05.123456"),
    # Compact.
    _anywhere("20250131", "2025-01-31T00:00:00"),
    _anywhere("20250131093005", "2025-01-31T09:30:05"),
    # Full-width digits and signs, white space of every kind.
    _anywhere("２０２５－０１－３１", "2025-01-31T00:00:00"),
    _anywhere("２０２５／１／５　０９：３０", "2025-01-05T09:30:00"),
    _anywhere("２０２５年１月５日", "2025-01-05T00:00:00"),
    _anywhere(" 2025-01-31 ", "2025-01-31T00:00:00"),
    _anywhere("2025-01-31\u00a009:30", "2025-01-31T09:30:00"),
    _anywhere("2025-01-31  09:30", "2025-01-31T09:30:00"),
    _anywhere("2025 年 1 月 5 日", "2025-01-05T00:00:00"),
    # An offset from UTC is brought to the clock of the city.
    _anywhere("2025-01-31T09:30:05+08:00", "2025-01-31T09:30:05"),
    _anywhere("2025-01-31T01:30:05Z", "2025-01-31T09:30:05"),
    _anywhere("2025-01-31 01:30:05+00", "2025-01-31T09:30:05"),
    _anywhere("2025-01-31 09:30:05 +0800", "2025-01-31T09:30:05"),
    _anywhere("2025-01-31T01:30:5Z", "2025-01-31T09:30:05"),
    _anywhere("2025-01-31T23:30:00.5Z", "2025-02-01T07:30:00.500000"),
    _anywhere("2024-12-31T20:30:00-05:00", "2025-01-01T09:30:00"),
    # The year last, where params declare which comes first; the year first is read all the same.
    _ordered("01/02/2025", "dmy", "2025-02-01T00:00:00"),
    _ordered("01/02/2025", "mdy", "2025-01-02T00:00:00"),
    _ordered("31.1.2025", "dmy", "2025-01-31T00:00:00"),
    _ordered("1-31-2025 9:30", "mdy", "2025-01-31T09:30:00"),
    _ordered("31/01/2025 09:30:05", "dmy", "2025-01-31T09:30:05"),
    _ordered("２／１／２０２５", "dmy", "2025-01-02T00:00:00"),
    _ordered("2025-02-01", "dmy", "2025-02-01T00:00:00"),
    _ordered("2025/02/01", "mdy", "2025-02-01T00:00:00"),
    # Serials of workbooks: days since 1899-12-30, rounded to the second.
    _in_sheet("45688", "2025-01-31T00:00:00"),
    _in_sheet("45688.0", "2025-01-31T00:00:00"),
    _in_sheet("45678.4375", "2025-01-21T10:30:00"),
    _in_sheet("45688.395891204", "2025-01-31T09:30:05"),
    _in_sheet("45688.9999999", "2025-02-01T00:00:00"),
    _in_sheet("20250131", "2025-01-31T00:00:00"),
    _in_sheet("2025-01-31 00:00:00", "2025-01-31T00:00:00"),
)
_REFUSED = (
    _anywhere("", "missing_time"),
    _anywhere("   ", "missing_time"),
    _anywhere("\u3000\u00a0", "missing_time"),
    # Dates and times of day that there are not.
    _anywhere("2025-02-30", "no_such_time"),
    _anywhere("2025-02-29", "no_such_time"),
    _anywhere("2025/13/01", "no_such_time"),
    _anywhere("2025-00-10", "no_such_time"),
    _anywhere("0000-00-00 00:00:00", "no_such_time"),
    _anywhere("2025年2月30日", "no_such_time"),
    _anywhere("20250230", "no_such_time"),
    _anywhere("20250131256000", "no_such_time"),
    _anywhere("2025-01-31 25:00", "no_such_time"),
    _anywhere("2025-01-31 09:60", "no_such_time"),
    _anywhere("2025-01-31 09:30:61", "no_such_time"),
    _anywhere("2025-01-31T09:30:05+98:00", "no_such_time"),
    _ordered("31/02/2025", "dmy", "no_such_time"),
    _ordered("31/01/2025", "mdy", "no_such_time"),
    # Day or month first: never guessed, not even where only one of them is possible.
    _anywhere("01/02/2025", "order_undeclared"),
    _anywhere("31/01/2025", "order_undeclared"),
    _anywhere("1-2-2025", "order_undeclared"),
    _anywhere("1.2.2025 09:30", "order_undeclared"),
    _anywhere("０１／０２／２０２５", "order_undeclared"),
    _in_sheet("01/02/2025", "order_undeclared"),
    # Anything else is no date: years of two digits, parts, words, serials outside workbooks.
    _anywhere("25-01-31", "unreadable_time"),
    _anywhere("01/02/25", "unreadable_time"),
    _ordered("01/02/25", "dmy", "unreadable_time"),
    _anywhere("5/02/25", "unreadable_time"),
    _anywhere("25年1月5日", "unreadable_time"),
    _anywhere("2025", "unreadable_time"),
    _anywhere("2025-01", "unreadable_time"),
    _anywhere("2025年1月", "unreadable_time"),
    _anywhere("1月5日", "unreadable_time"),
    _anywhere("09:30", "unreadable_time"),
    _anywhere("三天内", "unreadable_time"),
    _anywhere("昨天", "unreadable_time"),
    _anywhere("-", "unreadable_time"),
    _anywhere("NaT", "unreadable_time"),
    _anywhere("2025-01-31 上午9:30", "unreadable_time"),
    _anywhere("2025-01-31 09:30 AM", "unreadable_time"),
    _anywhere("31-Jan-2025", "unreadable_time"),
    _anywhere("2025-01-31至2025-02-01", "unreadable_time"),
    _anywhere("2025-01-31x", "unreadable_time"),
    _anywhere("2025-01-3①", "unreadable_time"),
    _anywhere("-025-01-31 09:30:05.25", "unreadable_time"),
    _anywhere("2025013", "unreadable_time"),
    _anywhere("202501310930051", "unreadable_time"),
    _anywhere("1738287005", "unreadable_time"),
    _anywhere("45688", "unreadable_time"),
    _anywhere("45678.4375", "unreadable_time"),
    _in_sheet("456", "unreadable_time"),
    _in_sheet("-45688", "unreadable_time"),
    _in_sheet("4.5688E4", "unreadable_time"),
    _in_sheet("456888", "unreadable_time"),
)
MOMENT_CASES = (*_ACCEPTED, *_REFUSED)
