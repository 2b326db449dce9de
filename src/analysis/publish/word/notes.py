"""Footnotes of a Word file, which python-docx does not write itself."""

from __future__ import annotations

from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.story import StoryPart
from docx.text.paragraph import Paragraph

from analysis.publish.blocks import Footnote, Text
from analysis.publish.word.file import TEMPLATE
from analysis.publish.word.runs import add_element, add_text

REFERENCE, TEXT = "footnote reference", "footnote text"

# The circled numbers of footnotes; beyond them Word counts in plain figures.
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


class Footnotes:
    """The notes of a file, numbered in the order in which they are first called."""

    def __init__(self, file: WordFile) -> None:
        content = (TEMPLATE / "word" / "footnotes.xml").read_bytes()
        self._part = StoryPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            parse_xml(content),
            file.part.package,
        )
        file.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._numbers: dict[str, int] = {}

    def call(self, paragraph: Paragraph, footnote: Footnote) -> None:
        """Put the mark of a note at the end of a paragraph; a second call refers to the first."""
        if number := self._numbers.get(footnote.key):
            _refer(paragraph, number)
            return
        number = self._numbers[footnote.key] = len(self._numbers) + 1
        self._write(number, footnote)
        _mark(paragraph, number)

    def _write(self, number: int, footnote: Footnote) -> None:
        note = _element("w:footnote", id=number)
        self._part.element.append(note)
        body = OxmlElement("w:p")
        note.append(body)
        paragraph = Paragraph(body, self._part)
        paragraph.style = TEXT
        add_element(paragraph, _element("w:footnoteRef"), REFERENCE)
        add_text(paragraph, Text(" "))
        for run in footnote.runs:
            add_text(paragraph, run)


def _mark(paragraph: Paragraph, number: int) -> None:
    """Put the note's mark between the two ends of a bookmark, for later calls to refer to."""
    paragraph._p.append(_element("w:bookmarkStart", id=number, name=_bookmark(number)))
    add_element(paragraph, _element("w:footnoteReference", id=number), REFERENCE)
    paragraph._p.append(_element("w:bookmarkEnd", id=number))


def _refer(paragraph: Paragraph, number: int) -> None:
    """Put a field that repeats a note's number, so that it stays right when notes are added."""
    instruction = OxmlElement("w:instrText")
    instruction.text = f"NOTEREF {_bookmark(number)} \\f \\h"
    shown = OxmlElement("w:t")
    shown.text = _CIRCLED[number - 1] if number <= len(_CIRCLED) else str(number)
    begin, between, end = (
        _element("w:fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")
    )
    for part in (begin, instruction, between, shown, end):
        add_element(paragraph, part, REFERENCE)


def _bookmark(number: int) -> str:
    return f"_note{number}"


def _element(tag: str, **attributes: object) -> BaseOxmlElement:
    return OxmlElement(tag, {qn(f"w:{name}"): str(value) for name, value in attributes.items()})
