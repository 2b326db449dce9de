"""SQL that reads times as they are written: ISO, 年月日, compact, day first, Excel's serials.

The same rules in pandas, for the small ledgers: inputs/moments.py; one table of cases tests both.
"""

from __future__ import annotations

from typing import Literal

DateOrder = Literal["ymd", "dmy", "mdy"]
# What became of a time, by code; the first is a time that was read.
TIME_STATES = ("read", "missing_time", "unreadable_time", "no_such_time", "order_undeclared")

_DAY_LAST = "^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})([ T]|$)"
_YEAR_LAST = "^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})([ T]|$)"
_COMPACT = "^([0-9]{4})([0-9]{2})([0-9]{2})(([0-9]{2})([0-9]{2})([0-9]{2}))?$"
_SERIAL = r"^[0-9]{5}(\.[0-9]+)?$"
_CLOCK = "[0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}([.][0-9]+)?)?"
_DATED, _WRITTEN = (
    f"^[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}([ T]{_CLOCK}(Z|[+-]{hours}(:?[0-5][0-9])?)?)?$"
    for hours in ("[0-9]{2}", "([01][0-9]|2[0-3])")
)
_YEAR_FIRST = {"ymd": None, "dmy": r"\3-\2-\1\4", "mdy": r"\3-\1-\2\4"}
_WIDE = "０１２３４５６７８９／．：－＋　\u00a0\u2002\u2003\u2009年月日号时点分秒"
_NARROW = "0123456789/.:-+     --  ::: "
# What exporters and Excel mostly write, told by shape and read by a cast.
_PLAIN_CLOCK = "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}"
_SLASHED = "[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?)?"

# `plain_time` brings every written form to `2025-1-31 9:30:00`, the text itself where it cannot.
# It takes twenty times as long as a cast: what is written in a common form goes past it.
MACROS = (
    rf"""CREATE MACRO plain_time(t) AS regexp_replace(regexp_replace(regexp_replace(regexp_replace(
            trim(regexp_replace(translate(t, '{_WIDE}', '{_NARROW}'), '\s+', ' ', 'g')),
            ' ?([-+:]) ?', '\1', 'g'), ' Z$', 'Z'),
            '{_DAY_LAST}', '\1-\2-\3\4'), ':$', ':00')""",
    rf"""CREATE MACRO from_compact(t) AS CASE WHEN regexp_matches(t, '{_COMPACT}')
            THEN try_strptime(t, ['%Y%m%d', '%Y%m%d%H%M%S']) END""",
    rf"""CREATE MACRO from_serial(t) AS CASE WHEN regexp_matches(t, '{_SERIAL}')
            THEN TIMESTAMP '1899-12-30'
                 + to_seconds(CAST(round(CAST(t AS DOUBLE) * 86400) AS BIGINT)) END""",
    rf"""CREATE MACRO from_written(t) AS CASE WHEN regexp_matches(t, '{_WRITTEN}')
            THEN CAST(TRY_CAST(t AS TIMESTAMPTZ) AS TIMESTAMP) END""",
    rf"""CREATE MACRO from_common(t) AS CASE
            WHEN regexp_full_match(t, '{_PLAIN_CLOCK}') THEN TRY_CAST(t AS TIMESTAMP)
            WHEN regexp_full_match(t, '{_SLASHED}') THEN TRY_CAST(t AS TIMESTAMP) END""",
)


def written_time(text: str, order: DateOrder, *, serials: bool) -> str:
    """Return SQL for the time that a text says, NULL where it says none."""
    plain = _plain(text, order)
    serial = f", from_serial({plain})" if serials else ""
    return f"COALESCE(from_common({text}), from_written({plain}), from_compact({plain}){serial})"


def time_state(text: str, moment: str, order: DateOrder) -> str:
    """Return SQL for the code (place in TIME_STATES) of what became of a written time."""
    plain = _plain(text, order)
    dated = f"regexp_matches({plain}, '{_DATED}') OR regexp_matches({plain}, '{_COMPACT}')"
    return (
        f"CASE WHEN {moment} IS NOT NULL THEN 0 WHEN {text} IS NULL OR {plain} = '' THEN 1 "
        f"WHEN regexp_matches({plain}, '{_YEAR_LAST}') THEN 4 WHEN {dated} THEN 3 ELSE 2 END"
    )


def _plain(text: str, order: DateOrder) -> str:
    """Bring a text to the plain form, the year first where the order of the rest is declared.

    NULL where the time is read already: DuckDB takes an expression that stands in two places out
    of its CASE and computes it for every row, so the guard stands inside.
    """
    year_first = _YEAR_FIRST[order]
    plain = f"plain_time(CASE WHEN from_common({text}) IS NULL THEN {text} END)"
    if year_first is None:
        return plain
    return f"regexp_replace({plain}, '{_YEAR_LAST}', '{year_first}')"
