"""Numbers, lists and signs in Chinese prose: a table of input and exact string for each."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import wording

LEVELS = ("satisfied", "basically_satisfied", "dissatisfied", "very_dissatisfied")


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("0.005", 2, "0.01"),
        ("0.0049999", 2, "0.00"),
        ("2.675", 2, "2.68"),  # 2.67 on binary floats
        ("1.005", 2, "1.01"),
        ("-0.005", 2, "-0.01"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("99.995", 2, "100.00"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, places: int, rounded: str) -> None:
    assert str(wording.half_up(Decimal(value), places)) == rounded


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (1, 20_000, "0.01"),  # exactly 0.005
        (1, 20_001, "0.00"),
        (72, 1_025_598, "0.01"),
        (992_977, 1_025_598, "96.82"),
        (94_996, 100_000, "95.00"),
        (0, 5, "0.00"),
        (5, 5, "100.00"),
    ],
)
def test_a_share_has_two_decimals(part: int, whole: int, share: str) -> None:
    assert str(wording.share(part, whole)) == share


@pytest.mark.parametrize("whole", [0, -1])
def test_a_share_of_nothing_is_refused(whole: int) -> None:
    with pytest.raises(ValueError, match="a share needs a whole above 0"):
        wording.share(0, whole)


def test_the_top_level_is_a_hundred_minus_the_printed_others() -> None:
    # Rounded by itself, 1025056 of 1025598 would print 99.95.
    assert wording.share(1_025_056, 1_025_598) == Decimal("99.95")
    lower = dict(zip(LEVELS, (341, 73, 56, 72), strict=True))
    shares = wording.level_shares(lower, 1_025_598, "very_satisfied")
    assert {level: str(share) for level, share in shares.items()} == {
        "satisfied": "0.03",
        "basically_satisfied": "0.01",
        "dissatisfied": "0.01",
        "very_dissatisfied": "0.01",
        "very_satisfied": "99.94",
    }


@given(st.lists(st.integers(0, 10**7), min_size=4, max_size=4), st.integers(1, 10**8))
def test_printed_level_shares_sum_to_a_hundred(lower: list[int], top: int) -> None:
    counts = dict(zip(LEVELS, lower, strict=True))
    shares = wording.level_shares(counts, sum(lower) + top, "very_satisfied")
    printed = [Decimal(wording.percent(share).removesuffix("%")) for share in shares.values()]
    assert sum(printed) == 100


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (0, "0"),
        (9_999, "9999"),
        (10_000, "1.00万"),
        (10_049, "1.00万"),
        (10_050, "1.01万"),
        (99_995, "10.00万"),
        (1_059_700, "105.97万"),
        (1_021_850, "102.19万"),
    ],
)
def test_counts_are_told_in_wan_from_ten_thousand_on(number: int, printed: str) -> None:
    assert wording.count(number) == printed


def test_a_count_below_nought_is_refused() -> None:
    with pytest.raises(ValueError, match="a count is not negative: -1"):
        wording.count(-1)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("96.43", "96.43%"),
        ("100", "100%"),
        ("100.00", "100%"),
        ("0", "0.00%"),
        ("0.00", "0.00%"),
        ("90", "90.00%"),
        ("99.99", "99.99%"),
    ],
)
def test_rates_have_two_decimals_but_for_a_whole_hundred(value: str, printed: str) -> None:
    assert wording.percent(Decimal(value)) == printed


@pytest.mark.parametrize(
    ("difference", "plain", "signed"),
    [
        ("0.82", "0.82个百分点", "+0.82个百分点"),
        ("-0.82", "0.82个百分点", "−0.82个百分点"),
        ("0.00", "0.00个百分点", "0.00个百分点"),
        ("-10", "10.00个百分点", "−10.00个百分点"),
    ],
)
def test_a_change_of_rates_is_told_in_points(difference: str, plain: str, signed: str) -> None:
    assert wording.points(Decimal(difference)) == plain
    assert wording.signed_points(Decimal(difference)) == signed


@pytest.mark.parametrize(
    ("now", "before", "printed"),
    [
        (105, 100, "+5.00%"),
        (95, 100, "−5.00%"),
        (100, 100, "0.00%"),
        (20_001, 20_000, "+0.01%"),
        (19_999, 20_000, "−0.01%"),
        (100_001, 100_000, "0.00%"),
        (0, 3, "−100.00%"),
        (5, 0, "—"),
    ],
)
def test_growth_is_told_with_its_sign(now: int, before: int, printed: str) -> None:
    assert wording.signed_growth(now, before) == printed


@pytest.mark.parametrize(
    ("items", "printed"), [([], "无"), (["甲"], "甲"), (["甲", "乙", "丙"], "甲、乙、丙")]
)
def test_names_are_joined_and_none_is_said(items: list[str], printed: str) -> None:
    assert wording.names(items) == printed


@pytest.mark.parametrize(
    ("groups", "printed"),
    [
        ([], "无"),
        ([("某局", ["甲"])], "甲（某局）"),
        ([("某局", ["甲"]), ("某中心", ["乙", "丙"])], "甲（某局），乙、丙（某中心）"),
    ],
)
def test_people_are_told_by_unit(groups: list[tuple[str, list[str]]], printed: str) -> None:
    assert wording.grouped_names(groups) == printed


@pytest.mark.parametrize(
    ("rated", "printed"),
    [
        ([], "无"),
        ([("某局", Decimal("99.88")), ("某中心", Decimal(100))], "某局（99.88%）、某中心（100%）"),
    ],
)
def test_units_are_told_with_their_rate(rated: list[tuple[str, Decimal]], printed: str) -> None:
    assert wording.rated_names(rated) == printed


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (0, "0"),
        (7, "7"),
        (9, "9"),
        (10, "10"),
        (11, "10余"),
        (13, "10余"),
        (20, "20"),
        (128, "120余"),
    ],
)
def test_times_above_ten_are_told_in_round_tens(number: int, printed: str) -> None:
    assert wording.rounded_times(number) == printed
