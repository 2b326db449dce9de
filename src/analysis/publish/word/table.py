"""A table block -> a Word table whose header repeats and whose rows stay whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from docx.document import Document as WordFile
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Length, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from analysis.publish.blocks import Column, Runs, TableBlock, Text
from analysis.publish.html.tables import spanners
from analysis.publish.word.table_widths import TYPE_AREA, layout

STYLE = "通报表格"
# Styles by their ids: to look one up by its name would take longer than all else in a cell.
HEAD, TEXT, FIGURE = "TableHead", "TableText", "TableFigure"
STYLE_OF = {"text": TEXT, "number": FIGURE}
_EDGE = {"text": WD_ALIGN_PARAGRAPH.LEFT, "number": WD_ALIGN_PARAGRAPH.RIGHT}

# A table of no more rows is not divided between pages.
_WHOLE = 12

# What Word wants to stand before the borders of a cell.
_BEFORE_BORDERS = {qn("w:tcW"), qn("w:gridSpan"), qn("w:vMerge")}

AddRuns = Callable[[Paragraph, Runs], None]


@dataclass(frozen=True)
class _Pen:
    """Writes cells in one size."""

    add_runs: AddRuns
    size: str

    def write(self, cell: _Cell, style: str, runs: Runs) -> Paragraph:
        paragraph: Paragraph = cell.paragraphs[0]
        paragraph._p.style = f"{style}{self.size}"
        self.add_runs(paragraph, runs)
        return paragraph

    def write_label(self, cell: _Cell, column: Column) -> None:
        """Write the label of one column, over the edge at which its cells stand."""
        self.write(cell, HEAD, column.label).alignment = _EDGE[column.kind]


def add_table(file: WordFile, block: TableBlock, add_runs: AddRuns) -> Length:
    """Write a table at the end of a file; return how far its edge is from that of the text.

    `add_runs` writes the words of a cell.
    """
    heads = 2 if any(column.group for column in block.columns) else 1
    shape = layout(block)
    table = file.add_table(heads + max(1, len(block.cells)), len(block.columns), STYLE)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _set_widths(table, shape.widths)
    _name(table, block.title)
    pen = _Pen(add_runs, shape.size)
    rows = list(table.rows)
    _write_head(rows[:heads], block, pen)
    _write_body(rows[heads:], block, pen)
    _rule_off(rows[heads])
    for place, row in enumerate(rows):
        _mark(row, header=place < heads)
    _keep_together(rows if len(rows) <= _WHOLE else rows[-2:])
    return Pt((TYPE_AREA - sum(shape.widths)) / 2)


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Pt(width)


def _name(table: Table, title: str) -> None:
    """Give the table its title, as a screen reader says it; the last child of its properties."""
    if title:
        table._tbl.tblPr.append(OxmlElement("w:tblCaption", {qn("w:val"): title}))


def _write_head(rows: Sequence[_Row], block: TableBlock, pen: _Pen) -> None:
    """Write the labels; a group stands over its columns, a label alone over both rows."""
    upper, lower = rows[0].cells, rows[-1].cells
    place = 0
    for spanner in spanners(block.columns):
        last = place + len(spanner.columns) - 1
        if spanner.label:
            pen.write(upper[place].merge(upper[last]), HEAD, (Text(spanner.label),))
            for cell, column in zip(lower[place : last + 1], spanner.columns, strict=True):
                pen.write_label(cell, column)
        else:
            alone = upper[place].merge(lower[place]) if len(rows) > 1 else upper[place]
            pen.write_label(alone, spanner.columns[0])
        place = last + 1


def _write_body(rows: Sequence[_Row], block: TableBlock, pen: _Pen) -> None:
    if not block.cells:
        cells = rows[0].cells
        pen.write(cells[0].merge(cells[-1]), TEXT, (Text("无"),))
    for row, runs_of_row in zip(rows, block.cells, strict=False):
        for cell, column, runs in zip(row.cells, block.columns, runs_of_row, strict=True):
            pen.write(cell, STYLE_OF[column.kind], runs)


def _rule_off(row: _Row) -> None:
    """Draw the line between header and body, over the body: the header's cells are merged."""
    line = {"val": "single", "sz": "6", "space": "0", "color": "000000"}
    for cell in row._tr.tc_lst:
        borders = OxmlElement("w:tcBorders")
        borders.append(OxmlElement("w:top", {qn(f"w:{name}"): it for name, it in line.items()}))
        properties = cell.get_or_add_tcPr()
        before = [part for part in properties if part.tag in _BEFORE_BORDERS]
        properties.insert(len(before), borders)


def _mark(row: _Row, *, header: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))


def _keep_together(rows: Sequence[_Row]) -> None:
    """Keep rows on one page with each other and with the note below them."""
    for row in rows:
        for cell in row._tr.tc_lst:
            for paragraph in cell.p_lst:
                paragraph.get_or_add_pPr().keepNext_val = True
