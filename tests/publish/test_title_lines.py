from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.publish.title_lines import LINE, title_lines, title_parts

# What a person would break so: words whole, lines near in length, marks with their words.
TITLES = {
    "海州市政务服务工作通报": ["海州市政务服务工作通报"],
    "叫号量超过4000且主动评价率95%以上的单位": ["叫号量超过4000且主动评价率95%以上的单位"],
    "某某某自治区政务服务“好差评”工作季度通报": ["某某某自治区政务服务", "“好差评”工作季度通报"],
    "关于2025年第一季度海州市政务服务大厅“好差评”工作和便民热线办理情况的通报": [
        "关于2025年第一季度海州市政务服务大厅",
        "“好差评”工作和便民热线办理情况的通报",
    ],
    "关于印发《海州市政务服务“好差评”管理办法（试行）》并通报2025年上半年全市政务服务评价和"
    "企业群众诉求办理情况的通知": [
        "关于印发《海州市政务服务“好差评”",
        "管理办法（试行）》并通报2025年上半年全市",
        "政务服务评价和企业群众诉求办理情况的通知",
    ],
    "": [""],
}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_broken_where_a_person_would(title: str) -> None:
    assert list(title_lines(title)) == TITLES[title]


def test_no_screen_breaks_a_word_or_a_figure_of_a_title() -> None:
    parts = title_parts("主动评价率在有数据的七个季度为89.39%至94.30%（上季度94.30%），")
    kept = {"评价率", "数据的", "七个季度", "89.39%", "94.30%", "（上季度", "94.30%），"}
    assert kept <= set(parts)
    assert "".join(parts).count("评价") == 1


def test_what_cannot_be_broken_stays_one_line() -> None:
    assert title_lines("a" * 100) == ("a" * 100,)


@given(st.text("海州市政务服务工作的第一季度2025年“”《》，", max_size=70))
def test_no_character_is_lost_and_no_mark_is_left_at_the_wrong_end(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert not any(line[0] in "的”》，" for line in lines[1:])
    assert not any(line[-1] in "“《" for line in lines[:-1])
    if len(lines) > 1:
        assert all(sum(0.5 if c.isascii() else 1 for c in line) <= LINE for line in lines)
