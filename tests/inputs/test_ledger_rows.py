"""Rows of a sheet: entries kept; totals checked, then left out like blank rows and end notes."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.inputs.columns import KINDS
from analysis.inputs.ledger_rows import SortedRows, sorted_rows
from analysis.inputs.readers.table import Header

FIRST_ROW = 2
TITLES = {column.name: column.header for columns in KINDS.values() for column in columns}


def sheet(text: str) -> SortedRows:
    """Sort a hall sheet of two columns, `unit tickets`, a `.` for a blank cell, from row 2 on."""
    return sort("hall", ("unit", "tickets"), text)


def sort(kind: str, columns: tuple[str, ...], text: str) -> SortedRows:
    lines = [["" if cell == "." else cell for cell in line.split()] for line in text.splitlines()]
    cells = pd.DataFrame(lines, columns=list(columns), dtype="str")
    cells.index = cells.index + FIRST_ROW
    return sorted_rows(kind, header(columns), cells)


def header(columns: tuple[str, ...]) -> Header:
    """Return the header of these columns from A on, under their Chinese titles."""
    positions = {name: place for place, name in enumerate(columns)}
    return Header(positions, {name: TITLES[name] for name in columns}, 1, len(columns))


KEPT = {
    "nothing but entries": ("甲 1\n乙 2", [2, 3]),
    "nothing at all": ("", []),
    "blank rows anywhere": (". .\n甲 1\n. .\n乙 2\n. .", [3, 5]),
    "the header again amid the rows": ("甲 1\n单位 叫号量\n乙 2", [2, 4]),
    "a part of the header": ("甲 1\n单位 .\n乙 2", [2, 3, 4]),
    "a total": ("甲 1\n乙 2\n合计 3", [2, 3]),
    "a total of figures written in other ways": ("甲 1,000\n乙 ２.0\n总计： 1002", [2, 3]),
    "a total and its count in one cell": ("甲 1\n乙 2\n总计：３ .", [2, 3, 4]),
    "a grand total that says what is counted": ("甲 1\n乙 2\n全市总计（张）： 3", [2, 3]),
    "a total without a count": ("甲 1\n乙 2\n共计 .", [2, 3]),
    "subtotals and a total": ("甲 1\n乙 2\n小计 3\n丙 4\n小计 4\n合计 7", [2, 3, 5]),
    "a total of the rest since the last": ("甲 1\n小计 1\n乙 2\n合计 2", [2, 4]),
    "a total above all": ("合计 3\n甲 1\n乙 2", [3, 4]),
    "a total alone": ("合计 0", []),
    "a total named in a column that is not read": ("甲 1\n乙 2\n. 3", [2, 3]),
    "the same below subtotals": ("甲 1\n乙 2\n小计 3\n丙 4\n小计 4\n. 7", [2, 3, 5]),
    "subtotals named there, too": ("甲 1\n乙 2\n. 3\n丙 4\n丁 5\n. 9\n. 12", [2, 3, 5, 6]),
    "a row without a name that is no total": ("甲 1\n乙 2\n. 4", [2, 3, 4]),
    "a row without a name like the one above": ("甲 1\n. 1", [2, 3]),
    "a row without a name where only one row counts": ("甲 0\n乙 5\n. 5", [2, 3, 4]),
    "a row of zeros without a name": ("甲 0\n乙 0\n. 0", [2, 3, 4]),
    "a row without a name that sums up one": ("甲 1\n乙 2\n小计 3\n丙 4\n. 4", [2, 3, 5, 6]),
    "a row without a name above those it sums up": (". 3\n甲 1\n乙 2", [3, 4]),
    "notes at the end": ("甲 1\n填表人：张三 .\n制表日期：2026-10-01 .\n备注 .", [2]),
    "notes below a total": ("甲 1\n合计 1\n. .\n※以上数据截至月底 .\n——以下空白—— .", [2]),
    "notes side by side": ("甲 1\n填表人：张三 审核人：李四", [2]),
    "a note between entries": ("甲 1\n备注：补报 .\n乙 2", [2, 3, 4]),
    "a note with a count": ("甲 1\n备注：补报 2", [2, 3]),
    "a note above a total": ("甲 1\n备注：补报 .\n合计 1", [2, 3]),
    "an entry without counts at the end": ("甲 1\n统计局 .", [2, 3]),
    "a name that ends like a note": ("甲 1\n数据管理局 .\n注册中心 .", [2, 3, 4]),
    "a bare date at the end": ("甲 1\n2026-10-01 .", [2, 3]),
}


@pytest.mark.parametrize(("text", "kept"), KEPT.values(), ids=KEPT.keys())
def test_entries_alone_are_kept_and_their_rows_with_them(text: str, kept: list[int]) -> None:
    found = sheet(text)
    assert list(found.entries.index) == kept
    assert found.problems == ()


def test_centred_words_for_a_total_have_lost_their_spaces_by_folding() -> None:
    cells = pd.DataFrame({"unit": ["甲", "合 计"], "tickets": ["1", "1"]}, index=[2, 3])
    assert list(sorted_rows("hall", header(("unit", "tickets")), cells).entries.index) == [2]


WRONG = {
    "a row is missing": ("甲 1\n乙 2\n合计 6", [(4, "tickets", "6", "3")]),
    "one of several": ("甲 1\n小计 1\n乙 2\n小计 3\n丙 4\n小计 5", [(7, "tickets", "5", "4")]),
    "a subtotal of everything else": (
        "甲 1\n小计 1\n乙 2\n小计 2\n丙 4\n总计 8",
        [(7, "tickets", "8", "4")],
    ),
    "a total above all": ("合计 4\n甲 1\n乙 2", [(2, "tickets", "4", "3")]),
    "a total of nothing": ("合计 4", [(2, "tickets", "4", "0")]),
}


@pytest.mark.parametrize(("text", "problems"), WRONG.values(), ids=WRONG.keys())
def test_a_total_that_is_not_the_sum_is_told_with_both_figures(
    text: str, problems: list[tuple[int, str, str, str]]
) -> None:
    assert [(p.row, p.column, p.reason) for p in sheet(text).problems] == [
        (row, column, f"合计为 {stated}，而各行相加为 {summed}，请核对是否缺行或数字有误")
        for row, column, stated, summed in problems
    ]


def test_a_total_that_is_no_number_is_told() -> None:
    (problem,) = sheet("甲 1\n合计 #REF!").problems
    assert (problem.row, problem.reason) == (3, "合计“#REF!”不是非负整数")


def test_a_sum_over_a_cell_that_holds_no_count_is_not_held_against_the_total() -> None:
    assert sheet("甲 x\n乙 2\n合计 3").problems == ()


def test_blank_times_count_once_in_a_sum() -> None:
    columns = ("date", "unit", "times")
    found = sort("commendations", columns, "7.1 甲 .\n7.2 乙 2\n合计 . 3")
    assert list(found.entries.index) == [2, 3]
    assert found.problems == ()


def test_an_unnamed_total_of_commendations_counts_blank_times_too() -> None:
    found = sort("commendations", ("date", "unit", "times"), "7.1 甲 .\n7.2 乙 .\n. . 2")
    assert list(found.entries.index) == [2, 3]


STARS = "7月 王一 甲\n8月 王一 甲\n8月 李二 乙\n"


@pytest.mark.parametrize(
    "figures", ["合计 . .", "合计 3 .", "合计 ２人 .", "合计 . 共3次", ". . 合计"]
)
def test_a_total_without_counts_may_say_how_many_rows_or_words_there_are(figures: str) -> None:
    found = sort("service_stars", ("month", "name", "unit"), STARS + figures)
    assert list(found.entries.index) == [2, 3, 4]
    assert found.problems == ()


def test_a_total_without_counts_that_says_another_number_is_told() -> None:
    (problem,) = sort("service_stars", ("month", "name", "unit"), f"{STARS}合计 4人 .").problems
    assert (problem.row, problem.column) == (5, "name")
    assert problem.reason == "合计为 4，而各行共 3 行，请核对是否缺行或数字有误"


def test_a_row_that_is_named_a_total_but_holds_an_entry_is_kept() -> None:
    found = sort("service_stars", ("month", "name", "unit"), f"{STARS}小计 王一 甲")
    assert list(found.entries.index) == [2, 3, 4, 5]


def test_a_sheet_whose_texts_are_all_constants_has_no_unnamed_total() -> None:
    cells = pd.DataFrame({"tickets": ["1", "2", "3"]}, index=[2, 3, 4])
    assert list(sorted_rows("hall", header(("tickets",)), cells).entries.index) == [2, 3, 4]
