"""Cells of sheets come as the text they show, at the rows that Excel shows, or not at all."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from analysis.inputs.readers import sheets
from analysis.inputs.readers.opening import open_tables
from tests.inputs.exports import write_xlsx
from tests.inputs.readers.tables import STARS, content, contents, refusal, source
from tests.inputs.readers.workbooks import Cell, Rows, Stored, write_workbook

ORDERS = ("督办单号", "评价编号", "单位", "发出时间", "办结时限", "办结时间", "核实结果")


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook; sheets by their names, or one sheet of rows."""

    def write(rows: Rows | dict[str, Rows], *, left: int = 0) -> Path:
        path = tmp_path / "stars.xlsx"
        named = rows if isinstance(rows, dict) and "明细" in rows else {"明细": rows}
        write_workbook(path, named, left=left)
        return path

    return write


SHOWN: list[tuple[Cell, str]] = [
    ("满意", "满意"),
    (" 满意 ", " 满意 "),
    ("007", "007"),
    (5, "5"),
    (5.0, "5"),
    (-12, "-12"),
    (12.5, "12.5"),
    (0.1, "0.1"),
    (1_059_700, "1059700"),
    (100_000_000_000, "100000000000"),
    (datetime.fromisoformat("2026-07-15 10:00:00"), "2026-07-15 10:00:00"),
    (datetime.fromisoformat("2026-07-15 23:59:59"), "2026-07-15 23:59:59"),
    (datetime.fromisoformat("2026-07-15"), "2026-07-15 00:00:00"),
    (45678.4375, "45678.4375"),
    (Stored("b", "1"), "true"),
    (Stored("str", "算出来的"), "算出来的"),
    (Stored("inlineStr", "写在表内"), "写在表内"),
    (Stored("str", ""), ""),
    (None, ""),
    ("第一行\n第二行", "第一行\n第二行"),
    ("<&>“𠮷”", "<&>“𠮷”"),
]


@pytest.mark.parametrize(("cell", "text"), SHOWN)
def test_a_cell_is_read_as_it_looks(cell: Cell, text: str, book: Callable[..., Path]) -> None:
    path = book([STARS, ["2026-07", cell, "甲"]])
    assert content(path).rows == {2: ("2026-07", text, "甲")}


def test_rows_have_the_numbers_that_excel_shows(book: Callable[..., Path]) -> None:
    rows = {
        3: ["服务之星"],
        6: STARS,
        9: ["2026-07", "余玠", "甲"],
        10: [],
        12: ["2026-08", "李二"],
    }
    read = content(book(rows, left=2))
    assert read.rows == {9: ("2026-07", "余玠", "甲"), 12: ("2026-08", "李二", "")}
    assert (read.name, read.counts) == ("stars.xlsx［明细］", (2, 2))


def test_columns_are_numbered_from_a_wherever_the_table_begins(book: Callable[..., Path]) -> None:
    ((_, header),) = open_tables(book({2: STARS}, left=3), "service_stars", source())
    assert header.positions == {"month": 3, "name": 4, "unit": 5}


def test_a_table_may_stand_to_the_right_of_what_begins_further_down(
    book: Callable[..., Path],
) -> None:
    rows = [[None, None, *STARS], [None, None, "2026-07", "余玠", "甲"], *[[]] * 40, ["备注：无"]]
    assert content(book(rows)).rows == {2: ("2026-07", "余玠", "甲"), 43: ("", "", "")}


def test_merged_titles_on_two_rows_are_put_together(book: Callable[..., Path]) -> None:
    rows = [["统计表"], ["月份", "人员", None], [None, "姓名", "单位"], ["2026-07", "余玠", "甲"]]
    assert content(book(rows)).rows == {4: ("2026-07", "余玠", "甲")}


def test_columns_without_a_name_are_not_read(book: Callable[..., Path]) -> None:
    path = book([[*STARS, "证件号码"], ["2026-07", "余玠", "甲", "350203199001011234"]])
    ((table, header),) = open_tables(path, "service_stars", source())
    (batch,) = table.batches(header)
    assert "350203199001011234" not in str(batch.to_pydict())


def test_a_header_alone_is_a_table_without_rows(book: Callable[..., Path]) -> None:
    ((table, header),) = open_tables(book([STARS]), "service_stars", source())
    (batch,) = table.batches(header)
    assert batch.schema.names == ["month", "name", "unit", "row"]
    assert (len(batch), table.count_rows(header)) == (0, 0)


def test_a_row_of_empty_texts_is_blank_and_only_the_careful_count_knows(
    book: Callable[..., Path],
) -> None:
    read = content(book([STARS, ["", "", ""], ["2026-07", "余玠", ""], ["", ""]]))
    assert read.rows == {3: ("2026-07", "余玠", "")}
    assert read.counts == (3, 1)


def test_a_large_sheet_comes_in_several_parts(
    book: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "_BATCH", 2)
    rows = [["2026-07", f"员{row}", "甲"] if row % 3 else [] for row in range(2, 12)]
    read = content(book([STARS, *rows]))
    assert list(read.rows) == [2, 4, 5, 7, 8, 10, 11]


def order(**cells: Cell) -> list[Cell]:
    usual: dict[str, Cell] = dict.fromkeys(ORDERS, "1") | {"督办单号": "D1", "评价编号": "E1"}
    return list((usual | cells).values())


NUMBERS = [7, 1.5, 35020020250100000001, datetime.fromisoformat("2026-07-15"), Stored("b", "1")]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("column", ["督办单号", "评价编号"])
def test_an_id_that_is_not_text_is_refused_wherever_it_stands(
    column: str, number: Cell, book: Callable[..., Path]
) -> None:
    # Far behind what a library would look at to guess a type.
    rows = [*([order()] * 1500), [], order(**{column: number}), order(**{column: number})]
    assert refusal(book([["督办"], ORDERS, *rows]), "supervision_orders") == (
        f"stars.xlsx［明细］ 第 1504 行“{column}”没有存成文本：Excel 的数字只保留 15 位，"
        "编号可能已经改变。请从系统重新导出，并把这一列设为文本。"
    )


def test_a_column_of_nothing_but_numeric_ids_is_refused(book: Callable[..., Path]) -> None:
    rows = [order(督办单号=1), order(督办单号=2)]
    assert "第 2 行“督办单号”" in refusal(book([ORDERS, *rows]), "supervision_orders")


def test_numbers_elsewhere_than_in_ids_are_fine(book: Callable[..., Path]) -> None:
    # Above the header, in another column, and an id of digits that was stored as text.
    rows = [[2026, 3], ORDERS, order(督办单号="20260701", 单位=7)]
    assert content(book(rows), "supervision_orders").rows[3][:3] == ("20260701", "E1", "7")


def test_an_id_may_be_blank(book: Callable[..., Path]) -> None:
    assert content(book([ORDERS, order(评价编号=None)]), "supervision_orders").rows[2][1] == ""


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!"])
def test_a_cell_with_an_error_is_refused_and_never_blank(
    error: str, book: Callable[..., Path]
) -> None:
    rows = [STARS, ["2026-07", "余玠", "甲"], ["2026-07", Stored("e", error), "甲"]]
    assert refusal(book(rows)) == (
        "stars.xlsx［明细］ 第 3 行“姓名”是公式错误（#N/A、#REF! 之类）。"
        "请在 Excel 中改正后重新保存。"
    )


def test_an_error_in_an_id_is_refused_too(book: Callable[..., Path]) -> None:
    path = book([ORDERS, order(评价编号=Stored("e", "#N/A"))])
    assert "第 2 行“评价编号”是公式错误" in refusal(path, "supervision_orders")


def test_of_many_errors_the_first_few_are_named(book: Callable[..., Path]) -> None:
    error = Stored("e", "#N/A")
    said = refusal(book([STARS, *([[error, error, "甲"]] * 4)]))
    assert (
        "第 2 行“月份”、第 2 行“姓名”、第 3 行“月份”、第 3 行“姓名”、第 4 行“月份”等 8 处是" in said
    )


def test_errors_that_nobody_needs_are_no_matter(book: Callable[..., Path]) -> None:
    error = Stored("e", "#REF!")
    rows = [[error], [*STARS, "备注"], ["2026-07", "余玠", "甲", error], [None, None, None, error]]
    read = content(book(rows))
    assert read.rows == {3: ("2026-07", "余玠", "甲"), 4: ("", "", "")}
    assert read.counts == (2, 2)


CUT_OFF = (
    "stars.xlsx［明细］ 正好 4 行，是 Excel 一张工作表的上限，后面的记录可能已被截掉。"
    "请从系统分几次导出，或导出为 .csv。"
)


def test_a_sheet_filled_to_its_last_row_is_refused_unless_another_follows(
    book: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "LAST_ROW", 4)
    full = [STARS, *([["2026-07", "余玠", "甲"]] * 3)]
    assert refusal(book(full)) == CUT_OFF
    assert refusal(book({"明细": full, "说明": [["无"]]})) == CUT_OFF
    parts = contents(book({"明细": full, "说明": [["无"]], "明细2": full[:2]}))
    assert [len(part.rows) for part in parts] == [3, 1]


FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
STATED = '<dimension ref="A1:XFD1048576"/>'


@pytest.mark.parametrize("stated", ["", STATED])
def test_a_cell_far_away_is_refused_before_it_fills_the_memory(
    stated: str, book: Callable[..., Path]
) -> None:
    path = book([STARS, ["2026-07", "余玠", "甲"]])
    change_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace("<sheetData>", f"{stated}<sheetData>").replace(
            "</sheetData>", f"{FAR}</sheetData>"
        ),
    )
    assert refusal(path) == (
        "stars.xlsx［明细］ 用到第 1048576 行、XFD 列为止，范围过大，很远的地方可能有内容或格式。"
        "请在 Excel 中删去数据以外的行和列后重新保存。"
    )


def test_workbooks_of_other_programs_are_read_alike(tmp_path: Path) -> None:
    # Without places, texts in the sheet itself.
    path = tmp_path / "stars.xlsx"
    write_xlsx(path, [["服务之星"], STARS, ["2026-07", "余玠", 5]])
    read = content(path)
    assert (read.rows, read.counts) == ({3: ("2026-07", "余玠", "5")}, (1, 1))


def test_element_names_may_have_prefixes(tmp_path: Path) -> None:
    path = tmp_path / "stars.xlsx"
    write_workbook(path, {"明细": [STARS, [], ["2026-07", "余玠", 5]]})
    change_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x="),
    )
    read = content(path)
    assert (read.rows, read.counts) == ({3: ("2026-07", "余玠", "5")}, (1, 1))


def test_a_title_may_be_in_several_runs_with_its_pronunciation(tmp_path: Path) -> None:
    path = tmp_path / "stars.xlsx"
    write_workbook(path, {"明细": [STARS, ["2026-07", "余玠", "甲"]]})
    runs = "<r><t>姓</t></r><r><rPr/><t>名</t></r><rPh><t>xingming</t></rPh>"
    change_part(
        path,
        "xl/sharedStrings.xml",
        lambda xml: xml.replace('<t xml:space="preserve">姓名</t>', runs),
    )
    assert content(path).rows == {2: ("2026-07", "余玠", "甲")}


def change_part(path: Path, part: str, change: Callable[[str], str]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = change(parts[part].decode()).encode()
    assert changed != parts[part]
    with zipfile.ZipFile(path, "w") as archive:
        for name, written in {**parts, part: changed}.items():
            archive.writestr(name, written)
