"""Numbers, lists and changes as official Chinese prose writes them (rules: docs/method.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

# From this count on, prose counts in 万.
_WAN = 10_000
# What a list with nothing in it is called.
NONE = "无"


def half_up(value: Decimal, places: int) -> Decimal:
    """Round half away from zero, the one rounding of every printed figure."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def share(part: int, whole: int) -> Decimal:
    """Return part of whole in percent with two decimals; a whole of 0 has no share."""
    if whole <= 0:
        raise ValueError("a share needs a whole above 0")
    return half_up(Decimal(100 * part) / Decimal(whole), 2)


def level_shares(lower: Mapping[str, int], total: int, top: str) -> dict[str, Decimal]:
    """Shares of all levels in percent; the top one is 100 minus the printed others.

    So a printed row sums to 100.00, as the published table's rows do.
    """
    shares = {level: share(count, total) for level, count in lower.items()}
    return {**shares, top: Decimal("100.00") - sum(shares.values())}


def count(number: int) -> str:
    """Print a count in prose: 1059700 -> 105.97万, 9999 -> 9999."""
    if number < 0:
        raise ValueError(f"a count is not negative: {number}")
    if number < _WAN:
        return str(number)
    return f"{half_up(Decimal(number) / _WAN, 2)}万"


def percent(value: Decimal) -> str:
    """Print a share in percent: 96.43%, and a whole 100%."""
    if value == Decimal(100):
        return "100%"
    return f"{half_up(value, 2)}%"


def points(difference: Decimal) -> str:
    """Print a difference of two shares without its sign: 0.82个百分点."""
    return f"{half_up(abs(difference), 2)}个百分点"


def signed_points(difference: Decimal) -> str:
    """Print a difference of two shares with its sign, for tables: +0.82个百分点."""
    return f"{_sign(difference)}{points(difference)}"


def growth(now: int, before: int) -> Decimal:
    """Return the growth of a count in percent with two decimals; from 0 there is none."""
    return share(now - before, before)


def signed_growth(now: int, before: int) -> str:
    """Print the growth of a count with its sign, for tables: +4.68%; from 0 a dash."""
    if before == 0:
        return "—"
    value = growth(now, before)
    return f"{_sign(value)}{half_up(abs(value), 2)}%"


def names(items: Sequence[str]) -> str:
    """Join names with 、; an empty list is 无."""
    return "、".join(items) or NONE


def grouped_names(groups: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Print people by unit: 甲（某局），乙、丙（某中心）; an empty list is 无."""
    return "，".join(f"{names(people)}（{unit}）" for unit, people in groups) or NONE


def rated_names(rated: Sequence[tuple[str, Decimal]]) -> str:
    """Print units with their rate: 某局（99.88%）、某中心（96.12%）; an empty list is 无."""
    return "、".join(f"{unit}（{percent(rate)}）" for unit, rate in rated) or NONE


def rounded_times(number: int) -> str:
    """Print a number of times the way praise is counted: 13 -> 10余, 10 -> 10, 7 -> 7."""
    tens = number // 10 * 10
    return f"{tens}余" if tens and number != tens else str(number)


def _sign(value: Decimal) -> str:
    return "+" if value > 0 else "−" if value < 0 else ""
