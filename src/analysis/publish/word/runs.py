"""Words in a paragraph of a Word file; they are data there, never markup or fields."""

from __future__ import annotations

from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from analysis.publish.blocks import Text


def add_text(paragraph: Paragraph, words: Text) -> None:
    """Add words in their style; a line end in them becomes a line break."""
    paragraph.add_run(words.text, _style(words))


def add_element(paragraph: Paragraph, element: BaseOxmlElement, style: str) -> None:
    """Add an element in a run of its own."""
    paragraph.add_run("", style)._r.append(element)


def _style(words: Text) -> str | None:
    """Return the character style; strong words have it over emphasis, as 黑体 over 楷体."""
    if words.strong:
        return "Strong"
    return "Emphasis" if words.emphasis else None
