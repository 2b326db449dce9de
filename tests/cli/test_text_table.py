"""Columns that are aligned on the screen."""

from analysis.cli.text_table import aligned, width


def test_a_chinese_character_takes_the_room_of_two() -> None:
    for text, expected in (("", 0), ("ab", 2), ("主动", 4), ("，a", 3), ("９", 2)):
        assert width(text) == expected


def test_columns_begin_at_the_same_place_and_nothing_hangs_over() -> None:
    rows = [("写法", "名称", ""), ("total", "评价", "1"), ("a", "b", "c")]
    assert list(aligned(rows)) == ["写法   名称", "total  评价  1", "a      b     c"]


def test_a_long_cell_is_cut_to_forty_columns_behind_the_first() -> None:
    (line,) = aligned([["", "甲" * 21]])
    assert line == "  " + "甲" * 19 + "……"
    assert list(aligned([["", "甲" * 20]])) == ["  " + "甲" * 20]


def test_what_is_to_be_copied_is_never_cut() -> None:
    assert list(aligned([["甲" * 30, "乙"]])) == ["甲" * 30 + "  乙"]
