"""The small ledgers: tidy rows out, or every wrong cell named with its file, row and column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import InputsError
from analysis.inputs.ledgers import (
    commendations,
    hall_units,
    service_stars,
    supervision_orders,
)
from tests.inputs.exports import QUARTER, ROSTER

HALL = "单位,叫号量,办件量,现场主动评价数,网上办件量,网上主动评价数"
STARS = "月份,姓名,单位"
ORDERS = "督办单号,评价编号,单位,发出时间,办结时限,办结时间,核实结果"
COMMENDATIONS = "日期,类型,单位,姓名,次数"
DAY = "如 2025-01-31 或 2025-01-31 09:30"

READERS: dict[str, tuple[str, Callable[[Path], pd.DataFrame]]] = {
    "hall": (HALL, lambda folder: hall_units(folder, ROSTER)),
    "service_stars": (STARS, lambda folder: service_stars(folder, ROSTER, QUARTER)),
    "supervision_orders": (ORDERS, lambda folder: supervision_orders(folder, ROSTER, QUARTER)),
    "commendations": (COMMENDATIONS, lambda folder: commendations(folder, ROSTER, QUARTER)),
}


def read(kind: str, folder: Path, *lines: str) -> pd.DataFrame:
    headers, reader = READERS[kind]
    (folder / f"{kind}.csv").write_text("\n".join([headers, *lines, ""]), "utf-8")
    return reader(folder)


def test_hall_counts_stand_in_official_order_and_numbers_as_sheets_write_them(folder: Path) -> None:
    rows = ("临江税务,10,8,9,4,3", "临江市民政局,7.0,6,5,0,0")
    assert read("hall", folder, *rows).to_dict("tight")["data"] == [
        ["临江市民政局", 7, 6, 5, 0, 0],
        ["临江市税务局", 10, 8, 9, 4, 3],
    ]


def test_stars_stand_by_month_in_the_order_of_the_ledger(folder: Path) -> None:
    rows = ("2026-08,甲,临江税务", "2026-07,乙,临江市民政局", "2026-08,丙,临江市民政局")
    assert read("service_stars", folder, *rows).to_dict("tight")["data"] == [
        [7, "乙", "临江市民政局"],
        [8, "甲", "临江市税务局"],
        [8, "丙", "临江市民政局"],
    ]


@pytest.mark.parametrize(
    "month", ["2026-07", "2026-7", "2026/07", "2026年7月", "2026-07-01 00:00:00", "2026/7/1"]
)
def test_a_month_is_read_however_it_is_written(month: str, folder: Path) -> None:
    assert list(read("service_stars", folder, f"{month},甲,临江税务")["month"]) == [7]


def test_an_open_order_has_no_time_of_disposal(folder: Path) -> None:
    rows = (
        "D1,E1,临江税务,2026-07-01,2026/7/10 17:00,2026-07-09T08:30:00,误评",
        "D2,E1,临江税务,2026-09-30 23:59:59,2026-10-09,,",
    )
    orders = read("supervision_orders", folder, *rows)
    assert list(orders["unit"]) == ["临江市税务局"] * 2
    # A deadline that names a day alone is the end of that day.
    end_of_day = pd.Timestamp(2026, 10, 9, 23, 59, 59)
    assert list(orders["due_at"]) == [pd.Timestamp(2026, 7, 10, 17), end_of_day]
    assert orders["resolved_at"][0] == pd.Timestamp(2026, 7, 9, 8, 30)
    assert orders["resolved_at"].isna().to_list() == [False, True]


def test_commendations_stand_by_date_and_count_once_where_no_number_is(folder: Path) -> None:
    rows = ("2026-08-02,表扬,临江税务,甲,3", "2026-07-05,锦旗,临江市民政局,,")
    assert read("commendations", folder, *rows).to_dict("tight")["data"] == [
        [pd.Timestamp(2026, 7, 5), "锦旗", "临江市民政局", "", 1],
        [pd.Timestamp(2026, 8, 2), "表扬", "临江市税务局", "甲", 3],
    ]


def test_staff_and_times_may_be_missing_from_some_files_or_all(folder: Path) -> None:
    (folder / "commendations_a.csv").write_text(
        "日期,类型,单位\n2026-07-01,锦旗,临江税务\n", "utf-8"
    )
    alone = commendations(folder, ROSTER, QUARTER)
    assert alone[["staff", "times"]].to_dict("tight")["data"] == [["", 1]]
    both = read("commendations", folder, "2026-07-02,表扬,临江税务,甲,2")
    assert both[["staff", "times"]].to_dict("tight")["data"] == [["", 1], ["甲", 2]]


@pytest.mark.parametrize("kind", READERS)
def test_a_ledger_without_rows_is_read_as_none(kind: str, folder: Path) -> None:
    assert len(read(kind, folder)) == 0


MISTAKES = {
    "a unit not listed, with those that resemble it": (
        "hall",
        "临江市税务,1,1,1,1,1",
        "单位",
        "“临江市税务”不在 params/units.yaml 中，是否为“临江市税务局”、“临江税务”、“临江市民政局”",
    ),
    "a unit like no other": (
        "hall",
        "天文台,1,1,1,1,1",
        "单位",
        "“天文台”不在 params/units.yaml 中",
    ),
    "a blank unit": ("hall", ",1,1,1,1,1", "单位", "“”不在 params/units.yaml 中"),
    "a blank count": ("hall", "临江税务,,1,1,1,1", "叫号量", "“”不是非负整数"),
    "a row cut short": ("hall", "临江税务,1,1,1", "网上办件量", "“”不是非负整数"),
    "a negative count": ("hall", "临江税务,1,-1,1,1,1", "办件量", "“-1”不是非负整数"),
    "a fraction": ("hall", "临江税务,1.5,1,1,1,1", "叫号量", "“1.5”不是非负整数"),
    "a thousands separator": ("hall", '临江税务,"1,200",1,1,1,1', "叫号量", "“1,200”不是非负整数"),
    "full-width digits": ("hall", "临江税务,２,1,1,1,1", "叫号量", "“２”不是非负整数"),
    "more active than called": (
        "hall",
        "临江税务,1,1,2,1,1",
        "现场主动评价数",
        "2 大于“叫号量”",
    ),
    "more active than handled online": (
        "hall",
        "临江税务,1,1,1,1,2",
        "网上主动评价数",
        "2 大于“网上办件量”",
    ),
    "a month of another quarter": (
        "service_stars",
        "2026-06,甲,临江税务",
        "月份",
        "“2026-06”不是本季度的月份（2026-07、2026-08、2026-09）之一",
    ),
    "a month in words": (
        "service_stars",
        "七月,甲,临江税务",
        "月份",
        "“七月”不是本季度的月份（2026-07、2026-08、2026-09）之一",
    ),
    "a star without a name": ("service_stars", "2026-07,,临江税务", "姓名", "不能为空"),
    "an order without a number": (
        "supervision_orders",
        ",E1,临江税务,2026-07-01,2026-07-02,,误评",
        "督办单号",
        "不能为空",
    ),
    "an order of another quarter": (
        "supervision_orders",
        "D1,E1,临江税务,2026-10-01,2026-10-02,,误评",
        "发出时间",
        "“2026-10-01”不在 2026Q3 之内",
    ),
    "a finding that is none": (
        "supervision_orders",
        "D1,E1,临江税务,2026-07-01,2026-07-02,,待查",
        "核实结果",
        "“待查”不是属实、误评、恶意差评之一",
    ),
    "a limit that is no date": (
        "supervision_orders",
        "D1,E1,临江税务,2026-07-01,三天内,,误评",
        "办结时限",
        f"“三天内”不是日期（{DAY}）",
    ),
    "a blank limit": (
        "supervision_orders",
        "D1,E1,临江税务,2026-07-01,,,误评",
        "办结时限",
        f"“”不是日期（{DAY}）",
    ),
    "a year alone": (
        "supervision_orders",
        "D1,E1,临江税务,2026-07-01,2026,,误评",
        "办结时限",
        f"“2026”不是日期（{DAY}）",
    ),
    "a time with an offset": (
        "supervision_orders",
        "D1,E1,临江税务,2026-07-01T09:00:00+08:00,2026-07-02,,误评",
        "发出时间",
        f"“2026-07-01T09:00:00+08:00”不是日期（{DAY}）",
    ),
    "a day that does not exist": (
        "commendations",
        "2026-09-31,锦旗,临江税务,,1",
        "日期",
        f"“2026-09-31”不是日期（{DAY}）",
    ),
    "a kind that is none": (
        "commendations",
        "2026-07-01,奖状,临江税务,,1",
        "类型",
        "“奖状”不是锦旗、感谢信、表扬之一",
    ),
    "a number of times that is none": (
        "commendations",
        "2026-07-01,表扬,临江税务,甲,多次",
        "次数",
        "“多次”不是非负整数",
    ),
}


@pytest.mark.parametrize(("kind", "line", "column", "why"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_wrong_cell_is_named_with_file_row_and_column(
    kind: str, line: str, column: str, why: str, folder: Path
) -> None:
    with pytest.raises(InputsError) as stopped:
        read(kind, folder, line)
    assert str(stopped.value) == f"{kind}.csv 第 2 行“{column}”：{why}。"


def test_a_unit_that_stands_twice_in_the_hall_ledger_is_named(folder: Path) -> None:
    with pytest.raises(InputsError) as stopped:
        read("hall", folder, "临江税务,10,8,9,4,3", "临江市税务局,1,1,1,1,1")
    assert str(stopped.value) == "hall.csv 第 3 行“单位”：“临江市税务局”与前面的行重复。"


def test_an_order_that_is_resolved_needs_a_finding(folder: Path) -> None:
    with pytest.raises(InputsError, match="第 2 行“核实结果”：“”不是属实、误评、恶意差评之一。"):
        read("supervision_orders", folder, "D1,E1,临江税务,2026-07-01,2026-07-02,2026-07-02,")


def test_the_second_use_of_an_order_number_is_named(folder: Path) -> None:
    lines = [f"D1,{number},临江税务,2026-07-01,2026-07-02,,误评" for number in ("E1", "E2")]
    with pytest.raises(InputsError) as stopped:
        read("supervision_orders", folder, *lines)
    assert str(stopped.value) == "supervision_orders.csv 第 3 行“督办单号”：“D1”与前面的行重复。"


def test_five_wrong_rows_are_listed_and_the_rest_counted(folder: Path) -> None:
    lines = [f"临江税务,{number}个,1,1,1,1" for number in range(7)]
    with pytest.raises(InputsError) as stopped:
        read("hall", folder, *lines)
    told = str(stopped.value).splitlines()
    assert told[:5] == [
        f"hall.csv 第 {number + 2} 行“叫号量”：“{number}个”不是非负整数。" for number in range(5)
    ]
    assert told[5:] == ["另有 2 行有误。"]
