"""The bulletin as PDF, PDF/A-2a and PDF/UA-1 in one file: an nbconvert exporter on Typst."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst
from nbconvert.exporters import Exporter
from nbformat import NotebookNode

from analysis.errors import ExportError
from analysis.fonts import SANS, SANS_FAMILY, SERIF, SERIF_FAMILY, require_glyphs
from analysis.publish.blocks import Document
from analysis.publish.document import document
from analysis.publish.row_headers import with_row_headers

TEMPLATE = Path(__file__).parent / "templates" / "bulletin.typ"

# One file for the archive (PDF/A) and for screen readers (PDF/UA).
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]

# PDF/A wants a date even where the bulletin names none; a clock would change the bytes.
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
_DATE = re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")


class BulletinPDFExporter(Exporter):
    """nbconvert exporter `bulletin_pdf`: an assembled notebook -> the bytes of a PDF."""

    file_extension = ".pdf"
    output_mimetype = "application/pdf"
    export_from_notebook = "通报（PDF）"

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Return the PDF and nbconvert's resources (ExportError when it cannot be made)."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        resources["output_extension"] = self.file_extension
        return pdf(document(nb)), resources


def pdf(bulletin: Document) -> bytes:
    """Set a document; the same document gives the same bytes (ExportError when Typst refuses)."""
    require_glyphs(bulletin.text)
    return with_row_headers(_typeset(bulletin))


def _typeset(bulletin: Document) -> bytes:
    inputs = {
        "bulletin": json.dumps(
            {**_plain(bulletin), "provenance": bulletin.provenance_line}, ensure_ascii=False
        ),
        "serif": SERIF_FAMILY,
        "sans": SANS_FAMILY,
    }
    try:
        made, warnings = _compiler().compile_with_warnings(
            sys_inputs=inputs,
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=_date(bulletin.published_on),
        )
    except typst.TypstError as error:
        raise ExportError(f"PDF 排版失败：{error.message}") from error
    if warnings:
        raise ExportError(f"PDF 排版有警告：{'；'.join(w.message for w in warnings)}")
    return cast("bytes", made)


@cache
def _compiler() -> typst.Compiler:
    """Return the compiler with the two fonts and no others, so that no machine sets differently."""
    folders = sorted({str(SERIF.parent), str(SANS.parent)})
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
    )
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=fonts)


def _date(published_on: str) -> datetime:
    match = _DATE.search(published_on)
    if match is None:
        return _NO_DATE
    year, month, day = (int(part) for part in match.groups())
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError as error:
        raise ExportError(f"发布日期“{published_on}”不是有效的日期。") from error


def _plain(value: Any) -> Any:
    """Return dataclasses as JSON data that name their class in `is`; text stays text."""
    if is_dataclass(value):
        named = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"is": type(value).__name__, **named}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
