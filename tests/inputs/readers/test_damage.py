"""Files that are no sound workbooks stop with a sentence, whatever was done to them."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputsError
from tests.inputs.readers.tables import STARS, contents, refusal
from tests.inputs.readers.workbooks import write_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
SOUND = {"明细": [STARS, ["2026-07", "余玠", "甲"], ["2026-08", 5, "乙"]]}

BROKEN = {
    b"nonsense": "它不是 .xlsx 工作簿，或者没有传完，请用 Excel 打开后另存为 .xlsx",
    b"": "它不是 .xlsx 工作簿，或者没有传完，请用 Excel 打开后另存为 .xlsx",
    b"<html><table>": "它不是 .xlsx 工作簿，或者没有传完，请用 Excel 打开后另存为 .xlsx",
    OLE + "Workbook".encode("utf-16-le"): "它其实是旧格式的 .xls，请用 Excel 另存为 .xlsx",
    OLE + "EncryptedPackage".encode("utf-16-le"): ("文件有密码保护，请在 Excel 中取消密码后另存"),
}


@pytest.mark.parametrize(("written", "reason"), BROKEN.items())
def test_what_is_no_workbook_is_told_apart(written: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "stars.xlsx"
    path.write_bytes(written)
    assert refusal(path) == f"stars.xlsx 无法读取：{reason}。"


DAMAGED = "stars.xlsx 无法读取：工作簿已损坏，请用 Excel 打开修复后另存。"
PARTS = ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("instead", [None, b"", b"<worksheet><sheetData><row>", b"\xff\xfe"])
def test_a_part_that_is_gone_or_garbled_is_damage(
    part: str, instead: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "stars.xlsx"
    write_workbook(path, SOUND)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != part}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (parts | ({} if instead is None else {part: instead})).items():
            archive.writestr(name, content)
    assert refusal(path) == DAMAGED


def test_another_archive_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "stars.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    assert refusal(path) == DAMAGED


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "stars.xlsx").startswith("stars.xlsx 无法读取：")


@settings(deadline=None)
@given(st.data())
def test_any_byte_may_be_wrong_without_a_traceback(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "stars.xlsx"
        write_workbook(path, SOUND)
        written = bytearray(path.read_bytes())
        for place in data.draw(st.lists(st.integers(0, len(written) - 1), max_size=3)):
            written[place] = data.draw(st.integers(0, 255))
        path.write_bytes(bytes(written[: data.draw(st.integers(0, len(written)) | st.none())]))
        with suppress(InputsError):
            contents(path)
