"""The draft page: the bulletin as it would be, with everything that is open beside its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from nbformat import NotebookNode

from analysis.commentary.verify import Finding
from analysis.publish.assemble import assembled
from analysis.publish.blocks import Block
from analysis.publish.html.blocks import Body
from analysis.publish.html.bulletin import BulletinHTMLExporter
from analysis.publish.html.draft_marks import numbers_in, signed, with_marks, without_signs


def draft_page(
    notebooks: Mapping[str, NotebookNode],
    bulletin: Mapping[str, Any],
    *,
    findings: Sequence[Finding],
    notices: Sequence[str],
) -> str:
    """Return the draft page of a quarter's notebooks (ExportError: a broken table, no title).

    `notices` are listed above the text, `findings` also below the paragraph they are about.
    """
    exporter = _DraftHTMLExporter(findings, notices)
    html, _ = exporter.from_notebook_node(assembled(signed(notebooks, findings), bulletin))
    return html


class _DraftHTMLExporter(BulletinHTMLExporter):
    """Adds to the page a watermark, the list of findings and the findings in their places."""

    # The analyst finds a character that cannot be printed in what publishing says.
    requires_glyphs = False

    def __init__(self, findings: Sequence[Finding], notices: Sequence[str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._findings, self._notices = findings, notices

    def page(self, nb: NotebookNode) -> dict[str, Any]:
        """Return what the template lays out, with the list of findings."""
        problems = [finding.message for finding in self._findings]
        return {**super().page(nb), "draft": {"problems": problems, "notices": self._notices}}

    def body(self, blocks: Iterable[Block]) -> Body:
        """Return the blocks as HTML with their findings."""
        return _DraftBody(blocks, [finding.reason for finding in self._findings])

    def finished(self, html: str) -> str:
        """Return the page with the fonts that it needs."""
        return super().finished(without_signs(html))


class _DraftBody(Body):
    """Writes blocks with their findings marked, and what is wrong below each."""

    def __init__(self, blocks: Iterable[Block], reasons: Sequence[str]) -> None:
        self._reasons = reasons
        super().__init__(blocks)

    @property
    def footnotes(self) -> str:
        """The notes as list items, with their findings marked."""
        return self._with_findings(super().footnotes)

    def _block(self, block: Block) -> str:
        return self._with_findings(super()._block(block))

    def _with_findings(self, html: str) -> str:
        told = "".join(self._told(number) for number in numbers_in(html))
        return f"{with_marks(html)}{told}"

    def _told(self, number: int) -> str:
        label = f"第{number}条，回到文中"
        back = f'<a class="flag" href="#text-{number}" aria-label="{label}">{number}</a>'
        reason = escape(self._reasons[number - 1])
        return (
            f'<div class="finding" id="finding-{number}" role="note">'
            f"<small>{back}{reason}</small></div>\n"
        )
