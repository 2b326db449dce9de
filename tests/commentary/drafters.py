"""Drafters of an invented quarter."""

from __future__ import annotations

from decimal import Decimal

from analysis.commentary.draft import Drafter
from analysis.facts import Fact, Facts, Measure, Unit
from analysis.params.loading import Params
from analysis.quarter import Quarter
from analysis.roster import Roster

STEPS = [
    {"below": 0.5, "word": "基本持平", "directed": False},
    {"below": 2, "word": "略有"},
    {"below": None, "word": "大幅"},
]
TOTAL = Measure("total", "评价总数", Unit.COUNT, "", ("共收到评价",))
RATE = Measure("rate", "主动评价率", Unit.SHARE, "")
LOW = Measure("low", "不满意", Unit.COUNT, "")
BAD = Measure("bad", "非常不满意", Unit.COUNT, "")
STARS = Measure("stars", "服务之星", Unit.NAMES, "")
NOBODY = Measure("nobody", "偏低单位", Unit.NAMES, "")
TICKETS = Measure("tickets", "叫号量", Unit.COUNT, "")


def drafter_of(total: int = 1_059_700) -> Drafter:
    """Return a drafter; the total may be changed, as a correction of the data would."""
    facts = (
        Fact(TOTAL, total, "", 1_000_000, 2_000_000),
        Fact(RATE, Decimal("96.43"), "", Decimal("95.61"), Decimal("96.44")),
        Fact(LOW, 5, "", 4, 6),
        Fact(BAD, 3, "", 1, 4),
        Fact(STARS, ("王一", "李二")),
        Fact(NOBODY, ()),
        Fact(TOTAL, 12, "东城区"),
        Fact(TICKETS, 120, "市民政局"),
    )
    values = {"change_steps": STEPS, "area": "全市", "star_months": 2}
    params = Params(Quarter(2026, 3), values, "params")
    return Drafter(Facts(facts), params, Roster(("市本级", "东城区"), ()))
