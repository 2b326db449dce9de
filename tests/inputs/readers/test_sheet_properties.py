"""Whatever cells stand in a sheet, wherever it begins, they come back as text at their rows."""

from __future__ import annotations

import string
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.inputs.readers.tables import Content, content
from tests.inputs.readers.workbooks import Cell, Stored, write_workbook

HEADER = ("月份", "姓名", "备注", "单位")
NOT_NEEDED = 2
# XML holds no control characters but these, and makes one of every line end.
AWKWARD = string.printable.rstrip("\r\x0b\x0c") + "民䶮𠮷\u00a0\ufeff"

texts = st.text(st.sampled_from(AWKWARD), max_size=5)
numbers = st.integers(-(10**15), 10**15) | st.integers(-(10**6), 10**6).map(lambda n: n / 64)
cells = st.none() | texts | texts.map(lambda text: Stored("inlineStr", text)) | numbers
# Rows by how many blank ones stand before each.
lines = st.lists(
    st.tuples(st.integers(0, 3), st.lists(cells, min_size=1, max_size=len(HEADER) + 1)), max_size=8
)


def text_of(cell: Cell) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    return cell.content if isinstance(cell, Stored) else str("" if cell is None else cell)


def read(rows: dict[int, list[Cell]], left: int) -> Content:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "stars.xlsx"
        write_workbook(path, {"明细": rows}, left=left)
        return content(path)


@settings(deadline=None)
@given(lines, st.integers(1, 29), st.integers(0, 30))
def test_cells_come_back_as_text_at_their_rows(
    found: list[tuple[int, list[Cell]]], top: int, left: int
) -> None:
    rows: dict[int, list[Cell]] = {top: list(HEADER)}
    for blank, line in found:
        rows[max(rows) + blank + 1] = line
    as_text = {
        row: [*map(text_of, line), "", "", "", ""] for row, line in rows.items() if row > top
    }
    filled = {row: line for row, line in as_text.items() if any(line)}
    got = read(rows, left)
    assert got.rows == {row: (line[0], line[1], line[3]) for row, line in filled.items()}
    assert got.counts[1] == len(filled)
