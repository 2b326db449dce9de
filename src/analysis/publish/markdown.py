"""Markdown as analysts write it -> typed blocks; markup that has no place in print stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

import mistune
from mistune.util import unescape

from analysis.publish.blocks import (
    Block,
    Column,
    Footnote,
    Heading,
    ListBlock,
    Paragraph,
    Runs,
    TableBlock,
    Text,
)

Token: TypeAlias = Mapping[str, Any]
Notes: TypeAlias = Mapping[int, Footnote]

# Word habits: two full-width spaces open a paragraph. The page sets its own indent.
_INDENT = " \t\u3000"

_PLAIN = Text("")
_NOTHING: Token = {"type": "nothing"}

# CommonMark, made for words between spaces, leaves the stars of **其一。**其二 and **97.61%**的
# standing. An invisible mark on their outer side lets them open and close; it is not printed.
_JOINER = "\u2060"
_CLOSING = re.compile(r"(?<=[^\w\s*\\])(\*+)(?=\w)")
_OPENING = re.compile(r"(?<=\w)(\*+)(?=[^\w\s*])")

_parse = mistune.create_markdown(renderer="ast", plugins=["footnotes", "table"])


def tokens(source: str) -> list[Token]:
    """Return the top-level tokens that print something, and the footnotes at their end."""
    parsed = _parse(_CLOSING.sub(rf"\1{_JOINER}", _OPENING.sub(rf"{_JOINER}\1", source)))
    if isinstance(parsed, str):
        raise TypeError(parsed)
    return [token for token in parsed if _prints(token)]


def _prints(token: Token) -> bool:
    if token["type"] == "heading":
        return bool(_words(token).strip())
    return token["type"] not in {"blank_line", "thematic_break"}


def markdown_blocks(source: str, key: str) -> list[Block]:
    """Read Markdown; `key` keeps its footnotes apart from those of other cells."""
    parsed = tokens(source)
    notes = {
        item["attrs"]["index"]: _footnote(item, key)
        for token in parsed
        if token["type"] == "footnotes"
        for item in token["children"]
    }
    return list(_blocks(parsed, notes))


def _footnote(item: Token, key: str) -> Footnote:
    # A note inside a note has no place on the page: its mark stays as it was typed.
    paragraphs = (_runs(child.get("children", ()), {}) for child in item["children"])
    texts = tuple(run for runs in paragraphs for run in runs if isinstance(run, Text))
    return Footnote(f"{key}-{item['attrs']['index']}", texts)


def _blocks(parsed: Iterable[Token], notes: Notes) -> Iterator[Block]:
    for token in parsed:
        match token["type"]:
            case "heading":
                yield Heading(token["attrs"]["level"], _paragraph_runs(token, notes))
            case "paragraph" | "block_text":
                yield Paragraph(_paragraph_runs(token, notes))
            case "list":
                yield _list(token, notes)
            case "table":
                yield _table(token, notes)
            case "block_quote":
                yield from _blocks(token["children"], notes)
            case "block_code" | "block_html":
                yield Paragraph((_text(token["raw"].strip("\n"), _PLAIN),))


def _list(token: Token, notes: Notes) -> ListBlock:
    attrs = token["attrs"]
    items = (tuple(_item_blocks(item, notes)) for item in token["children"])
    return ListBlock(attrs["ordered"], attrs.get("start", 1), tuple(items))


def _item_blocks(item: Token, notes: Notes) -> Iterator[Block]:
    """Yield what stands in a list item, where a heading is no more than a line."""
    for block in _blocks(item["children"], notes):
        yield Paragraph(block.runs) if isinstance(block, Heading) else block


def _table(token: Token, notes: Notes) -> TableBlock:
    head, *bodies = token["children"]
    rows = (row["children"] for body in bodies for row in body["children"])
    return TableBlock(
        title="",
        columns=tuple(_column(cell, notes) for cell in head["children"]),
        cells=tuple(tuple(_runs(cell["children"], notes) for cell in row) for row in rows),
        notes=(),
    )


def _column(cell: Token, notes: Notes) -> Column:
    kind: Any = "number" if cell["attrs"]["align"] == "right" else "text"
    return Column(_runs(cell["children"], notes), group="", kind=kind)


def _paragraph_runs(token: Token, notes: Notes) -> Runs:
    first, *rest = _runs(token["children"], notes) or (_PLAIN,)
    if isinstance(first, Text):
        first = replace(first, text=first.text.lstrip(_INDENT))
    return (first, *rest)


def _runs(inline: Iterable[Token], notes: Notes, style: Text = _PLAIN) -> Runs:
    """Return the runs of inline tokens; `style` is what strong and emphasis around them give."""
    siblings = list(inline)
    neighbours = zip([_NOTHING, *siblings], siblings, [*siblings[1:], _NOTHING], strict=False)
    return tuple(
        run
        for before, token, after in neighbours
        for run in (
            (_text(_line_join(before, after), style),)
            if token["type"] == "softbreak"
            else _run(token, notes, style)
        )
        if run != replace(style, text="")
    )


def _run(token: Token, notes: Notes, style: Text) -> Runs:
    kind = token["type"]
    if kind == "footnote_ref":
        literal = _text(f"[^{token['raw']}]", style)
        return (notes.get(token["attrs"]["index"], literal),)
    if "children" in token:
        strong = style.strong or kind == "strong"
        emphasis = style.emphasis or kind == "emphasis"
        return _runs(token["children"], notes, Text("", strong=strong, emphasis=emphasis))
    # A hard line break is the only inline token with neither words nor children.
    words = token.get("raw", "\n")
    return (_text(unescape(words) if kind == "text" else words, style),)


def _text(words: str, style: Text) -> Text:
    return replace(style, text=words.replace(_JOINER, ""))


def _line_join(before: Token, after: Token) -> str:
    """Lines of Chinese join without a space, lines of Latin words with one."""
    return " " if (_words(before)[-1:] + _words(after)[:1]).isascii() else ""


def _words(token: Token) -> str:
    children: Iterable[Token] = token.get("children", ())
    raw: str = token.get("raw", "")
    return raw or "".join(_words(child) for child in children)
