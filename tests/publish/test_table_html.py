from __future__ import annotations

from bs4 import BeautifulSoup, Tag

from analysis.publish.blocks import Column, Runs, TableBlock, Text, runs_text
from analysis.publish.html.tables import spanners, table_html

HOSTILE = "<img src=x onerror=alert(1)>\"'&"


def words(runs: Runs) -> str:
    return runs_text(runs).replace("&", "&amp;").replace("<", "&lt;")


def column(label: str, group: str = "", kind: str = "number") -> Column:
    return Column((Text(label),), group, "number" if kind == "number" else "text")


def table(columns: list[Column], *rows: str, title: str = "", notes: tuple[str, ...] = ()) -> Tag:
    cells = tuple(tuple((Text(cell),) for cell in row.split()) for row in rows)
    html = table_html(TableBlock(title, tuple(columns), cells, notes), words)
    figure = BeautifulSoup(html, "html.parser").figure
    assert figure is not None
    return figure


PLAIN = [column("单位", kind="text"), column("件数"), column("占比")]
GROUPED = [
    column("区域", kind="text"),
    column("总数"),
    column("件数", "满意"),
    column("占比", "满意"),
    column("件数", "不满意"),
    column("占比", "不满意"),
]


def head(figure: Tag) -> list[list[tuple[str, ...]]]:
    """Return text, scope, colspan and rowspan of the header cells, row by row."""
    names = ("scope", "colspan", "rowspan")
    return [
        [(cell.text, *(str(cell.get(name, "")) for name in names)) for cell in row.select("th")]
        for row in figure.select("thead tr")
    ]


def test_a_table_without_groups_has_one_header_row() -> None:
    assert head(table(PLAIN, "甲 1 2.00%")) == [
        [("单位", "col", "", ""), ("件数", "col", "", ""), ("占比", "col", "", "")]
    ]


def test_neighbours_of_one_group_share_a_spanner_and_the_others_fill_both_rows() -> None:
    assert head(table(GROUPED, "甲 9 1 11.11% 8 88.89%")) == [
        [
            ("区域", "col", "", "2"),
            ("总数", "col", "", "2"),
            ("满意", "colgroup", "2", ""),
            ("不满意", "colgroup", "2", ""),
        ],
        [
            ("件数", "col", "", ""),
            ("占比", "col", "", ""),
            ("件数", "col", "", ""),
            ("占比", "col", "", ""),
        ],
    ]


def test_column_groups_stand_where_the_spanners_do() -> None:
    groups = table(GROUPED, "甲 9 1 11.11% 8 88.89%").select("colgroup")
    assert [group["span"] for group in groups] == ["1", "1", "2", "2"]


def test_columns_of_one_group_that_are_apart_get_a_spanner_each() -> None:
    columns = [column("甲", "组"), column("乙"), column("丙", "组")]
    assert [(spanner.label, len(spanner.columns)) for spanner in spanners(columns)] == [
        ("组", 1),
        ("", 1),
        ("组", 1),
    ]


def test_the_first_cell_of_a_row_is_its_header_and_figures_are_marked() -> None:
    row = table(PLAIN, "甲 1 2.00%").select("tbody tr > *")
    assert [(cell.name, cell.get("scope"), cell["class"], cell.text) for cell in row] == [
        ("th", "row", ["text"], "甲"),
        ("td", None, ["number"], "1"),
        ("td", None, ["number"], "2.00%"),
    ]


def test_a_group_starts_with_a_rule_down_the_table() -> None:
    row = table(GROUPED, "甲 9 1 11.11% 8 88.89%").select("tbody tr > *")
    assert ["start" in cell["class"] for cell in row] == [False, False, True, False, True, False]


def test_the_frame_is_named_after_the_caption_and_takes_the_focus() -> None:
    figure = table(PLAIN, "甲 1 2.00%", title="各单位评价情况")
    assert [caption.text for caption in figure.select("table > caption")] == ["各单位评价情况"]
    frame = figure.select_one("[role=region]")
    assert frame is not None
    assert (frame["aria-label"], frame["tabindex"]) == ("表：各单位评价情况", "0")


def test_a_table_without_a_title_has_no_empty_caption() -> None:
    assert table(PLAIN, "甲 1 2.00%").select("caption") == []


def test_notes_stand_below_the_table() -> None:
    one = table(PLAIN, "甲 1 2.00%", notes=("占比按件数计。",))
    two = table(PLAIN, "甲 1 2.00%", notes=("占比按件数计。", "不含咨询。"))
    assert [note.text for note in one.select("figcaption")] == ["注：占比按件数计。"]
    assert [note.text for note in two.select("figcaption li")] == ["占比按件数计。", "不含咨询。"]


def test_a_table_without_rows_says_so() -> None:
    cells = table(PLAIN).select("tbody td")
    assert [(cell.text, cell["colspan"]) for cell in cells] == [("无", "3")]


def test_only_a_table_of_many_columns_is_set_smaller() -> None:
    wide = [column(str(place)) for place in range(9)]
    assert table(wide, "甲 1 2 3 4 5 6 7 8").select("table.wide")
    assert not table(wide[:8], "甲 1 2 3 4 5 6 7").select("table.wide")


def test_hostile_words_stay_words_in_every_part() -> None:
    columns = [column(HOSTILE, kind="text"), column(HOSTILE, HOSTILE)]
    cells = (((Text(HOSTILE),), (Text(HOSTILE),)),)
    block = TableBlock(HOSTILE, tuple(columns), cells, (HOSTILE, HOSTILE))
    page = BeautifulSoup(table_html(block, words), "html.parser")
    assert page.select("img") == []
    # Caption, header, spanner and its column, row header, cell, two notes.
    assert page.text.count(HOSTILE) == 8
    frame = page.select_one("[role=region]")
    assert frame is not None
    assert frame["aria-label"] == f"表：{HOSTILE}"
