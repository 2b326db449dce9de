"""Sentences are compared without their figures."""

from __future__ import annotations

import pytest

from analysis.commentary.likeness import likeness, masked


@pytest.mark.parametrize(
    ("text", "mask"),
    [
        ("共105.97万件，占97.6%", "共#件，占#"),
        ("上升0.82个百分点", "上升#"),
        ("１，０００件，９９．５％", "#件，#"),
        ("2025年3月1日", "#年#月#日"),
        ("5000余件", "#件"),
        ("两次，十余人次，三家单位", "#次，#人次，#家单位"),
        ("百分之九十五", "#"),
        ("二〇二五年第一季度", "#年第#季度"),
        ("一是推动，十分满意，统一受理", "一是推动，十分满意，统一受理"),
        ("无", "无"),
    ],
)
def test_figures_are_masked(text: str, mask: str) -> None:
    assert masked(text) == mask


def test_other_figures_make_no_difference() -> None:
    assert likeness("共105.97万件。", "共9999件。") == 1
    assert likeness("共5件。", "共5件。") == 1


def test_likeness_is_the_share_of_characters_and_pairs_in_common() -> None:
    # In common: two of three characters and one of two pairs, the figure being one character.
    assert likeness("共5件", "共6次") == 2 * 3 / 10
    assert likeness("甲", "乙") == 0


# The share that the alignment asks for lies between these.
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("评价率96.43%。", "评价率96.43%，为历年最高。"),
        ("共收到评价105.97万件，其中主动评价102.19万件。", "主动评价102.19万件，占绝大多数。"),
        ("服务大厅主动电子评价率97.61%，基本持平。", "大厅主动评价率97.61%，稳中有升。"),
    ],
)
def test_an_edit_is_like_its_draft(one: str, other: str) -> None:
    assert likeness(one, other) >= 0.4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("窗口平均等候12分钟。", "按时办结率100%。"),
        ("没有收到锦旗。", "共收到办事企业和群众赠送的锦旗11面，获赠单位：某局。"),
        ("一是推动评价全覆盖。", "属实3件、误评104件。"),
    ],
)
def test_another_sentence_is_not(one: str, other: str) -> None:
    assert likeness(one, other) < 0.4
