"""The words of the Word file are those of the page."""

from __future__ import annotations

import nbformat
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.publish.document import document
from analysis.publish.html.blocks import Body
from analysis.publish.html.bulletin import BulletinHTMLExporter
from tests.publish.sample_page import sample_notebook
from tests.publish.word_maker import exported, notebook, sample
from tests.publish.word_reader import (
    notes,
    opened,
    squeezed,
    text_of_page,
    text_of_word,
)


def page(nb: nbformat.NotebookNode) -> str:
    exporter = BulletinHTMLExporter()
    exporter.requires_glyphs = False
    return str(exporter.from_notebook_node(nb)[0])


def test_its_words_are_those_of_the_page() -> None:
    text = text_of_word(sample())
    assert text == text_of_page(page(sample_notebook()))
    assert len(text) > 1000


def test_words_of_all_kinds_of_blocks_are_those_of_the_page() -> None:
    nb = notebook(
        "# 一级\n\n## 二级[^1]\n\n### 三级\n\n#### 四级\n\n##### 五级\n\n###### 六级\n\n"
        "一行\\\n又一行，*强调*、**加重**、***都有***[^b]，再引一次[^1]。\n\n"
        "3. 三\n\n   续段\n   - 内层\n     1. 再内\n4. 四\n\n- - 项中项\n\n> 引文\n\n"
        "```\n代码 <b>\n```\n\n"
        "| 甲 | 乙[^b] |\n| :-- | --: |\n| 一 | 2 |\n\n[^1]: 注一，**重**。\n[^b]: 注二。",
        "另一格[^1]。\n\n[^1]: 又一格的注。",
    )
    assert text_of_word(exported(nb)) == text_of_page(page(nb))
    assert notes(exported(nb)) == [" 注一，重。", " 注二。", " 又一格的注。"]


def test_key_figures_stand_in_a_table_of_their_own() -> None:
    table = opened(sample()).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["指标", "数值", "变化"],
        ["评价总数", "105.97万件", "较上季度+4.68%"],
        ["主动评价率", "96.43%", "较上季度+0.82个百分点"],
        ["大厅主动电子评价率", "97.61%", "与上季度持平"],
        ["锦旗", "11面", ""],
    ]


def test_without_a_quarter_before_key_figures_have_no_third_column() -> None:
    figures = [{"label": "评价总数", "value": "105.97万件", "change": ""}]
    table = opened(exported(notebook("文。", key_figures=figures))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["指标", "数值"],
        ["评价总数", "105.97万件"],
    ]


# What Markdown, HTML and XML might trip over, among plain words.
MARKS = ("- ", "# ", "1.", "**", "*", "_", "`", "~", "|", "\\", "[x](y)", "![i](j)", "{{")
WORDS = ("甲乙", "丙。", "\n", "\n\n", "    ", "\u00a0", "\u2011", "\u3000")
CODES = ("<b>", "</w:t>", "&amp;", "&#7;", "]]>")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from((*WORDS, *MARKS, *CODES)), max_size=24).map("".join))
def test_whatever_is_typed_reads_the_same_in_word_and_on_the_page(source: str) -> None:
    nb = notebook(source + "末")
    shown = BeautifulSoup(Body(document(nb).blocks).html, "html.parser").get_text()
    assert text_of_word(exported(nb)) == squeezed(f"题{shown}")
