"""Tables in Word: header rows, merged cells, sizes and widths, what is kept together."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from docx.oxml.ns import qn
from nbformat.v4 import new_code_cell, new_notebook, new_output

from analysis.publish.blocks import Column, Footnote, TableBlock, Text
from analysis.publish.word.bulletin import BulletinDOCXExporter
from analysis.publish.word.table_widths import SIZES, TYPE_AREA, layout
from tests.publish.sample_page import TABLE, regions_table, units_table
from tests.publish.word_reader import opened

Label = tuple[str, str, str]


@cache
def regions() -> Any:
    return table_of(regions_table())


def table_of(payload: dict[str, Any]) -> Any:
    made, _ = BulletinDOCXExporter().from_notebook_node(bulletin(payload))
    (table,) = opened(made).tables
    return table


def bulletin(*payloads: dict[str, Any]) -> Any:
    outputs = [new_output("display_data", {TABLE: payload}) for payload in payloads]
    cells = [new_code_cell("", outputs=outputs)]
    return new_notebook(cells=cells, metadata={"bulletin": {"title": "题"}})


def payload_of(labels: list[Label], cells: list[list[str]], notes: tuple[str, ...] = ()) -> Any:
    columns = [{"label": label, "group": group, "kind": kind} for label, group, kind in labels]
    parts = {"columns": columns, "cells": cells, "rows": cells, "notes": list(notes)}
    return {"key": "t", "title": "表", **parts}


def block(labels: list[str], *rows: list[str], group: str = "") -> TableBlock:
    columns = tuple(Column((Text(label),), group, "text") for label in labels)
    cells = tuple(tuple((Text(cell),) for cell in row) for row in rows)
    return TableBlock("", columns, cells, ())


def flagged(table: Any, tag: str) -> list[int]:
    """Return the places of the rows that carry a property."""
    rows = enumerate(table.rows)
    return [place for place, row in rows if row._tr.trPr.find(qn(tag)) is not None]


def test_both_header_rows_repeat_and_no_row_is_cut() -> None:
    assert flagged(regions(), "w:tblHeader") == [0, 1]
    assert flagged(regions(), "w:cantSplit") == list(range(9))
    assert flagged(table_of(units_table()), "w:tblHeader") == [0]


def test_a_group_stands_over_its_columns_and_a_single_label_over_both_rows() -> None:
    upper, lower = (row._tr.tc_lst for row in list(regions().rows)[:2])
    assert [(cell.grid_span, cell.vMerge) for cell in upper] == [
        *[(1, "restart")] * 3,
        *[(2, None)] * 5,
    ]
    assert [(cell.grid_span, cell.vMerge) for cell in lower] == [
        *[(1, "continue")] * 3,
        *[(1, None)] * 10,
    ]
    texts = [cell.text for cell in regions().rows[0].cells]
    assert texts[:5] == ["区域", "评价总数", "主动评价", "非常不满意", "非常不满意"]
    assert [cell.text for cell in regions().rows[1].cells][:5] == [*texts[:3], "件数", "占比"]


def test_neighbouring_groups_of_the_same_columns_stay_apart() -> None:
    labels = [("甲", "", "text"), ("数", "一", "number"), ("数", "二", "number")]
    (row, *_) = table_of(payload_of(labels, [["a", "1", "2"]])).rows
    assert [cell.text for cell in row.cells] == ["甲", "一", "二"]


def test_cells_have_the_styles_of_their_kind_and_size() -> None:
    (_, lower, first, *_) = regions().rows
    assert lower.cells[3].paragraphs[0].style.name == "表头（小五）"
    styles = [cell.paragraphs[0].style.name for cell in first.cells]
    assert styles == ["表中文字（小五）", *["表中数字（小五）"] * 12]
    styles = table_of(units_table()).rows[1].cells
    assert [cell.paragraphs[0].style.name for cell in styles] == ["表中文字", *["表中数字"] * 2]


def test_labels_stand_over_the_edge_of_their_figures() -> None:
    (upper, *_) = table_of(units_table()).rows
    assert [str(cell.paragraphs[0].alignment) for cell in upper.cells] == [
        "LEFT (0)",
        "RIGHT (2)",
        "RIGHT (2)",
    ]


def test_a_line_parts_the_header_from_the_body() -> None:
    lined = [
        place
        for place, row in enumerate(regions().rows)
        if all(cell.tcPr.find(qn("w:tcBorders")) is not None for cell in row._tr.tc_lst)
    ]
    assert lined == [2]


def test_a_table_has_its_title_for_a_screen_reader_and_its_style() -> None:
    properties = regions()._tbl.tblPr
    assert properties.find(qn("w:tblCaption")).get(qn("w:val")) == "各区域评价情况"
    assert regions().style.name == "通报表格"


def test_an_empty_table_says_so() -> None:
    table = table_of(payload_of([("甲", "", "text"), ("乙", "", "number")], []))
    (only,) = table.rows[1]._tr.tc_lst
    assert only.grid_span == 2
    assert table.rows[1].cells[0].text == "无"


def test_a_short_table_is_kept_whole_with_its_note_and_a_long_one_is_not() -> None:
    labels = [("甲", "", "text")]
    for rows, kept in ((11, 12), (12, 3)):
        table = table_of(payload_of(labels, [["a"]] * rows))
        found = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
        assert found.count(True) == (kept if rows == 11 else 2)


def test_two_tables_do_not_grow_together() -> None:
    payload = payload_of([("甲", "", "text")], [["a"]])
    made, _ = BulletinDOCXExporter().from_notebook_node(
        bulletin({**payload, "title": ""}, {**payload, "title": ""})
    )
    body = [one.tag.split("}")[1] for one in opened(made).element.body]
    assert body == ["p", "tbl", "p", "tbl", "p", "sectPr"]


def test_widths_of_the_table_of_13_columns_fill_the_page_at_9_points() -> None:
    table = regions()
    widths = [column.width.pt for column in table.columns]
    assert 430 < sum(widths) <= TYPE_AREA + 1
    for row in table.rows:
        assert sum(cell.width.pt for cell in {id(c._tc): c for c in row.cells}.values()) == (
            pytest.approx(sum(widths), abs=1)
        )


@pytest.mark.parametrize(
    ("columns", "size"), [(1, ""), (10, ""), (12, "Small"), (14, "Tiny"), (40, "Tiny")]
)
def test_type_is_the_largest_that_fits_and_the_table_never_leaves_the_page(
    columns: int, size: str
) -> None:
    # Three 汉字 and 6 points: 37.5, 33 and 30 points wide, on 442.2 points.
    shape = layout(block(["三个字"] * columns, ["三个字"] * columns))
    assert shape.size == size
    assert sum(shape.widths) <= TYPE_AREA + 0.01


def test_words_that_would_wrap_leave_the_others_a_little_more_than_their_own() -> None:
    first, second = layout(block(["甲", "乙"], ["很" * 60, "八个字的一格文字"])).widths
    assert second == pytest.approx((8 + 0.3) * 10.5 + 6)
    assert first + second == pytest.approx(TYPE_AREA)


def test_words_that_would_wrap_get_what_room_there_is() -> None:
    long = "很" * 30
    # 30 em at 10.5 points and 6 points of padding; beside it 2 em, and each at most 2 em more.
    first, second = layout(block(["甲", "乙"], [long, "两字"])).widths
    assert first == pytest.approx(30 * 10.5 + 6 + 2 * 10.5)
    assert second == pytest.approx(2 * 10.5 + 6 + 2 * 10.5)


def test_a_group_is_no_wider_than_its_columns() -> None:
    widths = layout(block(["甲", "乙"], ["1", "2"], group="八个字的长名称呀")).widths
    assert sum(widths) >= 8 * 10.5


def test_a_footnote_mark_takes_room() -> None:
    plain, noted = block(["甲"], ["十个字"]), block(["甲"], ["十个字"])
    mark = Footnote("a", (Text("注"),))
    noted = TableBlock("", noted.columns, (((Text("十个字"), mark),),), ())
    assert layout(noted).widths[0] - layout(plain).widths[0] == pytest.approx(SIZES[""])
