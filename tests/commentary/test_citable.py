"""What can be cited is listed as a template writes it."""

from __future__ import annotations

from dataclasses import astuple
from decimal import Decimal

from analysis.commentary.citable import citable
from analysis.facts import Fact, Facts
from tests.commentary.drafters import NOBODY, RATE, STARS, TOTAL, drafter_of


def test_every_fact_is_listed_with_its_printed_form_and_the_quarter_before() -> None:
    facts = Facts(
        (
            Fact(TOTAL, 12, "东城区"),
            Fact(TOTAL, 1_059_700, "", 1_000_000),
            Fact(RATE, Decimal("96.43"), "", Decimal("100.00")),
            Fact(STARS, ("王一", "李二"), "", ()),
            Fact(NOBODY, ()),
        )
    )
    assert [astuple(row) for row in citable(facts)] == [
        ("total", "评价总数", "1059700", "105.97万", "100.00万"),
        ("rate", "主动评价率", "96.43", "96.43%", "100%"),
        ("stars", "服务之星", "2 项", "王一、李二", "无"),
        ("nobody", "偏低单位", "0 项", "无", ""),
        ("fact('total', '东城区')", "东城区评价总数", "12", "12", ""),
    ]


def test_what_is_listed_can_be_cited() -> None:
    drafter = drafter_of()
    facts = Facts((Fact(TOTAL, 12, "东城区"), Fact(RATE, Decimal("96.43"))))
    for row in citable(facts):
        assert drafter.render(f"{{{{ {row.cited} }}}}", "2“甲”") == row.printed
