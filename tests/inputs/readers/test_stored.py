"""Parquet: every type of column as the text that a sheet would show, rows from 1."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from analysis.inputs.readers.opening import open_tables
from tests.inputs.readers.tables import content, refusal, source

MOMENT = datetime.fromisoformat("2026-07-15 10:00:00")
COLUMNS: list[tuple[pa.Array, list[str]]] = [
    (pa.array(["007", None]), ["007", ""]),
    (pa.array(["甲", "乙"]).dictionary_encode(), ["甲", "乙"]),
    (pa.array(["甲", None], pa.large_string()), ["甲", ""]),
    (pa.array([12, None]), ["12", ""]),
    (pa.array([12.0, 12.5]), ["12", "12.5"]),
    (pa.array([Decimal("12.50"), None]), ["12.50", ""]),
    (pa.array([True, False]), ["true", "false"]),
    (pa.array([date(2026, 7, 15), None]), ["2026-07-15", ""]),
    (pa.array([MOMENT, None]), ["2026-07-15 10:00:00", ""]),
    (
        pa.array([MOMENT.replace(microsecond=500), MOMENT]),
        [
            "2026-07-15 10:00:00.000500",
            "2026-07-15 10:00:00",
        ],
    ),
    (
        pa.array([MOMENT.replace(tzinfo=UTC)], pa.timestamp("ms", "Asia/Shanghai")),
        [
            "2026-07-15 18:00:00+0800",
        ],
    ),
    (pa.array([MOMENT], pa.timestamp("s", "UTC")), ["2026-07-15 10:00:00Z"]),
    (pa.nulls(2), ["", ""]),
]


def stored(folder: Path, **columns: pa.Array) -> Path:
    path = folder / "stars.parquet"
    parquet.write_table(pa.table(columns), path)
    return path


@pytest.mark.parametrize(("column", "text"), COLUMNS, ids=lambda value: str(value)[:30])
def test_a_column_of_any_type_is_read_as_text(
    column: pa.Array, text: list[str], tmp_path: Path
) -> None:
    blank = pa.array([""] * len(column))
    read = content(stored(tmp_path, month=blank, 姓名=column, unit=blank))
    assert read.rows == {row: ("", cell, "") for row, cell in enumerate(text, start=1)}
    assert (read.name, read.malformed, read.counts) == ("stars.parquet", [], (len(text),) * 2)


def test_rows_are_numbered_on_from_batch_to_batch(tmp_path: Path) -> None:
    months = pa.array([str(number) for number in range(1, 200_001)])
    read = content(stored(tmp_path, month=months, name=months, unit=months))
    assert all(cells[0] == str(row) for row, cells in read.rows.items())
    assert len(read.rows) == 200_000


def test_columns_may_be_declared_and_others_are_not_read(tmp_path: Path) -> None:
    one = pa.array(["甲"])
    path = stored(tmp_path, 月份=one, 证件号码=pa.array([[1]]), 名字=one, 单位=one)
    # A row of the header is declared for text and sheets of the same source.
    declared = source(columns={"姓名": "名字"}, header_row=3)
    ((table, header),) = open_tables(path, "service_stars", declared)
    assert (header.row, dict(header.titles)) == (
        0,
        {"month": "月份", "name": "名字", "unit": "单位"},
    )
    assert [batch.to_pylist() for batch in table.batches(header)] == [
        [{"month": "甲", "name": "甲", "unit": "甲", "row": 1}],
        [],
    ]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    said = refusal(stored(tmp_path, 月份=pa.array(["1"]), 单位=pa.array(["甲"])))
    assert said.startswith(
        "stars.parquet 缺少“姓名”列（也可写作 name）。第 1 行的列：“月份”、“单位”。"
    )


ID_COLUMNS = ("督办单号", "评价编号", "单位", "发出时间", "办结时限", "办结时间", "核实结果")


def test_ids_that_became_decimals_are_refused_and_whole_numbers_are_not(tmp_path: Path) -> None:
    columns = dict.fromkeys(ID_COLUMNS, pa.array([35020020250100000001], pa.decimal128(20)))
    assert content(stored(tmp_path, **columns), "supervision_orders").rows[1][0] == (
        "35020020250100000001"
    )
    path = stored(tmp_path, **columns | {"评价编号": pa.array([3.5e19])})
    assert refusal(path, "supervision_orders") == (
        "stars.parquet 的“评价编号”列存成了小数，只准确到 15 位，编号可能已经改变。"
        "请重新导出，并把这一列存为文本。"
    )


def test_a_column_of_lists_is_refused(tmp_path: Path) -> None:
    one = pa.array(["甲"])
    said = refusal(stored(tmp_path, 月份=one, 姓名=pa.array([["甲"]]), 单位=one))
    assert said == "stars.parquet 无法读取：有的列既非文本，也非数字或时间。"


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "stars.parquet"
    path.write_bytes(b"nonsense")
    assert refusal(path) == "stars.parquet 无法读取：它不是 Parquet 文件，或者已损坏。"


def test_other_formats_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "stars.xls"
    path.touch()
    assert refusal(path) == (
        "stars.xls 的格式不能读取，请另存为 .parquet、.csv、.csv.gz、.xlsx 之一。"
    )
