"""The bulletin as PDF, PDF/A-2a and PDF/UA-1 in one file: an nbconvert exporter on Typst."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, cast

import typst
from nbconvert.exporters import Exporter
from nbformat import NotebookNode

from analysis.errors import ExportError
from analysis.fonts import require_glyphs
from analysis.publish.blocks import Document
from analysis.publish.document import document
from analysis.publish.pdf.annexes import arranged
from analysis.publish.pdf.fonts import setter
from analysis.publish.pdf.row_headers import with_row_headers
from analysis.publish.published_on import moment
from analysis.publish.title_lines import title_lines

# One file for the archive (PDF/A) and for screen readers (PDF/UA).
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]

# PDF/A wants a date even where the bulletin names none; a clock would change the bytes.
_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


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
    with setter(bulletin.fonts) as using:
        inputs = {"bulletin": _as_json(_content(bulletin)), "families": _as_json(using.families)}
        try:
            made, warnings = using.compiler.compile_with_warnings(
                sys_inputs=inputs,
                format="pdf",
                pdf_standards=STANDARDS,
                timestamp=moment(bulletin.published_on) or _NO_DATE,
            )
        except typst.TypstError as error:
            raise ExportError(f"PDF 排版失败：{error.message}") from error
    if warnings:
        raise ExportError(f"PDF 排版有警告：{'；'.join(w.message for w in warnings)}")
    return cast("bytes", made)


def _content(bulletin: Document) -> dict[str, Any]:
    """Return what the template sets; the key figures are for the screen, the body says them."""
    parts = arranged(bulletin.blocks)
    return {
        "title": bulletin.title,
        "title_lines": title_lines(bulletin.title),
        "subtitle": bulletin.subtitle,
        "issuer": bulletin.issuer,
        "published_on": bulletin.published_on,
        "notice": bulletin.notice,
        "corrections": _plain(bulletin.corrections),
        "provenance": _plain(bulletin.provenance),
        "body": _plain(parts.body),
        "annexes": [
            {**_plain(annex), "title_lines": title_lines(annex.title)} for annex in parts.annexes
        ],
    }


def _as_json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """Return dataclasses as JSON data that name their class in `is`; text stays text."""
    if is_dataclass(value):
        named = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"is": type(value).__name__, **named}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value
