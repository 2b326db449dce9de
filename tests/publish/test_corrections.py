"""The 更正说明: the same words in every format, and a reason is only ever words."""

from __future__ import annotations

import io
from collections.abc import Sequence

import nbformat
import pypdf
import pytest
from nbformat import NotebookNode

from analysis.publish.blocks import ListBlock, Paragraph, runs_text
from analysis.publish.corrections import correction_blocks
from analysis.publish.document import document
from analysis.publish.html.bulletin import BulletinHTMLExporter
from analysis.publish.pdf.bulletin import pdf
from analysis.publish.word.bulletin import docx
from tests.publish.word_reader import text_of_word

HOSTILE = "<script>alert(1)</script>{{ 7*7 }}#set page(flipped: true)$x$=cmd|'/c calc'!A0**重**"


def stated(reason: str, *changes: tuple[str, str, str], rest: int = 0) -> dict[str, object]:
    return {
        "edition": 2,
        "date": "2025年5月8日",
        "reason": reason,
        "changes": changes,
        "rest": rest,
    }


def lines(corrections: Sequence[dict[str, object]]) -> list[str]:
    found = []
    for block in correction_blocks(corrections):
        paragraphs = [block] if isinstance(block, Paragraph) else []
        if isinstance(block, ListBlock):
            paragraphs = [
                part for item in block.items for part in item if isinstance(part, Paragraph)
            ]
        found += [runs_text(paragraph.runs) for paragraph in paragraphs]
    return found


def notebook(*corrections: dict[str, object]) -> NotebookNode:
    about = {"title": "通报", "corrections": list(corrections)}
    cell = nbformat.v4.new_markdown_cell("服务平稳。")
    return nbformat.v4.new_notebook(cells=[cell], metadata={"bulletin": about})


def test_without_corrections_there_is_no_block() -> None:
    assert correction_blocks(()) == ()
    html, _ = BulletinHTMLExporter().from_notebook_node(notebook())
    assert "更正说明" not in html


def test_a_correction_is_told_with_edition_day_reason_and_changes() -> None:
    changes = [
        ("评价总数", "150件", "152件"),
        ("评价率偏低单位", "", "甲局（79.00%）"),
        ("季度服务之星", "王一（甲局）", ""),
        ("一、总体评价情况", "等候7分钟。", "等候9分钟。"),
    ]
    assert lines([stated("补报", *changes, rest=3)]) == [
        "更正说明：本通报发布后有更正，现为第2版。",
        "2025年5月8日（第2版）：补报。更正的数据：",
        "评价总数：由150件更正为152件；",
        "评价率偏低单位：增加“甲局（79.00%）”；",
        "季度服务之星：删去“王一（甲局）”；",
        "一、总体评价情况：“等候7分钟。”更正为“等候9分钟。”；",
        "其他数据3处随之变动。",
    ]


def test_of_several_corrections_the_last_says_which_edition_it_is() -> None:
    third = {**stated("文字有误。"), "edition": 3}
    assert lines([stated("补报", ("总数", "1件", "2件")), third]) == [
        "更正说明：本通报发布后有更正，现为第3版。",
        "2025年5月8日（第2版）：补报。更正的数据：",
        "总数：由1件更正为2件。",
        "2025年5月8日（第3版）：文字有误。",
    ]


def test_a_reason_is_only_words_in_every_format() -> None:
    made = notebook(stated(HOSTILE, ("总数", "1件", "2件")))
    html, _ = BulletinHTMLExporter().from_notebook_node(made)
    innocent, _ = BulletinHTMLExporter().from_notebook_node(
        notebook(stated("补报", ("总数", "1件", "2件")))
    )
    assert "<script" not in html
    assert html.count("<strong>") == innocent.count("<strong>")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}#set page" in html
    pages = pypdf.PdfReader(io.BytesIO(pdf(document(made)))).pages
    printed = "".join("".join(page.extract_text() for page in pages).split())
    word = text_of_word(docx(document(made)))
    for text in (printed, "".join(word.split())):
        assert "".join(HOSTILE.split()) in text


@pytest.mark.parametrize("unseen", ["\u202e", "\u200b", "\x07"])
def test_what_nobody_sees_in_a_reason_is_dropped(unseen: str) -> None:
    made = document(notebook(stated(f"补{unseen}报")))
    (_, paragraph) = made.corrections
    assert isinstance(paragraph, Paragraph)
    assert runs_text(paragraph.runs) == "2025年5月8日（第2版）：补报。"
