"""Quotes in text: where they are sound, cells are those of Python's csv module; else a stop."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.errors import InputsError
from analysis.inputs.readers import bytes_of_text, pieces
from tests.inputs.readers.tables import Content, content, refusal

TITLES = "月份,姓名,单位,备注"
UNCLOSED = (
    "stars.csv 第 {} 行：有一个引号没有闭合，后面的内容会被当作同一格，请补上或删去这个引号，"
    "或从系统重新导出。"
)
AFTER = (
    "stars.csv 第 {} 行：结束引号之后还有文字，分不清各格，单元格里的引号应写成两个，请改正，"
    "或从系统重新导出。"
)


def read(body: str, chunk: int = 1 << 20) -> Content:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(bytes_of_text, "CHUNK", chunk)
        path = Path(folder) / "stars.csv"
        path.write_text(f"{TITLES}\n{body}", "utf-8", newline="")
        return content(path)


def by_csv(body: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a text with their rows; csv.Error where quotes are unsound."""
    lines = io.StringIO(body, newline="")
    yield from enumerate(csv.reader(lines, strict=True), start=2)


@settings(deadline=None)
@given(st.text(st.sampled_from('a,,"""\n\r民'), max_size=40), st.sampled_from([30, 37, 1 << 20]))
def test_any_text_is_read_as_by_csv_or_refused(body: str, chunk: int) -> None:
    try:
        rows = {row: cells for row, cells in by_csv(body) if any(cells)}
    except csv.Error:
        with pytest.raises(InputsError, match="引号"):
            read(body, chunk)
        return
    # Lines of one cell that have commas may be records, see SWALLOWED.
    cells = [cell for _, record in by_csv(body) for cell in record]
    assume(not any("," in cell and {"\n", "\r"} & set(cell) for cell in cells))
    found = read(body, chunk)
    assert found.rows == {row: tuple(c[:3]) for row, c in rows.items() if len(c) == 4}
    assert found.malformed == [row for row, cells in rows.items() if len(cells) != 4]
    assert found.counts[1] == len(rows)


MESSAGES = {
    '2026-07,王一,甲,"好': UNCLOSED.format(2),
    '2026-07,王一,甲,\n\n2026-07,"李二,甲,\n2026-08,陈三,甲,\n': UNCLOSED.format(4),
    '2026-07,王一,甲,"好\n2026-07,李二,甲,"差"\n': AFTER.format(2),
    '2026-07,王一,甲,\n2026-07,李二,甲,"说"好""\n': AFTER.format(3),
    # The stray quote of row 2 is text; the count of quotes is even, and yet one is open.
    '2026-07,王"一,甲,\n2026-07,"李二,甲,\n2026-07,陈三,甲,\n': UNCLOSED.format(3),
}


SWALLOWED = {
    # A whole record stands between the two quotes.
    '2026-07,王一,甲,\n2026-07,"李二,甲,\n2026-07,陈三,甲,\n2026-07,赵四",甲,\n': 3,
    # The two quotes stand in neighbouring lines.
    '2026-07,"王一,甲,\n2026-07,李二",甲,\n': 2,
    '"2026-07,王一,甲,\n2026-08",李二,甲,\n': 2,
    '2026-07,王一,甲,"好\n2026-07,李二,甲,好"\n': 2,
    # The last line has no end.
    '2026-07,"王一,甲,\n2026-07,李二",甲,': 2,
    # One record in between, with a delimiter more in its last cell.
    '2026-07,王一,甲,"好\r\n2026-07,李二,甲,很好,很快\r\n2026-07,陈三,甲,好"\r\n': 2,
}


@pytest.mark.parametrize(("body", "row"), SWALLOWED.items())
@pytest.mark.parametrize("chunk", [48, 1 << 20])
def test_records_between_two_stray_quotes_are_not_swallowed(
    body: str, row: int, chunk: int
) -> None:
    with pytest.raises(InputsError) as stopped:
        read(body, chunk)
    assert str(stopped.value) == (
        f"stars.csv 第 {row} 行：一对引号之间有换行，各行又像完整的记录，会被当作同一格，"
        "请删去多余的引号（若确是一格里的几行文字，请去掉其中的换行），或从系统重新导出。"
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_lines_of_a_cell_with_fewer_delimiters_than_a_record_are_its_own(line_end: str) -> None:
    said = "好,快\n谢谢,再见\n“棒”"
    body = f'2026-07,王一,甲,"{said}"\n2026-07,"李\n""二""",乙,"\n好\n"\n'
    found = read(body.replace("\n", line_end))
    assert [cells[1] for cells in found.rows.values()] == ["王一", f'李{line_end}"二"']
    assert found.counts[1] == 2


@pytest.mark.parametrize(("body", "message"), MESSAGES.items())
def test_unsound_quotes_are_refused_with_the_row_where_they_begin(
    body: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "stars.csv"
    path.write_text(f"{TITLES}\n{body}", "utf-8")
    assert refusal(path) == message


@pytest.mark.parametrize("chunk", [64, 1 << 20])
def test_a_quote_left_open_is_not_followed_to_the_end_of_a_large_file(
    chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bytes_of_text, "CHUNK", chunk)
    monkeypatch.setattr(pieces, "LONGEST_RECORD", 100)
    path = tmp_path / "stars.csv"
    rows = "2026-07,王一,甲,\n" * 20
    path.write_text(f'{TITLES}\n{rows}2026-07,"李二,甲,\n{rows}', "utf-8")
    assert refusal(path) == UNCLOSED.format(22)


def test_quotes_within_a_cell_that_does_not_begin_with_one_are_text() -> None:
    assert read('2026-07,王"一",5" 屏,\n').rows == {2: ("2026-07", '王"一"', '5" 屏')}
