"""28 workbooks and 11 Parquet files damaged at one place: read by row, or a clear stop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.inputs.beside import ALL, ROWS, TEXT, TITLES, Outcome, require_outcome
from tests.inputs.readers.workbooks import Rows, Stored, write_workbook

BOOK = "evaluations_1.xlsx"


def book(sheets: Mapping[str, Rows], left: int = 0) -> Callable[[Path], object]:
    return lambda path: write_workbook(path, sheets, left=left)


def with_cell(row: int, title: str, cell: object) -> Rows:
    """Return the rows with one cell changed, by its row as Excel counts."""
    lines: list[list[object]] = [[*TITLES], *([*one] for one in ROWS)]
    lines[row - 1][TITLES.index(title)] = cell
    return lines  # type: ignore[return-value] - cells of any kind are the point


WHOLE: Rows = [TITLES, *ROWS]
NO_IDS: Rows = [[*TITLES, "数量"], *([["", *one[1:], "7"] for one in ROWS])]
BOOKS: Mapping[str, tuple[Callable[[Path], object], Outcome]] = {
    "a sheet of another name": (book({"Ｓｈｅｅｔ １": WHOLE}), (ALL, {})),
    "a sheet emptied": (book({"甲": WHOLE, "乙": []}), (ALL, {})),
    "every sheet emptied": (book({"甲": [], "乙": [[]]}), f"{BOOK} 的工作表中没有内容。"),
    "two sheets": (book({"甲": [TITLES, *ROWS[:2]], "乙": [TITLES, *ROWS[2:]]}), (ALL, {})),
    "the header of the second sheet lost": (
        book({"甲": [TITLES, *ROWS[:2]], "乙": ROWS[2:]}),
        f"{BOOK}［乙］ 缺少“区域”、“单位”、",
    ),
    "a sheet copied": (
        book({"甲": WHOLE, "甲 (2)": WHOLE}),
        (ALL, dict.fromkeys(range(2, 8), "repeated_id")),
    ),
    "a remark on a sheet": (book({"甲": WHOLE, "说明": [["口径"], ["制表：赵某"]]}), (ALL, {})),
    "columns to the left": (book({"甲": WHOLE}, left=5), (ALL, {})),
    "titles above": (book({"甲": [["二〇二六年"], [], *WHOLE]}), (ALL, {})),
    "thirty titles above": (book({"甲": [["二〇二六年"]] * 30 + [*WHOLE]}), f"{BOOK}［甲］ 缺少"),
    "records above the header": (
        book({"甲": [*ROWS[:2], TITLES, *ROWS[2:]]}),
        f"{BOOK}［甲］ 第 1 行在列名（第 3 行）之上，却填满了各列，",
    ),
    "a total below": (book({"甲": [*WHOLE, ["合计"], []]}), (ALL, {})),
    "a total spaced out": (book({"甲": [*WHOLE, [None, "总　计"]]}), (ALL, {})),
    "an id made a number": (
        book({"甲": with_cell(5, "评价编号", 35020020250100000002)}),
        f"{BOOK}［甲］ 第 5 行 A 列“评价编号”没有存成文本：Excel 的数字只保留 15 位，",
    ),
    "a short id made a number": (
        book({"甲": with_cell(2, "评价编号", 4)}),
        f"{BOOK}［甲］ 第 2 行 A 列“评价编号”没有存成文本：",
    ),
    "an id made a date": (
        book({"甲": with_cell(2, "评价编号", datetime.fromisoformat("2026-03-01"))}),
        f"{BOOK}［甲］ 第 2 行 A 列“评价编号”没有存成文本：",
    ),
    "an error in a needed cell": (
        book({"甲": with_cell(3, "满意度", Stored("e", "#N/A"))}),
        f"{BOOK}［甲］ 第 3 行 F 列“满意度”是公式错误",
    ),
    "a time as a serial": (book({"甲": with_cell(3, "评价时间", 46_218.5)}), (ALL, {})),
    "a serial outside": (
        book({"甲": with_cell(3, "评价时间", 46_296)}),
        ((1, 3, 4, 5, 6), {3: "outside_quarter"}),
    ),
    "a serial of four digits": (
        book({"甲": with_cell(3, "评价时间", 4621)}),
        ((1, 3, 4, 5, 6), {3: "unreadable_time"}),
    ),
    "the last second as a date": (
        book({"甲": with_cell(3, "评价时间", datetime.fromisoformat("2026-09-30T23:59:59"))}),
        (ALL, {}),
    ),
    "midnight after the quarter as a date": (
        book({"甲": with_cell(3, "评价时间", datetime.fromisoformat("2026-10-01"))}),
        ((1, 3, 4, 5, 6), {3: "outside_quarter"}),
    ),
    "a truth of Excel": (book({"甲": with_cell(3, "主动评价", Stored("b", "1"))}), (ALL, {})),
    "cells shifted left": (
        book({"甲": [TITLES, ROWS[0], ROWS[1][1:], *ROWS[2:]]}),
        ((1, 3, 4, 5, 6), {3: "missing_time"}),
    ),
    "merged units": (
        book({"甲": with_cell(3, "单位", None)}),
        ((1, 3, 4, 5, 6), {3: "missing_unit"}),
    ),
    "text by the name of a workbook": (
        lambda path: path.write_text(TEXT, "utf-8"),
        f"{BOOK} 无法读取：它不是 .xlsx 工作簿，或者没有传完，",
    ),
    "a page by the name of a workbook": (
        lambda path: path.write_text("<html><table></table></html>", "utf-8"),
        f"{BOOK} 无法读取：它不是 .xlsx 工作簿，",
    ),
    "an empty workbook": (lambda path: path.write_bytes(b""), f"{BOOK} 无法读取："),
}


@pytest.mark.parametrize(("write", "outcome"), BOOKS.values(), ids=BOOKS.keys())
def test_a_damaged_workbook_is_read_by_row_or_stops(
    write: Callable[[Path], object], outcome: Outcome
) -> None:
    require_outcome(BOOK, write, outcome)


STORED = "evaluations_1.parquet"


def stored(**columns: pa.Array) -> Callable[[Path], object]:
    """Write the records, some of their columns replaced."""
    plain = {title: pa.array([row[place] for row in ROWS]) for place, title in enumerate(TITLES)}
    return lambda path: parquet.write_table(pa.table({**plain, **columns}), path)


SIX = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
PARQUETS: Mapping[str, tuple[Callable[[Path], object], Outcome]] = {
    "plain": (stored(), (ALL, {})),
    "times of a zone": (
        stored(评价时间=pa.array([datetime(2026, 6, 30, 16)] * 6, pa.timestamp("us", "UTC"))),  # noqa: DTZ001
        (ALL, {}),
    ),
    "no time at all": (
        stored(评价时间=pa.nulls(6)),
        ((), dict.fromkeys(range(1, 7), "missing_time")),
    ),
    "ids made floats": (
        stored(评价编号=pa.array(SIX)),
        f"{STORED} 的“评价编号”列是 DOUBLE 类型，内容可能已经改变：",
    ),
    "times made numbers": (
        stored(评价时间=pa.array([20260701] * 6)),
        f"{STORED} 的“评价时间”列是 BIGINT 类型，",
    ),
    "items made bytes": (
        stored(事项名称=pa.array([b"\xff"] * 6)),
        f"{STORED} 的“事项名称”列是 BLOB 类型，",
    ),
    "items made lists": (
        stored(事项名称=pa.array([["甲"]] * 6)),
        f"{STORED} 的“事项名称”列是 VARCHAR[] 类型，",
    ),
    "a count that is none": (
        stored(数量=pa.array([1.0, 1.0, float("nan"), 1.0, 1.0, 1.0])),
        f"{STORED} 第 3 行“数量”：不是大于 0、小于一千万的整数（共 1 行）。",
    ),
    "a level that is none": (
        stored(满意度=pa.array([5.0, 5.0, float("nan"), 5.0, 5.0, 5.0])),
        STORED,
    ),
    "a column of the program's own": (
        stored(file_row_number=pa.array(SIX)),
        f"{STORED} 有名为 file_row_number 的列，",
    ),
    "text by the name of Parquet": (
        lambda path: path.write_text(TEXT, "utf-8"),
        f"{STORED} 无法读取：Parquet 文件已损坏或没有传完，请重新导出。",
    ),
}


@pytest.mark.parametrize(("write", "outcome"), PARQUETS.values(), ids=PARQUETS.keys())
def test_a_strange_parquet_file_is_read_by_row_or_stops(
    write: Callable[[Path], object], outcome: Outcome
) -> None:
    require_outcome(STORED, write, outcome)


def test_a_copied_sheet_without_ids_is_refused() -> None:
    require_outcome(BOOK, book({"甲": NO_IDS, "甲 (2)": NO_IDS}), f"{BOOK}［甲 (2)］")
