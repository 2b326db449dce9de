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
