"""The typed blocks of a bulletin -> paragraphs, lists, tables and pictures in Word's styles."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document as WordFile
from docx.text.paragraph import Paragraph as WordParagraph

from analysis.publish.blocks import (
    Block,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Runs,
    TableBlock,
    Text,
)
from analysis.publish.word.chart import add_chart
from analysis.publish.word.lists import Numbering, Place, continued
from analysis.publish.word.notes import Footnotes
from analysis.publish.word.runs import add_text
from analysis.publish.word.table import add_table

# The lowest heading that Markdown knows.
_LOWEST_HEADING = 6

BODY, CAPTION, NOTE, GAP = "Normal", "Caption", "表注", "表后"
CHART, CHART_NOTE = "图", "图注"


class Writer:
    """Writes blocks at the end of a file, in reading order."""

    def __init__(self, file: WordFile, footnotes: Footnotes) -> None:
        self._file = file
        self._footnotes = footnotes
        self._numbering = Numbering(file)

    def write(self, blocks: Iterable[Block], style: str = BODY, depth: int = 0) -> None:
        """Write blocks; `style` is that of paragraphs, `depth` how many lists stand around."""
        for block in blocks:
            match block:
                case Heading():
                    self.paragraph(f"Heading {min(block.level, _LOWEST_HEADING)}", block.runs)
                case Paragraph():
                    self.paragraph(style, block.runs)
                case ListBlock():
                    self._list(block, depth + 1)
                case TableBlock():
                    self._table(block)
                case Figure():
                    self._figure(block)

    def paragraph(self, style: str, runs: Runs) -> WordParagraph:
        """Write a paragraph and return it."""
        paragraph = self._file.add_paragraph(style=style)
        self._add_runs(paragraph, runs)
        return paragraph

    def _add_runs(self, paragraph: WordParagraph, runs: Runs) -> None:
        for run in runs:
            if isinstance(run, Text):
                add_text(paragraph, run)
            else:
                self._footnotes.call(paragraph, run)

    def _list(self, block: ListBlock, depth: int) -> None:
        place = Place(self._numbering.number(block, depth), depth)
        style = "List Number" if block.ordered else "List Bullet"
        for item in block.items:
            first, rest = _opened(item)
            place.give(self.paragraph(style, first.runs))
            self.write(rest, continued(depth), depth)

    def _table(self, block: TableBlock) -> None:
        if block.title:
            self.paragraph(CAPTION, (Text(block.title),))
        edge = add_table(self._file, block, self._add_runs)
        if block.notes:
            note = self.paragraph(NOTE, (Text(f"注：{''.join(block.notes)}"),))
            note.paragraph_format.left_indent = note.paragraph_format.right_indent = edge
        else:
            # Two tables would grow together but for a paragraph between them.
            self.paragraph(GAP, ())

    def _figure(self, block: Figure) -> None:
        if block.title:
            self.paragraph(CAPTION, (Text(block.title),))
        picture = self.paragraph(CHART, ())
        add_chart(picture, block)
        if block.note:
            picture.paragraph_format.keep_with_next = True
            self.paragraph(CHART_NOTE, (Text(block.note),))


def _opened(item: tuple[Block, ...]) -> tuple[Paragraph, tuple[Block, ...]]:
    """Return the paragraph that carries an item's number, be it empty, and what follows it."""
    if item and isinstance(item[0], Paragraph):
        return item[0], item[1:]
    return Paragraph(()), item
