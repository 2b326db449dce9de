"""Stopping where a word, a date order or a count is not declared: where, why, what to write."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.errors import InputsError
from analysis.inputs.declaring import declaration
from analysis.inputs.judging import HEADER_AGAIN, UNDECLARED_ORDER, Judged
from analysis.inputs.opened import Opened

# How many places a message lists, how many words it proposes to declare, and for how many tables.
_LISTED, _PROPOSED, _TABLES = 5, 20, 3
_ORDER_LINE = "date_order: dmy   # 日/月/年；月/日/年写 mdy"


def require_declared(judged: Judged, opened: Opened) -> None:
    """Stop where something is not declared or a count is none, with the place of its first use."""
    told = [
        *_headers(judged, opened),
        *_orders(judged, opened),
        *_words(judged, opened),
        *_counts(judged, opened),
    ]
    if told:
        rest = [f"另有 {len(told) - _LISTED} 处。"] if len(told) > _LISTED else []
        declared = [*_declarations(judged, opened)]
        more = [f"另有 {len(declared) - _TABLES} 张表要声明。"] if len(declared) > _TABLES else []
        raise InputsError("\n".join([*told[:_LISTED], *rest, *declared[:_TABLES], *more]))


def _headers(judged: Judged, opened: Opened) -> Iterator[str]:
    for file, row in judged.first_rows(HEADER_AGAIN).items():
        yield (
            f"{opened.tables[file].name} 第 {row} 行又是列名：几份数据接在了一起，"
            "后面各列的先后可能不同。请分成几个文件。"
        )


def _orders(judged: Judged, opened: Opened) -> Iterator[str]:
    for file, row in judged.first_rows(UNDECLARED_ORDER).items():
        place = opened.tables[file].place("evaluated_at", row)
        yield f"{place}：没有声明日和月的先后，不能判断是几月几日。"


def _words(judged: Judged, opened: Opened) -> Iterator[str]:
    for found in judged.unknown:
        why = opened.vocabularies[found.file].why(found.column, found.word)
        place = opened.tables[found.file].place(found.column, found.row)
        yield f"{place}：{why}。"


def _counts(judged: Judged, opened: Opened) -> Iterator[str]:
    for bad in judged.bad_counts:
        place = opened.tables[bad.file].place("count", bad.row)
        yield f"{place}：不是大于 0、小于一千万的整数（共 {bad.rows} 行）。"


def _declarations(judged: Judged, opened: Opened) -> Iterator[str]:
    """Yield, by table, what to write in params so that it would be read."""
    for file, table in enumerate(opened.tables):
        words: dict[str, list[str | None]] = {}
        for found in judged.unknown:
            if found.file == file:
                words.setdefault(found.column, []).append(found.word)
        vocabulary = opened.vocabularies[file]
        lines = [
            vocabulary.declaration(column, *raws[:_PROPOSED]) for column, raws in words.items()
        ]
        left = sum(max(len(raws) - _PROPOSED, 0) for raws in words.values())
        lines += [f"# 另有 {left} 个写法，同样声明"] if left else []
        lines += [_ORDER_LINE] if file in judged.first_rows(UNDECLARED_ORDER) else []
        if stated := "\n".join(line for line in lines if line):
            yield declaration(table.file, stated, vocabulary.source)
