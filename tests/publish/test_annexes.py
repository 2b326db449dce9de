from __future__ import annotations

import pytest

from analysis.publish.blocks import (
    Block,
    Column,
    Figure,
    Footnote,
    Heading,
    ListBlock,
    Paragraph,
    TableBlock,
    Text,
)
from analysis.publish.pdf.annexes import Annex, Arranged, arranged

COLUMNS = (Column((Text("单位"),), "", "text"),)


def table(title: str = "各区域评价情况") -> TableBlock:
    return TableBlock(title, COLUMNS, (), ())


def chart(title: str = "东城区最高") -> Figure:
    return Figure("<svg/>", "条形图", title, "")


def heading(words: str, level: int = 1) -> Heading:
    return Heading(level, (Text(words),))


def prose(*words: str) -> Paragraph:
    return Paragraph(tuple(map(Text, words)))


def test_prose_alone_stays_as_it_is() -> None:
    blocks = (heading("一、甲"), prose("文。"), heading("二、乙"), prose("文。"))
    assert arranged(blocks) == Arranged(blocks, ())


def test_an_empty_document_has_neither_body_nor_annex() -> None:
    assert arranged(()) == Arranged((), ())


def test_tables_and_charts_of_one_section_are_one_annex_in_their_order() -> None:
    first, second, third = table("甲"), chart("乙"), table("丙")
    blocks = (heading("一、总体评价情况"), prose("文。"), first, second, prose("又。"), third)
    assert arranged(blocks) == Arranged(
        (
            heading("一、总体评价情况"),
            prose("文。", "（见附件）"),
            prose("又。", "（见附件）"),
        ),
        (Annex("附件", "总体评价情况", (first, second, third)),),
    )


def test_several_annexes_are_numbered_in_the_order_of_the_text() -> None:
    blocks = (
        *(heading("一、甲"), prose("文。"), chart()),
        *(heading("二、乙"), prose("文。")),
        *(heading("三、丙"), prose("文。"), chart(), prose("完。")),
    )
    made = arranged(blocks)
    assert [(annex.label, annex.title) for annex in made.annexes] == [
        ("附件1", "甲"),
        ("附件2", "丙"),
    ]
    assert made.body == (
        *(heading("一、甲"), prose("文。", "（见附件1）")),
        *(heading("二、乙"), prose("文。")),
        *(heading("三、丙"), prose("文。", "（见附件2）"), prose("完。")),
    )


def test_a_single_table_names_its_annex_and_is_not_titled_twice() -> None:
    made = arranged((heading("【优质服务】"), prose("文。"), table("各单位收到锦旗情况")))
    assert made.annexes == (Annex("附件", "各单位收到锦旗情况", (table(""),)),)


@pytest.mark.parametrize("exhibit", [chart(), table("")], ids=["a chart", "a table without title"])
def test_what_has_no_title_of_that_kind_is_named_after_the_heading(exhibit: Block) -> None:
    made = arranged((heading("【优质服务】"), prose("文。"), exhibit))
    assert made.annexes == (Annex("附件", "优质服务", (exhibit,)),)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("【“好差评”】", "“好差评”"),
        ("一、总体评价情况", "总体评价情况"),
        ("十二、总体评价情况", "总体评价情况"),
        ("（一）存在问题", "存在问题"),
        ("(3) 存在问题", "存在问题"),
        ("1.存在问题", "存在问题"),
        ("2. 存在问题", "存在问题"),
        ("第二部分 大厅", "大厅"),
        ("第三章大厅", "大厅"),
        ("一件事一次办", "一件事一次办"),
        ("12345热线", "12345热线"),
        ("3.5万件评价", "3.5万件评价"),
        ("第一季度情况", "第一季度情况"),
        ("一、", "一、"),
    ],
)
def test_a_title_leaves_out_number_and_brackets(words: str, title: str) -> None:
    (annex,) = arranged((heading(words), prose("文。"), chart())).annexes
    assert annex.title == title


def test_a_note_at_a_heading_is_not_in_the_title() -> None:
    noted = Heading(1, (Text("一、甲"), Footnote("1", (Text("注。"),))))
    (annex,) = arranged((noted, chart())).annexes
    assert annex.title == "甲"


def test_without_prose_a_line_points_to_the_annex() -> None:
    assert arranged((heading("一、甲"), chart())).body == (heading("一、甲"), prose("见附件。"))


def test_before_the_first_heading_there_are_annexes_as_well() -> None:
    made = arranged((prose("文。"), chart(), heading("一、甲"), prose("文。")))
    assert made.body[0] == prose("文。", "（见附件）")
    assert made.annexes == (Annex("附件", "有关数据", (chart(),)),)


def test_a_list_ends_with_the_pointer_in_its_last_item() -> None:
    first, second = (prose("甲；"),), (prose("乙。"),)
    made = arranged((ListBlock(ordered=True, start=1, items=(first, second)), chart()))
    pointing = (prose("乙。", "（见附件）"),)
    assert made.body == (ListBlock(ordered=True, start=1, items=(first, pointing)),)


def test_the_words_of_the_prose_do_not_change() -> None:
    styled = Paragraph((Text("其中", strong=True), Text("如下："), Footnote("1", (Text("注。"),))))
    made = arranged((styled, table()))
    assert made.body == (Paragraph((*styled.runs, Text("（见附件）"))),)


def test_a_table_within_a_list_stays_there() -> None:
    block = ListBlock(ordered=False, start=1, items=((prose("甲。"), table()),))
    assert arranged((block,)) == Arranged((block,), ())
