"""The small ledgers: tidy rows out, or every wrong cell named with its file, row and column."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import InputsError
from tests.inputs.ledgers import HEADERS, read_folder, read_lines, rows_of

NEAR = "，是否为“临江市税务局”、“临江税务”、“临江市民政局”"
DAY = "如 2025-01-31 或 2025-01-31 09:30"
SPLIT = "（合并的单元格请拆开，逐行填写）"
MONTHS = "本季度的月份（2026-07、2026-08、2026-09）"


def test_hall_counts_stand_in_official_order_however_they_are_written(folder: Path) -> None:
    lines = (
        '临江税务,"1,200",８,9,4,3',
        "临江市民政局,7.0,６.0,5,0,0",
        '东城区市监局,0,"２，０００",0,0,0',
    )
    assert rows_of(read_lines("hall", folder, *lines)) == [
        ["临江市民政局", 7, 6, 5, 0, 0],
        ["临江市税务局", 1200, 8, 9, 4, 3],
        ["东城区市监局", 0, 2000, 0, 0, 0],
    ]


def test_stars_stand_by_month_in_the_order_of_the_ledger(folder: Path) -> None:
    lines = ("2026-08,甲一,临江税务", "7月,乙 二,临江市民政局", "２０２６年８月,丙三,临江市民政局")
    assert rows_of(read_lines("service_stars", folder, *lines)) == [
        [7, "乙二", "临江市民政局"],
        [8, "甲一", "临江市税务局"],
        [8, "丙三", "临江市民政局"],
    ]


def test_an_open_order_has_no_time_of_disposal(folder: Path) -> None:
    lines = (
        "D1,E1,临江税务,2026年7月1日,2026/7/10 17:00,2026-07-09T08:30:00+08:00,误评",
        "Ｄ－２,E1,临江税务,20260930235959,2026-10-09,,",
    )
    assert rows_of(read_lines("supervision_orders", folder, *lines)) == [
        [
            *("D1", "E1", "临江市税务局", pd.Timestamp(2026, 7, 1)),
            *(pd.Timestamp(2026, 7, 10, 17), pd.Timestamp(2026, 7, 9, 8, 30), "误评"),
        ],
        # A deadline that names a day alone is the end of that day.
        [
            *("D-2", "E1", "临江市税务局", pd.Timestamp(2026, 9, 30, 23, 59, 59)),
            *(pd.Timestamp(2026, 10, 9, 23, 59, 59), pd.NaT, ""),
        ],
    ]


def test_an_order_may_be_due_and_resolved_on_the_day_it_was_issued(folder: Path) -> None:
    line = "D1,E1,临江税务,2026-07-01 15:00,2026-07-01,2026-07-01,误评"
    orders = read_lines("supervision_orders", folder, line)
    assert list(orders["due_at"]) == [pd.Timestamp(2026, 7, 1, 23, 59, 59)]
    assert list(orders["resolved_at"]) == [pd.Timestamp(2026, 7, 1)]


def test_commendations_stand_by_date_and_count_once_where_no_number_is(folder: Path) -> None:
    lines = ("2026-08-02,表 扬,临江税务,甲　一,3", "2026.7.5,锦旗,临江市民政局,,")
    assert rows_of(read_lines("commendations", folder, *lines)) == [
        [pd.Timestamp(2026, 7, 5), "锦旗", "临江市民政局", "", 1],
        [pd.Timestamp(2026, 8, 2), "表扬", "临江市税务局", "甲一", 3],
    ]


def test_staff_and_times_may_be_missing_from_some_files_or_all(folder: Path) -> None:
    (folder / "commendations_a.csv").write_text(
        "日期,类型,单位\n2026-07-01,锦旗,临江税务\n", "utf-8"
    )
    alone = read_folder("commendations", folder)
    assert rows_of(alone[["staff", "times"]]) == [["", 1]]
    both = read_lines("commendations", folder, "2026-07-02,表扬,临江税务,甲,2")
    assert rows_of(both[["staff", "times"]]) == [["", 1], ["甲", 2]]


TYPES = {
    "hall": ["str", *["int64"] * 5],
    "service_stars": ["int64", "str", "str"],
    "supervision_orders": ["str", "str", "str", *["datetime64[us]"] * 3, "str"],
    "commendations": ["datetime64[us]", "str", "str", "str", "int64"],
}


@pytest.mark.parametrize("kind", TYPES)
def test_a_ledger_without_rows_is_read_as_none_of_the_same_types(kind: str, folder: Path) -> None:
    frame = read_lines(kind, folder)
    assert len(frame) == 0
    assert [str(dtype) for dtype in frame.dtypes] == TYPES[kind]


MISTAKES = {
    "a unit not listed, with those that resemble it": (
        "hall",
        "临江市税务,1,1,1,1,1",
        f"A 列“单位”：“临江市税务”不在 params/units.yaml 中{NEAR}",
    ),
    "a unit like no other": (
        "hall",
        "天文台,1,1,1,1,1",
        "A 列“单位”：“天文台”不在 params/units.yaml 中",
    ),
    "a blank unit where totals may be": (
        "hall",
        ",1,1,1,1,1",
        "A 列“单位”：不能为空（合计行请在此列写“合计”）",
    ),
    "a blank unit": ("service_stars", "7月,甲,", f"C 列“单位”：不能为空{SPLIT}"),
    "a blank count": ("hall", "临江税务,,1,1,1,1", "B 列“叫号量”：不能为空，没有的填 0"),
    "a negative count": ("hall", "临江税务,1,-1,1,1,1", "C 列“办件量”：“-1”不是非负整数"),
    "a fraction": ("hall", "临江税务,1.5,1,1,1,1", "B 列“叫号量”：“1.5”不是非负整数"),
    "a power of ten": ("hall", "临江税务,1e3,1,1,1,1", "B 列“叫号量”：“1e3”不是非负整数"),
    "a comma that parts no thousands": (
        "hall",
        '临江税务,"1,20",1,1,1,1',
        "B 列“叫号量”：“1,20”不是非负整数",
    ),
    "a count in words": ("hall", "临江税务,1,1,1,三,1", "E 列“网上办件量”：“三”不是非负整数"),
    "a count that looks like a phone number with a letter": (
        "hall",
        "临江税务,1,1,1,1,13800138000号",
        "F 列“网上主动评价数”：“（疑似个人信息，不显示）”不是非负整数",
    ),
    "more active than called": (
        "hall",
        "临江税务,1,1,2,1,1",
        "D 列“现场主动评价数”：2 大于“叫号量”（1）",
    ),
    "more active than handled online": (
        "hall",
        "临江税务,1,1,1,1,2",
        "F 列“网上主动评价数”：2 大于“网上办件量”（1）",
    ),
    "a month of another quarter": (
        "service_stars",
        "2026-06,甲,临江税务",
        f"A 列“月份”：“2026-06”不是{MONTHS}之一",
    ),
    "a month of another year": (
        "service_stars",
        "2025年7月31日,甲,临江税务",
        f"A 列“月份”：“2025年7月31日”不是{MONTHS}之一",
    ),
    "a month in words": (
        "service_stars",
        "七月,甲,临江税务",
        f"A 列“月份”：“七月”不是{MONTHS}之一",
    ),
    "a blank month": (
        "service_stars",
        ",甲,临江税务",
        f"A 列“月份”：不能为空，应为{MONTHS}之一{SPLIT}",
    ),
    "a day that does not exist for a month": (
        "service_stars",
        "2026-09-31,甲,临江税务",
        "A 列“月份”：“2026-09-31”是不存在的日期",
    ),
    "a star without a name": ("service_stars", "2026-07,,临江税务", "B 列“姓名”：不能为空"),
    "an order without a number": (
        "supervision_orders",
        ",E1,临江税务,2026-07-01,2026-07-02,,误评",
        "A 列“督办单号”：不能为空",
    ),
    "an order without an evaluation": (
        "supervision_orders",
        "D1, ,临江税务,2026-07-01,2026-07-02,,误评",
        "B 列“评价编号”：不能为空",
    ),
    "an order of another quarter": (
        "supervision_orders",
        "D1,E1,临江税务,2026-10-01,2026-10-02,,误评",
        "D 列“发出时间”：“2026-10-01”不在 2026Q3 之内",
    ),
    "an order of another quarter by the clock of the city": (
        "supervision_orders",
        "D1,E1,临江税务,2026-06-30T15:59:59Z,2026-10-02,,误评",
        "D 列“发出时间”：“2026-06-30T15:59:59Z”不在 2026Q3 之内",
    ),
    "an order due before it was issued": (
        "supervision_orders",
        "D1,E1,临江税务,2026-07-02 08:00,2026-07-01,,误评",
        "E 列“办结时限”：“2026-07-01”早于“发出时间”（2026-07-02 08:00）",
    ),
    "an order resolved before it was issued": (
        "supervision_orders",
        "D1,E1,临江税务,2026-07-02 08:00,2026-07-09,2026-07-02 07:59,误评",
        "F 列“办结时间”：“2026-07-02 07:59”早于“发出时间”（2026-07-02 08:00）",
    ),
    "a resolved order without a finding": (
        "supervision_orders",
        "D1,E1,临江税务,2026-07-01,2026-07-02,2026-07-02,",
        f"G 列“核实结果”：不能为空，应为属实、误评、恶意差评之一{SPLIT}",
    ),
    "a finding that is none": (
        "supervision_orders",
        "D1,E1,临江税务,2026-07-01,2026-07-02,,待查",
        "G 列“核实结果”：“待查”不是属实、误评、恶意差评之一",
    ),
    "a limit that is no date": (
        "supervision_orders",
        "D1,E1,临江税务,2026-07-01,三天内,,误评",
        f"E 列“办结时限”：“三天内”不是日期（{DAY}）",
    ),
    "a blank limit": (
        "supervision_orders",
        "D1,E1,临江税务,2026-07-01,,,误评",
        f"E 列“办结时限”：不能为空，应为日期（{DAY}）",
    ),
    "a disposal that is no date": (
        "supervision_orders",
        "D1,E1,临江税务,2026-07-01,2026-07-02,未办结,",
        f"F 列“办结时间”：“未办结”不是日期（{DAY}），没有的请留空",
    ),
    "a serial outside a workbook": (
        "commendations",
        "46204,锦旗,临江税务,,1",
        f"A 列“日期”：“46204”不是日期（{DAY}）",
    ),
    "a day that does not exist": (
        "commendations",
        "2026-09-31,锦旗,临江税务,,1",
        "A 列“日期”：“2026-09-31”是不存在的日期",
    ),
    "a kind that is none": (
        "commendations",
        "2026-07-01,奖状,临江税务,,1",
        "B 列“类型”：“奖状”不是锦旗、感谢信、表扬之一",
    ),
    "a number of times that is none": (
        "commendations",
        "2026-07-01,表扬,临江税务,甲,多次",
        "E 列“次数”：“多次”不是非负整数",
    ),
}


@pytest.mark.parametrize(("kind", "line", "told"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_wrong_cell_is_named_with_file_row_and_column(
    kind: str, line: str, told: str, folder: Path
) -> None:
    with pytest.raises(InputsError) as stopped:
        read_lines(kind, folder, line)
    assert str(stopped.value).splitlines()[0] == f"{kind}.csv 第 2 行 {told}。"


TWICE = {
    "unit": (
        "hall",
        ("临江税务,10,8,9,4,3", "临江市税务局,1,1,1,1,1"),
        "hall.csv 第 3 行 A 列“单位”：“临江市税务局”与 hall.csv 第 2 行重复。",
    ),
    "order": (
        "supervision_orders",
        (
            "D1,E1,临江税务,2026-07-01,2026-07-02,,误评",
            "D2,E1,临江税务,2026-07-01,2026-07-02,,误评",
            "Ｄ１,E2,临江税务,2026-07-01,2026-07-02,,误评",
        ),
        "{0} 第 4 行 A 列“督办单号”：“Ｄ１”与 {0} 第 2 行重复。".format("supervision_orders.csv"),
    ),
}


@pytest.mark.parametrize(("kind", "lines", "told"), TWICE.values(), ids=TWICE.keys())
def test_what_stands_twice_is_named_with_both_rows(
    kind: str, lines: tuple[str, ...], told: str, folder: Path
) -> None:
    with pytest.raises(InputsError) as stopped:
        read_lines(kind, folder, *lines)
    assert str(stopped.value) == told


def test_what_stands_in_two_files_is_named_with_both(folder: Path) -> None:
    for part in "12":
        text = f"{HEADERS['hall']}\n临江税务,1,1,1,1,1\n"
        (folder / f"hall_{part}.csv").write_text(text, "utf-8")
    with pytest.raises(InputsError) as stopped:
        read_folder("hall", folder)
    assert str(stopped.value) == (
        "hall_2.csv 第 2 行 A 列“单位”：“临江税务”与 hall_1.csv 第 2 行重复。"
    )


def test_a_total_that_does_not_add_up_is_told_beside_the_wrong_cells(folder: Path) -> None:
    with pytest.raises(InputsError) as stopped:
        read_lines("hall", folder, "临江税务,1,1,1,1,9", "合计,1,2,1,1,9")
    assert str(stopped.value).splitlines() == [
        "hall.csv 第 2 行 F 列“网上主动评价数”：9 大于“网上办件量”（1）。",
        "hall.csv 第 3 行 C 列“办件量”：合计为 2，而各行相加为 1，请核对是否缺行或数字有误。",
    ]


def test_five_wrong_rows_are_listed_and_the_rest_counted(folder: Path) -> None:
    lines = [f"临江税务,{number}个,1,1,1,1" for number in range(7)]
    with pytest.raises(InputsError) as stopped:
        read_lines("hall", folder, *lines)
    assert str(stopped.value).splitlines() == [
        *(
            f"hall.csv 第 {number + 2} 行 B 列“叫号量”：“{number}个”不是非负整数。"
            for number in range(5)
        ),
        "另有 2 行有误。",
    ]


def test_an_order_of_dates_must_be_declared_and_then_is_followed(folder: Path) -> None:
    line = "02/07/2026,锦旗,临江税务,,1"
    with pytest.raises(InputsError) as stopped:
        read_lines("commendations", folder, line, line)
    told = str(stopped.value).splitlines()
    assert told[:2] == [
        f"commendations.csv 第 {row} 行 A 列“日期”：“02/07/2026”分不清日和月，请声明日期的顺序。"
        for row in (2, 3)
    ]
    assert [text.strip() for text in told].count(
        "date_order: dmy   # 日/月/年；月/日/年写 mdy"
    ) == 1
    source = {"files": "commendations*", "date_order": "dmy"}
    days = read_folder("commendations", folder, source)["date"]
    assert list(days) == [pd.Timestamp(2026, 7, 2)] * 2


def test_a_declared_name_of_a_unit_is_read_and_others_are_proposed(folder: Path) -> None:
    with pytest.raises(InputsError) as stopped:
        read_lines("service_stars", folder, "7月,甲,江税所", "7月,乙,临江市税务")
    assert "units: {江税所: 临江市税务局, 临江市税务: 临江市税务局}" in str(stopped.value)
    units = {"江税所": "临江市税务局", "临江市税务": "临江税务"}
    source = {"files": "service_stars.csv", "units": units}
    assert list(read_folder("service_stars", folder, source)["unit"]) == ["临江市税务局"] * 2


def test_a_declared_constant_stands_in_every_row_and_has_no_letter(folder: Path) -> None:
    (folder / "service_stars.csv").write_text("月份,姓名\n7月,甲\n8月,乙\n", "utf-8")
    source = {"files": "service_stars*", "constants": {"单位": "临江税务"}}
    read = read_folder("service_stars", folder, source)
    assert rows_of(read) == [[7, "甲", "临江市税务局"], [8, "乙", "临江市税务局"]]
    wrong = {"files": "service_stars*", "constants": {"单位": "天文台"}}
    with pytest.raises(InputsError) as stopped:
        read_folder("service_stars", folder, wrong)
    assert str(stopped.value).splitlines()[:2] == [
        f"service_stars.csv 第 {row} 行“单位”：“天文台”不在 params/units.yaml 中。"
        for row in (2, 3)
    ]


def test_a_column_is_named_by_the_header_and_letter_of_its_own_file(folder: Path) -> None:
    (folder / "service_stars_1.csv").write_text("name,unit,month\n甲,临江税务,五月\n", "utf-8")
    (folder / "service_stars_2.csv").write_text(
        "序号,部门,星级员工,月份\n1,临江税务,,7月\n", "utf-8"
    )
    source = {"files": "service_stars_2*", "columns": {"姓名": "星级员工"}}
    with pytest.raises(InputsError) as stopped:
        read_folder("service_stars", folder, source)
    assert str(stopped.value).splitlines() == [
        f"service_stars_1.csv 第 2 行 C 列“month”：“五月”不是{MONTHS}之一。",
        "service_stars_2.csv 第 2 行 C 列“星级员工”：不能为空。",
    ]
