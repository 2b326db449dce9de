"""Tables, sentences and whole contents compared."""

from __future__ import annotations

import pytest

from analysis.editions.changes import Change, Kind
from analysis.editions.comparing import changes, corrections, said_otherwise
from tests.editions.contents import TOTAL, UNITS, content, grid, rate

EAST = ("东城区", "100", "90.00%")
WEST = ("西城区", "50", "80.00%")


def lines(found: list[Change]) -> list[str]:
    return [f"{change.line} {change.extent}".strip() for change in found]


TABLES = [
    ("cell", [EAST], [("东城区", "110", "90.00%")], ["各区域·东城区·件数：100 → 110 9.09%"]),
    # An analyst's own table: what is below one, and what only lost its sign.
    ("below one", [("甲", "0.5", "")], [("甲", "0.8", "")], ["各区域·甲·件数：0.5 → 0.8 37.50%"]),
    ("sign of nought", [("甲", "+0", "")], [("甲", "0", "")], ["各区域·甲·件数：+0 → 0"]),
    (
        "share",
        [EAST],
        [("东城区", "100", "90.50%")],
        ["各区域·东城区·占比：90.00% → 90.50% 0.50个百分点"],
    ),
    (
        "signs",
        [("甲", "—", "+0.82个百分点")],
        [("甲", "3", "−0.18个百分点")],
        [
            "各区域·甲·件数：— → 3 100%",
            "各区域·甲·占比：+0.82个百分点 → −0.18个百分点 1.00个百分点",
        ],
    ),
    ("row gone", [EAST, WEST], [EAST], ["各区域·西城区：件数50，占比80.00% → 无"]),
    ("row new", [EAST], [EAST, WEST], ["各区域·西城区：无 → 件数50，占比80.00%"]),
    (
        "twice",
        [EAST, EAST],
        [EAST, ("东城区", "101", "90.00%")],
        ["各区域·东城区（2）·件数：100 → 101 0.99%"],
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "expected"), [c[1:] for c in TABLES], ids=[c[0] for c in TABLES]
)
def test_a_cell_is_named_by_table_row_and_column(
    old: list[tuple[str, ...]], new: list[tuple[str, ...]], expected: list[str]
) -> None:
    found = changes(content(tables=[grid(*old)]), content(tables=[grid(*new)]))
    assert lines(found) == expected
    assert corrections(found) == found


def test_columns_of_one_name_are_told_apart() -> None:
    columns = ("区域", "件数", "件数")
    old, new = (grid(("东城区", "1", last), columns=columns) for last in ("2", "3"))
    found = changes(content(tables=[old]), content(tables=[new]))
    assert lines(found) == ["各区域·东城区·件数（2）：2 → 3 33.33%"]


def test_a_table_or_column_in_addition_is_no_correction_but_one_that_is_gone() -> None:
    with_table, without = content(tables=[grid(EAST)]), content()
    narrow = content(tables=[grid(EAST[:2], columns=("区域", "件数"))])
    assert lines(changes(without, with_table)) == ["表“各区域”：无 → 整表"]
    assert corrections(changes(without, with_table)) == []
    assert said_otherwise(changes(without, with_table))
    assert lines(corrections(changes(with_table, without))) == ["表“各区域”：整表 → 无"]
    assert changes(narrow, with_table) == []
    assert len(corrections(changes(with_table, narrow))) == 1


TEXTS = [
    (
        "reworded",
        ["服务平稳有序。"],
        ["服务总体平稳有序。"],
        [("服务平稳有序。", "服务总体平稳有序。", False)],
    ),
    ("restated", ["等候7分钟。"], ["等候9分钟。"], [("等候7分钟。", "等候9分钟。", True)]),
    ("added", ["一是宣传。"], ["一是宣传。", "窗口秩序良好。"], [("", "窗口秩序良好。", False)]),
    ("dropped", ["一是宣传。", "窗口秩序良好。"], ["一是宣传。"], [("窗口秩序良好。", "", False)]),
]


@pytest.mark.parametrize(
    ("old", "new", "expected"), [c[1:] for c in TEXTS], ids=[c[0] for c in TEXTS]
)
def test_only_a_sentence_that_states_another_figure_needs_a_reason(
    old: list[str], new: list[str], expected: list[tuple[str, str, bool]]
) -> None:
    found = changes(content(text=old), content(text=new))
    assert [(change.old, change.new, change.corrects) for change in found] == expected
    assert said_otherwise(found)


def test_a_sentence_that_moved_is_said_otherwise_without_a_correction() -> None:
    old, new = content(text=["甲乙丙。", "子丑寅。"]), content(text=["子丑寅。", "甲乙丙。"])
    found = changes(old, new)
    assert [change.label for change in found] == ["一、总体·移动"]
    assert corrections(found) == []


def test_what_only_shows_again_that_a_fact_changed_is_not_explained_twice() -> None:
    old = content(TOTAL.fact(100, "东城区"), tables=[grid(EAST)], text=["东城区收到评价100件。"])
    new = content(
        TOTAL.fact(110, "东城区"),
        tables=[grid(("东城区", "110", "90.00%"))],
        text=["东城区收到评价110件。"],
    )
    found = changes(old, new)
    assert [change.kind for change in found] == [Kind.FIGURE, Kind.CELL, Kind.SENTENCE]
    assert lines(corrections(found)) == ["评价总数（东城区）：100件 → 110件 9.09%"]


def test_the_main_corrections_come_first_the_largest_of_them_foremost() -> None:
    old = content(TOTAL.fact(100), TOTAL.fact(10, "甲"), rate("90.00"), UNITS.fact(("甲",)))
    new = content(TOTAL.fact(101), TOTAL.fact(90, "甲"), rate("95.00"), UNITS.fact(("甲", "乙")))
    assert [change.label for change in corrections(changes(old, new))] == [
        "获赠锦旗的单位",
        "主动评价率",
        "评价总数",
        "评价总数（甲）",
    ]


def test_a_figure_that_is_only_kept_in_addition_makes_no_edition() -> None:
    found = changes(content(rate("90.00")), content(rate("90.00"), TOTAL.fact(3)))
    assert lines(found) == ["评价总数：无 → 3件"]
    assert not said_otherwise(found)
