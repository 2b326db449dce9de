"""A damaged plan: what is said, word for word where the words are ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from analysis.errors import ParamsError
from analysis.sample.reading import read_plan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from analysis.quarter import Quarter
    from analysis.roster import Roster

DAMAGES = [
    (
        "margins.东岭.active",
        500,
        "“margins.东岭”：主动评价（active）500 多于评价总量（total）400。",
    ),
    (
        "margins.东岭.satisfied",
        395,
        "“margins.东岭”：非常满意以外的评价共 396，多于主动评价（active）390。",
    ),
    (
        "weights.units.云城市车管所",
        {"onsite": 1, "online": 1},
        "“weights.units.云城市车管所”：单位名录中没有这个单位，是否为：云城市车管处",
    ),
    ("strain.甲乙丙", 2, "“strain.甲乙丙”：单位名录中没有这个单位。"),
    ("channels.online", {"网站": 0}, "“channels.online”：权重不得全为 0。"),
    (
        "weights.default",
        {"onsite": 0, "online": 0},
        "“margins.东岭”：该区域没有权重大于 0 的单位。",
    ),
    (
        "calendar.holidays",
        ["2030-03-31"],
        "“calendar.holidays”：2030-03-31 不在 2030Q2 之内。",
    ),
    (
        "calendar.opening",
        [{"opens": "12:00", "closes": "09:00", "weight": 1}],
        "“calendar.opening”：12:00:00 应早于 09:00:00。",
    ),
    ("calendar.online_hours", [1] * 23, "calendar.online_hours"),
    ("margins.东岭.total", "四百", "margins.东岭.total"),
    ("margins.东岭.total", 0, "margins.东岭.total"),
    ("margins.东岭.activ", 1, "margins.东岭.activ"),
    ("strain.云城市税务处", 0, "strain.云城市税务处"),
    ("ids.case", "350200", "ids.case"),
    ("comments.texts", [], "comments.texts"),
]


def damaged(plan: dict[str, Any], key: str, value: object) -> dict[str, Any]:
    *path, last = key.split(".")
    place = plan
    for name in path:
        place = place[name]
    place[last] = value
    return plan


@pytest.fixture
def refusal(
    write_plan: Callable[[dict[str, Any]], Path], quarter: Quarter, roster: Roster
) -> Callable[[dict[str, Any]], str]:
    """Return the message with which a plan is refused."""

    def message(plan: dict[str, Any]) -> str:
        with pytest.raises(ParamsError) as refused:
            read_plan(write_plan(plan), quarter, roster)
        return str(refused.value)

    return message


@pytest.mark.parametrize(("key", "value", "message"), DAMAGES)
def test_a_wrong_value_is_refused_by_file_and_key(
    key: str,
    value: object,
    message: str,
    plan: dict[str, Any],
    refusal: Callable[[dict[str, Any]], str],
) -> None:
    said = refusal(damaged(plan, key, value))
    assert "2030Q2/reconstruction.yaml" in said
    assert message in said


@pytest.mark.parametrize("key", ["seed", "margins", "calendar", "comments"])
def test_a_missing_key_is_named(
    key: str, plan: dict[str, Any], refusal: Callable[[dict[str, Any]], str]
) -> None:
    del plan[key]
    assert f"{key}：缺少" in refusal(plan)


def test_a_missing_and_an_unknown_region_are_both_named(
    plan: dict[str, Any], refusal: Callable[[dict[str, Any]], str]
) -> None:
    plan["margins"]["南湾"] = plan["margins"].pop("西川")
    assert refusal(plan).splitlines()[:2] == [
        "2030Q2/reconstruction.yaml 的“margins.南湾”：单位名录中没有这个区域。",
        "2030Q2/reconstruction.yaml 的“margins.西川”：缺少此项。",
    ]


def test_a_quarter_of_holidays_is_refused(
    plan: dict[str, Any], refusal: Callable[[dict[str, Any]], str]
) -> None:
    days = [f"2030-{month:02}-{day:02}" for month in (4, 5, 6) for day in range(1, 31)]
    plan["calendar"] |= {"holidays": [*days, "2030-05-31"], "working_weekends": []}
    assert "整个季度没有工作日" in refusal(plan)


def test_a_missing_plan_is_named(tmp_path: Path, quarter: Quarter, roster: Roster) -> None:
    with pytest.raises(ParamsError, match=r"找不到.*reconstruction\.yaml"):
        read_plan(tmp_path / "reconstruction.yaml", quarter, roster)
