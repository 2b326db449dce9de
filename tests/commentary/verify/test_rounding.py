"""Rounded in words: true of a value, and as near to it as such words are."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analysis.commentary.verify.backing.rounding import holds
from analysis.commentary.verify.text.tokens import figures


@pytest.mark.parametrize(
    ("text", "value", "true"),
    [
        ("1059700件", "1059700", True),
        ("1059701件", "1059700", False),
        ("近106万件", "1059700", True),
        ("近107万件", "1059700", False),
        ("近106万件", "1060000", False),
        ("约106万件", "1059700", True),
        ("约104万件", "1059700", False),
        ("超过105万件", "1059700", True),
        ("超过100万件", "1059700", True),
        ("超过104万件", "1059700", False),
        ("超过106万件", "1059700", False),
        ("105万余件", "1059700", True),
        ("104万余件", "1059700", False),
        ("十余件", "13", True),
        ("十余件", "10", False),
        ("二十余件", "13", False),
        ("100多件", "118", True),
        ("110余件", "118", True),
        ("九成六以上", "96.43", True),
        ("九成五以上", "96.43", True),
        ("九成四以上", "96.43", False),
        ("九成七以上", "96.43", False),
        ("95%以上", "96.43", True),
        ("96%以上", "96.43", True),
        ("90%以上", "96.43", True),
        ("80%以上", "96.43", False),
        ("不足80%", "77.87", True),
        ("不足80%", "80.10", False),
        ("不足90%", "77.87", False),
        ("约八分之一", "11.86", True),
        ("约七分之一", "11.86", False),
        ("超过一半", "59.86", True),
        ("超过一半", "49.99", False),
        ("六成", "60", True),
    ],
)
def test_a_rounded_figure_is_true_of_what_rounds_to_it(
    text: str, value: str, *, true: bool
) -> None:
    (figure,) = figures(text)
    assert holds(figure, [Decimal(value)]) is true


def test_of_several_values_the_nearest_to_the_bound_decides() -> None:
    (over,) = figures("均超过75%")
    assert holds(over, [Decimal("77.09"), Decimal("91.37")])
    assert not holds(over, [Decimal("74.09"), Decimal("91.37")])
    assert not holds(over, [])
