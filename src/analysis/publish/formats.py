"""The formats of a bulletin: the name of each file, what it is called, and what makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from nbformat import NotebookNode

from analysis.publish.html.bulletin import BulletinHTMLExporter
from analysis.publish.pdf.bulletin import BulletinPDFExporter
from analysis.publish.word.bulletin import BulletinDOCXExporter
from analysis.report_files import DOCX, HTML, PDF


def _html(whole: NotebookNode) -> bytes:
    page, _ = BulletinHTMLExporter().from_notebook_node(whole)
    return page.encode()


def _pdf(whole: NotebookNode) -> bytes:
    made, _ = BulletinPDFExporter().from_notebook_node(whole)
    return bytes(made)


def _docx(whole: NotebookNode) -> bytes:
    made, _ = BulletinDOCXExporter().from_notebook_node(whole)
    return bytes(made)


# From an assembled notebook; ExportError where a format cannot show what stands in it.
FORMATS: Mapping[str, tuple[str, Callable[[NotebookNode], bytes]]] = {
    HTML: ("HTML", _html),
    PDF: ("PDF", _pdf),
    DOCX: ("Word", _docx),
}
