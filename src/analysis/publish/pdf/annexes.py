"""Body and annexes: an official document is prose, and what is tabular or drawn is attached to it.

GB/T 9704-2012 (7.3.7, 7.3.11) puts annexes behind the signed body and lists their titles below
it. Here the tables and charts of one section are one annex, named after the section's heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from analysis.publish.blocks import (
    Block,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    TableBlock,
    Text,
    runs_text,
)

Exhibit: TypeAlias = TableBlock | Figure

# What tables and charts are called that stand before the first heading.
_UNNAMED = "有关数据"

# 一、 （一） 1. (1) 第一部分: a heading's number has no place in the title of an annex.
_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十百]+(?:部分|[章节])|[一二三四五六七八九十百]+、"
    r"|[（(](?:[一二三四五六七八九十百]+|[0-9]+)[）)]|[0-9]+[.．、](?![0-9]))\s*"
)
_BRACKETED = re.compile(r"【(.*)】")


@dataclass(frozen=True)
class Annex:
    """What is attached under one number: 附件1, its title, its tables and charts."""

    label: str
    title: str
    exhibits: tuple[Exhibit, ...]


@dataclass(frozen=True)
class Arranged:
    """A bulletin's prose, and what is attached to it."""

    body: tuple[Block, ...]
    annexes: tuple[Annex, ...]


@dataclass(frozen=True)
class _Section:
    """A heading and what follows up to the next; the first section may have none."""

    heading: Heading | None
    content: tuple[Block, ...]

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        return tuple(block for block in self.content if isinstance(block, Exhibit))


def arranged(blocks: Sequence[Block]) -> Arranged:
    """Part blocks into body and annexes; in the body each place points to its annex.

    The pointer （见附件1） stands behind the full stop of the paragraph, in a run of its own: it is
    a remark on the whole paragraph (句外括号, GB/T 15834-2011, annex B), and no word of the prose
    changes. Tables within list items stay where they are.
    """
    sections = list(_sections(blocks))
    count = sum(bool(section.exhibits) for section in sections)
    body: list[Block] = []
    annexes: list[Annex] = []
    for section in sections:
        label = "附件" if count == 1 else f"附件{len(annexes) + 1}"
        body += _prose(section, label)
        if section.exhibits:
            annexes.append(_annex(section, label))
    return Arranged(tuple(body), tuple(annexes))


def _sections(blocks: Iterable[Block]) -> Iterator[_Section]:
    heading: Heading | None = None
    content: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            yield _Section(heading, tuple(content))
            heading, content = block, []
        else:
            content.append(block)
    yield _Section(heading, tuple(content))


def _prose(section: _Section, label: str) -> Iterator[Block]:
    """Yield the section without its exhibits, with a pointer wherever some stood."""
    if section.heading:
        yield section.heading
    before: list[Block] = []
    for attached, group in groupby(section.content, lambda block: isinstance(block, Exhibit)):
        if attached:
            yield from _pointing(before, label)
        before = [] if attached else list(group)
    yield from before


def _pointing(blocks: Sequence[Block], label: str) -> Sequence[Block]:
    """Return blocks whose last paragraph ends with a pointer; without one, a line that points."""
    match blocks:
        case [*others, Paragraph(runs=runs)]:
            return [*others, Paragraph((*runs, Text(f"（见{label}）")))]
        case [*others, ListBlock(items=[*items, last]) as block]:
            pointing = tuple(_pointing(last, label))
            return [*others, replace(block, items=(*items, pointing))]
        case _:
            return [*blocks, Paragraph((Text(f"见{label}。"),))]


def _annex(section: _Section, label: str) -> Annex:
    """Return a section's annex.

    A single table gives its own title, which says more than the heading and so stands once.
    """
    match section.exhibits:
        case [TableBlock(title=title) as table] if title:
            return Annex(label, title, (replace(table, title=""),))
    return Annex(label, _title(section.heading), section.exhibits)


def _title(heading: Heading | None) -> str:
    if heading is None:
        return _UNNAMED
    words = runs_text(heading.runs).strip()
    bracketed = _BRACKETED.fullmatch(words)
    inner = bracketed[1] if bracketed else words
    return _NUMBER.sub("", inner) or words
