"""The reconstructed records against the published table, typed from the published edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import pandas as pd

LEVELS = ["非常不满意", "不满意", "基本满意", "满意", "非常满意"]

# Total, active, then the five levels, worst first. The districts' names, and the two last
# rows, are ours (data/README.md); the other numbers are the published ones.
TABLE = {
    "市直部门": (1025598, 992977, 72, 56, 73, 341, 1025056),
    "思明区": (8196, 6318, 8, 0, 2, 9, 8177),
    "湖里区": (4428, 3448, 3, 1, 0, 5, 4419),
    "集美区": (5321, 4862, 1, 0, 0, 3, 5317),
    "海沧区": (4641, 3934, 1, 0, 0, 5, 4635),
    "同安区": (5800, 5200, 0, 0, 0, 4, 5796),
    "翔安区": (5716, 5160, 0, 0, 0, 3, 5713),
}


def counts(rows: pd.DataFrame) -> tuple[int, ...]:
    active = int((rows["主动评价"] == "是").sum())
    levels = rows["满意度"].value_counts()
    return len(rows), active, *(int(levels.get(level, 0)) for level in LEVELS)


@pytest.mark.parametrize("region", TABLE)
def test_a_region_has_the_published_counts(region: str, records: pd.DataFrame) -> None:
    assert counts(records[records["区域"] == region]) == TABLE[region]


def test_the_city_has_the_published_counts(records: pd.DataFrame) -> None:
    # 105.97万, 102.19万, 370 and 75 are published; 57 and 85 are the sums of the legible rows.
    assert counts(records) == (1_059_700, 1_021_899, 85, 57, 75, 370, 1_059_113)


def test_the_quarter_before_has_a_lower_active_rate_and_fewer_low_ratings(
    records_before: pd.DataFrame,
) -> None:
    total, active, very_dissatisfied, dissatisfied, basically, satisfied, _ = counts(records_before)
    # 967890 / 1012329 = 95.610...%
    assert (total, active) == (1_012_329, 967_890)
    assert (very_dissatisfied, dissatisfied, basically, satisfied) == (70, 48, 61, 350)


def test_an_evaluation_below_the_best_is_always_active(records: pd.DataFrame) -> None:
    default = records[records["主动评价"] == "否"]
    assert set(default["满意度"]) == {"非常满意"}


def test_every_evaluation_has_its_own_id(records: pd.DataFrame) -> None:
    assert records["评价编号"].is_unique
    assert records["办件编号"].is_unique


def test_only_low_ratings_carry_a_comment(records: pd.DataFrame) -> None:
    commented = records[records["评价内容"].notna()]
    assert 0 < len(commented) < 217
    assert set(commented["满意度"]) <= {"基本满意", "不满意", "非常不满意"}


def test_counters_evaluate_on_working_days_within_opening_hours(
    records: pd.DataFrame, plan_of_2025q1: dict[str, Any]
) -> None:
    counters = list(plan_of_2025q1["channels"]["onsite"])
    at = records.loc[records["评价渠道"].isin(counters), "评价时间"]
    clock = at.dt.strftime("%H:%M")
    assert clock.between("09:00", "11:59").add(clock.between("13:30", "16:59")).all()
    # The Spring Festival of 2025 made a Sunday and a Saturday working days.
    weekends = at[at.dt.day_of_week >= 5].dt.strftime("%Y-%m-%d")
    assert set(weekends) == {"2025-01-26", "2025-02-08"}
    assert not at.dt.strftime("%m-%d").isin(["01-01", "01-28", "01-31", "02-04"]).any()


def test_online_evaluations_come_on_every_day_of_the_quarter(records: pd.DataFrame) -> None:
    online = records.loc[records["评价渠道"] == "网上办事大厅", "评价时间"]
    assert online.dt.date.nunique() == 90
    assert online.dt.hour.nunique() == 24
