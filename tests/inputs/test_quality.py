"""Reconciliation: what it says, and when it stops the run."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from analysis.errors import QualityError
from analysis.inputs.quality import REASONS, REJECT_COLUMNS, FileCount, Quality


def quality(read: int, rejected: int) -> Quality:
    rows = [("e.csv", row, "repeated_id", f"E{row}") for row in range(2, rejected + 2)]
    counts = FileCount("e.csv", read, read - rejected, {}, {"repeated_id": rejected})
    return Quality((counts,), pd.DataFrame(rows, columns=list(REJECT_COLUMNS)))


@pytest.mark.parametrize(
    ("read", "rejected", "limit"),
    [(1000, 0, "0"), (1000, 1, "0.1"), (0, 0, "0"), (3, 3, "100")],
)
def test_up_to_the_limit_the_run_goes_on(read: int, rejected: int, limit: str) -> None:
    quality(read, rejected).require(Decimal(limit))


@pytest.mark.parametrize(("read", "rejected", "limit"), [(999, 1, "0.1"), (10**6, 1, "0")])
def test_beyond_the_exact_limit_the_run_stops(read: int, rejected: int, limit: str) -> None:
    with pytest.raises(QualityError):
        quality(read, rejected).require(Decimal(limit))


def test_the_message_names_the_share_the_limit_and_the_first_rows() -> None:
    with pytest.raises(QualityError) as stopped:
        quality(1000, 7).require(Decimal("0.1"))
    assert str(stopped.value).splitlines() == [
        "剔除 7 行，占读入 1000 行的0.70%，超过上限 0.1%（参数 max_rejected_percent）。例如：",
        *(f"  e.csv 第 {row} 行：评价编号与前面的记录重复" for row in range(2, 7)),
    ]


def test_lost_rows_stop_the_run_whatever_the_limit() -> None:
    lost = FileCount("e.csv", 10, 8, {}, {"repeated_id": 1})
    assert not lost.reconciled
    with pytest.raises(QualityError) as stopped:
        Quality((lost,), pd.DataFrame()).require(Decimal(100))
    assert str(stopped.value) == (
        "e.csv 对账不符：读入 10 行，而计入、不计和剔除的共 9 行。请检查引号是否成对，"
        "或另存为 XLSX 再试。"
    )


def test_rows_doubled_stop_the_run_as_well() -> None:
    doubled = FileCount("e.csv", 10, 11, {}, {})
    with pytest.raises(
        QualityError, match=r"^e\.csv 对账不符：读入 10 行，而计入、不计和剔除的共 11 行。"
    ):
        Quality((doubled,), pd.DataFrame()).require(Decimal(100))


def test_the_whole_is_the_sum_of_its_files() -> None:
    files = (FileCount("1.csv", 10, 9, {}, {"repeated_id": 1}), FileCount("2.csv", 5, 5, {}, {}))
    whole = Quality(files, pd.DataFrame())
    assert (whole.read, whole.counted) == (15, 14)


def test_each_file_has_a_line_with_its_reasons_and_the_last_adds_them_up() -> None:
    rejected = {"outside_quarter": 2, "repeated_id": 1}
    files = (
        FileCount("1.csv", 12, 7, {"no_answer": 2}, rejected),
        FileCount("2.csv", 5, 5, {}, dict.fromkeys(REASONS, 0)),
    )
    reasons = "评价时间不在本季度 2 行，评价编号与前面的记录重复 1 行"
    assert Quality(files, pd.DataFrame()).lines() == [
        (
            "1.csv：读入 12 行 = 计入 7 行 + 不计 2 行（声明为未作评价 2 行）"
            f" + 剔除 3 行（{reasons}）"
        ),
        "2.csv：读入 5 行 = 计入 5 行 + 剔除 0 行",
        (
            "合计：读入 17 行 = 计入 12 行 + 不计 2 行（声明为未作评价 2 行）"
            f" + 剔除 3 行（{reasons}）"
        ),
    ]


def test_what_is_set_aside_does_not_count_against_the_limit() -> None:
    files = (FileCount("1.csv", 10, 1, {"no_answer": 9}, {}),)
    Quality(files, pd.DataFrame()).require(Decimal(0))
