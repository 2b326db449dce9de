"""Pennants, letters, praise: who is listed, once, and in which order."""

from __future__ import annotations

import pandas as pd

from analysis.facts import Facts
from analysis.inputs.ledgers import COMMENDATION_KINDS
from analysis.roster import Roster, Unit
from analysis.section import Section
from analysis.sections.commendations import TIMES, commendations

ROSTER = Roster(("本级",), (Unit("甲局", "本级"), Unit("乙局", "本级")))


def section(*entries: tuple[str, str, str, str, int]) -> Section:
    rows = pd.DataFrame(entries, columns=["date", "kind", "unit", "staff", "times"])
    return commendations(rows.assign(date=pd.to_datetime(rows["date"])), ROSTER)


def facts(*entries: tuple[str, str, str, str, int]) -> Facts:
    return section(*entries).facts


def test_a_unit_is_listed_once_however_many_pennants_it_received() -> None:
    found = facts(("2026-07-01", "锦旗", "乙局", "", 1), ("2026-07-02", "锦旗", "乙局", "", 1))
    assert str(found.get("pennant_units")) == "乙局"
    assert str(found.get("pennants")) == "2"


def test_a_unit_with_a_single_letter_is_not_listed() -> None:
    found = facts(("2026-07-01", "感谢信", "乙局", "", 1))
    assert str(found.get("letter_units")) == "无"
    assert str(found.get("letters")) == "1"


def test_namesakes_in_two_units_are_two_people() -> None:
    found = facts(
        ("2026-07-01", "表扬", "乙局", "王一", 1),
        ("2026-07-02", "表扬", "甲局", "王一", 1),
        ("2026-07-03", "表扬", "甲局", "王一", 1),
    )
    assert str(found.get("praised_staff")) == "王一（乙局），王一（甲局）"


def test_praise_of_nobody_in_particular_counts_but_names_nobody() -> None:
    found = facts(("2026-07-01", "表扬", "乙局", "", 11))
    assert str(found.get("praised_staff")) == "无"
    assert str(found.get("praised_times")) == "10余"
    assert str(found.get("praises")) == "11"


def test_every_kind_that_is_read_is_counted() -> None:
    assert set(TIMES) == set(COMMENDATION_KINDS)


def test_the_table_says_what_a_dash_means_where_one_stands() -> None:
    each, *others = [("2026-07-01", kind, "乙局", "", 1) for kind in TIMES]
    assert section(each, *others).tables["by_unit"].notes == ()
    assert section(each).tables["by_unit"].notes == ("— 为没有收到。",)
