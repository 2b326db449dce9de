"""Pennants, letters of thanks and praise, by unit in order of first receipt."""

from __future__ import annotations

import pandas as pd

from analysis.facts import Facts, Measure, Unit
from analysis.roster import Roster
from analysis.section import Section
from analysis.tables import Column, Table

PENNANTS, LETTERS, PRAISE = "锦旗", "感谢信", "表扬"
PENNANT_UNITS = Measure(
    "pennant_units", "获赠锦旗的单位", Unit.NAMES, "收到锦旗的单位，按首次收到的日期"
)
LETTER_UNITS = Measure(
    "letter_units", "多次收到感谢信的单位", Unit.NAMES, "收到感谢信两次以上的单位，按首次收到的日期"
)
PRAISED_STAFF = Measure("praised_staff", "受表扬的工作人员", Unit.GROUPS, "受到表扬的人员，按单位")
PRAISED_TIMES = Measure("praised_times", "表扬人次", Unit.TIMES, "表扬次数之和，十以上印作整十余")
TIMES = {
    PENNANTS: Measure("pennants", "锦旗", Unit.COUNT, "收到锦旗的面数", counter="面"),
    LETTERS: Measure("letters", "感谢信", Unit.COUNT, "收到感谢信的封数", counter="封"),
    PRAISE: Measure("praises", "表扬", Unit.COUNT, "受到表扬的次数", counter="次"),
}


def commendations(commendations: pd.DataFrame, roster: Roster) -> Section:
    """List units and staff with pennants, several letters, or praise.

    `commendations` has a row an entry: date, kind, unit, staff ('' where not named), times.
    """
    entries = commendations.assign(place=commendations["unit"].map(roster.position))
    entries = entries.sort_values(["date", "place"], kind="stable")
    by_kind = {kind: entries[entries["kind"] == kind] for kind in TIMES}
    letters = by_kind[LETTERS].groupby("unit", sort=False)["times"].sum()
    praised = by_kind[PRAISE]
    named = praised[praised["staff"] != ""].drop_duplicates(["unit", "staff"])
    staff = named.groupby("unit", sort=False)["staff"].agg(tuple)
    facts = Facts(
        (
            PENNANT_UNITS.fact(tuple(by_kind[PENNANTS]["unit"].unique())),
            LETTER_UNITS.fact(tuple(letters[letters > 1].index)),
            PRAISED_STAFF.fact(tuple((str(unit), people) for unit, people in staff.items())),
            PRAISED_TIMES.fact(int(praised["times"].sum())),
            *(TIMES[kind].fact(int(rows["times"].sum())) for kind, rows in by_kind.items()),
            *(
                TIMES[kind].fact(int(times), str(unit))
                for kind, rows in by_kind.items()
                for unit, times in rows.groupby("unit")["times"].sum().items()
            ),
        )
    )
    units = sorted(entries["unit"].unique(), key=lambda unit: roster.position[unit])
    return Section("commendations", facts, {"by_unit": _by_unit(facts, units)})


def _by_unit(facts: Facts, units: list[str]) -> Table:
    given = {(fact.measure.key, fact.subject): fact for fact in facts.items}
    columns = (Column("单位", kind="text"), *(Column(measure.label) for measure in TIMES.values()))
    rows = tuple(
        (unit, *(given.get((measure.key, unit), "—") for measure in TIMES.values()))
        for unit in units
    )
    title = "各单位收到锦旗、感谢信和表扬情况"
    notes = ("— 为没有收到。",) if any("—" in row for row in rows) else ()
    return Table("commendations_by_unit", title, columns, rows, notes)
