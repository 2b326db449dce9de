"""Reads a Word file back as a person does: its words in order, tables and notes among them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
from bs4 import BeautifulSoup
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# A footnote's mark, in the text and where a field repeats it.
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


def opened(made: bytes) -> Document:
    return docx.Document(BytesIO(made))


def part(made: bytes, name: str) -> Any:
    """Return the root element of a part: word/document.xml."""
    with ZipFile(BytesIO(made)) as package:
        return etree.fromstring(package.read(name))


def squeezed(text: str) -> str:
    """Return text without white space and without the dots that part the provenance."""
    return re.sub(r"[\s·]", "", text)


def words(element: Any) -> str:
    """Return the words of an element with footnote marks as [1]; fields give what they show."""
    found = []
    for one in element.iter(f"{W}t", f"{W}footnoteReference"):
        if one.tag == f"{W}t":
            found.append(re.sub(f"[{CIRCLED}]", lambda m: f"[{CIRCLED.index(m[0]) + 1}]", one.text))
        else:
            found.append(f"[{one.get(f'{W}id')}]")
    return "".join(found)


def notes(made: bytes) -> list[str]:
    found = part(made, "word/footnotes.xml").iterfind(f"{W}footnote")
    return [words(note) for note in found if note.get(f"{W}type") is None]


def text_of_word(made: bytes) -> str:
    """Return what a reader of the Word file reads, notes at the end; key figures without labels."""
    blocks = list(part(made, "word/document.xml").find(f"{W}body"))
    tables = [place for place, block in enumerate(blocks) if block.tag == f"{W}tbl"]
    if tables and words(blocks[tables[0] - 1]) == "主要数据":
        labels = blocks[tables[0]].find(f"{W}tr")
        labels.getparent().remove(labels)
    foot = [
        block for block in blocks if block.find(f".//{W}pStyle[@{W}val='Provenance']") is not None
    ]
    main = [block for block in blocks if block not in foot]
    return squeezed("".join([*map(words, main), *notes(made), *map(words, foot)]))


def text_of_page(html: str) -> str:
    """Return what a reader of the page reads, without what only a page has.

    That is its contents, links to skip, to return from a note and to download.
    """
    page = BeautifulSoup(html, "html.parser").body
    for apart in page.select("nav, .skip, .data, #notes, a[href^='#call-']"):
        apart.decompose()
    return squeezed(page.get_text())


def style_ids(made: bytes) -> set[str]:
    """Return the ids of all styles that text, notes and tables ask for."""
    asked = {f"{W}{tag}" for tag in ("pStyle", "rStyle", "tblStyle")}
    names = ("word/document.xml", "word/footnotes.xml", "word/footer_odd.xml")
    return {
        one.get(qn("w:val"))
        for name in names
        for one in part(made, name).iter()
        if one.tag in asked
    }
