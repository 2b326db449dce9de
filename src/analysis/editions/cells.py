"""Tables of two editions compared, cell by cell: rows by their first cell, columns by label."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from analysis.editions.changes import ALL, NOTHING, Change, Kind, relative
from analysis.editions.content import Grid

_NUMBER = re.compile(r"([+−]?)([0-9]+(?:\.[0-9]+)?)(%|个百分点)?")


@dataclass(frozen=True)
class _Cell:
    text: str
    key: str


def compared_tables(
    old: Sequence[Grid], new: Sequence[Grid], changed: Collection[str]
) -> Iterator[Change]:
    """Yield what became of each cell; `changed` are the keys of facts that are other than before.

    A table, row or column that was not there before is no correction, but for a row of a table
    that was: it is an entry of a list.
    """
    after = {table.key: table for table in new}
    for table in old:
        if table.key in after:
            yield from _compared(table, after[table.key], changed)
        else:
            yield Change(Kind.CELL, table.key, f"表“{table.title}”", "整表", "", ALL)
    before = {table.key for table in old}
    for table in new:
        if table.key not in before:
            label = f"表“{table.title}”"
            yield Change(Kind.CELL, table.key, label, "", "整表", NOTHING, corrects=False)


def _compared(old: Grid, new: Grid, changed: Collection[str]) -> Iterator[Change]:
    before, after = _rows(old), _rows(new)
    for name, row in before.items():
        if name not in after:
            yield Change(Kind.CELL, old.key, _label(old, name), _whole(row), "", ALL)
            continue
        for column, cell in row.items():
            now = after[name].get(column)
            if now is None or now.text != cell.text:
                text = now.text if now else ""
                yield Change(
                    Kind.CELL,
                    old.key,
                    f"{_label(old, name)}·{column}",
                    cell.text,
                    text,
                    _size(cell.text, text),
                    echo=bool(now and now.key in changed),
                    in_points=_is_share(cell.text) and _is_share(text),
                )
    for name, row in after.items():
        if name not in before:
            yield Change(Kind.CELL, new.key, _label(new, name), "", _whole(row), ALL)


def _rows(table: Grid) -> Mapping[str, Mapping[str, _Cell]]:
    """Return the cells by row and column."""
    columns = _numbered(table.columns)
    return {
        name: dict(list(zip(columns, map(_Cell, cells, keys), strict=True))[1:])
        for name, cells, keys in zip(
            _numbered([cells[0] for cells in table.cells]), table.cells, table.keys, strict=True
        )
    }


def _numbered(names: Sequence[str]) -> list[str]:
    """Return names of which each stands once: the second of one is 合计（2）."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return found


def _label(table: Grid, row: str) -> str:
    return f"{table.title}·{row}"


def _whole(row: Mapping[str, _Cell]) -> str:
    return "，".join(f"{column}{cell.text}" for column, cell in row.items())


def _size(old: str, new: str) -> Decimal:
    """Return how large the change of a printed number is; of words, all of it."""
    before, after = _NUMBER.fullmatch(old), _NUMBER.fullmatch(new)
    if before is None or after is None or before[3] != after[3]:
        return ALL
    if before[3]:
        return abs(_signed(after) - _signed(before))
    return relative(Decimal(before[2]), Decimal(after[2]))


def _is_share(text: str) -> bool:
    number = _NUMBER.fullmatch(text)
    return bool(number and number[3])


def _signed(number: re.Match[str]) -> Decimal:
    return -Decimal(number[2]) if number[1] == "−" else Decimal(number[2])
