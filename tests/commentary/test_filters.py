"""Filters print numbers, shares, points, changes and lists, each in the form of the bulletin."""

from __future__ import annotations

import pytest

from analysis.errors import CommentaryError
from tests.commentary.drafters import drafter_of

PRINTED = {
    # Facts, in brackets the quarter before and a year ago: total 1059700 (1000000, 2000000),
    # rate 96.43 (95.61, 96.44), low 5 (4, 6), bad 3 (1, 4); stars have none.
    "{{ total | number }}": "105.97万",
    "{{ 9999 | number }}": "9999",
    "{{ 10000 | number }}": "1.00万",
    "{{ total.previous | number }}": "100.00万",
    "{{ rate | percent }}": "96.43%",
    "{{ rate.previous | percent }}": "95.61%",
    "{{ 100 | percent }}": "100%",
    "{{ rate | points }}": "0.82个百分点",
    "{{ (rate.value - 90) | points }}": "6.43个百分点",
    "{{ rate | change }}": "略有提升",
    "{{ total | change }}": "上升",
    "{{ total | growth }}": "增长5.97%",
    "{{ low | growth }}": "增长25.00%",
    "{{ bad | growth }}": "增长200.00%",
    "{{ [low, bad] | change_together }}": "不同程度上升",
    "{{ rate | moved }}": "上升0.82个百分点",
    "{{ rate | year_moved }}": "下降0.01个百分点",
    "{{ rate | year_change }}": "基本持平",
    "{{ total | year_change }}": "下降",
    "{{ total | year_growth }}": "下降47.02%",
    "{{ [low, bad] | year_change_together }}": "不同程度下降",
    "{{ rate is year_compared }}": "True",
    "{{ stars is year_compared }}": "False",
    "{{ 13 | about }}": "10余",
    "{{ 10 | about }}": "10",
    "{{ 7 | about }}": "7",
    "{{ stars | names }}": "王一、李二",
    "{{ stars.value[:1] | names }}": "王一",
    "{{ nobody | names }}": "无",
    "{{ [total, rate] | names }}": "105.97万、96.43%",
    "{{ ['共5件', '', '占3%'] | clauses }}": "共5件，占3%",
    "{{ [] | clauses }}": "",
    "{{ nobody | or_none }}": "无",
    "{{ stars | or_none }}": "王一、李二",
    "{{ '' | or_none }}": "无",
    "{{ 0 | or_none }}": "0",
}


@pytest.mark.parametrize(("template", "text"), PRINTED.items())
def test_a_filter_prints_the_form_it_is_for(template: str, text: str) -> None:
    assert drafter_of().render(template, "2“甲”") == text


@pytest.mark.parametrize(
    ("total", "words"),
    [
        (1_050_000, "增长5.00%"),
        (950_000, "下降5.00%"),
        (1_000_000, "持平"),
        (1_000_049, "持平"),  # 0.0049% prints as 0.00
        (1_000_050, "增长0.01%"),
        (2_000_000, "增长100%"),
    ],
)
def test_growth_follows_from_the_printed_figure(total: int, words: str) -> None:
    assert drafter_of(total).render("{{ total | growth }}", "2“甲”") == words


MISUSED = {
    "{{ rate | number }}": "“主动评价率”不是件数，不能用 number",
    "{{ true | number }}": "“True”不是件数，不能用 number",
    "{{ stars | percent }}": "“服务之星”不是比率，不能用 percent",
    "{{ total | points }}": "“评价总数”没有可比的上季度比率，不能用 points",
    "{{ rate | about }}": "“主动评价率”不是次数，不能用 about",
    "{{ stars | change }}": "“服务之星”没有上季度的数，不能用 change",
    "{{ star_months | change }}": "“2”没有上季度的数，不能用 change",
    "{{ rate | growth }}": "“主动评价率”没有可比的上季度件数，不能用 growth",
    "{{ [low, rate] | change_together }}": "“主动评价率”没有上季度的件数，不能用 change_together",
    "{{ stars | year_change }}": "“服务之星”没有上年同期的数，不能用 year_change",
    "{{ rate | year_growth }}": "“主动评价率”没有可比的上年同期件数，不能用 year_growth",
    "{{ total | moved }}": "“评价总数”没有可比的上季度比率，不能用 moved",
    "{{ total | year_moved }}": "“评价总数”没有可比的上年同期比率，不能用 year_moved",
    "{{ [low, rate] | year_change_together }}": (
        "“主动评价率”没有上年同期的件数，不能用 year_change_together"
    ),
    "{{ total | names }}": "“评价总数”不是名单，不能用 names",
    "{{ area | names }}": "“全市”不是名单，不能用 names",
    "{{ 5 | clauses }}": "“5”不是名单，不能用 clauses",
}


@pytest.mark.parametrize(("template", "why"), MISUSED.items())
def test_a_filter_refuses_what_it_is_not_for(template: str, why: str) -> None:
    with pytest.raises(CommentaryError) as stopped:
        drafter_of().render(template, "2“甲”")
    assert str(stopped.value) == f"2“甲”：{why}。"
