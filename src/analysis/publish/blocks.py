"""The typed parts of a bulletin: what every printed format is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from analysis.key_figures import KeyFigure
from analysis.named_fonts import OfficeFonts


@dataclass(frozen=True)
class Text:
    """Words in one style; a line end in them is a line break."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True)
class Footnote:
    """A mark in the text with its note; the same key again refers to the same note."""

    key: str
    runs: tuple[Text, ...]


Runs: TypeAlias = tuple[Text | Footnote, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a part such as 【评优评先】, the title stands above all levels."""

    level: int
    runs: Runs


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of prose."""

    runs: Runs


@dataclass(frozen=True)
class ListBlock:
    """A list; each item holds paragraphs and lists of its own."""

    ordered: bool
    start: int
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True)
class Column:
    """A table column; neighbours with the same non-empty group stand under one spanner."""

    label: Runs
    group: str
    kind: Literal["text", "number"]


@dataclass(frozen=True)
class TableBlock:
    """A table of printed cells; the first cell of a row is its header.

    `data` is where its values lie as CSV, from the bulletin's folder; '' where there are none.
    """

    title: str
    columns: tuple[Column, ...]
    cells: tuple[tuple[Runs, ...], ...]
    notes: tuple[str, ...]
    data: str = ""


@dataclass(frozen=True)
class Figure:
    """A chart as SVG: its finding as title, how to read it, and what it shows in words (alt).

    `narrow` is the same chart drawn for the screen of a phone; '' where there is none.
    """

    svg: str
    alt: str
    title: str
    note: str
    narrow: str = ""


Block: TypeAlias = Heading | Paragraph | ListBlock | TableBlock | Figure


@dataclass(frozen=True)
class Origin:
    """One thing that the foot says of where the bulletin comes from: 数据指纹 b1e6d6abfc9d."""

    label: str
    value: str


@dataclass(frozen=True)
class Document:
    """A bulletin ready to be set; only title and blocks are never empty."""

    title: str
    subtitle: str
    issuer: str
    published_on: str
    notice: str
    corrections: tuple[Block, ...]
    key_figures: tuple[KeyFigure, ...]
    provenance: tuple[Origin, ...]
    blocks: tuple[Block, ...]
    fonts: OfficeFonts = field(default_factory=OfficeFonts)

    @property
    def text(self) -> str:
        """All words that are drawn as glyphs, in reading order; charts draw their own."""
        head = (self.title, self.subtitle, self.notice)
        figures = (text for one in self.key_figures for text in (one.label, one.value, one.change))
        origins = (text for one in self.provenance for text in (one.label, one.value))
        tail = (self.issuer, self.published_on, *origins)
        corrections = _block_texts(self.corrections)
        return "\n".join((*head, *corrections, *figures, *_block_texts(self.blocks), *tail))


def runs_text(runs: Runs) -> str:
    """Return the words of runs without their styles and footnotes."""
    return "".join(run.text for run in runs if isinstance(run, Text))


def _block_texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(runs=runs) | Paragraph(runs=runs):
                yield from _run_texts(runs)
            case ListBlock():
                for item in block.items:
                    yield from _block_texts(item)
            case TableBlock():
                yield from _table_texts(block)
            case Figure():
                yield block.title
                yield block.note


def _table_texts(table: TableBlock) -> Iterator[str]:
    yield table.title
    for column in table.columns:
        yield column.group
        yield from _run_texts(column.label)
    for row in table.cells:
        for cell in row:
            yield from _run_texts(cell)
    yield from table.notes


def _run_texts(runs: Runs) -> Iterator[str]:
    for run in runs:
        if isinstance(run, Text):
            yield run.text
        else:
            yield from _run_texts(run.runs)
