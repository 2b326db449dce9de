"""Whatever cells are written as text, in whatever way, the same come back at their rows."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.inputs.readers import bytes_of_text
from tests.inputs.readers.tables import Content, content

TITLES = ("督办单号", "评价编号", "单位", "发出时间", "办结时限", "办结时间", "核实结果")
HEADER = (*TITLES[:3], "申请人", *TITLES[3:])
NOT_NEEDED = 3
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le")
AWKWARD = "a1民䶮𠮷é\u00a0\ufeff\ufffd,;\t\"'\n\r \0"

cells = st.text(st.sampled_from(AWKWARD) | st.characters(exclude_categories=["Cs"]), max_size=6)
plain_cells = st.text(st.sampled_from('a民," \n'), max_size=3)
records = st.lists(cells | plain_cells, min_size=len(HEADER), max_size=len(HEADER))
ragged = st.lists(plain_cells, max_size=12).filter(lambda row: len(row) not in (0, len(HEADER)))


@dataclass(frozen=True)
class Way:
    """A way to write a table as text; `chunk` is how many bytes the reader takes at once."""

    encoding: str
    delimiter: str
    line_end: str
    quote_all: bool
    last_line_end: bool
    packed: bool
    chunk: int

    def write(self, path: Path, rows: Sequence[Sequence[str]]) -> None:
        text = io.StringIO(newline="")
        quoting = csv.QUOTE_ALL if self.quote_all else csv.QUOTE_MINIMAL
        writer = csv.writer(
            text, delimiter=self.delimiter, lineterminator=self.line_end, quoting=quoting
        )
        writer.writerows(rows)
        lines = text.getvalue()
        whole = lines if self.last_line_end else lines.removesuffix(self.line_end)
        mark = "\ufeff" if self.encoding == "utf-16-le" else ""
        written = (mark + whole).encode(self.encoding)
        path.write_bytes(gzip.compress(written) if self.packed else written)


ways = st.builds(
    Way,
    st.sampled_from(ENCODINGS),
    st.sampled_from(",\t;"),
    st.just("\r\n"),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from([300, 333, 1 << 20]),
) | st.builds(
    Way,
    st.sampled_from(ENCODINGS),
    st.sampled_from(",\t;"),
    # Only with CR LF does Python's csv module quote cells with either of its halves.
    st.sampled_from(["\n", "\r"]),
    st.just(value=True),
    st.booleans(),
    st.booleans(),
    st.sampled_from([300, 333, 1 << 20]),
)


def read(way: Way, rows: Sequence[Sequence[str]]) -> Content:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(bytes_of_text, "CHUNK", way.chunk)
        path = Path(folder) / ("orders.csv.gz" if way.packed else "orders.csv")
        way.write(path, [HEADER, *rows])
        return content(path, "supervision_orders")


def needed(row: Sequence[str]) -> tuple[str, ...]:
    return tuple(cell for place, cell in enumerate(row) if place != NOT_NEEDED)


@settings(deadline=None)
@given(st.lists(records, max_size=12), ways)
def test_cells_come_back_equal_at_their_rows(rows: list[list[str]], way: Way) -> None:
    found = read(way, rows)
    filled = {row: needed(cells) for row, cells in enumerate(rows, start=2) if any(cells)}
    assert found.rows == filled
    assert found.malformed == []
    assert found.counts[1] == len(filled)


@settings(deadline=None)
@given(st.lists(records | ragged, max_size=12), ways)
def test_records_with_too_many_or_too_few_cells_are_exactly_the_malformed(
    rows: list[list[str]], way: Way
) -> None:
    found = read(way, rows)
    filled = {row: cells for row, cells in enumerate(rows, start=2) if any(cells)}
    fits = {row: needed(cells) for row, cells in filled.items() if len(cells) == len(HEADER)}
    assert found.rows == fits
    assert found.malformed == [row for row in filled if row not in fits]
    assert found.counts[1] == len(filled)


@settings(deadline=None)
@given(st.lists(records | st.just([]), max_size=12), ways)
def test_the_quick_count_agrees_unless_a_record_holds_nothing_but_punctuation_of_csv(
    rows: list[list[str]], way: Way
) -> None:
    without_quotes = [[cell.replace('"', "”") for cell in row] for row in rows]
    quick, careful = read(way, without_quotes).counts
    nothing_else = [row for row in rows if any(row) and not "".join(row).strip('",;\t\r\n')]
    assert nothing_else or quick == careful
