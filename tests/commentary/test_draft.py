"""Drafts: what a template may cite, exact prose, and what is said of a template gone wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.commentary.draft import Drafter
from analysis.errors import CommentaryError

Make = Callable[..., Drafter]


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("共收到评价{{ total }}件。", "共收到评价105.97万件。"),
        ("较上季度{{ total | growth }}", "较上季度增长5.97%"),
        ("{{ total | change }}", "上升"),
        (
            "主动评价率{{ rate }}，较上季度{{ rate | change }}。",
            "主动评价率96.43%，较上季度略有提升。",
        ),
        ("各等级{{ [low, bad] | change_together }}", "各等级不同程度上升"),
        ("{{ stars }}", "王一、李二"),
        ("{{ fact('total', '东城区') }}件", "12件"),
        (
            "{{ area }}{{ year }}年{{ quarter_label }}，{{ star_months }}个月",
            "全市2026年第三季度，2个月",
        ),
        ("{% if rate is compared %}较上季度{% endif %}", "较上季度"),
        ("{% if stars is compared %}较上季度{% endif %}无", "无"),
        ("{% if low.value >= star_months %}达到{% endif %}", "达到"),
        ("  \n{{ low }}<b>&\n  ", "5<b>&"),
    ],
)
def test_a_draft_is_plain_prose_over_facts_and_params(
    template: str, text: str, drafter: Make
) -> None:
    assert drafter().render(template, "2“甲”") == text


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
def test_growth_follows_from_the_printed_figure(total: int, words: str, drafter: Make) -> None:
    assert drafter(total).render("{{ total | growth }}", "2“甲”") == words


MISTAKES = {
    "a misspelt fact": ("{{ totl }}", "没有名为“totl”的数据或参数，是否想写“total”。"),
    "a name like no other": ("{{ 某数 }}", "没有名为“某数”的数据或参数。"),
    "a misspelt fact under a filter": (
        "{{ raet | change }}",
        "没有名为“raet”的数据或参数，是否想写“rate”。",
    ),
    "a region without the fact": (
        "{{ fact('total', '西城区') }}",
        "没有名为“total[西城区]”的数据或参数，是否想写“total”。",
    ),
    "a change without a quarter before": (
        "{{ fact('total', '东城区') | change }}",
        "无法生成：“评价总数”没有上季度的数，不能用 change。",
    ),
    "the growth of a rate": (
        "{{ rate | growth }}",
        "无法生成：“主动评价率”没有可比的上季度件数，不能用 growth。",
    ),
    "a common change of a rate": (
        "{{ [low, rate] | change_together }}",
        "无法生成：change_together 只用于有上季度数的件数。",
    ),
    "a loop that is not closed": ("{{ low }}\n{% if low %}", "第 2 行的模板写法不对："),
    "an unknown filter": ("{{ low | chang }}", "第 1 行的模板写法不对："),
    "a way out of the sandbox": ("{{ low.__class__ }}", "无法生成："),
}


@pytest.mark.parametrize(("template", "why"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_names_the_notebook_the_cell_and_what_is_unknown(
    template: str, why: str, drafter: Make
) -> None:
    with pytest.raises(CommentaryError) as stopped:
        drafter().render(template, "2_evaluations“甲”")
    told = str(stopped.value)
    assert told.startswith(f"2_evaluations“甲”：{why}")
    assert not why.endswith("。") or told == f"2_evaluations“甲”：{why}"


@pytest.mark.parametrize("template", ["{{ star_months | change }}", "{{ 1 / 0 }}"])
def test_no_template_ends_in_a_traceback(template: str, drafter: Make) -> None:
    with pytest.raises(CommentaryError):
        drafter().render(template, "2“甲”")


def test_a_misspelt_attribute_is_named(drafter: Make) -> None:
    with pytest.raises(CommentaryError, match="“valu”"):
        drafter().render("{{ low.valu }}", "2“甲”")


def test_what_can_be_cited_is_facts_of_the_whole_and_params(drafter: Make) -> None:
    cited = set(drafter().names)
    assert {"total", "rate", "low", "bad", "stars", "area", "star_months"} <= cited
    assert {"fact", "year", "quarter_label"} <= cited
