"""Columns: each has its headers, none of them another's, and none is personal."""

from __future__ import annotations

import pytest

from analysis.inputs.columns import KINDS, constants_of, header_of


@pytest.mark.parametrize("kind", KINDS)
def test_no_header_means_two_columns(kind: str) -> None:
    headers = [header for column in KINDS[kind] for header in column.headers]
    assert len(headers) == len(set(headers))


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


def test_constants_are_found_under_any_header_of_their_column() -> None:
    stated = {"行政区划": "东城区", "channel": "网上", "姓名": "无"}
    assert constants_of("evaluations", stated) == {"region": "东城区", "channel": "网上"}
