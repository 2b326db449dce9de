from __future__ import annotations

from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.errors import ExportError
from analysis.publish.blocks import (
    Block,
    Figure,
    Footnote,
    Heading,
    ListBlock,
    Paragraph,
    TableBlock,
    Text,
)
from analysis.publish.document import document, without_empty_headings

FACTS = {"application/vnd.bulletin.facts+json": {}, "text/plain": "数据"}
TABLE = {
    "key": "stars",
    "title": "服务之星",
    "notes": ["按公布顺序。"],
    "columns": [
        {"label": "单位", "group": "", "kind": "text"},
        {"label": "件数", "group": "满意", "kind": "number"},
    ],
    "cells": [["海关", "5"]],
    "rows": [["海关", 5]],
}
TABLE_OUTPUT = {"application/vnd.bulletin.table+json": TABLE, "text/plain": "表"}


def code(bundle: dict[str, Any], metadata: dict[str, Any] | None = None) -> NotebookNode:
    output = new_output("display_data", bundle, metadata=metadata or {})
    return new_code_cell("secret_source()", outputs=[output])


def notebook(*cells: NotebookNode | str, **about: str | None) -> NotebookNode:
    nodes = [new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    return new_notebook(cells=nodes, metadata={"bulletin": {"title": "通报", **about}})


def blocks(*cells: NotebookNode | str) -> tuple[Block, ...]:
    return document(notebook(*cells)).blocks


def runs(source: str) -> tuple[Text | Footnote, ...]:
    (paragraph,) = blocks(source)
    assert isinstance(paragraph, Paragraph)
    return paragraph.runs


def words(source: str) -> str:
    return "".join(run.text for run in runs(source) if isinstance(run, Text))


def sources(nb: NotebookNode) -> list[str]:
    return [cell.source for cell in without_empty_headings(nb).cells]


def test_metadata_gives_the_frame_and_missing_keys_give_nothing() -> None:
    made = document(notebook("文。", subtitle="2025年第一季度", published_on=None))
    assert (made.title, made.subtitle) == ("通报", "2025年第一季度")
    assert (made.issuer, made.published_on, made.notice) == ("", "", "")
    assert (made.key_figures, made.provenance) == ((), ())


def test_without_metadata_the_first_heading_is_the_title_and_not_repeated() -> None:
    nb = new_notebook(cells=[new_markdown_cell("# 【优质服务】\n\n## 一、锦旗\n\n文。")])
    made = document(nb)
    assert made.title == "【优质服务】"
    assert made.blocks == (Heading(1, (Text("一、锦旗"),)), Paragraph((Text("文。"),)))


def test_a_notebook_without_any_title_is_refused() -> None:
    with pytest.raises(ExportError, match="没有题名"):
        document(new_notebook(cells=[new_markdown_cell("文。")]))


def test_all_words_are_listed_in_reading_order() -> None:
    made = document(
        notebook("# 甲", "乙[^1]\n\n[^1]: 丙", "- 丁", code(TABLE_OUTPUT), issuer="某", notice="注")
    )
    assert made.text.split() == [
        *("通报", "注", "甲", "乙", "丙", "丁", "服务之星"),
        *("单位", "满意", "件数", "海关", "5", "按公布顺序。", "某"),
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("一行\n二行", "一行二行"),
        ("Open Data\nInstitute", "Open Data Institute"),
        ("一行  \n二行", "一行\n二行"),
        ("\u3000\u3000缩进", "缩进"),
        ("<b>甲</b>", "<b>甲</b>"),
        ("<div>\n甲\n</div>", "<div>\n甲\n</div>"),
        ("[链接](http://example.cn)文", "链接文"),
        ("![图](a.png)", "图"),
        ("a &amp; b &lt; c &copy d", "a & b < c &copy d"),
        ("\\*甲\\* \\\\", "*甲* \\"),
        ("`x = 1`", "x = 1"),
        ("```\nx = 1\n```", "x = 1"),
        ("> 引文", "引文"),
        ("没有这个注[^9]", "没有这个注[^9]"),
    ],
)
def test_markdown_that_has_no_place_in_print_stays_text(source: str, expected: str) -> None:
    assert words(source) == expected


def test_emphasis_is_kept_by_run() -> None:
    assert runs("甲**乙*丙***丁") == (
        Text("甲"),
        Text("乙", strong=True),
        Text("丙", strong=True, emphasis=True),
        Text("丁"),
    )


@pytest.mark.parametrize(
    ("source", "strong"),
    [
        ("**一是甲。**乙。**二是丙。**丁", ["一是甲。", "二是丙。"]),
        ("主动评价率**97.61%**的单位", ["97.61%"]),
        ("开展**“好差评”**工作", ["“好差评”"]),
        ("（**甲**）、**乙**丙", ["甲", "乙"]),
        ("`**甲。**乙`", []),
    ],
)
def test_strong_closes_at_chinese_punctuation(source: str, strong: list[str]) -> None:
    found = [run.text for run in runs(source) if isinstance(run, Text) and run.strong]
    assert found == strong
    assert "\u2060" not in words(source)


def test_footnotes_keep_their_text_and_are_told_apart_by_cell() -> None:
    first, second = blocks("甲[^1]乙[^1]\n\n[^1]: 依据**台账**。", "丙[^1]\n\n[^1]: 另注。")
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    note = Footnote("0-1", (Text("依据"), Text("台账", strong=True), Text("。")))
    assert first.runs == (Text("甲"), note, Text("乙"), note)
    assert second.runs == (Text("丙"), Footnote("1-1", (Text("另注。"),)))


def test_lists_nest_and_count_from_where_they_start() -> None:
    assert blocks("3. 甲\n   - 乙\n4. # 丙") == (
        ListBlock(
            ordered=True,
            start=3,
            items=(
                (
                    Paragraph((Text("甲"),)),
                    ListBlock(ordered=False, start=1, items=((Paragraph((Text("乙"),)),),)),
                ),
                (Paragraph((Text("丙"),)),),
            ),
        ),
    )


def test_a_markdown_table_is_a_table() -> None:
    (block,) = blocks("| 单位 | 件数 |\n|---|--:|\n| **海关** | 5 |")
    assert isinstance(block, TableBlock)
    assert [(c.label, c.kind) for c in block.columns] == [
        ((Text("单位"),), "text"),
        ((Text("件数"),), "number"),
    ]
    assert block.cells == (((Text("海关", strong=True),), (Text("5"),)),)


def test_only_tables_and_charts_of_code_cells_are_published() -> None:
    stream = new_code_cell("print(1)", outputs=[new_output("stream", text="1\n")])
    plain = code({"text/plain": "42"})
    (block,) = blocks(stream, plain, code(FACTS), code(TABLE_OUTPUT))
    assert isinstance(block, TableBlock)
    assert (block.title, block.notes) == ("服务之星", ("按公布顺序。",))
    assert block.columns[1].group == "满意"
    assert block.cells == (((Text("海关"),), (Text("5"),)),)


def test_cells_of_a_table_are_never_markdown() -> None:
    payload = {**TABLE, "cells": [["*甲*", "<b>"]]}
    (block,) = blocks(code({"application/vnd.bulletin.table+json": payload}))
    assert isinstance(block, TableBlock)
    assert block.cells == (((Text("*甲*"),), (Text("<b>"),)),)


def test_a_row_with_a_cell_too_few_is_refused() -> None:
    payload = {**TABLE, "cells": [["海关", "5"], ["民政局"]]}
    with pytest.raises(ExportError, match="表“服务之星”第 2 行有 1 格，应为 2 格"):
        blocks(code({"application/vnd.bulletin.table+json": payload}))


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ({"alt": "图示", "title": "题", "note": "注"}, Figure("<svg/>", "图示", "题", "注")),
        ({"title": "题"}, Figure("<svg/>", "题", "题", "")),
        ({"alt": "图示"}, Figure("<svg/>", "图示", "", "")),
    ],
)
def test_a_chart_brings_its_words(about: dict[str, str], expected: Figure) -> None:
    assert blocks(code({"image/svg+xml": "<svg/>"}, {"image/svg+xml": about})) == (expected,)


def test_a_chart_without_words_is_refused() -> None:
    with pytest.raises(ExportError, match="没有替代文字"):
        blocks(code({"image/svg+xml": "<svg/>"}))


def test_a_chart_brings_its_narrow_drawing() -> None:
    data = {"image/svg+xml": "<svg/>", "application/vnd.bulletin.narrow+svg": "<svg></svg>"}
    (figure,) = blocks(code(data, {"image/svg+xml": {"alt": "图示"}}))
    assert figure == Figure("<svg/>", "图示", "", "", narrow="<svg></svg>")


def test_the_text_of_a_narrow_drawing_is_paths_as_well() -> None:
    data = {"image/svg+xml": "<svg/>", "application/vnd.bulletin.narrow+svg": "<text>"}
    with pytest.raises(ExportError, match="没有转成路径"):
        blocks(code(data, {"image/svg+xml": {"alt": "图示"}}))


def test_a_chart_whose_text_is_not_drawn_as_paths_is_refused() -> None:
    about = {"image/svg+xml": {"alt": "图示", "title": "各区域"}}
    with pytest.raises(ExportError, match="图“各区域”的文字没有转成路径"):
        blocks(code({"image/svg+xml": "<svg><text>甲</text></svg>"}, about))


def test_a_heading_without_words_is_nothing() -> None:
    assert blocks("#\n\n文。") == (Paragraph((Text("文。"),)),)


def test_levels_without_gaps() -> None:
    found = blocks("### 甲", "文。", "##### 乙", "文。", "## 丙", "文。")
    assert [block.level for block in found if isinstance(block, Heading)] == [1, 2, 2]


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        (["# 一", "文。"], ["# 一", "文。"]),
        (["# 一", "文。", "# 二"], ["# 一", "文。"]),
        (["# 一", "# 二", "文。"], ["# 二", "文。"]),
        (["# 一", "## （一）", "文。"], ["# 一", "## （一）", "文。"]),
        (["# 一", "## （一）", "## （二）", "文。"], ["# 一", "## （二）", "文。"]),
        (["# 一", "## （一）", "# 二", "文。"], ["# 二", "文。"]),
        (["# 一", "", "# 二", "  \n", "文。"], ["# 二", "文。"]),
        (["# 一\n\n## （一）\n\n## （二）", "文。"], ["# 一\n\n\n## （二）", "文。"]),
        (["# 一", "文。\n\n## （一）", "# 二\n\n文。"], ["# 一", "文。\n\n", "# 二\n\n文。"]),
        (["# 一", "---"], ["---"]),
        (["# 一", "#"], ["#"]),
        (["# 一", "[^1]: 没有用到的注"], ["[^1]: 没有用到的注"]),
        (["# 一", "```\n# 不是标题\n```"], ["# 一", "```\n# 不是标题\n```"]),
    ],
)
def test_a_heading_with_nothing_under_it_is_left_out(cells: list[str], kept: list[str]) -> None:
    nb = notebook(*cells)
    assert sources(nb) == kept
    assert [cell.source for cell in nb.cells] == cells


def test_a_table_fills_a_heading_and_facts_do_not() -> None:
    nb = notebook("# 一", code(FACTS), "# 二", code(TABLE_OUTPUT))
    assert sources(nb) == ["secret_source()", "# 二", "secret_source()"]
