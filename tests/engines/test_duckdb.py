"""The evaluation query: a cube that carries its defects, and look-ups by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pandas as pd
import pytest

from analysis.engines.duckdb import DIMENSIONS, Engine, Source, engine
from analysis.errors import InputsError
from analysis.quarter import Quarter

QUARTER = Quarter(2026, 3)
COLUMNS = ["evaluation_id", *DIMENSIONS, "evaluated_at", "count"]
Opened = Callable[..., Engine]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Open an engine over files of rows (id, satisfaction, time, count); all else is alike."""
    with ExitStack() as stack:

        def run(*files: list[tuple[str, str, str, str]]) -> Engine:
            records, sources = stack.enter_context(engine(tmp_path, "Asia/Shanghai")), []
            for number, rows in enumerate(files):
                path = tmp_path / f"evaluations_{number}.csv"
                cells = [(i, "本级", "甲局", "事", "窗口", s, "是", t, n) for i, s, t, n in rows]
                pd.DataFrame(cells, columns=COLUMNS).to_csv(path, index=False)
                relation, headers = records.headers(path)
                sources.append(Source(path, relation, dict(zip(headers, headers, strict=True))))
            records.open(sources, QUARTER)
            return records

        yield run


def cells(cube: pd.DataFrame) -> list[tuple[object, ...]]:
    names = ["file", "month", "satisfaction", "rows", "count", "bad_counts"]
    return sorted(cube[names].itertuples(index=False, name=None))


def test_one_pass_counts_by_file_month_and_word(opened: Opened) -> None:
    july, august = "2026-07-01 00:00:00", "2026-08-31 23:59:59"
    first = [("1", "满意", july, "1"), ("2", "满意", july, "3"), ("3", "不满意", august, "1")]
    assert cells(opened(first, [("4", "满意", july, "1")]).cube()) == [
        (0, 7, "满意", 2, 4, 0),
        (0, 8, "不满意", 1, 1, 0),
        (1, 7, "满意", 1, 1, 0),
    ]


@pytest.mark.parametrize(
    ("time", "month"),
    [
        ("2026-06-30 23:59:59", 0),
        ("2026-07-01 00:00:00", 7),
        ("2026-07-01", 7),
        ("2026/9/30 8:00", 9),
        ("2026-09-30T23:59:59.999", 9),
        ("2026-10-01 00:00:00", 0),
        ("2026-09-31", 0),
        ("昨天", 0),
        ("", 0),
    ],
)
def test_month_nought_is_outside_the_quarter_or_no_time(
    time: str, month: int, opened: Opened
) -> None:
    sound = ("1", "不满意", "2026-08-01", "1")
    assert (0, month, "满意", 1, 1, 0) in cells(opened([("2", "满意", time, "1"), sound]).cube())


@pytest.mark.parametrize("count", ["0", "-1", "2.5", "1e3", "x", ""])
def test_a_bad_count_is_counted_as_a_defect(count: str, opened: Opened) -> None:
    rows = [("1", "满意", "2026-07-01", "2"), ("2", "满意", "2026-07-01", count)]
    assert cells(opened(rows).cube())[0][-1] == 1


def test_cubes_of_many_files_add_up_to_the_rows_of_each(opened: Opened, tmp_path: Path) -> None:
    rows = [(str(n), "满意", "2026-07-01", "1") for n in range(30_000)]
    records = opened(rows, rows[:7])
    counted = records.cube().groupby("file")["rows"].sum().to_list()
    assert counted == [30_000, 7]
    for number, expected in enumerate(counted):
        relation, _ = records.headers(tmp_path / f"evaluations_{number}.csv")
        assert records.rows_of(Source(Path("e.csv"), relation, {})) == expected


def test_repeated_ids_are_found_within_and_across_files(opened: Opened) -> None:
    def rows(*ids: str) -> list[tuple[str, str, str, str]]:
        return [(number, "满意", "2026-07-01", "1") for number in ids]

    assert opened(rows("1", "2", "3")).repeated_ids() == []
    assert opened(rows("2", "1", "2", ""), rows("", "1", "9", "2")).repeated_ids() == ["1", "2"]


def test_rows_are_numbered_within_their_file_in_its_order(opened: Opened) -> None:
    rows = [(f"A{n}", "满意", "2026-07-01", "1") for n in range(25_000)]
    records = opened(rows, [("B0", "好", "2026-07-01", "1")])
    records.number()
    found = records.look_up("evaluation_id", ["A0", "A24999", "B0"], 10)
    assert found.to_dict("tight")["data"] == [[0, 1, "A0"], [0, 25_000, "A24999"], [1, 1, "B0"]]
    assert list(records.records_where("satisfaction = '好'")["evaluation_id"]) == ["B0"]


def test_an_empty_cell_can_be_looked_up(opened: Opened) -> None:
    records = opened([("1", "满意", "2026-07-01", "1"), ("2", "", "2026-07-01", "1")])
    records.number()
    assert list(records.look_up("satisfaction", [None], 5)["row"]) == [2]


def test_low_ratings_stand_by_time_without_the_rejected(opened: Opened) -> None:
    days = ("2026-09-01", "2026-07-01", "2026-10-01", "2026-08-01")
    records = opened([(str(n), "不满意", day, "1") for n, day in enumerate(days)])
    nothing = pd.DataFrame(columns=["file", "row"])
    assert list(records.low_ratings(["不满意"], nothing)["evaluation_id"]) == ["1", "3", "0"]
    assert len(records.low_ratings([], nothing)) == 0
    records.number()
    rejected = pd.DataFrame({"file": [0], "row": [4]})
    assert list(records.low_ratings(["不满意"], rejected)["evaluation_id"]) == ["1", "0"]


@pytest.mark.parametrize("setting", ["autoinstall", "autoload"])
def test_no_extension_is_ever_looked_for_online(setting: str, tmp_path: Path) -> None:
    query = f"SELECT current_setting('{setting}_known_extensions')"
    with engine(tmp_path, "Asia/Shanghai") as records:
        assert records._connection.execute(query).fetchall() == [(False,)]  # noqa: SLF001 - the only way in


@pytest.mark.parametrize("ending", [".csv", ".csv.gz", ".parquet"])
def test_a_file_of_nonsense_is_refused_in_one_line(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"evaluations{ending}"
    path.write_bytes(b"\xff\xfe\x00nonsense")
    with engine(tmp_path, "Asia/Shanghai") as records, pytest.raises(InputsError) as stopped:
        records.headers(path)
    assert str(stopped.value).startswith(f"{path.name} ")
    assert "\n" not in str(stopped.value)
