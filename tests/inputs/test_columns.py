"""Headers: Chinese, English or an alias, in any order; a missing or doubled one is named."""

from __future__ import annotations

import pytest

from analysis.errors import InputsError
from analysis.inputs.columns import KINDS, header_of, located

HALL = ["单位", "叫号量", "办件量", "现场主动评价数", "网上办件量", "网上主动评价数"]


@pytest.mark.parametrize("kind", KINDS)
def test_chinese_and_english_headers_are_both_known(kind: str) -> None:
    columns = KINDS[kind]
    chinese = located(kind, [column.header for column in columns], "f.csv")
    english = located(kind, [column.name for column in columns], "f.csv")
    assert chinese == {column.name: column.header for column in columns}
    assert english == {column.name: column.name for column in columns}


@pytest.mark.parametrize("kind", KINDS)
def test_no_header_means_two_columns(kind: str) -> None:
    headers = [header for column in KINDS[kind] for header in column.headers]
    assert len(headers) == len(set(headers))


def test_order_is_free_aliases_count_and_strangers_are_ignored() -> None:
    headers = [
        "网上主动评价数",
        "手机号",
        "取号量",
        " 部门 ",
        "办件量",
        "online_cases",
        "现场主动评价数",
    ]
    assert located("hall", headers, "hall.csv") == {
        "unit": " 部门 ",
        "tickets": "取号量",
        "cases": "办件量",
        "onsite_active": "现场主动评价数",
        "online_cases": "online_cases",
        "online_active": "网上主动评价数",
    }


def test_optional_columns_may_be_absent() -> None:
    found = located("commendations", ["日期", "类型", "单位"], "c.csv")
    assert set(found) == {"date", "kind", "unit"}


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        (
            ["单位", "办件量"],
            "hall.csv 缺少“叫号量”列（也可写作 tickets、取号量）。文件中的列：单位、办件量。",
        ),
        (
            [],
            "hall.csv 缺少“单位”列（也可写作 unit、单位名称、部门）。文件中的列：无。",
        ),
        (
            [*HALL, "部门"],
            "hall.csv：“单位”、“部门”都是“单位”列，请只保留一列。",
        ),
        (
            [*HALL, "tickets", "取号量"],
            "hall.csv：“叫号量”、“tickets”、“取号量”都是“叫号量”列，请只保留一列。",
        ),
    ],
)
def test_a_missing_or_doubled_column_is_named(headers: list[str], message: str) -> None:
    with pytest.raises(InputsError) as stopped:
        located("hall", headers, "hall.csv")
    assert str(stopped.value) == message


def test_a_column_has_one_official_header() -> None:
    assert header_of("evaluations", "satisfaction") == "满意度"
    assert header_of("supervision_orders", "due_at") == "办结时限"


def test_no_personal_data_is_among_the_columns_that_are_read() -> None:
    known = {header for columns in KINDS.values() for c in columns for header in c.headers}
    personal = {
        "申请人姓名",
        "申请人",
        "证件号码",
        "身份证号",
        "手机号",
        "手机号码",
        "联系电话",
        "地址",
    }
    assert not known & personal
