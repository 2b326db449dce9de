"""Which edition a publication is, and when it stops for want of a reason."""

from __future__ import annotations

import re

import pytest
import yaml

from analysis.editions.numbering import LISTED, numbered
from analysis.errors import CorrectionError, ParamsError
from analysis.params.corrections import Correction
from analysis.quarter import Quarter
from tests.editions.contents import TOTAL, content

QUARTER = Quarter.parse("2025Q1")
FIRST, SECOND, THIRD = (content(TOTAL.fact(count)) for count in (100, 110, 120))
WORDED = content(TOTAL.fact(100), text=["服务平稳。"])


def reason(edition: int) -> Correction:
    return Correction(edition=edition, date="2025年5月8日", reason="补报。")


def test_the_first_publication_is_edition_1_and_the_same_again_stays_so() -> None:
    assert numbered(QUARTER, [], FIRST, []).number == 1
    assert numbered(QUARTER, [FIRST], FIRST, []).number == 1
    assert numbered(QUARTER, [FIRST, SECOND], SECOND, [reason(2)]).number == 2


def test_other_words_make_the_next_edition_without_a_reason() -> None:
    found = numbered(QUARTER, [FIRST], WORDED, [])
    assert (found.number, found.explained) == (2, ())


def test_a_reason_may_be_stated_for_words_alone() -> None:
    (explained,) = numbered(QUARTER, [FIRST], WORDED, [reason(2)]).explained
    assert (explained.changes, explained.rest) == ((), 0)


def test_a_corrected_figure_stops_and_says_what_to_write() -> None:
    with pytest.raises(CorrectionError) as stopped:
        numbered(QUARTER, [FIRST], SECOND, [])
    told = str(stopped.value)
    assert "与已发布的第 1 版相比，有 1 处数字、名单或表格变动，没有发布：\n" in told
    assert "\n  评价总数：100件 → 110件\n" in told
    assert "请在 params/2025Q1.yaml 中写明原因" in told
    assert "再运行 bulletin publish 2025Q1。" in told
    lines = re.search(r"^corrections:\n(?:[- ].*\n)+", told, re.MULTILINE)
    assert lines
    (stated,) = yaml.safe_load(lines[0])["corrections"]
    assert stated["edition"] == 2
    # To be copied and filled in: as it stands it is refused.
    with pytest.raises(ValueError, match="还没有写明更正的原因"):
        Correction(**stated)
    assert Correction(**{**stated, "reason": "补报"}).edition == 2


def test_the_lines_to_write_keep_the_reasons_that_stand() -> None:
    with pytest.raises(CorrectionError) as stopped:
        numbered(QUARTER, [FIRST, SECOND], THIRD, [reason(2)])
    told = str(stopped.value)
    assert "与已发布的第 2 版相比" in told
    assert "- edition: 2\n  date: 2025年5月8日\n  reason: 补报。\n- edition: 3\n" in told


def test_each_edition_is_explained_with_what_it_changed() -> None:
    found = numbered(QUARTER, [FIRST, SECOND], THIRD, [reason(2), reason(3)])
    stated = {"date": "2025年5月8日", "reason": "补报。", "rest": 0}
    assert found.page() == [
        {**stated, "edition": 2, "changes": [("评价总数", "100件", "110件")]},
        {**stated, "edition": 3, "changes": [("评价总数", "110件", "120件")]},
    ]


def test_a_reason_that_was_taken_back_is_missed() -> None:
    with pytest.raises(CorrectionError, match="与已发布的第 1 版相比"):
        numbered(QUARTER, [FIRST, SECOND], SECOND, [])


@pytest.mark.parametrize(("published", "now"), [([], FIRST), ([FIRST], FIRST), ([FIRST], SECOND)])
def test_a_reason_for_an_edition_that_there_is_not_is_refused(
    published: list[object], now: object
) -> None:
    with pytest.raises(ParamsError, match="没有这一版") as refused:
        numbered(QUARTER, published, now, [reason(3)])  # type: ignore[arg-type]
    assert "2025Q1.yaml 的 corrections 写了第 3 版（edition: 3）" in str(refused.value)


def test_of_many_changes_the_first_few_are_listed_and_the_rest_counted() -> None:
    old = content(*(TOTAL.fact(100, f"{one}区") for one in range(12)))
    new = content(*(TOTAL.fact(101 + one, f"{one}区") for one in range(12)))
    with pytest.raises(CorrectionError) as stopped:
        numbered(QUARTER, [old], new, [])
    told = str(stopped.value)
    assert told.count(" → ") == LISTED == 8
    assert "\n  评价总数（11区）：100件 → 112件\n  评价总数（10区）：100件 → 111件\n" in told
    assert "\n  ……另有 4 处，见 bulletin diff 2025Q1\n" in told
    (explained,) = numbered(QUARTER, [old], new, [reason(2)]).explained
    assert (len(explained.listed), explained.rest) == (8, 4)
