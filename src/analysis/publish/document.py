"""An assembled notebook -> the typed document that is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeAlias

from nbformat import NotebookNode

from analysis.errors import ExportError
from analysis.key_figures import KeyFigure
from analysis.named_fonts import OfficeFonts
from analysis.publish.blocks import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Origin,
    TableBlock,
    Text,
    runs_text,
)
from analysis.publish.corrections import correction_blocks
from analysis.publish.drawings import require_still
from analysis.publish.markdown import markdown_blocks, tokens
from analysis.tables import TABLE_MIME, table_data
from analysis.unseen import without_unseen

SVG_MIME = "image/svg+xml"
# The same chart drawn for a phone, beside the wide one; a notebook does not show it.
NARROW_SVG_MIME = "application/vnd.bulletin.narrow+svg"

# What a reader sees of a code cell; facts, streams and plain text are the analyst's own.
PUBLISHED_MIMES = (TABLE_MIME, SVG_MIME)

_HEADING_LINE = re.compile(r" {0,3}#{1,6}(\s|$)")

# A heading's level, or CONTENT for anything else that is printed.
Outline: TypeAlias = list[int]
CONTENT = 0


def document(nb: NotebookNode) -> Document:
    """Read an assembled or a single executed notebook (ExportError: no title, broken table)."""
    about: Mapping[str, Any] = nb.metadata.get("bulletin", {})
    blocks = _blocks(without_empty_headings(nb))
    title = about.get("title") or ""
    if not title:
        title, blocks = _first_heading_as_title(nb, blocks)
    made = Document(
        title=title,
        subtitle=about.get("subtitle") or "",
        issuer=about.get("issuer") or "",
        published_on=about.get("published_on") or "",
        notice=about.get("notice") or "",
        corrections=correction_blocks(about.get("corrections", ())),
        key_figures=tuple(KeyFigure(**figure) for figure in about.get("key_figures", ())),
        provenance=tuple(Origin(*origin) for origin in about.get("provenance", {}).items()),
        blocks=tuple(_without_level_gaps(blocks)),
        fonts=OfficeFonts(**about.get("fonts", {})),
    )
    printable: Document = _printable(made)
    return printable


def _printable(part: Any) -> Any:
    """Return a document or part of one without what is not seen: no format meets it."""
    if isinstance(part, str):
        return without_unseen(part)
    if isinstance(part, tuple):
        return tuple(_printable(one) for one in part)
    if is_dataclass(part) and not isinstance(part, type):
        changes = {one.name: _printable(getattr(part, one.name)) for one in fields(part)}
        return replace(part, **changes)
    return part


def published_mime(output: NotebookNode) -> str | None:
    """Return the mime type under which a cell's output is published, or None."""
    bundle = output.get("data", {})
    return next((mime for mime in PUBLISHED_MIMES if mime in bundle), None)


def without_empty_headings(nb: NotebookNode) -> NotebookNode:
    """Return the notebook without headings that nothing follows before the next of their rank.

    A commentary that was not filled in leaves its heading bare; a reader should not meet it.
    """
    outlines = [_outline(cell) for cell in nb.cells]
    kept = iter(_kept([level for outline in outlines for level in outline]))
    cells = [
        _cell_with(cell, [keep for level, keep in zip(outline, kept, strict=False) if level])
        for cell, outline in zip(nb.cells, outlines, strict=True)
    ]
    pruned = copy(nb)
    pruned.cells = [cell for cell in cells if not _is_blank(cell)]
    return pruned


def _outline(cell: NotebookNode) -> Outline:
    if cell.cell_type == "markdown":
        return [
            token["attrs"]["level"] if token["type"] == "heading" else CONTENT
            for token in tokens(cell.source)
        ]
    return [CONTENT for output in cell.get("outputs", ()) if published_mime(output)]


def _kept(outline: Outline) -> list[bool]:
    """Say of each entry whether it stays: a heading needs content or a lower heading next."""
    kept = []
    following = 1  # The end counts as a heading of the first rank.
    for level in reversed(outline):
        keep = CONTENT in {level, following} or following > level
        kept.append(keep)
        following = level if keep else following
    return kept[::-1]


def _cell_with(cell: NotebookNode, headings_kept: list[bool]) -> NotebookNode:
    """Return the cell with only those of its headings; underlined ones cannot be taken out."""
    lines = cell.source.splitlines(keepends=True)
    places = [place for place, line in enumerate(lines) if _HEADING_LINE.match(line)]
    if all(headings_kept) or len(places) != len(headings_kept):
        return cell
    dropped = {place for place, keep in zip(places, headings_kept, strict=True) if not keep}
    pruned = copy(cell)
    pruned.source = "".join(line for place, line in enumerate(lines) if place not in dropped)
    return pruned


def _is_blank(cell: NotebookNode) -> bool:
    return cell.cell_type == "markdown" and not cell.source.strip()


def _blocks(nb: NotebookNode) -> list[Block]:
    return [block for place, cell in enumerate(nb.cells) for block in _cell_blocks(cell, place)]


def _cell_blocks(cell: NotebookNode, place: int) -> Iterable[Block]:
    if cell.cell_type == "markdown":
        return markdown_blocks(cell.source, key=str(place))
    return [
        _table(output.data[mime]) if mime == TABLE_MIME else _figure(output)
        for output in cell.get("outputs", ())
        if (mime := published_mime(output))
    ]


def _table(payload: Mapping[str, Any]) -> TableBlock:
    columns = tuple(
        Column(
            label=(Text(column["label"]),),
            group=column["group"],
            kind="number" if column["kind"] == "number" else "text",
        )
        for column in payload["columns"]
    )
    cells = tuple(tuple((Text(cell),) for cell in row) for row in payload["cells"])
    for number, row in enumerate(cells, start=1):
        if len(row) != len(columns):
            raise ExportError(
                f"表“{payload['title']}”第 {number} 行有 {len(row)} 格，应为 {len(columns)} 格。"
            )
    return TableBlock(
        payload["title"], columns, cells, tuple(payload["notes"]), table_data(payload["key"])
    )


def _figure(output: NotebookNode) -> Figure:
    about = output.get("metadata", {}).get(SVG_MIME, {})
    title, svg = about.get("title", ""), output.data[SVG_MIME]
    narrow = output.data.get(NARROW_SVG_MIME, "")
    alt = about.get("alt") or title
    if not alt:
        raise ExportError("有一幅图没有替代文字（alt），读屏软件的用户无从得知图意，请补上。")
    for drawing in filter(None, (svg, narrow)):
        require_still(drawing, title or alt)
    if "<text" in svg + narrow:
        raise ExportError(
            f"图“{title or alt}”的文字没有转成路径，印不出来：请以 svg.fonttype: path 绘制。"
        )
    return Figure(svg, alt, title, about.get("note", ""), narrow)


def _first_heading_as_title(nb: NotebookNode, blocks: list[Block]) -> tuple[str, list[Block]]:
    """Take the title from the first heading, which then is not printed a second time."""
    heading = next((block for block in _blocks(nb) if isinstance(block, Heading)), None)
    if heading is None:
        raise ExportError("没有题名：笔记本的元数据中没有 title，正文中也没有标题。")
    first = next((block for block in blocks if isinstance(block, Heading)), None)
    rest = [block for block in blocks if block is not first] if first == heading else blocks
    return runs_text(heading.runs), rest


def _without_level_gaps(blocks: Iterable[Block]) -> Iterator[Block]:
    """Raise a heading that skips a level: PDF/UA allows no gap."""
    above = 0
    for block in blocks:
        if isinstance(block, Heading):
            above = min(block.level, above + 1)
            yield Heading(above, block.runs)
        else:
            yield block
