"""Which sheets of a workbook are read: none with data is passed over without a word."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.inputs.readers.tables import STARS, contents, refusal
from tests.inputs.readers.workbooks import Rows, write_workbook

ROW = ["2026-07", "余玠", "甲"]
DATA: Rows = [STARS, ROW]
DECLARE = "在 params/<季度>.yaml 的 sources 中声明，例如：\n  - files: stars.xlsx\n    "


def stars(folder: Path, sheets: dict[str, Rows]) -> Path:
    path = folder / "stars.xlsx"
    write_workbook(path, sheets)
    return path


def names(path: Path, **declared: object) -> list[str]:
    return [read.name for read in contents(path, **declared)]


def test_every_sheet_with_the_header_is_read_in_order(tmp_path: Path) -> None:
    other = [["单位", "姓名", "月份"], ["乙", "李二", "2026-08"]]
    path = stars(tmp_path, {"7月": DATA, "8月": other})
    first, second = contents(path)
    assert (first.name, first.rows) == ("stars.xlsx［7月］", {2: ("2026-07", "余玠", "甲")})
    assert (second.name, second.rows) == ("stars.xlsx［8月］", {2: ("2026-08", "李二", "乙")})


def test_empty_sheets_and_narrow_notes_are_left_out(tmp_path: Path) -> None:
    notes: Rows = [["说明"], ["统计口径", "全市"]]
    path = stars(tmp_path, {"封面": [], "明细": DATA, "说明": notes, "Sheet3": {5: []}})
    assert names(path) == ["stars.xlsx［明细］"]


def test_sheets_whose_names_differ_by_spaces_are_two(tmp_path: Path) -> None:
    path = stars(tmp_path, {"明细": DATA, "明 细": DATA})
    assert names(path) == ["stars.xlsx［明细］", "stars.xlsx［明 细］"]


@pytest.mark.parametrize("part", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_like_any_other(part: str, tmp_path: Path) -> None:
    path = stars(tmp_path, {"明细": DATA, "续": DATA})
    rewrite(path, 'sheetId="2"', f'sheetId="2" state="{part}"')
    assert names(path) == ["stars.xlsx［明细］", "stars.xlsx［续］"]


def test_a_sheet_of_charts_is_none(tmp_path: Path) -> None:
    path = stars(tmp_path, {"明细": DATA, "图": DATA})
    rewrite(path, '/worksheet" Target="worksheets/sheet2', '/chartsheet" Target="worksheets/sheet2')
    assert names(path) == ["stars.xlsx［明细］"]


def rewrite(path: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert any(old in content for content in parts.values())
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(old, new))


@pytest.mark.parametrize("rows", [[ROW, ROW], {40: ROW}, [["姓名", "单位", "月度"], ROW]])
def test_a_wide_sheet_without_the_header_is_refused_with_both_ways_to_mend_it(
    rows: Rows, tmp_path: Path
) -> None:
    said = refusal(stars(tmp_path, {"7月": DATA, "8月": rows, "9月: 下": DATA}))
    assert said.startswith("stars.xlsx［8月］ 缺少")
    assert f"{DECLARE}columns: {{" in said
    assert said.endswith(f'\n若这张工作表不是数据，{DECLARE}sheets: [7月, "9月: 下"]')


def test_without_any_header_the_nearest_sheet_is_told_of(tmp_path: Path) -> None:
    path = stars(tmp_path, {"说明": [["说明"]], "明细": [["月份", "名字"]]})
    assert refusal(path) == (
        "stars.xlsx［明细］ 缺少“姓名”、“单位”列。第 1 行的列：“月份”、“名字”。\n"
        f"{DECLARE}columns: {{姓名: 文件中的列名, 单位: 文件中的列名}}"
    )


def test_declared_sheets_alone_are_read(tmp_path: Path) -> None:
    path = stars(tmp_path, {"7月": DATA, "汇总": [["甲", "乙", "丙"]], "8月": DATA, "9月": DATA})
    assert names(path, sheets=["９月", "7 月"]) == ["stars.xlsx［7月］", "stars.xlsx［9月］"]


def test_a_declared_sheet_must_be_there_and_have_the_header(tmp_path: Path) -> None:
    path = stars(tmp_path, {"7月": DATA, "说明": [["无"]]})
    assert refusal(path, sheets=["7月", "8月"]) == (
        "stars.xlsx 中没有 params 的 sources 中声明的工作表“8月”，现有的工作表：“7月”、“说明”。"
    )
    assert refusal(path, sheets=["7月", "说明"]).startswith("stars.xlsx［说明］ 缺少")


def test_a_workbook_without_content_is_refused(tmp_path: Path) -> None:
    assert refusal(stars(tmp_path, {"甲": [], "乙": []})) == "stars.xlsx 的工作表中没有内容。"


def test_columns_claimed_twice_are_refused_with_the_sheet(tmp_path: Path) -> None:
    said = refusal(stars(tmp_path, {"7月": [[*STARS, None, "部门"], ROW]}))
    assert said.startswith("stars.xlsx［7月］ 第 1 行：C 列“单位”、E 列“部门”都是“单位”列，")
