"""The nbconvert exporter `bulletin_html`: one file that asks nothing of any network."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import List, default

from analysis.fonts import require_glyphs
from analysis.publish.blocks import Block
from analysis.publish.document import document
from analysis.publish.html.blocks import Body
from analysis.publish.html.glyphs import drawn_text, font_faces

TEMPLATES = Path(__file__).with_name("templates")

# Where the template leaves room for the fonts; no text can forge it, its '<' would be escaped.
FONTS_HERE = '<style id="fonts"></style>'


class BulletinHTMLExporter(TemplateExporter):
    """Export an assembled or a single executed notebook as an offline HTML page."""

    export_from_notebook = "通报（HTML）"
    output_mimetype = "text/html"

    # What no font has is not published.
    requires_glyphs = True

    # nbconvert's own steps serve other kinds of page; what is published is decided in `document`.
    default_preprocessors: List[Any] = List([])

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "bulletin_html"

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(TEMPLATES)]

    def from_notebook_node(  # type: ignore[override]  # a page is text, as in TemplateExporter
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page (ExportError: a glyph that no font has, a broken table, no title)."""
        resources = {**(resources or {}), **self.page(nb)}
        html, resources = super().from_notebook_node(nb, resources, **kw)
        return self.finished(html), resources

    def page(self, nb: NotebookNode) -> dict[str, Any]:
        """Return what the template lays out: the document, and its body as finished HTML."""
        about = document(nb)
        body = self.body(about.blocks)
        return {
            "bulletin": about,
            "corrections": Body(about.corrections).html,
            "contents": body.contents,
            "sections": body.html,
            "footnotes": body.footnotes,
        }

    def body(self, blocks: Iterable[Block]) -> Body:
        """Return the blocks as HTML."""
        return Body(blocks)

    def finished(self, html: str) -> str:
        """Return the page with the fonts that it needs."""
        text = drawn_text(html)
        if self.requires_glyphs:
            require_glyphs("".join(text.serif | text.sans))
        return html.replace(FONTS_HERE, f"<style>\n{font_faces(text)}</style>", 1)

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()  # type: ignore[no-untyped-call]
        environment.autoescape = True
        return environment
