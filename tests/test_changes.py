"""The word for a change, at the edge of each step and always from printed figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.changes import ChangeWords, Step, count_word
from analysis.wording import share, signed_growth, signed_points

WORDS = ChangeWords(
    (
        Step(Decimal("0.5"), "基本持平", directed=False),
        Step(Decimal(2), "略有"),
        Step(Decimal(5), "有所"),
        Step(Decimal(10), "明显"),
        Step(None, "大幅"),
    )
)
PRINTED_SHARES = st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths) / 100)
COUNTS = st.integers(0, 10**6)
SIGNS = {"+": "提升", "−": "下降"}


@pytest.mark.parametrize(
    ("difference", "word"),
    [
        ("0.00", "基本持平"),
        ("0.49", "基本持平"),
        ("-0.49", "基本持平"),
        ("0.50", "略有提升"),
        ("-0.50", "略有下降"),
        ("1.99", "略有提升"),
        ("-1.99", "略有下降"),
        ("2.00", "有所提升"),
        ("-2.00", "有所下降"),
        ("4.99", "有所提升"),
        ("5.00", "明显提升"),
        ("-5.00", "明显下降"),
        ("9.99", "明显提升"),
        ("10.00", "大幅提升"),
        ("-10.00", "大幅下降"),
        ("45.00", "大幅提升"),
    ],
)
def test_each_step_begins_where_params_say(difference: str, word: str) -> None:
    before = Decimal("50.00")
    assert WORDS.of_share(before + Decimal(difference), before) == word


def test_the_word_follows_from_the_printed_figures() -> None:
    # Exactly 95.495 − 95.004 = 0.491, but a reader sees 95.50 and 95.00.
    now, before = share(95_495, 100_000), share(95_004, 100_000)
    assert (str(now), str(before)) == ("95.50", "95.00")
    assert WORDS.of_share(now, before) == "略有提升"
    # Exactly 0.504, but a reader sees 95.49 and 95.00.
    assert WORDS.of_share(share(95_494, 100_000), share(94_999, 100_000)) == "基本持平"


@given(PRINTED_SHARES, PRINTED_SHARES)
def test_the_printed_sign_of_a_share_agrees_with_its_word(now: Decimal, before: Decimal) -> None:
    word, sign = WORDS.of_share(now, before), signed_points(now - before)[0]
    if word == "基本持平":
        assert abs(now - before) < Decimal("0.5")
    else:
        assert word.endswith(SIGNS[sign])


@given(COUNTS, COUNTS)
def test_the_printed_sign_of_a_count_agrees_with_its_word(now: int, before: int) -> None:
    sign = signed_growth(now, before)[0]
    if sign in SIGNS:
        assert count_word(now, before) == {"+": "上升", "−": "下降"}[sign]


@pytest.mark.parametrize(
    ("now", "before", "word"), [(5, 4, "上升"), (4, 5, "下降"), (4, 4, "持平"), (1, 0, "上升")]
)
def test_one_count_rises_falls_or_stays(now: int, before: int, word: str) -> None:
    assert count_word(now, before) == word


@pytest.mark.parametrize(
    ("pairs", "word"),
    [
        ([(2, 1), (3, 2), (9, 1)], "不同程度上升"),
        ([(2, 1), (3, 2), (9, 9)], "有升有降"),
        ([(2, 1), (3, 2), (1, 9)], "有升有降"),
        ([(1, 2), (0, 1), (3, 9)], "不同程度下降"),
        ([(1, 2), (1, 1)], "有升有降"),
        ([(4, 4), (0, 0)], "持平"),
    ],
)
def test_levels_rose_to_varying_degrees_only_if_every_one_rose(
    pairs: list[tuple[int, int]], word: str
) -> None:
    assert WORDS.of_levels(pairs) == word


@given(st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=5))
def test_the_common_word_agrees_with_the_word_of_each(pairs: list[tuple[int, int]]) -> None:
    common, each = WORDS.of_levels(pairs), {count_word(now, before) for now, before in pairs}
    assert (common == "不同程度上升") == (each == {"上升"})
    assert (common == "不同程度下降") == (each == {"下降"})
    assert (common == "持平") == (each == {"持平"})
