"""Sheets as people keep them, and exactly what is read from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import InputsError
from tests.inputs.ledgers import read_folder, rows_of
from tests.inputs.readers.workbooks import Cell, Rows, Stored, write_workbook

JULY = datetime.fromisoformat("2026-07-08T09:30:00")

HALL: Sequence[Sequence[Cell]] = [
    ["二〇二六年第三季度大厅评价情况表"],
    ["序号", "单 位", "现场", None, None, "网上", None],
    [None, None, "叫号量", "办件量", "现场主动评价数", "网上办件量", "网上主动评价数"],
    [1, "临江市民政局", "1,200", 900, 1100.0, "０", 0],
    [2, "临江税务", 20, Stored("str", "18"), " 19 ", 7, 7],
    ["小计", None, 1220, 918, 1119, 7, 7],
    [],
    [3, "东城区\u00a0市监局", 5, 5, 5, 5, 5],
    ["合计", None, 1225, 923, 1124, 12, "12"],
    ["填表人：张三", "审核人：李四", None, None, None, None, "日期：2026年10月8日"],
]
HALL_COLUMNS = ["单位", "叫号量", "办件量", "现场主动评价数", "网上办件量", "网上主动评价数"]


def test_a_hall_sheet_with_title_two_header_rows_subtotals_and_notes(folder: Path) -> None:
    # The totals are named in the column of running numbers, which is not read.
    write_workbook(folder / "hall.xlsx", {"汇总": HALL, "说明": [["口径说明：按窗口统计"]]})
    assert rows_of(read_folder("hall", folder)) == [
        ["临江市民政局", 1200, 900, 1100, 0, 0],
        ["临江市税务局", 20, 18, 19, 7, 7],
        ["东城区市监局", 5, 5, 5, 5, 5],
    ]


def test_a_total_without_a_name_that_does_not_add_up_is_a_row_without_a_unit(folder: Path) -> None:
    wrong = ["小计", None, 1221, 918, 1119, 7, 7]
    write_workbook(folder / "hall.xlsx", {"汇总": [*HALL[:5], wrong, HALL[7]]})
    with pytest.raises(InputsError) as stopped:
        read_folder("hall", folder)
    assert str(stopped.value) == (
        "hall.xlsx［汇总］ 第 6 行 B 列“单 位”：不能为空（合计行请在此列写“合计”）。"
    )


def test_stars_on_a_sheet_for_each_month_with_totals_of_people(folder: Path) -> None:
    headers = ["月份", "服务之星", "部门"]
    sheets: dict[str, Rows] = {
        "7月": [
            headers,
            ["7月", "王 一", "临江税务"],
            ["7月", "李二", "临江市民政局"],
            ["合计", "2人"],
        ],
        "8月": [headers, [46_240, "王　一", "临江市税务局"], ["合计", "共1人次"]],
        "9月": [headers, [datetime.fromisoformat("2026-09-01"), "王一", " 临江税务 "]],
    }
    write_workbook(folder / "service_stars.xlsx", sheets)
    source = {"files": "service_stars*", "columns": {"姓名": "服务之星"}}
    # Serial 46,240 is 2026-08-06.
    assert rows_of(read_folder("service_stars", folder, source)) == [
        [7, "王一", "临江市税务局"],
        [7, "李二", "临江市民政局"],
        [8, "王一", "临江市税务局"],
        [9, "王一", "临江市税务局"],
    ]


def test_orders_whose_times_are_dates_serials_and_texts(folder: Path) -> None:
    headers = ["督办单号", "评价编号", "单位", "发出时间", "办结时限", "办结时间", "核实结果"]
    sheet: Rows = [
        headers,
        ["D-1", "E1", "临江税务", JULY, 46_220.5, "2026年7月9日8时", "误 评"],
        [],
        headers,
        ["Ｄ－２", "E2", "临江市民政局", "2026/7/8 9:30", "20260715", None, None],
    ]
    write_workbook(folder / "supervision_orders.xlsx", {"督办": sheet})
    # Serial 46,220.5 is noon of 2026-07-17.
    assert rows_of(read_folder("supervision_orders", folder)) == [
        [
            *("D-1", "E1", "临江市税务局", pd.Timestamp(JULY)),
            *(pd.Timestamp(2026, 7, 17, 12), pd.Timestamp(2026, 7, 9, 8), "误评"),
        ],
        [
            *("D-2", "E2", "临江市民政局", pd.Timestamp(JULY)),
            *(pd.Timestamp(2026, 7, 15, 23, 59, 59), pd.NaT, ""),
        ],
    ]


def test_commendations_of_several_offices_each_in_its_own_way(folder: Path) -> None:
    (folder / "commendations_a.csv").write_bytes(
        "单位\t类型\t日期\n临江税务\t锦旗\t02/07/2026\n合计\t1面\t\n".encode("gb18030")
    )
    (folder / "commendations_b.csv").write_text(
        "date;kind;times\n2026.7.3;感谢信;２\n备注：含来电;;\n", "utf-16"
    )
    write_workbook(
        folder / "commendations_c.xlsx",
        {
            "表扬": [
                ["日期", "类型", "单位", "姓名", "次数"],
                [JULY, "表扬", "税所", "欧阳修", None],
            ]
        },
    )
    sources = (
        {"files": "commendations_a*", "date_order": "dmy"},
        {"files": "commendations_b*", "constants": {"单位": "东城区市监局"}},
        {"files": "commendations_c*", "units": {"税所": "临江市税务局"}},
    )
    assert rows_of(read_folder("commendations", folder, *sources)) == [
        [pd.Timestamp(2026, 7, 2), "锦旗", "临江市税务局", "", 1],
        [pd.Timestamp(2026, 7, 3), "感谢信", "东城区市监局", "", 2],
        [pd.Timestamp(JULY), "表扬", "临江市税务局", "欧阳修", 1],
    ]


def test_messages_name_the_sheet_the_row_and_the_column_of_each(folder: Path) -> None:
    first: Rows = [HALL_COLUMNS, ["临江税务", 1, 1, 1, 1, 1], ["合计", 1, 2, 1, 1, 1]]
    second: Rows = [
        ["区县报表"],
        ["序号", *HALL_COLUMNS],
        [1, "临江税务", 1, 1, 1, 1, 1],
        [2, "临江市民政局", 1, 1.5, 1, 1, 1],
        [3, "东城区市监局", 1, "暂缺", 1, 1, 1],
    ]
    write_workbook(folder / "hall.xlsx", {"市级": first, "区县": second})
    with pytest.raises(InputsError) as stopped:
        read_folder("hall", folder)
    wrong_total = "合计为 2，而各行相加为 1，请核对是否缺行或数字有误"
    assert str(stopped.value).splitlines() == [
        f"hall.xlsx［市级］ 第 3 行 C 列“办件量”：{wrong_total}。",
        "hall.xlsx［区县］ 第 3 行 B 列“单位”：“临江税务”与 hall.xlsx［市级］ 第 2 行重复。",
        "hall.xlsx［区县］ 第 4 行 D 列“办件量”：“1.5”不是非负整数。",
        "hall.xlsx［区县］ 第 5 行 D 列“办件量”：“暂缺”不是非负整数。",
    ]
