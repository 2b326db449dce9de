"""The evaluation query: a cube that carries its defects, and the records looked at singly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

from analysis.engines.duckdb import Engine, engine
from analysis.engines.typed import DIMENSIONS, RawRecords, refused_types, typed_select
from analysis.quarter import Quarter

QUARTER = Quarter(2026, 3)
COLUMNS = ["evaluation_id", *DIMENSIONS, "evaluated_at", "case_at", "count"]
JULY, AUGUST = "2026-07-01 09:00:01", "2026-08-31 23:59:59"
Row = tuple[str | None, str, str | None, str]
Opened = Callable[..., Engine]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Open an engine over files of rows (id, satisfaction, time, count); all else is alike."""
    with ExitStack() as stack:

        def run(*files: list[Row], memory_mb: int = 400) -> Engine:
            records = stack.enter_context(engine(tmp_path, "Asia/Shanghai", memory_mb))
            selects = {
                f"{number}.parquet": typed_select(
                    stored(records, tmp_path / f"{number}.parquet", rows)
                )
                for number, rows in enumerate(files)
            }
            if selects:
                records.open(selects, QUARTER)
            return records

        yield run


def stored(records: Engine, path: Path, rows: list[Row]) -> RawRecords:
    cells = [(i, "本级", "甲局", "事", "窗口", s, "是", t, "2026-07-02", n) for i, s, t, n in rows]
    pd.DataFrame(cells, columns=COLUMNS, dtype="object").astype("string").to_parquet(path)
    file = records.stored(path)
    names = {name: name for name in file.types}
    return RawRecords(file.relation, names, file.types, file.row, stored=True)


def cells(records: Engine, names: str) -> list[tuple[object, ...]]:
    """Return columns of the cells of the cube, in their order."""
    records.cube()
    return records.rows(f"SELECT {names} FROM cells ORDER BY ALL")


def noted(records: Engine, verdict: str, *words: str) -> Engine:
    """Judge every cell by SQL, and note what is rejected, repeated, or has one of the words."""
    records.cube()
    records.define(f"CREATE TEMP TABLE judged AS SELECT *, {verdict} AS verdict FROM cells")
    records.note({"satisfaction": words})
    records.find_repeated()
    return records


BY_MONTH = "CASE WHEN month > 0 THEN 'counted' ELSE 'outside_quarter' END"


def test_one_pass_counts_by_file_month_and_word(opened: Opened) -> None:
    first = [("1", "满意", JULY, "1"), ("2", "满意", JULY, "3"), ("3", "不满意", AUGUST, "1")]
    records = opened(first, [("4", "满意", JULY, "1")])
    assert cells(records, "file, month, satisfaction, rows, count, bad_counts") == [
        (0, 7, "满意", 2, 4, 0),
        (0, 8, "不满意", 1, 1, 0),
        (1, 7, "满意", 1, 1, 0),
    ]
    assert records.counts() == [(0, 3, 3), (1, 1, 1)]


@pytest.mark.parametrize(
    ("time", "month", "state"),
    [
        ("2026-06-30 23:59:59", 0, 0),
        ("2026-07-01 00:00:00", 7, 0),
        ("2026-09-30T23:59:59.999", 9, 0),
        ("2026-10-01 00:00:00", 0, 0),
        ("", 0, 1),
        (None, 0, 1),
        ("昨天", 0, 2),
        ("2026-09-31", 0, 3),
        ("01/02/2026", 0, 4),
    ],
)
def test_month_nought_is_outside_the_quarter_or_no_time(
    time: str | None, month: int, state: int, opened: Opened
) -> None:
    records = opened([("2", "满意", time, "1")])
    assert cells(records, "month, time_state") == [(month, state)]


@pytest.mark.parametrize(
    ("count", "bad"),
    [("0", 1), ("-1", 1), ("2.5", 1), ("1e3", 1), ("x", 1), ("", 1), ("1,00", 1), ("1,000", 0)],
)
def test_a_bad_count_is_counted_as_a_defect(count: str, bad: int, opened: Opened) -> None:
    rows = [("1", "满意", JULY, "2"), ("2", "满意", JULY, count)]
    assert cells(opened(rows), "bad_counts") == [(bad,)]


def test_records_that_repeat_an_id_are_found_with_what_differs(opened: Opened) -> None:
    first = [("1", "满意", JULY, "1"), ("2", "满意", JULY, "1"), ("1", "满意", JULY, "5")]
    second = [("2", "不满意", JULY, "1"), ("3", "满意", JULY, "1"), (None, "满意", JULY, "1")]
    records = noted(opened(first, [*second, ("", "满意", JULY, "1")]), BY_MONTH)
    again = records.rows("SELECT file, row, count, differs FROM again ORDER BY ALL")
    assert again == [(0, 3, 5, False), (1, 1, 1, True)]


def test_rejects_are_listed_in_order_up_to_a_limit(opened: Opened) -> None:
    rows = [("1", "满意", JULY, "1"), ("2", "满意", None, "1"), ("1", "满意", JULY, "1")]
    records = noted(opened(rows), BY_MONTH)
    listed = [(0, 2, "outside_quarter", "2"), (0, 3, "repeated_id", "1")]
    assert records.rejected(10) == listed
    assert records.rejected(1) == listed[:1]


def test_records_with_a_word_that_is_asked_for_are_noted(opened: Opened) -> None:
    rows = [("1", "不满意", AUGUST, "1"), ("2", "满意", JULY, "1"), ("3", "不满意", JULY, "1")]
    records = noted(opened(rows), BY_MONTH, "不满意")
    assert records.rows("SELECT row, suspect FROM noted ORDER BY row") == [(1, False), (3, False)]


def bursts(records: Engine, size: int) -> list[tuple[object, ...]]:
    records.define("DROP TABLE IF EXISTS bursts")
    records.find_bursts(size, QUARTER)
    return records.rows("SELECT unit, active, seconds, count, earliest, earliest_count FROM bursts")


def test_evaluations_of_one_second_are_a_burst_and_days_without_a_clock_are_none(
    opened: Opened,
) -> None:
    crowd = [(str(n), "满意", JULY, "1") for n in range(4)]
    days = [(f"d{n}", "满意", "2026-07-03", "1") for n in range(9)]
    summed = [(f"s{n}", "满意", AUGUST, "2") for n in range(9)]
    records = noted(opened([*crowd, *days, *summed]), BY_MONTH)
    assert bursts(records, 4) == [("甲局", "是", 1, 4, datetime.fromisoformat(JULY), 4)]
    assert bursts(records, 5) == []


def test_what_does_not_count_makes_no_burst_and_is_before_no_case(opened: Opened) -> None:
    crowd = [(str(n), "满意", JULY, "1") for n in range(4)]
    records = opened([*crowd, ("0", "满意", JULY, "1"), ("n", "未评价", JULY, "1")], [crowd[1]])
    noted(records, "CASE satisfaction WHEN '未评价' THEN '_no_answer' ELSE 'counted' END")
    assert [count for *_, count in bursts(records, 4)] == [4]
    assert bursts(records, 5) == []
    # The case is of the day after, and the first of the four stands on row 1.
    assert records.rows(records.before_case()) == [(0, "甲局", 4, 1)]


def test_a_parquet_file_names_its_columns_as_they_stand(opened: Opened, tmp_path: Path) -> None:
    # The children of a struct or a list are no columns; two columns may have one name.
    nested = pa.array([{"x": 1, "y": [{"z": 2}]}])
    columns = [pa.array(["1"]), nested, pa.array([[1, 2]]), pa.array(["2"])]
    parquet.write_table(pa.table(columns, ["单位", "s", "l", "单位"]), tmp_path / "e.parquet")
    stored = opened().stored(tmp_path / "e.parquet")
    assert (stored.titles, stored.rows) == (["单位", "s", "l", "单位"], 1)


def test_types_that_change_what_was_written_are_named() -> None:
    types = {
        "evaluation_id": "DOUBLE",
        "case_id": "BIGINT",
        "evaluated_at": "BIGINT",
        "case_at": '"NULL"',
        "item": "BLOB",
        "channel": "VARCHAR[]",
        "satisfaction": "DOUBLE",
        "active": "ENUM('是', '否')",
    }
    names = {name: name for name in types}
    assert refused_types(RawRecords("r", names, types, row="1", stored=True)) == {
        "evaluation_id": "DOUBLE",
        "evaluated_at": "BIGINT",
        "item": "BLOB",
        "channel": "VARCHAR[]",
    }


SAME_ID = ("E1", " E1", "E1\u00a0", "Ｅ１", "E1\t", "\ufeffE1", "E1\u200b", "E1\u2003")


def test_an_id_is_one_however_it_was_typed(opened: Opened) -> None:
    records = noted(opened([(typed, "满意", JULY, "1") for typed in SAME_ID]), BY_MONTH)
    assert len(records.rows("SELECT row FROM again")) == len(SAME_ID) - 1


@pytest.mark.parametrize("count", ["1\u00a0", "１", " 1 ", "1.0"])
def test_a_count_is_read_however_it_was_typed(count: str, opened: Opened) -> None:
    assert cells(opened([("1", "满意", JULY, count)]), "count, bad_counts") == [(1, 0)]
