"""Numbered and bulleted paragraphs: Word's own numbering, each ordered list from its start."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as WordFile
from docx.text.paragraph import Paragraph

from analysis.publish.blocks import ListBlock

# What numbering.xml in the template defines.
_BULLETS, _FIGURES, _DEEPEST = 1, 0, 9

# Word has no deeper style for the further paragraphs of an item.
_DEEPEST_CONTINUED = 3


@dataclass(frozen=True)
class Place:
    """Where a paragraph stands: in which of Word's lists, how deep from 1."""

    list_number: int
    depth: int

    def give(self, paragraph: Paragraph) -> None:
        """Give a paragraph its number or bullet."""
        numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val = level(self.depth)
        numbered.get_or_add_numId().val = self.list_number


class Numbering:
    """The lists of a file."""

    def __init__(self, file: WordFile) -> None:
        self._definitions = file.part.numbering_part.element

    def number(self, block: ListBlock, depth: int) -> int:
        """Return Word's number of a list: bullets share one, ordered lists begin one each."""
        if not block.ordered:
            return _BULLETS
        definition = self._definitions.add_num(_FIGURES)
        definition.add_lvlOverride(level(depth)).add_startOverride(block.start)
        return int(definition.numId)


def level(depth: int) -> int:
    """Return Word's level of a depth, which counts from 0 and ends at 8."""
    return min(depth, _DEEPEST) - 1


def continued(depth: int) -> str:
    """Return the style of an item's further paragraphs."""
    deep = min(depth, _DEEPEST_CONTINUED)
    return "List Continue" if deep == 1 else f"List Continue {deep}"
