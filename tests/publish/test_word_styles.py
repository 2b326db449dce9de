"""The look of the Word file: styles, page, footers, fonts, charts as pictures."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from nbformat.v4 import new_code_cell, new_output

from analysis.errors import ExportError
from tests.publish.word_maker import exported, notebook, sample
from tests.publish.word_reader import (
    W,
    opened,
    part,
    style_ids,
    words,
)

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def styled(made: bytes) -> list[tuple[str, str]]:
    return [(one.style.name, one.text) for one in opened(made).paragraphs if one.text]


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
        (
            "数据来源",
            "报告期\u00a02025年第一季度 · 数据指纹\u00a03f2a9c · 程序版本\u00a00.1.0",
        ),
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
    # As wide as the lines, with nothing beside it that a program may add where it is not said.
    assert picture.width == Mm(156)
    assert [picture._inline.get(f"dist{side}") for side in "TBLR"] == ["0"] * 4
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
