"""An invented city in its third quarter, with the quarter before and a year ago, all by hand."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from analysis.facts import Fact, Facts, Measure
from analysis.facts import Unit as Printed
from analysis.params.loading import Params
from analysis.quarter import Quarter
from analysis.roster import Roster, Unit
from analysis.sections import awards, commendations, hall, overall, rectification
from analysis.wording import level_shares, share

PARAMS = Params(
    Quarter(2026, 3),
    {
        "area": "全市",
        "change_steps": [
            {"below": 1, "word": "大体稳定", "directed": False},
            {"below": 3, "word": "小幅"},
            {"below": None, "word": "显著"},
        ],
        "star_months": 3,
        "hall_target": 90,
        "leading_cases": 10,
        "leading_units": 3,
        "busy_tickets": 100,
        "busy_rate": 92,
        "low_rate": 85,
    },
    "invented",
)
HOME = "市本级"
POLICE, CIVIL, TAX, MEDICAL = (
    f"滨江市{name}" for name in ("公安局", "民政局", "税务局", "医保中心")
)
ROSTER = Roster(
    (HOME, "城东区", "城西区", "江口县"),
    (
        *(Unit(name, HOME) for name in (POLICE, CIVIL, TAX, MEDICAL)),
        Unit("城东区民政局", "城东区"),
    ),
)
# Now, the quarter before, a year ago: total, active, then levels from 满意 down.
_REGIONS = {
    HOME: (
        (40000, 39000, 37000),
        (36000, 35100, 33300),
        (245, 230, 205),
        (25, 30, 20),
        (10, 12, 10),
        (8, 9, 6),
    ),
    "城东区": (
        (7000, 6500, 5500),
        (5390, 4550, 4675),
        (35, 32, 28),
        (10, 12, 6),
        (5, 5, 4),
        (3, 4, 3),
    ),
    "城西区": (
        (5000, 4500, 3500),
        (3850, 2850, 3425),
        (20, 18, 17),
        (5, 10, 4),
        (3, 3, 2),
        (1, 2, 1),
    ),
    "江口县": ((0, 0, 0),) * 6,
}
_LOWER = ("satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied")
_HALL = {
    POLICE: ((4000, 3920, 4200), (3600, 3500, 3700), (3720, 3626, 3822)),
    CIVIL: ((1000, 980, 1020), (900, 880, 950), (900, 931, 898)),
    TAX: ((2500, 2400, 2380), (2100, 2000, 2050), (2050, 2064, 1890)),
    MEDICAL: ((1500, 1500, 1500), (1400, 1220, 1400), (1430, 1475, 1398)),
}
_WITH_ONLINE = Measure(
    "rate_with_online",
    f"{HOME}含网上主动评价率",
    Printed.SHARE,
    "（现场主动评价数 + 网上主动评价数）÷（叫号量 + 网上办件量）",
    (f"{HOME}主动评价率",),
)
_STARS = {POLICE: ("赵甲", "钱乙"), MEDICAL: ("孙丙",)}
_PRAISED = {POLICE: ("赵甲",), TAX: ("周丁", "吴戊")}


def facts() -> Facts:
    """Return the facts of the invented quarter."""
    return Facts((*_overall(), *_hall(), *_awards(), *_orders(), *_commended()))


def _fact(measure: Measure, values: tuple[object, ...], subject: str = "") -> Fact:
    now, before, year_ago = values
    return Fact(measure, now, subject, before, year_ago)  # type: ignore[arg-type]


def _overall() -> Iterator[Fact]:
    columns = list(zip(*_REGIONS.values(), strict=True))
    whole = tuple(tuple(sum(row[at] for row in column) for at in range(3)) for column in columns)
    for subject, rows in {"": whole, **_REGIONS}.items():
        yield from _levels(subject, rows)


def _levels(subject: str, rows: tuple[tuple[int, ...], ...]) -> Iterator[Fact]:
    total, active, *lower = rows
    counts = dict(zip(_LOWER, lower, strict=True))
    top = tuple(total[at] - sum(row[at] for row in lower) for at in range(3))
    low = tuple(sum(counts[key][at] for key in _LOWER[1:]) for at in range(3))
    bad = tuple(sum(counts[key][at] for key in _LOWER[2:]) for at in range(3))
    yield _fact(overall.TOTAL, total, subject)
    yield _fact(overall.ACTIVE, active, subject)
    for key, row in {"very_satisfied": top, **counts}.items():
        yield _fact(overall.COUNTS[key], row, subject)
    yield _fact(overall.LOW, low, subject)
    yield _fact(overall.BAD, bad, subject)
    if total[0]:
        rates = tuple(share(a, t) for a, t in zip(active, total, strict=True))
        yield _fact(overall.ACTIVE_RATE, rates, subject)
        by_quarter = [
            level_shares({key: counts[key][at] for key in _LOWER}, total[at], "very_satisfied")
            for at in range(3)
        ]
        for key, measure in overall.SHARES.items():
            yield _fact(measure, tuple(shares[key] for shares in by_quarter), subject)


def _hall() -> Iterator[Fact]:
    columns = list(zip(*_HALL.values(), strict=True))
    sums = tuple(tuple(sum(row[at] for row in column) for at in range(3)) for column in columns)
    for subject, (tickets, cases, active) in {"": sums, **_HALL}.items():
        yield _fact(hall.TICKETS, tickets, subject)
        yield _fact(hall.CASES, cases, subject)
        yield _fact(hall.ONSITE_ACTIVE, active, subject)
        rates = tuple(share(a, t) for a, t in zip(active, tickets, strict=True))
        yield _fact(hall.ONSITE_RATE if subject else hall.HALL_RATE, rates, subject)
    yield _fact(_WITH_ONLINE, (Decimal("88.50"), Decimal("86.20"), Decimal("88.40")))
    yield Fact(hall.LEADING, (MEDICAL, POLICE, CIVIL))
    yield Fact(hall.BUSY, ((MEDICAL, Decimal("95.33")), (POLICE, Decimal("93.00"))))
    yield Fact(hall.BELOW, ((TAX, Decimal("82.00")),))


def _awards() -> Iterator[Fact]:
    yield Fact(awards.STARS, tuple(_STARS.items()))
    yield _fact(awards.STAR_COUNT, (3, 2, 4))
    yield _fact(awards.STAR_UNITS, (2, 2, 3))


def _orders() -> Iterator[Fact]:
    yield _fact(rectification.ISSUED, (20, 25, 18))
    yield _fact(rectification.TIMELY, (19, 25, 18))
    yield _fact(rectification.FINDINGS["属实"], (3, 5, 2))
    yield _fact(rectification.FINDINGS["误评"], (12, 14, 11))
    yield _fact(rectification.FINDINGS["恶意差评"], (5, 6, 5))
    rates = (Decimal("95.00"), Decimal("100.00"), Decimal("100.00"))
    yield _fact(rectification.TIMELY_RATE, rates)


def _commended() -> Iterator[Fact]:
    yield Fact(commendations.PENNANT_UNITS, (POLICE, CIVIL))
    yield Fact(commendations.LETTER_UNITS, (MEDICAL, POLICE))
    yield Fact(commendations.PRAISED_STAFF, tuple(_PRAISED.items()))
    yield _fact(commendations.PRAISED_TIMES, (26, 31, 20))
    pennants, letters, praise = commendations.TIMES.values()
    yield _fact(pennants, (4, 6, 3))
    yield _fact(letters, (9, 9, 12))
    yield _fact(praise, (26, 31, 20))
    yield Fact(pennants, 3, POLICE)
    yield Fact(pennants, 1, CIVIL)
    yield Fact(letters, 6, MEDICAL)
    yield Fact(letters, 3, POLICE)
