"""Files as they arrive: any of four kinds, several of one kind, each read as text."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import InputsError
from analysis.inputs.files import files_of, find_files, read_ledger
from tests.inputs.exports import write_xlsx

HEADERS = ["月份", "姓名", "单位"]
ROWS = [["2026-07", "王一", "临江市民政局"], ["2026-08", "李二", "临江市税务局"]]
TEXT = "\n".join(",".join(row) for row in [HEADERS, *ROWS]) + "\n"

WRITERS: dict[str, Callable[[Path], object]] = {
    ".csv": lambda path: path.write_text(TEXT, "utf-8"),
    "_BOM.csv": lambda path: path.write_text(TEXT, "utf-8-sig"),
    "_CRLF.csv": lambda path: path.write_bytes(TEXT.replace("\n", "\r\n").encode()),
    "_大写.CSV": lambda path: path.write_text(TEXT, "utf-8"),
    ".csv.gz": lambda path: path.write_bytes(gzip.compress(TEXT.encode())),
    ".xlsx": lambda path: write_xlsx(path, [HEADERS, *ROWS]),
    ".parquet": lambda path: pd.DataFrame(ROWS, columns=HEADERS).to_parquet(path),
}


@pytest.mark.parametrize("ending", WRITERS)
def test_the_same_rows_are_read_from_every_kind_of_file(ending: str, folder: Path) -> None:
    path = folder / f"service_stars{ending}"
    WRITERS[ending](path)
    assert read_ledger("service_stars", folder).to_dict("records") == [
        {"month": "2026-07", "name": "王一", "unit": "临江市民政局", "source": path.name, "row": 2},
        {"month": "2026-08", "name": "李二", "unit": "临江市税务局", "source": path.name, "row": 3},
    ]


def test_several_files_are_read_together_by_name_whatever_their_column_order(folder: Path) -> None:
    (folder / "service_stars_2.csv").write_text("unit,name,month\n甲局,王一,2026-07\n", "utf-8")
    (folder / "service_stars_1.csv").write_text("月份,部门,姓名\n2026-08,乙局,李二\n", "utf-8")
    read = read_ledger("service_stars", folder)
    assert list(read["name"]) == ["李二", "王一"]
    assert list(read["unit"]) == ["乙局", "甲局"]


def test_a_column_that_only_some_files_have_is_blank_in_the_others(folder: Path) -> None:
    (folder / "commendations_1.csv").write_text("日期,类型,单位\n2026-07-01,锦旗,甲\n", "utf-8")
    (folder / "commendations_2.csv").write_text(
        "日期,类型,单位,次数\n2026-07-01,锦旗,乙,2\n", "utf-8"
    )
    assert list(read_ledger("commendations", folder)["times"]) == ["", "2"]


def test_blank_rows_are_left_out_and_rows_are_numbered_as_a_spreadsheet_does(folder: Path) -> None:
    text = "月份,姓名,单位\n\n2026-07, 王一 ,甲\n,,\n2026-08,李二,乙\n\n"
    (folder / "service_stars.csv").write_text(text, "utf-8")
    read = read_ledger("service_stars", folder)
    assert list(read["row"]) == [3, 5]
    assert list(read["name"]) == ["王一", "李二"]


def test_cells_stay_text_and_words_for_nothing_stay_words(folder: Path) -> None:
    (folder / "service_stars.csv").write_text("月份,姓名,单位\n007,NA,null\n", "utf-8")
    assert read_ledger("service_stars", folder).iloc[0, :3].to_list() == ["007", "NA", "null"]


def test_numbers_of_a_sheet_are_read_as_they_look(folder: Path) -> None:
    write_xlsx(folder / "service_stars.xlsx", [HEADERS, [202607, "王一", 1.5]])
    assert read_ledger("service_stars", folder).iloc[0, :3].to_list() == ["202607", "王一", "1.5"]


def test_only_files_of_the_kind_with_a_known_ending_are_found(folder: Path) -> None:
    for name in ("hall.csv", "hall_东城.XLSX", "hall.docx", "~$hall.xlsx", "大厅.csv", "notes.txt"):
        (folder / name).touch()
    (folder / "hall_folder.csv").mkdir()
    assert [path.name for path in find_files("hall", folder)] == ["hall.csv", "hall_东城.XLSX"]


def test_no_folder_holds_no_file(tmp_path: Path) -> None:
    assert find_files("hall", tmp_path / "none") == []


@pytest.mark.parametrize(
    ("kind", "hint"), [("hall", ""), ("evaluations", "可用 bulletin sample 重构示例记录。")]
)
def test_a_missing_kind_says_what_to_bring(kind: str, hint: str, folder: Path) -> None:
    with pytest.raises(InputsError) as stopped:
        files_of(kind, folder)
    assert str(stopped.value) == (
        f"{folder} 中没有“{kind}”开头的文件（.parquet、.csv、.csv.gz、.xlsx 均可）。{hint}"
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "hall.csv",
            "单位\n".encode() + b"\xff\xff\n",
            "hall.csv 的编码无法识别（可用 UTF-8、GB18030/GBK、UTF-16）。",
        ),
        ("hall.csv", b"", "hall.csv 是空文件。"),
        ("hall.csv", b"a,b\n1,2\n1,2,3\n", "hall.csv 无法读取："),
        ("hall.csv.gz", b"nonsense", "hall.csv.gz 无法读取："),
        ("hall.xlsx", b"nonsense", "hall.xlsx 无法读取："),
        ("hall.parquet", b"nonsense", "hall.parquet 无法读取："),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    name: str, content: bytes, message: str, folder: Path
) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(InputsError) as stopped:
        read_ledger("hall", folder)
    assert str(stopped.value).startswith(message)


def test_a_file_of_a_kind_in_a_format_that_is_not_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "hall.csv").write_text("单位\n", "utf-8")
    (tmp_path / "hall_东城.xls").write_bytes(b"\xd0\xcf")
    with pytest.raises(InputsError) as stopped:
        files_of("hall", tmp_path)
    assert str(stopped.value) == (
        "hall_东城.xls 的格式不能读取，请另存为 .parquet、.csv、.csv.gz、.xlsx 之一。"
    )
