"""The committed ledgers against the published lists, worked in plain Python."""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from analysis.params.units import load_roster

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

Row = dict[str, str]
ROOT = Path(__file__).parents[2]

STARS = """
厦门市科学技术局 任方
厦门市交通运输局 石琳
厦门市自然资源和规划局 林文强
厦门市市场监督管理局 陈雅玲 黄莎莎 陈勉
厦门市公安局 陈薇 陈晓丹
厦门市文化和旅游局 彭亚萍
中国国际贸易促进委员会厦门市委员会 陈毅虹
厦门市通信管理局 连昱堰
国家外汇管理局厦门市分局 余玠
厦门海关 高亚招
厦门市医疗保障中心 余建华 钟雅萍 钟扬燕
厦门市住房公积金中心 陈琳 洪小文 张筱婧
厦门市政务服务保障中心 陈淑芳 李宇丹 杨雅桂 詹玲佳
厦门市社会保险中心 黄燕娟
厦门市自然资源和不动产权属档案中心 吴秀平
"""
LEADING = """
厦门海关 厦门市测绘与基础地理信息中心 厦门市科学技术局 厦门市民政局
厦门市卫生健康委员会 厦门市文化和旅游局 厦门市人民政府侨务办公室 厦门市总工会
"""
BUSY_AND_GOOD = [
    ("厦门市医疗保障中心", "99.88%"),
    ("厦门市自然资源和不动产权属档案中心", "99.79%"),
    ("厦门易通卡运营有限责任公司", "99.77%"),
    ("厦门市不动产登记中心", "98.82%"),
    ("厦门市住房公积金中心", "98.74%"),
    ("国家税务总局厦门市税务局", "97.91%"),
    ("厦门市社会保险中心", "96.69%"),
    ("厦门市公安局", "96.12%"),
]
PENNANTS = """
厦门市民政局 厦门市国防动员办公室 厦门市住房和建设局 厦门市不动产登记中心
厦门市工业和信息化局 厦门市人力资源和社会保障局 厦门市应急管理局
"""
LETTERS = """
厦门市卫生健康委员会 厦门市城市管理行政执法局 厦门市不动产登记中心
厦门市自然资源和不动产权属档案中心
"""
PRAISED = {
    "厦门港口管理局": ["薛云", "刘润秋", "郭逸伟"],
    "厦门市卫生健康委员会": ["蔡丽燕", "陈玲玲"],
}

OFFICIAL = load_roster(ROOT / "params").position


def ledger(name: str, quarter: str = "2025Q1") -> list[Row]:
    path = ROOT / "data" / quarter / f"{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def printed(part: int, whole: int) -> str:
    percent = Decimal(100 * part) / Decimal(whole)
    return f"{percent.quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def total(rows: Iterable[Row], *columns: str) -> int:
    return sum(int(row[column]) for row in rows for column in columns)


def onsite_rate(row: Row) -> Fraction:
    return Fraction(int(row["现场主动评价数"]), int(row["叫号量"]))


def by_rate(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-onsite_rate(row), -int(row["叫号量"])))


def commendations(kind: str) -> list[Row]:
    rows = [row for row in ledger("commendations") if row["类型"] == kind]
    return sorted(rows, key=lambda row: (row["日期"], OFFICIAL[row["单位"]]))


@pytest.mark.parametrize("quarter", ["2025Q1", "2024Q4"])
@pytest.mark.parametrize("name", ["hall", "service_stars", "supervision_orders", "commendations"])
def test_a_ledger_opens_in_excel_and_names_known_units(name: str, quarter: str) -> None:
    path = ROOT / "data" / quarter / f"{name}.csv"
    if quarter == "2024Q4" and name != "hall":
        assert not path.exists()
        return
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert {row["单位"] for row in ledger(name, quarter)} <= OFFICIAL.keys()


@pytest.mark.parametrize(
    ("quarter", "hall_rate", "rate_with_online"),
    [("2025Q1", "97.61%", "95.39%"), ("2024Q4", "97.34%", "96.22%")],
)
def test_hall_rates_print_as_published(quarter: str, hall_rate: str, rate_with_online: str) -> None:
    rows = ledger("hall", quarter)
    active = total(rows, "现场主动评价数")
    tickets = total(rows, "叫号量")
    assert printed(active, tickets) == hall_rate
    online = total(rows, "网上主动评价数"), total(rows, "网上办件量")
    assert printed(active + online[0], tickets + online[1]) == rate_with_online


@pytest.mark.parametrize("quarter", ["2025Q1", "2024Q4"])
def test_no_unit_has_more_evaluations_than_visits(quarter: str) -> None:
    rows = ledger("hall", quarter)
    assert len({row["单位"] for row in rows}) == len(rows) == 62
    for row in rows:
        assert total([row], "现场主动评价数") <= total([row], "叫号量")
        assert total([row], "网上主动评价数") <= total([row], "网上办件量")


def test_leading_units_are_the_published_eight() -> None:
    ranked = by_rate(row for row in ledger("hall") if int(row["办件量"]) >= 50)
    assert [row["单位"] for row in ranked[:8]] == LEADING.split()
    assert onsite_rate(ranked[7]) > onsite_rate(ranked[8])


def test_some_units_would_lead_but_for_their_few_cases() -> None:
    few = [row for row in ledger("hall") if 0 < int(row["办件量"]) < 50]
    assert sum(onsite_rate(row) == 1 for row in few) == 3


def test_busy_and_good_units_are_the_published_eight() -> None:
    busy = [row for row in ledger("hall") if int(row["叫号量"]) > 4000]
    good = by_rate(row for row in busy if onsite_rate(row) >= Fraction(95, 100))
    rates = [
        (row["单位"], printed(total([row], "现场主动评价数"), total([row], "叫号量")))
        for row in good
    ]
    assert rates == BUSY_AND_GOOD
    assert len(busy) == 10


def test_no_unit_is_below_ninety_percent() -> None:
    called = [row for row in ledger("hall") if int(row["叫号量"])]
    assert len(called) == 61
    assert min(map(onsite_rate, called)) >= Fraction(90, 100)


def test_people_named_in_two_months_are_the_published_ones() -> None:
    months: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in sorted(ledger("service_stars"), key=lambda row: row["月份"]):
        months[row["单位"], row["姓名"]].add(row["月份"])
    stars: defaultdict[str, list[str]] = defaultdict(list)
    for (unit, name), named in months.items():
        if len(named) >= 2:
            stars[unit].append(name)
    lines = [f"{unit} {' '.join(stars[unit])}" for unit in sorted(stars, key=OFFICIAL.__getitem__)]
    assert lines == STARS.strip().splitlines()
    assert {month for named in months.values() for month in named} == {
        "2025-01",
        "2025-02",
        "2025-03",
    }


def test_stars_hold_the_hard_cases() -> None:
    rows = ledger("service_stars")
    units_of = defaultdict(set)
    for row in rows:
        units_of[row["姓名"]].add(row["单位"])
    # Two people of one name, each named once: not one star.
    assert [name for name, units in units_of.items() if len(units) > 1] == ["林静"]
    assert [row["姓名"] for row in rows].count("高亚招") == 3
    assert len(rows) == 60


def test_pennants_went_to_the_published_units_in_that_order() -> None:
    assert list(dict.fromkeys(row["单位"] for row in commendations("锦旗"))) == PENNANTS.split()


def test_units_with_several_letters_are_the_published_ones() -> None:
    letters: defaultdict[str, int] = defaultdict(int)
    for row in commendations("感谢信"):
        letters[row["单位"]] += int(row["次数"])
    assert [unit for unit, times in letters.items() if times > 1] == LETTERS.split()
    assert list(letters.values()).count(1) == 4


def test_praised_staff_are_the_published_ones() -> None:
    staff: dict[str, dict[str, None]] = defaultdict(dict)
    for row in commendations("表扬"):
        staff[row["单位"]][row["姓名"]] = None
    assert [(unit, list(names)) for unit, names in staff.items()] == list(PRAISED.items())
    assert total(commendations("表扬"), "次数") == 13


def test_no_order_was_substantiated_or_late() -> None:
    orders = ledger("supervision_orders")
    assert len({order["督办单号"] for order in orders}) == len(orders) == 118
    assert {order["核实结果"] for order in orders} == {"误评", "恶意差评"}
    assert all(order["办结时间"] <= order["办结时限"] for order in orders)
    # The limit itself is in time.
    assert any(order["办结时间"] == order["办结时限"] for order in orders)


def test_an_order_follows_a_bad_rating_of_its_unit(records: pd.DataFrame) -> None:
    bad = records[records["满意度"].isin(["不满意", "非常不满意"])].set_index("评价编号")
    for order in ledger("supervision_orders"):
        rating = bad.loc[order["评价编号"]]
        assert rating["单位"] == order["单位"]
        assert f"{rating['评价时间']:%Y-%m-%d %H:%M:%S}" < order["发出时间"] < "2025-04-01"
