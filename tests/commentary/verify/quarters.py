"""Random quarters of an invented city, through the real sections: what drafts are made from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd
from hypothesis import strategies as st

from analysis.facts import Facts, merged
from analysis.levels import LEVELS
from analysis.sections.awards import AwardRules, awards
from analysis.sections.commendations import commendations
from analysis.sections.hall import HallRules, hall
from analysis.sections.movers import MoverRules, movers
from analysis.sections.overall import overall
from analysis.sections.rectification import rectification
from analysis.sections.year_to_date import year_to_date
from benchmarks.verification.invented import PARAMS, ROSTER

NAMES = ("赵甲", "钱乙", "孙丙", "李丁", "周戊")
UNITS = tuple(ROSTER.position)
HOME = tuple(unit.name for unit in ROSTER.units_of(ROSTER.home))


@st.composite
def cubes(draw: st.DrawFn) -> pd.DataFrame:
    """Draw evaluations by region, level and whether active; the lower levels are rare."""
    rows = [
        (region, level.key, active, draw(st.integers(0, 60_000 if level.rank == 5 else 40)))
        for region in ROSTER.regions
        for level in LEVELS
        for active in (True, False)
    ]
    return pd.DataFrame(rows, columns=["region", "level", "active", "count"])


@st.composite
def halls(draw: st.DrawFn) -> pd.DataFrame:
    """Draw the hall ledger of the first region's units; a unit may have no tickets."""
    columns = ["unit", "tickets", "cases", "onsite_active", "online_cases", "online_active"]
    rows = []
    for name in HOME:
        tickets = draw(st.one_of(st.just(0), st.integers(1, 40_000)))
        online = draw(st.integers(0, 5000))
        missed = draw(st.integers(0, tickets // 4))
        cases = draw(st.integers(0, 40_000))
        online_active = draw(st.integers(0, online))
        rows.append((name, tickets, cases, tickets - missed, online, online_active))
    return pd.DataFrame(rows, columns=columns)


@st.composite
def stars(draw: st.DrawFn) -> pd.DataFrame:
    """Draw who was named in which month; a person belongs to one unit."""
    named = draw(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(NAMES)), max_size=20))
    rows = [(month, name, UNITS[NAMES.index(name) % len(UNITS)]) for month, name in named]
    return pd.DataFrame(rows, columns=["month", "name", "unit"])


@st.composite
def orders(draw: st.DrawFn) -> pd.DataFrame:
    """Draw supervision orders, some late, some of each finding."""
    found = st.sampled_from(("属实", "误评", "恶意差评"))
    drawn = draw(st.lists(st.tuples(found, st.booleans()), max_size=40))
    due = pd.Timestamp("2026-09-01")
    rows = [(due, due + pd.Timedelta(days=int(late)), word) for word, late in drawn]
    made = pd.DataFrame(rows, columns=["due_at", "resolved_at", "finding"])
    return made.astype({"due_at": "datetime64[ns]", "resolved_at": "datetime64[ns]"})


@st.composite
def praises(draw: st.DrawFn) -> pd.DataFrame:
    """Draw pennants, letters and praise, the praise with a name."""
    entry = st.tuples(
        st.integers(1, 28),
        st.sampled_from(("锦旗", "感谢信", "表扬")),
        st.sampled_from(NAMES),
        st.integers(1, 15),
    )
    rows = [
        (pd.Timestamp(2026, 7, day), kind, UNITS[NAMES.index(name) % len(UNITS)], name, times)
        for day, kind, name, times in draw(st.lists(entry, max_size=12))
    ]
    frame = pd.DataFrame(rows, columns=["date", "kind", "unit", "staff", "times"])
    return frame.assign(staff=frame["staff"].where(frame["kind"] == "表扬", ""))


@st.composite
def quarters(draw: st.DrawFn) -> Facts:
    """Draw the facts of a quarter, compared with the quarters before it that are known.

    The earlier ones share two sets of facts among them; to draw each anew would be slow.
    """
    now, *others = (merged(list(_sections(draw))) for _ in range(3))
    quarter = PARAMS.quarter
    known = {one: draw(st.sampled_from([None, *others])) for one in quarter.last(7)[1:]}
    held = {quarter: now, **{one: facts for one, facts in known.items() if facts is not None}}
    rules = MoverRules(movers=draw(st.integers(0, 3)), mover_points="0.5", least_tickets=1)
    looking_back = [year_to_date(held, quarter).facts, movers(held, quarter, rules).facts]
    histories = [
        held[one].history() if one in held else {} for one in (quarter.previous, quarter.year_ago)
    ]
    compared = merged([now, *looking_back]).items
    return Facts(tuple(fact.against(*histories) for fact in compared))


def _sections(draw: st.DrawFn) -> Iterator[Facts]:
    values = PARAMS.values
    rules = HallRules(**{key: Decimal(str(values[key])) for key in HallRules.model_fields})
    yield awards(draw(stars()), ROSTER, AwardRules(star_months=2)).facts
    yield overall(draw(cubes()), ROSTER).facts
    yield hall(draw(halls()), ROSTER, rules).facts
    yield rectification(draw(orders())).facts
    yield commendations(draw(praises()), ROSTER).facts
