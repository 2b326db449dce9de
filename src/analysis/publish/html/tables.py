"""A table block -> an HTML table that a screen reader, a phone and a printer can use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from urllib.parse import quote

from analysis.publish.blocks import Column, Runs, TableBlock

# From this many columns on, figures are set smaller so that the page still holds the table.
WIDE_TABLE = 9

Inline = Callable[[Runs], str]


@dataclass(frozen=True)
class Spanner:
    """Neighbouring columns under one header cell; a column without a group stands alone."""

    label: str
    columns: tuple[Column, ...]

    @property
    def classes(self) -> list[str]:
        """How its columns are set: aligned by kind, with a rule where a group starts."""
        first, *others = (column.kind for column in self.columns)
        return [f"{first} start" if self.label else first, *others]


def table_html(table: TableBlock, inline: Inline) -> str:
    """Return the table in a frame of its own that scrolls sideways; `inline` sets cell text."""
    title = escape(table.title)
    label = f"表：{title}" if title else "表"
    size = ' class="wide"' if len(table.columns) >= WIDE_TABLE else ""
    caption = f"<caption><span>{title}</span></caption>\n" if title else ""
    upper = spanners(table.columns)
    return (
        '<figure class="table">\n'
        f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">\n'
        f"<table{size}>\n{caption}{_head(upper, inline)}{_body(table, upper, inline)}</table>\n"
        f"</div>\n{_notes(table.notes)}</figure>\n{_data(table)}"
    )


def spanners(columns: Sequence[Column]) -> list[Spanner]:
    """Return the header cells of the upper row, from left to right."""
    return list(_spanners(columns))


def _spanners(columns: Sequence[Column]) -> Iterator[Spanner]:
    for group, members in groupby(columns, key=lambda column: column.group):
        if group:
            yield Spanner(group, tuple(members))
        else:
            yield from (Spanner("", (column,)) for column in members)


def _head(upper: Sequence[Spanner], inline: Inline) -> str:
    groups = "".join(f'<colgroup span="{len(spanner.columns)}"></colgroup>' for spanner in upper)
    grouped = [spanner for spanner in upper if spanner.label]
    if not grouped:
        return f"{groups}\n<thead>\n<tr>{_labels(upper, inline)}</tr>\n</thead>\n"
    first = "".join(_upper_cell(spanner, inline) for spanner in upper)
    second = _labels(grouped, inline)
    return f"{groups}\n<thead>\n<tr>{first}</tr>\n<tr>{second}</tr>\n</thead>\n"


def _upper_cell(spanner: Spanner, inline: Inline) -> str:
    if not spanner.label:
        return _labels([spanner], inline, rows=' rowspan="2"')
    span = len(spanner.columns)
    label = escape(spanner.label)
    return f'<th class="spanner start" colspan="{span}" scope="colgroup">{label}</th>'


def _labels(upper: Sequence[Spanner], inline: Inline, rows: str = "") -> str:
    return "".join(
        f'<th class="{classes}"{rows} scope="col"><span>{inline(column.label)}</span></th>'
        for spanner in upper
        for column, classes in zip(spanner.columns, spanner.classes, strict=True)
    )


def _body(table: TableBlock, upper: Sequence[Spanner], inline: Inline) -> str:
    classes = [name for spanner in upper for name in spanner.classes]
    rows = "".join(_row(classes, cells, inline) for cells in table.cells)
    empty = f'<tr><td class="text" colspan="{len(table.columns)}">无</td></tr>\n'
    return f"<tbody>\n{rows or empty}</tbody>\n"


def _row(classes: Sequence[str], cells: Sequence[Runs], inline: Inline) -> str:
    header, *figures = cells
    data = "".join(
        f'<td class="{name}">{inline(cell)}</td>'
        for name, cell in zip(classes[1:], figures, strict=True)
    )
    return f'<tr><th class="{classes[0]}" scope="row">{inline(header)}</th>{data}</tr>\n'


def _data(table: TableBlock) -> str:
    if not table.data:
        return ""
    words = "下载数据（CSV）"
    named = f' aria-label="{words}：{escape(table.title)}"' if table.title else ""
    link = f'<a href="{escape(quote(table.data))}" download{named}>{words}</a>'
    return f'<p class="data"><small>{link}</small></p>\n'


def _notes(notes: Sequence[str]) -> str:
    if not notes:
        return ""
    if len(notes) == 1:
        return f"<figcaption>注：{escape(notes[0])}</figcaption>\n"
    items = "".join(f"<li>{escape(note)}</li>" for note in notes)
    return f"<figcaption>注：<ol>{items}</ol></figcaption>\n"
