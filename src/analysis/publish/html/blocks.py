"""The typed blocks of a bulletin -> HTML; every word is escaped, every id is made here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from analysis.publish.blocks import (
    Block,
    Figure,
    Footnote,
    Heading,
    ListBlock,
    Paragraph,
    Runs,
    TableBlock,
    Text,
    runs_text,
)
from analysis.publish.html.tables import table_html
from analysis.publish.title_lines import title_parts

# Parts and their sections; deeper headings would make the contents longer than they help.
CONTENTS_LEVELS = (1, 2)

_CLAUSE = re.compile("[^，；]+[，；]*|[，；]+")

# Where a chart changes to its narrow drawing; style.css changes its width at the same place.
PHONE = "screen and (max-width: 40em)"

# Legal as they are in a quoted address: a chart stays a quarter smaller than in base64.
_UNQUOTED = "!$'()*+,/:;=?@[]^_`{|}~-."
_SVG_BAGGAGE = re.compile(
    r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>", re.DOTALL
)


@dataclass(frozen=True)
class Entry:
    """A line of the contents with the sections below it."""

    anchor: str
    label: str
    sections: list[Entry]


class Body:
    """Writes blocks in reading order; numbers headings and footnotes over the whole page."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.contents: list[Entry] = []
        self._headings: list[int] = []
        self._numbers: dict[str, int] = {}
        self._footnotes: list[Footnote] = []
        self.html = self._blocks(blocks)

    @property
    def footnotes(self) -> str:
        """The notes as list items, each with the way back to where it is first called."""
        return "".join(
            f'<li id="note-{number}">{self._runs(note.runs)}'
            f'<a href="#call-{number}" aria-label="返回正文注{number}处">返回</a></li>\n'
            for number, note in enumerate(self._footnotes, start=1)
        )

    def _blocks(self, blocks: Iterable[Block]) -> str:
        return "".join(self._block(block) for block in blocks)

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph(runs=runs):
                return f"<p>{self._runs(runs)}</p>\n"
            case ListBlock():
                return self._list(block)
            case TableBlock():
                return table_html(block, self._runs)
            case Figure():
                return figure_html(block)

    def _heading(self, heading: Heading) -> str:
        above = self._headings[: heading.level]
        above += [0] * (heading.level - len(above))
        self._headings = [*above[:-1], above[-1] + 1]
        anchor = "s" + "-".join(map(str, self._headings))
        self._list_in_contents(heading, anchor)
        # The title of the page is h1, so every heading stands one level lower.
        tag = f"h{min(heading.level + 1, 6)}"
        return f'<{tag} id="{anchor}">{self._runs(heading.runs)}</{tag}>\n'

    def _list_in_contents(self, heading: Heading, anchor: str) -> None:
        if heading.level not in CONTENTS_LEVELS:
            return
        nested = heading.level > 1 and self.contents
        entries = self.contents[-1].sections if nested else self.contents
        entries.append(Entry(anchor, runs_text(heading.runs), []))

    def _list(self, block: ListBlock) -> str:
        items = "".join(f"<li>{self._item(item)}</li>\n" for item in block.items)
        if not block.ordered:
            return f"<ul>\n{items}</ul>\n"
        start = f' start="{block.start}"' if block.start != 1 else ""
        return f"<ol{start}>\n{items}</ol>\n"

    def _item(self, blocks: Sequence[Block]) -> str:
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return self._runs(blocks[0].runs)
        return self._blocks(blocks)

    def _runs(self, runs: Runs) -> str:
        return "".join(
            _text(run) if isinstance(run, Text) else self._footnote_call(run) for run in runs
        )

    def _footnote_call(self, footnote: Footnote) -> str:
        called_before = footnote.key in self._numbers
        number = self._numbers.setdefault(footnote.key, len(self._numbers) + 1)
        anchor = "" if called_before else f' id="call-{number}"'
        if not called_before:
            self._footnotes.append(footnote)
        return f'<sup><a{anchor} href="#note-{number}" aria-label="注{number}">[{number}]</a></sup>'


def figure_html(figure: Figure) -> str:
    """Return a chart as an image under its title, with its text alternative and its note."""
    title = f"<figcaption>{_clauses(figure.title)}</figcaption>\n" if figure.title else ""
    note = f"<p><small>{escape(figure.note)}</small></p>\n" if figure.note else ""
    image = f'<img src="{svg_address(figure.svg)}" alt="{escape(figure.alt)}">'
    narrow = f'<source media="{PHONE}" srcset="{svg_address(figure.narrow)}">'
    picture = f"<picture>{narrow if figure.narrow else ''}{image}</picture>\n"
    return f'<figure class="chart">\n{title}{picture}{note}</figure>\n'


def _clauses(title: str) -> str:
    """Return a title whose clauses a narrow screen keeps together where it can, words always."""
    clauses = (map(escape, title_parts(clause)) for clause in _CLAUSE.findall(title))
    return "".join(f"<span>{'<wbr>'.join(parts)}</span>" for parts in clauses)


def svg_address(svg: str) -> str:
    """Return an SVG as a data: address, without the comments and metadata it was drawn with.

    It holds no white space, at which a list of images would end.
    """
    drawing = " ".join(_SVG_BAGGAGE.sub("", svg).split()).replace("> <", "><")
    if "'" not in drawing:
        drawing = drawing.replace('"', "'")
    return f"data:image/svg+xml,{quote(drawing, safe=_UNQUOTED)}"


def _text(run: Text) -> str:
    words = escape(run.text).replace("\n", "<br>")
    if run.emphasis:
        words = f"<em>{words}</em>"
    return f"<strong>{words}</strong>" if run.strong else words
