"""The bulletin as Word file, to be marked up: an nbconvert exporter on python-docx."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docx.document import Document as WordFile
from nbconvert.exporters import Exporter
from nbformat import NotebookNode

from analysis.fonts import require_glyphs
from analysis.publish.blocks import (
    Block,
    Column,
    Document,
    ListBlock,
    Paragraph,
    Runs,
    TableBlock,
    Text,
)
from analysis.publish.document import document
from analysis.publish.word.blocks import Writer
from analysis.publish.word.file import new_file, sealed
from analysis.publish.word.notes import Footnotes

_KEY_TITLE = "主要数据"
_KEY_FIGURES = (("指标", "text"), ("数值", "number"), ("变化", "number"))


class BulletinDOCXExporter(Exporter):
    """nbconvert exporter `bulletin_docx`: an assembled notebook -> the bytes of a Word file."""

    file_extension = ".docx"
    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    export_from_notebook = "通报（Word）"

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Return the Word file and nbconvert's resources (ExportError when it cannot be made)."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        resources["output_extension"] = self.file_extension
        return docx(document(nb)), resources


def docx(bulletin: Document) -> bytes:
    """Write a document; the same document gives the same bytes.

    ExportError for a character that no font has, a chart that cannot be drawn, or a date
    that does not exist.
    """
    require_glyphs(bulletin.text)
    file = new_file(bulletin)
    writer = Writer(file, Footnotes(file))
    _write_head(file, writer, bulletin)
    writer.write(bulletin.blocks)
    if bulletin.provenance:
        # No line ends between a label and its value.
        origins = (f"{one.label}\u00a0{one.value}" for one in bulletin.provenance)
        file.add_paragraph(" · ".join(origins), "数据来源")
    return sealed(file)


def _write_head(file: WordFile, writer: Writer, bulletin: Document) -> None:
    file.add_paragraph(bulletin.title, "Title")
    if bulletin.subtitle:
        file.add_paragraph(bulletin.subtitle, "Subtitle")
    if signed := [part for part in (bulletin.issuer, bulletin.published_on) if part]:
        file.add_paragraph("\u3000".join(signed), "发布机关和日期")
    if bulletin.notice:
        writer.paragraph("数据说明", (Text("数据说明：", strong=True), Text(bulletin.notice)))
    for line in _lines(bulletin.corrections):
        writer.paragraph("更正说明", line)
    if bulletin.key_figures:
        writer.write([_key_figures(bulletin)])


def _lines(blocks: Iterable[Block]) -> Iterator[Runs]:
    """Yield paragraphs and items of lists, a line each: so they stay within one frame."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.runs
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _lines(item)


def _key_figures(bulletin: Document) -> TableBlock:
    """Return the key figures as a table; nothing changed where no quarter before is known."""
    shown = [(one.label, one.value, one.change) for one in bulletin.key_figures]
    width = 3 if any(change for *_, change in shown) else 2
    columns = tuple(
        Column((Text(label),), "", "number" if kind == "number" else "text")
        for label, kind in _KEY_FIGURES[:width]
    )
    cells: tuple[tuple[Runs, ...], ...] = tuple(
        tuple((Text(part),) for part in row[:width]) for row in shown
    )
    return TableBlock(_KEY_TITLE, columns, cells, ())
