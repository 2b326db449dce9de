from __future__ import annotations

import pytest

from analysis.commentary.verify.text.periods import Period, periods
from analysis.quarter import Quarter


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("第一季度", [(Period.NOW, False)]),
        ("本季度", [(Period.NOW, False)]),
        ("今年", [(Period.NOW, False)]),
        ("上季度为118件", [(Period.PREVIOUS, False)]),
        ("较上季度提升", [(Period.PREVIOUS, True)]),
        ("与上季度相比", [(Period.PREVIOUS, True)]),
        ("环比增长", [(Period.PREVIOUS, True)]),
        ("同比增长", [(Period.YEAR_AGO, True)]),
        ("去年同期", [(Period.YEAR_AGO, False)]),
        ("比上年同期增加", [(Period.YEAR_AGO, True)]),
        ("第四季度", [(Period.PREVIOUS, False)]),
        ("2024年第四季度", [(Period.PREVIOUS, False)]),
        ("2024年一季度", [(Period.YEAR_AGO, False)]),
        ("第二季度", [(Period.OTHER, False)]),
        ("2023年第一季度", [(Period.OTHER, False)]),
        ("由上季度的95.61%提升，同比下降", [(Period.PREVIOUS, False), (Period.YEAR_AGO, True)]),
        ("没有说", []),
    ],
)
def test_the_quarters_that_a_sentence_names_are_told_from_that_of_the_bulletin(
    text: str, named: list[tuple[Period, bool]]
) -> None:
    found = periods(text, Quarter(2025, 1))
    assert [(mention.period, mention.compared) for mention in found] == named


@pytest.mark.parametrize(
    ("number", "text", "named"),
    [
        (2, "上半年", [(Period.TO_DATE, False)]),
        (2, "今年上半年", [(Period.TO_DATE, False)]),
        (2, "2025年上半年", [(Period.TO_DATE, False)]),
        (2, "1—6月", [(Period.TO_DATE, False)]),
        (2, "1至6月份", [(Period.TO_DATE, False)]),
        (2, "较上半年提升", [(Period.TO_DATE, True)]),
        (2, "去年上半年", [(Period.OTHER, False)]),
        (2, "2024年上半年", [(Period.OTHER, False)]),
        (2, "下半年，全年", [(Period.OTHER, False), (Period.OTHER, False)]),
        (2, "11—6月", []),
        (3, "前三季度", [(Period.TO_DATE, False)]),
        (3, "前三个季度", [(Period.TO_DATE, False)]),
        (3, "第三季度", [(Period.NOW, False)]),
        (3, "三季度，前三季度", [(Period.NOW, False), (Period.TO_DATE, False)]),
        (3, "1—9月", [(Period.TO_DATE, False)]),
        (3, "1—6月", []),
        (3, "上半年", [(Period.OTHER, False)]),
        (4, "全年", [(Period.TO_DATE, False)]),
        (4, "1—12月", [(Period.TO_DATE, False)]),
        (1, "全年", [(Period.OTHER, False)]),
    ],
)
def test_the_year_so_far_is_told_from_a_quarter_and_from_another_year(
    number: int, text: str, named: list[tuple[Period, bool]]
) -> None:
    found = periods(text, Quarter(2025, number))
    assert [(mention.period, mention.compared) for mention in found] == named
