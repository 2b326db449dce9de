"""The words of the PDF: all there, in order, and nothing but words."""

from __future__ import annotations

import pytest
from nbformat import NotebookNode

from analysis.errors import ExportError
from tests.publish.sample_pdf import (
    ABOUT,
    NEXT_STEPS,
    OVERALL,
    REGIONS,
    chart,
    code,
    display,
    exported,
    notebook,
    number_columns,
    pages,
    read,
    region_table,
    table,
    unit_table,
)


def test_text_is_read_back_in_order() -> None:
    nb = notebook(
        "# 【“好差评”】",
        "## 一、总体评价情况",
        OVERALL,
        code(region_table()),
        code(chart()),
        "## 二、下一步工作",
        NEXT_STEPS,
        code(unit_table(1)),
        "海州市“好差评”（2025年）。",
    )
    # Labels over both header rows stand between the spanners and the labels below those.
    labels = "非常不满意不满意基本满意满意非常满意区域评价总数主动评价数" + "件数占比" * 5
    notes = "注：占比=该等级件数÷评价总数。非常满意的占比为100%减去其余四项。"
    assert read(exported(nb)) == "".join(
        (
            ABOUT["title"] + ABOUT["subtitle"] + ABOUT["notice"],
            "【“好差评”】一、总体评价情况" + OVERALL + "（见附件1）",
            "二、下一步工作" + NEXT_STEPS.replace("*", "").replace(" ", "").replace("\n", ""),
            "（见附件2）海州市“好差评”（2025年）。",
            "附件：1.总体评价情况2.叫号量大且现场主动评价率高的单位",
            ABOUT["issuer"] + ABOUT["published_on"],
            "附件1总体评价情况",
            "各区域评价情况" + labels + "".join("".join(REGIONS).split()) + notes,
            "各区域主动评价率注：从高到低。",
            "附件2叫号量大且现场主动评价率高的单位",
            "单位叫号量现场主动评价数现场主动评价率海州市第1便民服务中心4037402698.90%" + notes,
            "报告期2025年第一季度数据指纹3f2a9c01d7e4",
        )
    )


def test_a_year_is_found_with_its_digits() -> None:
    assert "2025年" in "".join(pages(exported(notebook("# 题", "在2025年，有20件。"))))


def test_prose_without_tables_has_no_annex() -> None:
    assert "附件" not in read(exported(notebook("# 题", OVERALL)))


def test_key_figures_are_for_the_screen() -> None:
    figure = {"label": "评价总数", "value": "7777件", "change": ""}
    assert "7777" not in read(exported(notebook("# 题", "文。", key_figures=[figure])))


@pytest.mark.parametrize(
    "words",
    [
        '#read("/etc/passwd")',
        "$x$ @x <x>",
        "*a* _b_ **c**",
        "<script>alert(1)</script>",
        "\\ \\\\ \\n",
        "a\"b'c`d`",
        "= 题 - 项 + 项 // 注 /* 注 */",
        "[^1] [链](http://example.cn) ~ --- ...",
        "#set text(red); #{1+1}",
    ],
)
def test_words_of_a_ledger_stay_words(words: str) -> None:
    columns = [{"label": words, "group": "", "kind": "text"}, *number_columns("数", group=words)]
    nb = notebook("# 题", code(table(words, columns, [[words, words]])), title=words, notice=words)
    plain = "".join(words.split())
    assert read(exported(nb)).count(plain) == 8


def test_markup_that_an_analyst_wrote_as_text_stays_text() -> None:
    source = '#read("/etc/passwd") $x$ \\*a\\* <script>alert(1)</script> \\\\ "'
    assert '#read("/etc/passwd")$x$*a*<script>alert(1)</script>\\"' in read(
        exported(notebook("# 题", source))
    )


def test_a_footnote_stands_at_the_foot_and_is_numbered_once() -> None:
    nb = notebook(
        "# 题", "甲[^a]，乙[^b]，丙[^a]。\n\n[^a]: 注甲。\n[^b]: 注乙。", "丁[^a]。\n\n[^a]: 注丁。"
    )
    text = read(exported(nb))
    assert "甲①，乙②，丙①。" in text
    assert "丁③。" in text
    assert text.endswith("①注甲。②注乙。③注丁。")


def test_footnotes_do_not_run_out_of_circled_numbers() -> None:
    marks = "".join(f"[^{number}]" for number in range(1, 53))
    notes = "\n".join(f"[^{number}]: 注。" for number in range(1, 53))
    assert "㊾㊿5152" in read(exported(notebook("# 题", f"文{marks}。\n\n{notes}")))


@pytest.mark.parametrize(
    "cells",
    [
        [],
        ["文。"],
        ["# 题", "- 甲\n- 乙"],
        ["# 题[^1]\n\n文。\n\n[^1]: 注。"],
        ["# 题", code(table("", [{"label": "单位", "group": "", "kind": "text"}], []))],
        ["# 题", code(table("宽表", number_columns(*["很长的栏目名称"] * 14), [["1025598"] * 14]))],
    ],
)
def test_unusual_notebooks_can_be_set(cells: list[NotebookNode | str]) -> None:
    assert read(exported(notebook(*cells))).startswith(ABOUT["title"])


def test_a_bare_heading_is_left_out() -> None:
    text = read(exported(notebook("# 【评优评先】", "文。", "## 二、主动评价情况", "# 三", "文。")))
    assert "主动评价情况" not in text


@pytest.mark.parametrize("place", ["cell", "title", "prose"])
def test_a_character_that_no_font_has_is_named(place: str) -> None:
    missing = "\U0001f600"
    columns = [{"label": "姓名", "group": "", "kind": "text"}]
    nb = {
        "cell": notebook("# 题", code(table("表", columns, [[missing]]))),
        "title": notebook("# 题", "文。", title=missing),
        "prose": notebook("# 题", missing),
    }[place]
    with pytest.raises(ExportError, match="U\\+1F600"):
        exported(nb)


def test_rare_characters_of_names_are_drawn() -> None:
    assert "玠䶮㛃𬱖" in read(exported(notebook("# 题", "玠䶮㛃𬱖")))


def test_a_broken_chart_is_refused() -> None:
    about = {"image/svg+xml": {"alt": "图", "title": "图"}}
    with pytest.raises(ExportError, match="PDF 排版失败"):
        exported(notebook("# 题", code(display({"image/svg+xml": "<svg"}, about))))
