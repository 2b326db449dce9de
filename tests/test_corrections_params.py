"""Reasons for corrections in params: typed, in order, of one quarter only."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import ParamsError
from analysis.params.carried import starting_params
from analysis.params.loading import load_params
from analysis.quarter import Quarter
from tests.projects import PARAMS

QUARTER = Quarter.parse("2026Q3")
GOOD = "{edition: 2, date: 2026年10月20日, reason: 补报}"
WRONG = [
    ("- {edition: 1, date: 2026年10月20日, reason: 补报}", "第 1 项的 edition：数值太小"),
    ("- {edition: 二, date: 2026年10月20日, reason: 补报}", "第 1 项的 edition：应为整数"),
    ("- {edition: 2, date: 2026-10-20, reason: 补报}", "第 1 项的 date：应为文字"),
    (
        "- {edition: 2, date: 2026年2月30日, reason: 补报}",
        "第 1 项的 date：应为日期，例如 2025年5月8日，现在是“2026年2月30日”",
    ),
    ("- {edition: 2, date: 十月二十日, reason: 补报}", "第 1 项的 date：应为日期"),
    ('- {edition: 2, date: 2026年10月20日, reason: " "}', "第 1 项的 reason：还没有写明更正的原因"),
    (
        "- {edition: 2, date: 2026年10月20日, reason: （写明更正的原因）}",
        "第 1 项的 reason：还没有写明更正的原因",
    ),
    ("- {edition: 2, date: 2026年10月20日}", "第 1 项的 reason：缺少这一项"),
    (f"- {GOOD}\n- {GOOD}", "corrections：edition 应由小到大，每版一项，现在是 2、2"),
    (
        f"- {{edition: 3, date: 2026年10月20日, reason: 补报}}\n- {GOOD}",
        "edition 应由小到大，每版一项，现在是 3、2",
    ),
]


def stated(folder: Path, corrections: str) -> Path:
    (folder / "defaults.yaml").write_text(PARAMS, "utf-8")
    own = f"quarter: 2026Q3\ncorrections:\n{corrections}\n"
    (folder / "2026Q3.yaml").write_text(own, "utf-8")
    return folder


def test_a_reason_is_read(tmp_path: Path) -> None:
    (read,) = load_params(stated(tmp_path, f"- {GOOD}"), QUARTER).publication.corrections
    assert (read.edition, read.date, read.reason) == (2, "2026年10月20日", "补报")


@pytest.mark.parametrize(("corrections", "told"), WRONG)
def test_a_wrong_one_is_refused_with_its_place(tmp_path: Path, corrections: str, told: str) -> None:
    with pytest.raises(ParamsError) as refused:
        _ = load_params(stated(tmp_path, corrections), QUARTER).publication
    assert told in str(refused.value)


def test_the_next_quarter_does_not_begin_with_them(tmp_path: Path) -> None:
    begun = starting_params(stated(tmp_path, f"- {GOOD}"), Quarter.parse("2026Q4"), QUARTER)
    assert "corrections" not in begun
