"""Files of a kind in a quarter's folder: found by name, or said what to bring."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import InputsError
from analysis.inputs.files import files_of, find_files


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


def test_a_file_of_a_kind_in_a_format_that_is_not_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "hall.csv").write_text("单位\n", "utf-8")
    (tmp_path / "hall_东城.xls").write_bytes(b"\xd0\xcf")
    with pytest.raises(InputsError) as stopped:
        files_of("hall", tmp_path)
    assert str(stopped.value) == (
        "hall_东城.xls 的格式不能读取，请另存为 .parquet、.csv、.csv.gz、.xlsx 之一。"
    )
