"""Stopping where a word, a date order or a count is not declared: where, why, what to write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analysis.engines.duckdb import Engine
from analysis.errors import InputsError
from analysis.inputs.declaring import declaration
from analysis.inputs.judging import COUNTED, UNDECLARED_ORDER, Judged, Unknown
from analysis.inputs.opened import Opened

# How many words that are not declared a message lists before it counts the rest.
_LISTED = 5
_ORDER_LINE = "date_order: dmy   # 日/月/年；月/日/年写 mdy"
_BAD_COUNT = "month > 0 AND (count IS NULL OR count < 1)"


def require_declared(judged: Judged, opened: Opened) -> None:
    """Stop where something is not declared or a count is none, with the place of its first use."""
    told = [*_orders(judged, opened), *_words(judged.unknown, opened), *_counts(judged, opened)]
    if told:
        rest = [f"另有 {len(told) - _LISTED} 处。"] if len(told) > _LISTED else []
        raise InputsError("\n".join([*told[:_LISTED], *rest, *_declarations(judged, opened)]))


def _orders(judged: Judged, opened: Opened) -> Iterator[str]:
    for file in judged.files_with(UNDECLARED_ORDER):
        row = opened.records.first_row(f"file = {file} AND time_state = 4")
        place = opened.tables[file].place("evaluated_at", row)
        yield f"{place}：没有声明日和月的先后，不能判断是几月几日。"


def _words(unknown: Sequence[Unknown], opened: Opened) -> Iterator[str]:
    for number, found in enumerate(unknown):
        why = opened.vocabularies[found.file].why(found.column, found.word)
        row = _first_row(found, opened.records) if number < _LISTED else 0
        yield f"{opened.tables[found.file].place(found.column, row)}：{why}。"


def _first_row(found: Unknown, records: Engine) -> int:
    """Return the first row in which a word would count; only for those that a message lists."""
    condition = f"file = {found.file} AND month > 0 AND {found.column} = $word"
    return records.first_row(condition, word=found.word)


def _counts(judged: Judged, opened: Opened) -> Iterator[str]:
    counted = judged.cells[judged.cells["verdict"] == COUNTED]
    for file, table in enumerate(opened.tables):
        bad = int(counted["bad_counts"][counted["file"] == file].sum())
        if bad:
            row = opened.records.first_row(f"file = {file} AND {_BAD_COUNT}")
            yield f"{table.place('count', row)}：不是大于 0 的整数（共 {bad} 行）。"


def _declarations(judged: Judged, opened: Opened) -> Iterator[str]:
    """Yield, by table, what to write in params so that it would be read."""
    for file, table in enumerate(opened.tables):
        words: dict[str, list[str | None]] = {}
        for found in judged.unknown:
            if found.file == file:
                words.setdefault(found.column, []).append(found.word)
        vocabulary = opened.vocabularies[file]
        lines = [vocabulary.declaration(column, *raws) for column, raws in words.items()]
        if file in judged.files_with(UNDECLARED_ORDER):
            lines.append(_ORDER_LINE)
        if stated := "\n".join(line for line in lines if line):
            yield declaration(table.file, stated)
