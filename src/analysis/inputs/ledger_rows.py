"""The rows of a ledger's sheet: entries, totals, notes below them, and nothing at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

import pandas as pd

from analysis.inputs.numerals import narrowed
from analysis.inputs.readers.table import Header
from analysis.inputs.totals import COUNTS, Row, RowProblem, Rows, Sums, is_total, says_total
from analysis.spelling import tidied

# `填表人：…`, or a word that opens a remark; not 统计 or 数据 alone, which may open a name.
_NOTE = re.compile(
    r"[-—*※(\s]*(以下空白|以上|备注|附注|说明|数据来源|统计口径"
    r"|(填表|填报|制表|审核|复核|经办)(人|日期|时间|单位))"
    r"|[^0-9:]*[\u3400-\u9fff][^0-9:]*:"
)


@dataclass(frozen=True)
class SortedRows:
    """A sheet's entries, and what does not add up in the totals that were left out."""

    entries: pd.DataFrame
    problems: tuple[RowProblem, ...]


def sorted_rows(kind: str, header: Header, cells: pd.DataFrame) -> SortedRows:
    """Part the entries of a sheet from blank rows, repeated headers, totals and closing notes.

    `cells` is tidied text under the names of the code, indexed by row as Excel counts. A total is
    named in the column 单位 or the leftmost; each of its counts must be the sum of the entries
    since the total before it, or of all entries above it; for one above every entry, of them all.
    """
    counts = {name: blank for name, blank in COUNTS.get(kind, {}).items() if name in cells}
    leftmost = sorted(header.positions, key=lambda name: header.positions[name])[:1]
    labels = ({*leftmost} - counts.keys()) | ({"unit"} & header.positions.keys())
    rows = {
        row: line
        for row, line in _lines(cells)
        if any(line.values()) and not _is_header(line, header)
    }
    totals = [row for row, line in rows.items() if is_total(line, labels, counts)]
    left_out = {*totals, *_closing_notes(rows, totals)}
    entries = [row for row in rows if row not in left_out]
    sums = Sums(rows, counts, entries, totals).with_unnamed_totals()
    return SortedRows(cells.loc[list(sums.entries)], tuple(sums.problems()))


def _is_header(line: Row, header: Header) -> bool:
    """Tell a header that was pasted again amid the rows."""
    return all(cell == tidied(header.titles[name]) for name, cell in line.items())


def _lines(cells: pd.DataFrame) -> Iterator[tuple[int, Row]]:
    texts = cells.to_numpy().tolist()
    for row, line in zip(cells.index, texts, strict=True):
        yield int(row), dict(zip(cells.columns, line, strict=True))


def _closing_notes(rows: Rows, totals: Sequence[int]) -> Iterator[int]:
    """Return the notes that nothing but notes comes after."""
    return takewhile(lambda row: row not in totals and _is_note(rows[row]), reversed([*rows]))


def _is_note(line: Row) -> bool:
    texts = [cell for cell in line.values() if cell]
    return all(_NOTE.match(narrowed(text)) and not says_total(text) for text in texts)
