"""The generation itself, on an invented city."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def rows(reconstructed: Callable[..., Path]) -> pd.DataFrame:
    return pd.read_parquet(reconstructed())


def test_columns_carry_the_headers_of_the_export(rows: pd.DataFrame) -> None:
    identity = ["评价编号", "办件编号", "区域", "单位", "事项名称"]
    judgement = ["评价渠道", "满意度", "主动评价", "评价时间", "评价内容"]
    assert list(rows.columns) == identity + judgement


@pytest.mark.parametrize("as_csv", [False, True])
def test_the_same_plan_gives_the_same_bytes(
    reconstructed: Callable[..., Path], *, as_csv: bool
) -> None:
    first = reconstructed(as_csv=as_csv).read_bytes()
    second = reconstructed(as_csv=as_csv).read_bytes()
    assert first == second


def test_another_seed_gives_other_records(
    reconstructed: Callable[..., Path], plan: dict[str, Any]
) -> None:
    first = reconstructed().read_bytes()
    plan["seed"] = 8
    assert reconstructed().read_bytes() != first


def test_csv_holds_the_same_records(rows: pd.DataFrame, reconstructed: Callable[..., Path]) -> None:
    path = reconstructed(as_csv=True)
    lines = pd.read_csv(path, parse_dates=["评价时间"], dtype_backend="numpy_nullable")
    pd.testing.assert_frame_equal(
        lines.astype(object).where(lines.notna(), None),
        rows.astype(object).where(rows.notna(), None),
    )


def test_csv_writes_times_to_the_second(reconstructed: Callable[..., Path]) -> None:
    path = reconstructed(as_csv=True)
    times = pd.read_csv(path, dtype=str)["评价时间"]
    assert times.str.fullmatch(r"2030-0[456]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]").all()


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("云城本级", (3000, 2800, 3, 2, 4, 20)),
        ("东岭", (400, 390, 1, 0, 0, 5)),
        # Every active evaluation of this region is below the best.
        ("西川", (50, 9, 2, 3, 1, 3)),
    ],
)
def test_margins_are_exact(rows: pd.DataFrame, region: str, expected: tuple[int, ...]) -> None:
    here = rows[rows["区域"] == region]
    words = ("非常不满意", "不满意", "基本满意", "满意")
    levels = (int((here["满意度"] == word).sum()) for word in words)
    assert (len(here), int((here["主动评价"] == "是").sum()), *levels) == expected


def test_rows_are_sorted_by_time_and_lie_in_the_quarter(rows: pd.DataFrame) -> None:
    at = rows["评价时间"]
    assert at.is_monotonic_increasing
    assert at.min() >= pd.Timestamp("2030-04-01")
    assert at.max() < pd.Timestamp("2030-07-01")


def test_a_unit_without_counter_visits_has_none(rows: pd.DataFrame) -> None:
    assert set(rows.loc[rows["单位"] == "云城市车管处", "评价渠道"]) == {"网站"}


def test_a_unit_has_its_own_items_and_the_first_most_often(rows: pd.DataFrame) -> None:
    items = rows.loc[rows["单位"] == "云城市税务处", "事项名称"].value_counts()
    assert list(items.index) == ["开票", "报税", "咨询"]
    assert set(rows.loc[rows["单位"] == "东岭市监所", "事项名称"]) == {"咨询"}


def test_counters_evaluate_on_working_days_within_opening_hours(rows: pd.DataFrame) -> None:
    at = rows.loc[rows["评价渠道"].isin(["柜台", "扫码"]), "评价时间"]
    clock = at.dt.strftime("%H:%M")
    assert clock.between("08:30", "11:29").add(clock.between("14:00", "16:59")).all()
    assert set(at[at.dt.day_of_week >= 5].dt.strftime("%m-%d")) == {"05-04"}
    assert not at.dt.strftime("%m-%d").isin(["05-01", "05-02", "05-03"]).any()
