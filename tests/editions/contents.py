"""Contents of small bulletins, to be compared."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from analysis.editions.content import Content, Grid, Said
from analysis.facts import Fact, Facts, Measure, Unit

TOTAL = Measure("total", "评价总数", Unit.COUNT, "", counter="件")
RATE = Measure("rate", "主动评价率", Unit.SHARE, "")
TIMES = Measure("times", "表扬人次", Unit.TIMES, "")
UNITS = Measure("units", "获赠锦旗的单位", Unit.NAMES, "")
STARS = Measure("stars", "季度服务之星", Unit.GROUPS, "")
LOW = Measure("low", "评价率偏低单位", Unit.RATED, "")
BY_QUARTER = Measure("rate_by_quarter", "各季度主动评价率", Unit.RATES, "")


def rate(text: str, subject: str = "") -> Fact:
    return RATE.fact(Decimal(text), subject)


def content(
    *facts: Fact, tables: Sequence[Grid] = (), text: Sequence[str] = (), heading: str = "一、总体"
) -> Content:
    said = tuple(Said("2_evaluations", "totals", heading, sentence) for sentence in text)
    return Content(Facts(facts), tuple(tables), said)


def grid(*rows: tuple[str, ...], columns: tuple[str, ...] = ("区域", "件数", "占比")) -> Grid:
    """Return a table whose second column shows `total` and whose third shows `rate`."""
    keys = tuple(
        ("", *(f"{key}[{row[0]}]" for key in ("total", "rate")))[: len(row)] for row in rows
    )
    return Grid("regions", "各区域", columns, rows, keys)
