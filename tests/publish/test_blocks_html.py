from __future__ import annotations

from urllib.parse import unquote

import pytest

from analysis.publish.blocks import (
    Block,
    Figure,
    Footnote,
    Heading,
    ListBlock,
    Paragraph,
    Runs,
    Text,
)
from analysis.publish.html.blocks import Body, Entry, figure_html, svg_address


def text(words: str) -> Runs:
    return (Text(words),)


PROSE: list[tuple[Block, str]] = [
    (Paragraph(text("甲")), "<p>甲</p>"),
    (Paragraph((Text("甲", strong=True), Text("乙"))), "<p><strong>甲</strong>乙</p>"),
    (Paragraph((Text("甲", emphasis=True),)), "<p><em>甲</em></p>"),
    (
        Paragraph((Text("甲", strong=True, emphasis=True),)),
        "<p><strong><em>甲</em></strong></p>",
    ),
    (Paragraph(text("甲\n乙")), "<p>甲<br>乙</p>"),
    (Paragraph(text("<b>&\"'")), "<p>&lt;b&gt;&amp;&quot;&#x27;</p>"),
    (Heading(1, text("甲")), '<h2 id="s1">甲</h2>'),
    (
        ListBlock(ordered=False, start=1, items=((Paragraph(text("甲")),),)),
        "<ul>\n<li>甲</li>\n</ul>",
    ),
    (
        ListBlock(ordered=True, start=3, items=((Paragraph(text("甲")),),)),
        '<ol start="3">\n<li>甲</li>\n</ol>',
    ),
    (
        ListBlock(ordered=True, start=1, items=((Paragraph(text("甲")), Paragraph(text("乙"))),)),
        "<ol>\n<li><p>甲</p>\n<p>乙</p>\n</li>\n</ol>",
    ),
]


@pytest.mark.parametrize(("block", "html"), PROSE)
def test_blocks_become_plain_html(block: Block, html: str) -> None:
    assert Body([block]).html == f"{html}\n"


def test_headings_are_numbered_by_their_place_and_stand_one_level_lower() -> None:
    levels = [1, 2, 2, 3, 1, 2]
    body = Body([Heading(level, text("甲")) for level in levels])
    assert body.html.splitlines() == [
        '<h2 id="s1">甲</h2>',
        '<h3 id="s1-1">甲</h3>',
        '<h3 id="s1-2">甲</h3>',
        '<h4 id="s1-2-1">甲</h4>',
        '<h2 id="s2">甲</h2>',
        '<h3 id="s2-1">甲</h3>',
    ]


def test_html_knows_no_heading_below_the_sixth() -> None:
    assert "<h6 " in Body([Heading(6, text("甲"))]).html


def test_the_contents_list_parts_and_their_sections() -> None:
    headings = [(1, "【甲】"), (2, "一、乙"), (3, "（一）丙"), (1, "【丁】")]
    body = Body([Heading(level, text(words)) for level, words in headings])
    assert body.contents == [
        Entry("s1", "【甲】", [Entry("s1-1", "一、乙", [])]),
        Entry("s2", "【丁】", []),
    ]


def test_a_footnote_has_one_number_however_often_it_is_called() -> None:
    first, second = Footnote("0-1", (Text("来源甲。"),)), Footnote("5-1", (Text("来源乙。"),))
    body = Body([Paragraph((first, second)), Paragraph((first,))])
    assert [body.html.count(f'href="#note-{number}"') for number in (1, 2)] == [2, 1]
    assert [body.html.count(f'id="call-{number}"') for number in (1, 2)] == [1, 1]
    assert body.footnotes.splitlines() == [
        '<li id="note-1">来源甲。<a href="#call-1" aria-label="返回正文注1处">返回</a></li>',
        '<li id="note-2">来源乙。<a href="#call-2" aria-label="返回正文注2处">返回</a></li>',
    ]


def test_a_chart_has_its_words_beside_it() -> None:
    html = figure_html(Figure("<svg/>", alt='甲"乙', title="丙<丁", note="戊&己"))
    assert 'alt="甲&quot;乙"' in html
    title = html.index("<span>丙<wbr>&lt;<wbr>丁</span>")
    note = html.index("<small>戊&amp;己</small>")
    assert title < html.index("<img") < note
    assert "figcaption" not in figure_html(Figure("<svg/>", alt="甲", title="", note=""))


def test_a_title_is_kept_together_by_its_clauses() -> None:
    html = figure_html(Figure("<svg/>", alt="甲", title="乙，丙；丁，", note=""))
    assert "<figcaption><span>乙，</span><span>丙；</span><span>丁，</span></figcaption>" in html


def test_a_phone_gets_the_narrow_drawing_where_there_is_one() -> None:
    both = figure_html(Figure("<svg/>", "甲", "", "", narrow="<svg id='n' />"))
    assert (
        '<picture><source media="screen and (max-width: 40em)" '
        "srcset=\"data:image/svg+xml,%3Csvg%20id='n'%20/%3E\"><img src=" in both
    )
    assert "<source" not in figure_html(Figure("<svg/>", "甲", "", ""))


def test_a_chart_is_carried_without_comments_and_metadata() -> None:
    svg = """<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">
<svg viewBox="0 0 9 9">
 <metadata>
  <date>2025</date>
 </metadata>
 <!-- 公 -->
 <path d="M 0 0
L 9 9"/>
</svg>"""
    assert unquote(svg_address(svg)) == (
        "data:image/svg+xml,<svg viewBox='0 0 9 9'><path d='M 0 0 L 9 9'/></svg>"
    )


@pytest.mark.parametrize("mark", ["\"'", "<", ">", "&", "#", "%", "图", "甲 乙"])
def test_no_mark_of_a_chart_ends_its_address_early(mark: str) -> None:
    address = svg_address(f"<svg>{mark}</svg>").removeprefix("data:image/svg+xml,")
    assert not set(address) & set('"<>&#图 ')
    assert unquote(address) == f"<svg>{mark}</svg>"
