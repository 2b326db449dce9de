"""The roster: official order, other names, and the nearest known names."""

from __future__ import annotations

import pytest

from analysis.roster import Roster, Unit

POWER = Unit("临江供电公司（城区）", "市本级", ("Power Supply",))
TAX = Unit("临江市税务局", "市本级", ("临江税务", "市税务局"))
CIVIL = Unit("临江市民政局", "市本级")
EAST = Unit("东城区市监局", "东城区")
ROSTER = Roster(("市本级", "东城区"), (TAX, CIVIL, EAST))


def test_home_is_the_first_region() -> None:
    assert ROSTER.home == "市本级"


def test_every_name_leads_to_the_official_one() -> None:
    assert ROSTER.official_names == {
        "临江市税务局": "临江市税务局",
        "临江税务": "临江市税务局",
        "市税务局": "临江市税务局",
        "临江市民政局": "临江市民政局",
        "东城区市监局": "东城区市监局",
    }


def test_positions_are_the_official_order() -> None:
    assert ROSTER.position == {"临江市税务局": 0, "临江市民政局": 1, "东城区市监局": 2}


def test_units_are_found_by_region_in_order() -> None:
    assert ROSTER.units_of("市本级") == (TAX, CIVIL)
    assert ROSTER.units_of("西城区") == ()


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("临江市税务", ["临江市税务局", "临江税务", "市税务局"]),
        ("东城市监局", ["东城区市监局"]),
        ("天文台", []),
    ],
)
def test_an_unknown_name_is_met_with_those_that_resemble_it(name: str, nearest: list[str]) -> None:
    assert ROSTER.nearest(name) == nearest


@pytest.mark.parametrize(
    "typed",
    [
        "临江供电公司（城区）",
        " 临江供电公司(城区)",
        "临江供电公司\u00a0( 城区 )",
        "ＰＯＷＥＲ supply",
    ],
)
def test_a_unit_is_found_however_it_was_typed(typed: str) -> None:
    assert Roster(("市本级",), (TAX, POWER)).official(typed) == "临江供电公司（城区）"


@pytest.mark.parametrize("name", ["", " ", "临江市税务", "市本级"])
def test_what_is_no_name_of_a_unit_leads_nowhere(name: str) -> None:
    assert ROSTER.official(name) is None


@pytest.mark.parametrize(
    ("typed", "region"),
    [("东城区", "东城区"), ("东 城区\u200b", "东城区"), ("东城", None), ("", None)],
)
def test_a_region_is_found_however_it_was_typed(typed: str, region: str | None) -> None:
    assert ROSTER.official_region(typed) == region


def test_an_unknown_region_is_met_with_those_that_resemble_it() -> None:
    assert ROSTER.nearest_regions("东城") == ["东城区"]
    assert ROSTER.nearest_regions("火星") == []


def test_resemblance_does_not_depend_on_width_either() -> None:
    assert Roster(("市本级",), (POWER,)).nearest("临江供电(城区)") == ["临江供电公司（城区）"]
