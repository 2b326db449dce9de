from __future__ import annotations

from copy import deepcopy
from typing import Any

import nbformat
import pytest
from bs4 import BeautifulSoup, Tag
from nbconvert.exporters import get_exporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.errors import ExportError
from analysis.publish.html.bulletin import BulletinHTMLExporter
from tests.publish.sample_page import ABOUT, SVG, TABLE, sample_notebook

HOSTILE = """"'><script>alert(1)</script><img src=//a.cn/x onerror=alert(1)>{{ 7*7 }}</style>"""

POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)


def export(nb: NotebookNode) -> str:
    html, _ = BulletinHTMLExporter().from_notebook_node(nb)
    return html


@pytest.fixture(scope="module")
def html() -> str:
    return export(sample_notebook())


@pytest.fixture(scope="module")
def page(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def notebook(*sources: str, about: dict[str, Any] | None = None) -> NotebookNode:
    return new_notebook(
        cells=[new_markdown_cell(source) for source in sources],
        metadata={"bulletin": {"title": "通报", **(about or {})}},
    )


def texts(page: BeautifulSoup | Tag, selector: str) -> list[str]:
    return [" ".join(found.text.split()) for found in page.select(selector)]


def test_the_page_is_chinese_and_asks_for_nothing(page: BeautifulSoup) -> None:
    assert page.select_one("html[lang=zh-CN]")
    [policy] = page.select("meta[http-equiv=Content-Security-Policy]")
    assert policy["content"] == POLICY
    assert page.select_one("meta[name=referrer][content=no-referrer]")
    assert page.select_one("meta[name=viewport]")
    assert_inert(page)


def assert_inert(page: BeautifulSoup) -> None:
    assert page.select("script, iframe, object, embed, form, base, video, audio, svg") == []
    addresses = [
        str(tag[name])
        for tag in page.find_all()
        for name in ("src", "href", "srcset", "action", "data", "poster")
        if tag.has_attr(name)
    ]
    outside = [address for address in addresses if not address.startswith(("#", "data:"))]
    # The table's data lie beside the page: a link, followed by no one but the reader.
    assert set(outside) <= {"tables/sample.csv"}
    assert [name for tag in page.find_all() for name in tag.attrs if name.startswith("on")] == []
    assert "@import" not in str(page.style)


def test_the_title_block_names_title_quarter_issuer_and_date(page: BeautifulSoup) -> None:
    assert texts(page, "header > h1") == ["厦门市政务服务工作通报"]
    assert texts(page, ".subtitle") == ["2025年第一季度"]
    assert texts(page, ".issuer span") == ["厦门市政务服务中心", "2025年4月15日"]
    assert texts(page, "title") == ["厦门市政务服务工作通报（2025年第一季度）"]


def test_notice_and_provenance_are_shown(page: BeautifulSoup) -> None:
    assert texts(page, "aside") == [f"数据说明：{ABOUT['notice']}"]
    assert texts(page, "footer dt") == ["报告期", "数据指纹", "程序版本"]
    assert texts(page, "footer dd") == ["2025年第一季度", "3f2a9c", "0.1.0"]


def test_the_key_figures_stand_above_the_text_with_their_change_in_words(
    page: BeautifulSoup,
) -> None:
    assert texts(page, "main > .key:first-child div") == [
        "评价总数 105.97万件 较上季度+4.68%",
        "主动评价率 96.43% 较上季度+0.82个百分点",
        "大厅主动电子评价率 97.61% 与上季度持平",
        "锦旗 11面",
    ]
    assert [len(pair.select("dd")) for pair in page.select(".key div")] == [2, 2, 2, 1]


def test_below_a_table_its_data_are_to_be_had(page: BeautifulSoup) -> None:
    links = page.select("figure.table + .data a[download]")
    assert [(link.text, link["aria-label"], link["href"]) for link in links] == [
        ("下载数据（CSV）", f"下载数据（CSV）：{title}", "tables/sample.csv")
        for title in ("各区域评价情况", "叫号量大且主动评价率高的单位")
    ]


def test_what_is_not_known_leaves_no_empty_place() -> None:
    page = BeautifulSoup(export(notebook("# 甲\n\n正文。")), "lxml")
    assert page.select("aside, nav, footer, .subtitle, .issuer, .footnotes, .key, .data") == []


def test_headings_follow_one_another_without_a_gap(page: BeautifulSoup) -> None:
    headings = [(tag.name, tag.text) for tag in page.select("main :is(h2, h3, h4, h5, h6)")]
    assert headings == [
        ("h2", "主要数据"),
        ("h2", "【评优评先】"),
        ("h2", "【“好差评”】"),
        ("h3", "一、总体评价情况"),
        ("h3", "二、现场主动评价情况"),
        ("h3", "三、本季度工作情况"),
        ("h4", "（一）存在的问题"),
        ("h4", "（二）下一步工作"),
        ("h2", "注释"),
    ]
    assert len(page.select("h1")) == 1


def test_the_contents_lead_to_the_parts_and_sections(page: BeautifulSoup) -> None:
    links = page.select("nav a")
    assert [link.text for link in links] == [
        "【评优评先】",
        "【“好差评”】",
        "一、总体评价情况",
        "二、现场主动评价情况",
        "三、本季度工作情况",
    ]
    assert len(page.select("nav ol ol a")) == 3


def test_every_link_leads_to_one_place_on_the_page(page: BeautifulSoup) -> None:
    places = [str(tag["id"]) for tag in page.select("[id]")]
    assert len(places) == len(set(places))
    assert {str(link["href"])[1:] for link in page.select("a:not([download])")} <= set(places)


def test_landmarks_and_skip_link_are_there(page: BeautifulSoup) -> None:
    for landmark in ("header", "nav[aria-labelledby]", "main#main", "footer"):
        assert len(page.select(landmark)) == 1
    assert texts(page, "a[href='#main']") == ["跳到正文"]


def test_the_published_table_is_shown_whole(page: BeautifulSoup) -> None:
    [table, units] = page.select("table")
    assert texts(table, "caption") == ["各区域评价情况"]
    assert len(table.select("tbody tr")) == 7
    assert texts(table, "tbody tr:first-child > *") == [
        *("市直部门", "1025598", "992977", "72", "0.01%", "56", "0.01%"),
        *("73", "0.01%", "341", "0.03%", "1025056", "99.94%"),
    ]
    assert texts(table, "thead tr:first-child > [colspan='2']") == [
        *("非常不满意", "不满意", "基本满意", "满意", "非常满意"),
    ]
    assert len(units.select("tbody tr")) == 10


def test_the_chart_is_an_image_with_its_words(page: BeautifulSoup) -> None:
    [chart] = page.select("main img")
    assert str(chart["src"]).startswith("data:image/svg+xml,%3Csvg")
    assert chart["alt"] == "条形图：各区域主动评价率，市直部门96.82%最高，思明区77.09%最低。"
    assert "市直部门主动评价率最高，思明区、湖里区不足八成" in texts(page, "figcaption")


def test_code_facts_and_drafts_are_not_published(page: BeautifulSoup) -> None:
    words = page.get_text()
    for hidden in ("show(", "1059700", "12 个指标", "草稿", "In [", "Out["):
        assert hidden not in words


def test_streams_errors_and_plain_results_are_not_published() -> None:
    nb = notebook("# 甲\n\n正文。")
    outputs = [
        new_output("stream", name="stderr", text="警告文字"),
        new_output("execute_result", data={"text/plain": "结果文字", "text/html": "<i>斜</i>"}),
        new_output("display_data", data={"image/png": "AAAA"}),
        new_output("error", ename="错名", evalue="错值", traceback=["回溯文字"]),
    ]
    nb.cells.append(new_code_cell("print()", outputs=outputs))
    page = BeautifulSoup(export(nb), "lxml")
    assert texts(page, "main") == ["甲 正文。"]


def test_a_table_that_is_the_result_of_a_cell_is_published() -> None:
    nb = notebook("# 甲\n\n正文。")
    shown = sample_notebook().cells[5].outputs[0].data
    nb.cells.append(new_code_cell("t", outputs=[new_output("execute_result", data=shown)]))
    assert len(BeautifulSoup(export(nb), "lxml").select("tbody tr")) == 10


def test_footnotes_stand_at_the_end_with_a_way_back(page: BeautifulSoup) -> None:
    assert texts(page, "main sup") == ["[1]"]
    assert texts(page, ".footnotes li") == [
        "主动评价率 = 主动评价件数 ÷ 评价总数；不含系统到期后默认的好评。返回"
    ]


def test_hostile_words_are_inert_wherever_they_stand() -> None:
    nb = deepcopy(sample_notebook())
    nb.metadata.bulletin = {
        **dict.fromkeys(ABOUT, HOSTILE),
        "key_figures": [dict.fromkeys(("label", "value", "change"), HOSTILE)],
        "provenance": {HOSTILE: HOSTILE},
    }
    nb.cells[0].source = f"# {HOSTILE}\n\n{HOSTILE}\n\n- {HOSTILE}\n\n[x](javascript:alert(1))"
    table = nb.cells[3].outputs[0].data[TABLE]
    table["title"], table["notes"] = HOSTILE, [HOSTILE]
    table["cells"][0][0] = table["columns"][0]["label"] = table["columns"][3]["group"] = HOSTILE
    nb.cells[6].outputs[0].metadata[SVG] = {"alt": HOSTILE, "title": HOSTILE, "note": HOSTILE}
    page = BeautifulSoup(export(nb), "lxml")
    assert_inert(page)
    assert len(page.select("img")) == 1
    assert page.select_one("main img") is not None
    assert texts(page, "h1") == [HOSTILE]
    assert "{{ 7*7 }}" in page.get_text()


def test_words_cannot_take_the_place_of_the_fonts() -> None:
    mark = '<style id="fonts"></style>'
    page = export(notebook(f"# 甲\n\n{mark}", about={"title": mark}))
    assert page.count("@font-face") == 2
    assert page.index("@font-face") < page.index("<body>")


def test_the_same_notebook_gives_the_same_bytes(html: str) -> None:
    again = nbformat.reads(nbformat.writes(sample_notebook()), as_version=4)
    assert export(again) == html


def test_the_notebook_is_left_as_it_was() -> None:
    nb = deepcopy(sample_notebook())
    export(nb)
    assert nb == sample_notebook()


def test_the_page_with_its_fonts_is_small_enough_to_send(html: str) -> None:
    assert len(html.encode()) < 400_000


def test_a_character_that_no_font_has_is_named() -> None:
    with pytest.raises(ExportError, match=r"“\U0001F600”\(U\+1F600\)"):
        export(notebook("# 甲\n\n\U0001f600"))


def test_nbconvert_finds_the_exporter_by_its_class() -> None:
    exporter = get_exporter("analysis.publish.html.bulletin.BulletinHTMLExporter")()
    assert (exporter.file_extension, exporter.output_mimetype) == (".html", "text/html")
