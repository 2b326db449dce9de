"""How the differences of two editions stand in a terminal, and in --json."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from analysis.cli.text_table import aligned
from analysis.editions.changes import Change, Kind

_TITLES = {
    Kind.FIGURE: "数据",
    Kind.ENTRY: "名单",
    Kind.CELL: "表格",
    Kind.SENTENCE: "文字",
    Kind.ADDED: "新增的数据",
}
_COUNTERS = {Kind.FIGURE: "项", Kind.ENTRY: "处", Kind.CELL: "格", Kind.SENTENCE: "句"}
_NONE = "无"


def lines(found: Sequence[Change], old: str, new: str) -> Iterator[str]:
    """Yield the differences of two contents, named `old` and `new`, kind by kind."""
    for kind in Kind:
        chosen = [change for change in found if change.kind is kind]
        if chosen:
            yield f"{_TITLES[kind]}，{len(chosen)} {_COUNTERS.get(kind, '项')}："
            rows = _sentences(chosen) if kind is Kind.SENTENCE else _table(chosen, old, new)
            yield from (f"  {row}" for row in rows)


def _table(chosen: Sequence[Change], old: str, new: str) -> Iterator[str]:
    head = ("名称", old, new, "相差")
    return aligned([head, *((c.label, c.old or _NONE, c.new or _NONE, c.extent) for c in chosen)])


def _sentences(chosen: Sequence[Change]) -> Iterator[str]:
    """Yield sentences whole, below the heading where they stand."""
    for change in chosen:
        yield "，".join(part for part in (change.place, f"“{change.label}”") if part)
        yield f"  原：{_one_line(change.old)}"
        yield f"  现：{_one_line(change.new)}"


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")) or _NONE


def as_values(found: Sequence[Change]) -> list[dict[str, Any]]:
    """Return the differences as JSON data, with the keys that the manual documents."""
    return [asdict(change) for change in found]
