"""Ledgers as they arrive: any kind of file, several of one kind, each read as tidied text."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import InputsError
from analysis.inputs.ledger_tables import Ledger, read_ledger
from tests.inputs.exports import reading, write_xlsx
from tests.inputs.ledgers import rows_of

HEADERS = ["月份", "姓名", "单位"]
ROWS = [["2026-07", "王一", "临江市民政局"], ["2026-08", "李二", "临江市税务局"]]
TEXT = "\n".join(",".join(row) for row in [HEADERS, *ROWS]) + "\n"

WRITERS: dict[str, Callable[[Path], object]] = {
    ".csv": lambda path: path.write_text(TEXT, "utf-8"),
    "_BOM.csv": lambda path: path.write_text(TEXT, "utf-8-sig"),
    "_GBK.csv": lambda path: path.write_text(TEXT, "gbk"),
    "_UTF16.csv": lambda path: path.write_text(TEXT, "utf-16"),
    "_TAB.csv": lambda path: path.write_text(TEXT.replace(",", "\t"), "utf-8"),
    "_CRLF.csv": lambda path: path.write_bytes(TEXT.replace("\n", "\r\n").encode()),
    "_大写.CSV": lambda path: path.write_text(TEXT, "utf-8"),
    ".csv.gz": lambda path: path.write_bytes(gzip.compress(TEXT.encode())),
    ".xlsx": lambda path: write_xlsx(path, [HEADERS, *ROWS]),
    ".parquet": lambda path: pd.DataFrame(ROWS, columns=HEADERS).to_parquet(path),
}


def stars(folder: Path) -> Ledger:
    return read_ledger("service_stars", folder, reading())


@pytest.mark.parametrize("ending", WRITERS)
def test_the_same_cells_are_read_from_every_kind_of_file(ending: str, folder: Path) -> None:
    WRITERS[ending](folder / f"service_stars{ending}")
    assert rows_of(stars(folder).cells) == ROWS


PLACES = {
    "_1.csv": "service_stars_1.csv 第 3 行 C 列“单位”",
    "_1.xlsx": "service_stars_1.xlsx［Sheet1］ 第 3 行 C 列“单位”",
    # Parquet has neither a header row nor columns with letters.
    "_1.parquet": "service_stars_1.parquet 第 2 行“单位”",
}


@pytest.mark.parametrize("ending", PLACES)
def test_a_cell_is_named_as_its_file_counts(ending: str, folder: Path) -> None:
    WRITERS[ending.removeprefix("_1")](folder / f"service_stars{ending}")
    ledger = stars(folder)
    assert ledger.cell_place(ledger.cells.index[1], "unit") == PLACES[ending]


def test_several_files_are_read_together_by_name_whatever_their_column_order(folder: Path) -> None:
    (folder / "service_stars_2.csv").write_text("unit,name,month\n甲局,王一,2026-07\n", "utf-8")
    (folder / "service_stars_1.csv").write_text("月份,部门,姓名\n2026-08,乙局,李二\n", "utf-8")
    ledger = stars(folder)
    assert rows_of(ledger.cells) == [["2026-08", "李二", "乙局"], ["2026-07", "王一", "甲局"]]
    assert ledger.cell_place((0, 2), "unit") == "service_stars_1.csv 第 2 行 B 列“部门”"
    assert ledger.cell_place((1, 2), "unit") == "service_stars_2.csv 第 2 行 A 列“unit”"


def test_a_column_that_only_some_files_have_is_blank_in_the_others(folder: Path) -> None:
    (folder / "commendations_1.csv").write_text("日期,类型,单位\n7.1,锦旗,甲\n", "utf-8")
    (folder / "commendations_2.csv").write_text("日期,类型,单位,次数\n7.1,锦旗,乙,2\n", "utf-8")
    ledger = read_ledger("commendations", folder, reading())
    assert list(ledger.cells["times"]) == ["", "2"]
    assert ledger.cell_place((0, 2), "times") == "commendations_1.csv 第 2 行“次数”"


def test_blank_rows_are_left_out_and_rows_are_numbered_as_a_spreadsheet_does(folder: Path) -> None:
    text = "月份,姓名,单位\n\n2026-07, 王一 ,甲\n,,\n\u00a0,　, \n2026-08,李\u00a0 二,乙\n\n"
    (folder / "service_stars.csv").write_text(text, "utf-8")
    cells = stars(folder).cells
    assert [row for _, row in cells.index] == [3, 6]
    assert list(cells["name"]) == ["王一", "李 二"]


def test_cells_stay_text_and_words_for_nothing_stay_words(folder: Path) -> None:
    (folder / "service_stars.csv").write_text("月份,姓名,单位\n007,NA,null\n", "utf-8")
    assert rows_of(stars(folder).cells) == [["007", "NA", "null"]]


def test_a_column_that_is_not_of_the_kind_is_not_read(folder: Path) -> None:
    (folder / "service_stars.csv").write_text(
        "手机号,月份,姓名,单位\n13800138000,2026-07,王一,甲\n", "utf-8"
    )
    ledger = stars(folder)
    assert "13800138000" not in repr(ledger) + ledger.cells.to_string()


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["2026-07,王一,甲,乙"], "第 2 行的格数"),
        (["2026-07,王一,甲", "2026-07,王一"], "第 3 行的格数"),
        (["2026-07"] * 7, "第 2、3、4、5、6 等 7 行的格数"),
    ],
)
def test_rows_that_do_not_fit_the_header_are_named(
    lines: list[str], told: str, folder: Path
) -> None:
    (folder / "service_stars.csv").write_text("\n".join(["月份,姓名,单位", *lines]), "utf-8")
    with pytest.raises(InputsError) as stopped:
        stars(folder)
    assert str(stopped.value) == (
        f"service_stars.csv {told}与表头（3 列）不符。"
        "格子里有分隔符的，请给整格加上引号，或另存为 XLSX。"
    )


def test_numeric_order_ids_are_refused(folder: Path) -> None:
    headers = ["督办单号", "评价编号", "单位", "发出时间", "办结时限", "办结时间", "核实结果"]
    row = [1.0, "E1", "临江市税务局", "2026-07-01", "2026-07-02", "2026-07-02", "误评"]
    write_xlsx(folder / "supervision_orders.xlsx", [headers, row])
    with pytest.raises(InputsError, match="第 2 行“督办单号”没有存成文本"):
        read_ledger("supervision_orders", folder, reading())
