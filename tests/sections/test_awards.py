"""Service stars: what the rules allow, and the order of names."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.errors import ParamsError
from analysis.params.strict import checked
from analysis.roster import Roster, Unit
from analysis.sections.awards import AwardRules, awards

ROSTER = Roster(("本级",), (Unit("民政局", "本级"), Unit("税务局", "本级")))


def stars(*rows: tuple[int, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["month", "name", "unit"])


def test_names_stand_in_the_order_in_which_the_ledger_first_met_them() -> None:
    ledger = stars(
        (1, "乙", "民政局"), (1, "甲", "民政局"), (2, "甲", "民政局"), (3, "乙", "民政局")
    )
    section = awards(ledger, ROSTER, AwardRules(star_months=2))
    assert section.facts.get("stars").value == (("民政局", ("乙", "甲")),)


def test_an_empty_ledger_has_no_star() -> None:
    section = awards(stars(), ROSTER, AwardRules(star_months=1))
    assert str(section.facts.get("stars")) == "无"
    assert section.facts.get("star_units").value == 0


@pytest.mark.parametrize(("months", "reason"), [(0, "数值太小"), (4, "数值太大")])
def test_a_quarter_has_one_to_three_months(months: int, reason: str) -> None:
    with pytest.raises(ParamsError) as stopped:
        checked(AwardRules, {"star_months": months}, "params")
    assert str(stopped.value) == (
        f"params 中的参数不对：\n  star_months：{reason}，现在是“{months}”。"
    )
