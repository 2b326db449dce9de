"""The header is found below titles, on one row or two, under agreed and declared names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from analysis.errors import InputsError
from analysis.inputs.columns import KINDS
from analysis.inputs.readers.header import HeaderSearch
from analysis.inputs.readers.opening import open_tables
from analysis.inputs.readers.refusals import missing_columns
from analysis.inputs.readers.table import Header
from tests.inputs.readers.tables import refusal, source

HALL = ["单位", "叫号量", "办件量", "现场主动评价数", "网上办件量", "网上主动评价数"]
NAMES = [column.name for column in KINDS["hall"]]
RECORDS = ["区域", "单位", "事项名称", "评价渠道", "满意度", "主动评价", "评价时间"]


def found(rows: Sequence[Sequence[str]], kind: str = "hall", **declared: object) -> Header:
    search = HeaderSearch(kind, source(**declared))
    row = search.among(rows)
    assert row.missing == ()
    return search.header(row, "hall.csv")


def said(rows: Sequence[Sequence[str]], kind: str = "hall", **declared: object) -> str:
    """What is said of rows among which no header is found."""
    search = HeaderSearch(kind, source(**declared))
    row = search.among(rows)
    assert row.missing
    return str(missing_columns(search, row, Path("hall.csv"), "hall.csv"))


def test_columns_are_found_in_any_order_among_others() -> None:
    header = found([["序号", *reversed(HALL), ""]])
    assert header == Header(
        dict(zip(NAMES, [6, 5, 4, 3, 2, 1], strict=True)),
        dict(zip(NAMES, HALL, strict=True)),
        row=1,
        width=8,
    )


@pytest.mark.parametrize(
    "title", ["单位", " 单 位 ", "单\n位", "\u3000单位\u00a0", "ＵＮＩＴ", "部门"]
)
def test_a_title_is_known_however_it_is_typed(title: str) -> None:
    assert found([[title, *HALL[1:]]]).titles["unit"] == title


def test_titles_and_blank_rows_above_are_passed_over() -> None:
    rows = [["政务服务大厅统计表"], [], ["单位：件", "", "2026年第三季度"], HALL]
    assert found(rows).row == 4


def test_a_header_may_stand_on_row_30_but_not_further_down() -> None:
    assert found([*([["说明"]] * 29), HALL]).row == 30


MERGED = [
    ["单位", "大厅", "", "", "网上", ""],
    ["", "叫号量", "办件量", "现场主动评价数", "网上办件量", "网上主动评价数"],
]


def test_titles_of_merged_cells_on_two_rows_are_put_together() -> None:
    header = found([["统计表"], *MERGED, ["甲局", "1", "2", "3", "4", "5"]])
    assert (header.row, header.width) == (3, 6)
    assert list(header.titles.values()) == HALL


def test_an_optional_column_whose_title_spans_both_rows_is_found_as_well() -> None:
    rows = [["数量", "评价", *[""] * 6], ["", *RECORDS]]
    assert found(rows, "evaluations").positions["count"] == 0


def test_a_blank_title_takes_nothing_from_above_that_is_no_column() -> None:
    header = found([["统计表", *[""] * 6], ["", *HALL]])
    assert header.row == 2
    assert list(header.positions.values()) == [1, 2, 3, 4, 5, 6]


def test_a_declared_name_is_used_instead_of_the_agreed_ones() -> None:
    header = found([["部门", "承办 单位", *HALL[1:]]], columns={"单位": "承办单位"})
    assert (header.positions["unit"], header.titles["unit"]) == (1, "承办 单位")


def test_declared_names_may_be_given_for_names_of_the_code() -> None:
    assert found([["机构", *HALL[1:]]], columns={"UNIT": "机构"}).titles["unit"] == "机构"


def test_a_file_without_the_declared_name_may_have_the_agreed_one() -> None:
    assert found([HALL], columns={"单位": "机构"}).titles["unit"] == "单位"


def test_a_column_that_is_declared_for_one_is_not_read_for_another() -> None:
    header = found([["评价编号", *RECORDS]], "evaluations", columns={"办件编号": "评价编号"})
    assert header.positions["case_id"] == 0
    assert "evaluation_id" not in header.positions


def test_a_constant_column_need_not_be_there_and_is_not_read() -> None:
    assert "unit" not in found([HALL[1:]], constants={"部门": "甲局"}).positions
    assert "unit" not in found([HALL], constants={"unit": "甲局"}).positions


def test_declarations_for_other_kinds_change_nothing() -> None:
    assert found([HALL], columns={"满意度": "单位"}, constants={"区域": "甲区"}).row == 1


def test_a_declared_row_is_the_only_one_looked_at() -> None:
    assert found([HALL, HALL], header_row=2).row == 2
    assert found(MERGED, header_row=2).row == 2


DOUBLE = {
    ("单位", "部门"): "A 列“单位”、B 列“部门”都是“单位”列，请改名或删去一列，"
    "或在 params 的 sources 中声明读哪一列，例如 columns: {单位: 单位}。",
    ("单位", "单 位"): "A 列“单位”、B 列“单 位”都是“单位”列，请改名或删去一列。",
}


@pytest.mark.parametrize(("titles", "message"), DOUBLE.items())
def test_two_columns_for_one_are_refused_with_their_letters(
    titles: Sequence[str], message: str
) -> None:
    with pytest.raises(InputsError) as stopped:
        found([[*titles, *HALL[1:]]])
    assert str(stopped.value) == f"hall.csv 第 1 行：{message}"


def test_two_columns_under_a_declared_name_are_refused() -> None:
    with pytest.raises(InputsError) as stopped:
        found([["机构", "机构", *HALL[1:]]], columns={"单位": "机构"})
    told = "hall.csv 第 1 行：A 列“机构”、B 列“机构”都是“单位”列，请改名或删去一列。"
    assert str(stopped.value) == told


def test_two_alike_that_nobody_needs_are_no_matter() -> None:
    assert found([["备注", "备注", *HALL]]).positions["unit"] == 2


DECLARE = "在 params/<季度>.yaml 的 sources 中声明，例如：\n  - files: hall.csv\n    columns: "


def test_a_missing_column_is_named_with_what_is_there_and_how_to_declare_it() -> None:
    assert said([["大厅"], ["机构", *HALL[1:]], ["甲局", "1", "2", "3", "4", "5"]]) == (
        "hall.csv 缺少“单位”列（也可写作 unit、单位名称、部门）。第 2 行的列：“机构”、“叫号量”、"
        "“办件量”、“现场主动评价数”、“网上办件量”、“网上主动评价数”。\n"
        f"{DECLARE}{{单位: 文件中的列名}}"
    )


def test_several_missing_columns_are_named_together() -> None:
    assert said([["单位", "叫号量", "办件数", "评价数"]]) == (
        "hall.csv 缺少“办件量”、“现场主动评价数”、“网上办件量”、“网上主动评价数”列。"
        "第 1 行的列：“单位”、“叫号量”、“办件数”、“评价数”。\n"
        f"{DECLARE}{{办件量: 文件中的列名, 现场主动评价数: 文件中的列名, "
        "网上办件量: 文件中的列名, 网上主动评价数: 文件中的列名}"
    )


def test_a_declared_name_that_is_not_there_is_named() -> None:
    told = said([["机构名", *HALL[1:]]], columns={"单位": "机构"})
    assert told.startswith("hall.csv 缺少“单位”列（params 的 columns 中写作“机构”）。")


def test_no_row_like_a_header_is_shown_as_one() -> None:
    rows = [["余玠", "13800000000", "满意", "2026-07-01", "1", "2"], ["甲", "甲"], ["说明"]]
    assert "”列。前 30 行中没有列名。\n" in said(rows)
    assert "余玠" not in said(rows)


def test_a_row_with_a_word_that_comes_again_below_it_is_not_shown() -> None:
    rows = [["余玠", "满意", "窗口"], ["李二", "满意", "网上"]]
    assert "余玠" not in said(rows)
    assert "“姓名”、“评价”、“渠道”" in said([["姓名", "评价", "渠道"], *rows])


def test_a_declared_row_without_a_header_is_said() -> None:
    assert "第 3 行没有列名。" in said([HALL], header_row=3)
    assert "header_row 最大为 30，现在是 31。" in said([HALL], header_row=31)


def test_a_long_row_of_titles_is_cut_short() -> None:
    stems, branches = "甲乙丙丁戊", "子丑寅卯辰巳午未申酉"
    told = said([["单位", *(f"列{stem}{branch}" for stem in stems for branch in branches)]])
    assert "“列丁申”等 51 列。" in told


def test_a_personal_number_in_the_header_is_not_shown() -> None:
    told = said([["单位", "叫号量", "13800000000"]])
    assert "13800000000" not in told


NEITHER = (
    "evaluations.csv 既没有“评价编号”列，也没有“数量”列：无法判断一行是一条评价还是多条。"
    "在 params/<季度>.yaml 的 sources 中声明，例如：\n  - files: evaluations.csv\n"
    "    columns: {评价编号: 文件中的列名}\n    constants: {数量: 1}   # 或者：一行一条评价"
)


def test_evaluations_need_an_id_or_a_count(tmp_path: Path) -> None:
    path = tmp_path / "evaluations.csv"
    path.write_text(",".join(RECORDS) + "\n", "utf-8")
    assert refusal(path, "evaluations") == NEITHER
    assert open_tables(path, "evaluations", source(constants={"数量": 1}))
