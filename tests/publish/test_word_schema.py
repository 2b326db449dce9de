"""Word refuses or repairs a file whose elements stand in another order than its schema's.

The orders are those of ISO/IEC 29500-1, without the elements that a bulletin has no use for.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import etree
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.publish.word.bulletin import BulletinDOCXExporter
from tests.publish.sample_page import TABLE, regions_table, sample_notebook
from tests.publish.word_reader import W, part

ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs kinsoku"
    " wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid"
    " spacing ind contextualSpacing jc textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs strike color spacing w kern position sz szCs u vertAlign"
    " lang",
    "numPr": "ilvl numId",
    "pBdr": "top left bottom right",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "tc": "tcPr p",
    "sectPr": "footerReference footnotePr type pgSz pgMar pgNumType cols titlePg docGrid",
    "style": "name basedOn next uiPriority qFormat pPr rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr rPr",
    "abstractNum": "multiLevelType lvl",
    "num": "abstractNumId lvlOverride",
    "numbering": "abstractNum num",
    "footnotePr": "numFmt footnote",
    "font": "altName panose1 charset family pitch",
    "settings": "zoom defaultTabStop evenAndOddHeaders characterSpacingControl footnotePr compat"
    " themeFontLang decimalSymbol listSeparator",
}
# Elements that hold what they hold in any order.
FREE = {"body", "p", "r", "document", "ftr", "footnotes", "footnote", "fonts", "compat"}
FREE |= {"lvlOverride", "tcBorders", "tblGrid", "docDefaults", "rPrDefault", "pPrDefault"}


def rich() -> bytes:
    """Return a file with everything that is written: lists, notes, both kinds of tables."""
    source = "1. 甲[^a]\n   - 乙[^a]\n\n     丙\n\n**重***强*\n\n|甲|\n|-:|\n|1|\n\n[^a]: 注。"
    output = new_output("display_data", {TABLE: regions_table()})
    empty = new_output("display_data", {TABLE: {**regions_table(), "cells": [], "notes": []}})
    cells = [new_markdown_cell(source), new_code_cell("", outputs=[output, empty])]
    about = {"bulletin": {"title": "题", "notice": "注意。"}}
    made, _ = BulletinDOCXExporter().from_notebook_node(new_notebook(cells=cells, metadata=about))
    return bytes(made)


def parts(made: bytes) -> list[str]:
    with ZipFile(BytesIO(made)) as package:
        return [name for name in package.namelist() if name.endswith(".xml") and "word/" in name]


def sample() -> bytes:
    made, _ = BulletinDOCXExporter().from_notebook_node(sample_notebook())
    return bytes(made)


@pytest.mark.parametrize("made", [rich(), sample()], ids=["rich", "sample"])
def test_elements_stand_in_the_order_of_the_schema(made: bytes) -> None:
    assert len(parts(made)) == 8
    for name in parts(made):
        for element in part(made, name).iter(f"{W}*"):
            kind = etree.QName(element).localname
            children = [etree.QName(one).localname for one in element.iterchildren(f"{W}*")]
            if not children or kind in FREE:
                continue
            order = ORDERS[kind].split()
            places = [order.index(child) for child in children]
            assert places == sorted(places), f"{name}: {kind} holds {children}"


def test_every_cell_and_note_ends_with_a_paragraph() -> None:
    for name, holder in (("word/document.xml", "tc"), ("word/footnotes.xml", "footnote")):
        for element in part(rich(), name).iter(f"{W}{holder}"):
            assert element[-1].tag == f"{W}p"


def test_the_cells_of_a_row_fill_the_grid() -> None:
    for table in part(rich(), "word/document.xml").iter(f"{W}tbl"):
        grid = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.iterfind(f"{W}tr"):
            spans = [one.find(f"{W}tcPr/{W}gridSpan") for one in row.iterfind(f"{W}tc")]
            assert sum(1 if one is None else int(one.get(f"{W}val")) for one in spans) == grid


def test_bookmarks_pictures_and_lists_have_ids_of_their_own() -> None:
    body = part(rich(), "word/document.xml")
    for tag in ("bookmarkStart", "bookmarkEnd", "footnoteReference"):
        ids = [one.get(f"{W}id") for one in body.iter(f"{W}{tag}")]
        assert len(ids) == len(set(ids)) == 1
    defined = {one.get(f"{W}numId") for one in part(rich(), "word/numbering.xml").iter(f"{W}num")}
    assert {one.get(f"{W}val") for one in body.iter(f"{W}numId")} <= defined
