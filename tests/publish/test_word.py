"""The Word file as a whole: its words, its styles, its page, its safety."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import nbformat
import pytest
from bs4 import BeautifulSoup
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.errors import ExportError
from analysis.publish.blocks_html import Body
from analysis.publish.document import document
from analysis.publish.html import BulletinHTMLExporter
from analysis.publish.word import BulletinDOCXExporter
from tests.projects import ROOT
from tests.publish.sample_page import ABOUT, sample_notebook
from tests.publish.word_reader import (
    W,
    notes,
    opened,
    part,
    squeezed,
    style_ids,
    text_of_page,
    text_of_word,
    words,
)

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"

# What a colleague may type or an export may hold, each in its own place below.
HOSTILE = (
    "<script>alert(1)</script>",
    '"><w:r><w:t>x</w:t></w:r>',
    "{{ 7*7 }} {% raw %}",
    '=HYPERLINK("http://example.org")',
    "http://example.org/a?b=1&c=2",
    '#eval("1") $x$ \\u{41}',
    '{ INCLUDETEXT "c:/secret.txt" } \\* MERGEFORMAT',
    "]]> &amp; &#x41; %n",
)


@cache
def sample() -> bytes:
    return exported(sample_notebook())


def exported(nb: nbformat.NotebookNode) -> bytes:
    made, resources = BulletinDOCXExporter().from_notebook_node(nb)
    assert resources["output_extension"] == ".docx"
    return bytes(made)


def notebook(*cells: str | nbformat.NotebookNode, **about: Any) -> nbformat.NotebookNode:
    nodes = [new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    return new_notebook(cells=nodes, metadata={"bulletin": {"title": "题", **about}})


def page(nb: nbformat.NotebookNode) -> str:
    exporter = BulletinHTMLExporter()
    exporter.requires_glyphs = False
    return str(exporter.from_notebook_node(nb)[0])


def styled(made: bytes) -> list[tuple[str, str]]:
    return [(one.style.name, one.text) for one in opened(made).paragraphs if one.text]


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


def test_every_paragraph_has_the_style_of_its_part() -> None:
    expected = [
        ("Title", "厦门市政务服务工作通报"),
        ("Subtitle", "2025年第一季度"),
        ("发布机关和日期", "厦门市政务服务中心\u30002025年4月15日"),
        ("Caption", "主要数据"),
        ("Heading 1", "【评优评先】"),
        ("Heading 1", "【“好差评”】"),
        ("Heading 2", "一、总体评价情况"),
        ("Caption", "各区域评价情况"),
        ("表注", "注：占比 = 该等级件数 ÷ 评价总数。“非常满意”占比为100%减去其余各等级占比。"),
        ("Heading 3", "（一）存在的问题"),
        ("List Number", "个别单位对差评的核实流于形式，回访记录不完整；"),
        ("List Bullet", "实现窗口、事项、渠道评价全覆盖；"),
        ("数据来源", "报告期 2025年第一季度 · 数据指纹 3f2a9c · 程序版本 0.1.0"),
    ]
    found = styled(sample())
    places = [found.index(one) for one in expected]
    assert places == sorted(places)


def test_headings_go_down_to_the_sixth() -> None:
    source = "\n\n".join(f"{'#' * level} 第{level}级" for level in range(1, 7))
    assert styled(exported(notebook(f"{source}\n\n文。")))[1:7] == [
        (f"Heading {level}", f"第{level}级") for level in range(1, 7)
    ]


def test_strong_and_emphasis_are_styles_and_not_bold() -> None:
    made = exported(notebook("平**重***强*。"))
    runs = [(run.text, run.style.style_id, run.bold) for run in opened(made).paragraphs[1].runs]
    plain = "DefaultParagraphFont"
    assert runs == [
        ("平", plain, None),
        ("重", "Strong", None),
        ("强", "Emphasis", None),
        ("。", plain, None),
    ]


def test_every_style_that_is_used_is_defined_and_named() -> None:
    defined = {style.style_id for style in opened(sample()).styles}
    used = style_ids(sample())
    assert used <= defined
    assert {"Title", "TableHeadSmall", "TableFigure", "FootnoteReference", "Chart"} <= used


def test_body_and_headings_look_as_the_standard_asks() -> None:
    styles = opened(sample()).styles
    looks = {
        name: (styles[name].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")))
        for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "表头", "表中文字")
    }
    assert looks == {
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "黑体",
        "Heading 3": "楷体",
        "表头": "黑体",
        "表中文字": "宋体",
    }
    body = styles["Normal"].paragraph_format
    assert body.line_spacing == Pt(28.95)
    assert styles["Normal"].element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert styles["Title"].font.size == Pt(22)
    for level in range(1, 7):
        assert styles[f"Heading {level}"].base_style.name in {"Normal", "Heading 4"}
    defaults = styles.element.find(f"{W}docDefaults")
    assert defaults.find(f".//{W}sz").get(f"{W}val") == "32"
    assert defaults.find(f".//{W}rFonts").get(f"{W}eastAsia") == "仿宋"
    assert defaults.find(f".//{W}lang").get(f"{W}eastAsia") == "zh-CN"


def test_the_page_is_that_of_the_standard() -> None:
    (section,) = opened(sample()).sections
    edges = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    for edge, millimetres in zip(edges, (37, 28, 35, 26), strict=True):
        assert edge == pytest.approx(Mm(millimetres), abs=Mm(0.02))
    assert section.page_width == pytest.approx(Mm(210), abs=Mm(0.02))
    assert section.page_height == pytest.approx(Mm(297), abs=Mm(0.02))


@pytest.mark.parametrize(("side", "alignment"), [("odd", "right"), ("even", "left")])
def test_pages_are_numbered_at_the_outer_edge(side: str, alignment: str) -> None:
    foot = part(sample(), f"word/footer_{side}.xml")
    assert words(foot) == "— 1 —"
    assert foot.find(f".//{W}instrText").text == " PAGE "
    assert foot.find(f".//{W}jc").get(f"{W}val") == alignment
    assert part(sample(), "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None


def test_a_font_that_is_not_installed_has_a_substitute() -> None:
    fonts = part(sample(), "word/fontTable.xml")
    substitutes = {
        font.get(f"{W}name"): font.find(f"{W}altName").get(f"{W}val")
        for font in fonts
        if isinstance(font.tag, str)
    }
    assert substitutes["方正小标宋简体"] == "宋体"
    styles = part(sample(), "word/styles.xml")
    named = {font.get(f"{W}eastAsia") for font in styles.iter(f"{W}rFonts")}
    assert named <= set(substitutes)


def test_a_chart_is_a_picture_with_its_words() -> None:
    made = sample()
    (picture,) = opened(made).inline_shapes
    (about,) = part(made, "word/document.xml").iter(DRAWING)
    assert about.get("descr") == "条形图：各区域主动评价率，市直部门96.82%最高，思明区77.09%最低。"
    assert about.get("title") == "市直部门主动评价率最高，思明区、湖里区不足八成"
    assert picture.width == Mm(156)
    with ZipFile(BytesIO(made)) as package:
        drawn = package.read("word/media/image1.png")
    assert drawn.startswith(b"\x89PNG")
    assert int.from_bytes(drawn[16:20]) == pytest.approx(156 / 25.4 * 300, abs=2)
    assert len(drawn) < 60_000


def test_a_chart_higher_than_a_page_is_made_smaller() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="400"><path d="M0 0h9"/></svg>'
    )
    output = new_output(
        "display_data", {"image/svg+xml": svg}, metadata={"image/svg+xml": {"alt": "一线"}}
    )
    (picture,) = opened(exported(notebook(new_code_cell("", outputs=[output])))).inline_shapes
    assert picture.height == Mm(190)
    assert picture.width == pytest.approx(Mm(190) / 4, rel=0.01)


def test_a_chart_that_is_no_svg_is_refused() -> None:
    output = new_output(
        "display_data", {"image/svg+xml": "<svg"}, metadata={"image/svg+xml": {"alt": "一线"}}
    )
    with pytest.raises(ExportError, match="图“一线”无法转成图片："):
        exported(notebook(new_code_cell("", outputs=[output])))


def test_the_file_says_what_it_is() -> None:
    properties = opened(sample()).core_properties
    assert properties.title == ABOUT["title"]
    assert properties.subject == ABOUT["subtitle"]
    assert properties.author == ABOUT["issuer"]
    assert properties.language == "zh-CN"
    assert properties.created.isoformat() == "2025-04-15T00:00:00+00:00"
    assert properties.created == properties.modified


def test_without_a_date_no_clock_is_read() -> None:
    properties = opened(exported(notebook("文。"))).core_properties
    assert properties.created is None
    assert properties.modified is None


def test_a_title_longer_than_a_property_may_be_is_printed_whole() -> None:
    made = opened(exported(notebook("文。", title="长" * 300)))
    assert made.core_properties.title == "长" * 255
    assert made.paragraphs[0].text == "长" * 300


def test_the_same_notebook_gives_the_same_bytes() -> None:
    assert exported(sample_notebook()) == sample()
    with ZipFile(BytesIO(sample())) as package:
        for entry in package.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert (entry.compress_type, entry.create_system) == (ZIP_STORED, 0)


def test_another_time_zone_language_and_process_give_the_same_bytes(tmp_path: Path) -> None:
    script = (
        "import sys; from tests.publish.sample_page import sample_notebook;"
        "from analysis.publish.word import BulletinDOCXExporter as Word;"
        "open(sys.argv[1], 'wb').write(Word().from_notebook_node(sample_notebook())[0])"
    )
    made = tmp_path / "made.docx"
    elsewhere = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    subprocess.run(  # noqa: S603 - our own line
        [sys.executable, "-c", script, str(made)],
        cwd=ROOT,
        env={**os.environ, **elsewhere},
        check=True,
    )
    assert made.read_bytes() == sample()


def test_reading_data_does_not_load_the_word_library() -> None:
    script = "import sys, analysis.pipeline; sys.exit('docx' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)  # noqa: S603 - our own


def hostile_notebook() -> nbformat.NotebookNode:
    listed = "\n".join(f"- {text}" for text in HOSTILE)
    cells = [[text, text] for text in HOSTILE]
    payload = {
        "key": "x",
        "title": HOSTILE[0],
        "notes": list(HOSTILE),
        "columns": [{"label": text, "group": HOSTILE[1], "kind": "text"} for text in HOSTILE[:2]],
        "cells": cells,
        "rows": cells,
    }
    table = new_output("display_data", {"application/vnd.bulletin.table+json": payload})
    about = {key: HOSTILE[at] for at, key in enumerate(("title", "issuer", "notice"))}
    return notebook(listed, new_code_cell("", outputs=[table]), **about)


def test_hostile_words_are_words() -> None:
    made = exported(hostile_notebook())
    body = part(made, "word/document.xml")
    printed = words(body)
    for text in HOSTILE:
        # In the header or the list, in two cells, in a note.
        assert printed.count(text) >= 3, text
    fields = {"fldSimple", "instrText", "hyperlink", "object", "altChunk", "customXml"}
    assert [one for one in body.iter() if one.tag in {f"{W}{tag}" for tag in fields}] == []
    with ZipFile(BytesIO(made)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                assert b"TargetMode" not in package.read(name)
                assert b"http://example.org" not in package.read(name)


@pytest.mark.parametrize("place", ["title", "issuer", "notice", "subtitle"])
def test_control_characters_are_refused_by_name(place: str) -> None:
    with pytest.raises(ExportError) as refused:
        exported(notebook("文。", **{place: "政务\x07服务"}))
    assert str(refused.value) == (
        "Word 文件容不下控制字符 U+0007，在“政务□服务”的□处。请在原文中删去。"
    )


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\ufffe", "\uffff", "\ud800"])
def test_no_character_reaches_xml_that_it_forbids(char: str) -> None:
    with pytest.raises(ExportError, match=f"U\\+{ord(char):04X}"):
        exported(notebook("文。", notice=f"甲{char}乙"))


def test_white_space_that_xml_forbids_becomes_a_space() -> None:
    made = opened(exported(notebook("文。", issuer="甲\x0b乙\x0c\x1f丙\t丁")))
    assert made.paragraphs[1].text == "甲 乙 丙\t丁"


def test_nbconvert_finds_the_exporter() -> None:
    assert get_exporter("bulletin_docx") is BulletinDOCXExporter


# What Markdown, HTML and XML might trip over, among plain words.
SNIPPETS = st.sampled_from(
    [
        *"甲乙 丙。 1. ** * _ ` ~ | \\ <b> </w:t> &amp; &#7; ]]> [x](y) ![i](j) {{".split(),
        *("- ", "# ", "\n", "\n\n", "    ", "\u00a0", "\u2011", "\u3000"),
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SNIPPETS, max_size=24).map("".join))
def test_whatever_is_typed_reads_the_same_in_word_and_on_the_page(source: str) -> None:
    nb = notebook(source + "末")
    shown = BeautifulSoup(Body(document(nb).blocks).html, "html.parser").get_text()
    assert text_of_word(exported(nb)) == squeezed(f"题{shown}")
