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


MISTAKES = {
    "a misspelt fact": ("{{ totl }}", "没有名为“totl”的数据或参数，是否想写“total”。"),
    "a name like no other": ("{{ 某数 }}", "没有名为“某数”的数据或参数。"),
    "a Chinese label": ("{{ 评价总数 }}", "没有名为“评价总数”的数据或参数，是否想写“total”。"),
    "another name of it": ("{{ 收到评价 }}", "没有名为“收到评价”的数据或参数，是否想写“total”。"),
    "a misspelt parameter": (
        "{{ star_month }}",
        "没有名为“star_month”的数据或参数，是否想写“star_months”。",
    ),
    "a misspelt fact under a filter": (
        "{{ raet | change }}",
        "没有名为“raet”的数据或参数，是否想写“rate”。",
    ),
    "a misspelt fact in a condition": (
        "{% if raet is compared %}{% endif %}{{ raet.value }}",
        "没有名为“raet”的数据或参数，是否想写“rate”。",
    ),
    "a fact that only units have": (
        "{{ tickets }}",
        "“tickets”只有区域或单位的数，请写作 fact('tickets', '单位名称')。",
    ),
    "a region without the fact": (
        "{{ fact('total', '西城区') }}",
        "“total”没有“西城区”的数，是否想写“东城区”。",
    ),
    "the whole of a fact that only units have": (
        "{{ fact('tickets') }}",
        "“tickets”没有全部单位合计的数。",
    ),
    "a misspelt fact of a region": (
        "{{ fact('totl', '东城区') }}",
        "没有名为“totl”的数据，是否想写“total”。",
    ),
    "a misspelt attribute": ("{{ low.valu }}", "数据没有“valu”这一项，是否想写“value”。"),
    "a misspelt filter": (
        "{{ low | chang }}",
        "第 1 行没有名为“chang”的过滤器，是否想写“change”。",
    ),
    "a misspelt test": (
        "文\n{% if low is compare %}{% endif %}",
        "没有名为“compare”的判断，是否想写“compared”。",
    ),
    "a loop that is not closed": (
        "{{ low }}\n{% if low %}",
        "第 2 行之前有 {% if %} 或 {% for %} 没有写 {% endif %} 或 {% endfor %}。",
    ),
    "a brace too few": (
        "{{ low }",
        "第 1 行的写法不对：请检查双花括号、{% %} 和引号是否成对。",
    ),
    "a way out of the sandbox": ("{{ low.__class__ }}", "引用了模板中不许用的内部名称。"),
    "a division by zero": ("{{ 1 / 0 }}", "算式的除数是零。"),
    "a filter on what it is not for": (
        "{{ fact('total', '东城区') | change }}",
        "“评价总数”没有上季度的数，不能用 change。",
    ),
}


@pytest.mark.parametrize(("template", "why"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_names_the_notebook_the_cell_and_what_is_wrong(
    template: str, why: str, drafter: Make
) -> None:
    with pytest.raises(CommentaryError) as stopped:
        drafter().render(template, "2_evaluations“甲”")
    assert str(stopped.value) == f"2_evaluations“甲”：{why}"


@pytest.mark.parametrize(
    "template", ["{{ low + '件' }}", "{{ low() }}", "{{ [1, 2] | round }}", "{{ {}['甲'] + 1 }}"]
)
def test_no_template_ends_in_a_traceback(template: str, drafter: Make) -> None:
    with pytest.raises(CommentaryError, match=r"^2“甲”：.*。$"):
        drafter().render(template, "2“甲”")


def test_what_can_be_cited_is_facts_of_the_whole_and_params(drafter: Make) -> None:
    cited = set(drafter().names)
    assert {"total", "rate", "low", "bad", "stars", "area", "star_months"} <= cited
    assert {"fact", "year", "quarter_label"} <= cited
    assert "tickets" not in cited
