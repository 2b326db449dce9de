"""What rows that slipped hold of persons is not in the typed records; what decides of them is."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from analysis.engines.slipped import HIDDEN, impersonal
from analysis.engines.times import MACROS
from analysis.engines.typed import WORDS, RawRecords, impersonal_name, typed_select

RECORD = {
    "evaluation_id": "PJ20260715000001",
    "case_id": "BJ20260715000001",
    "region": "市本级",
    "unit": "临江市税务局",
    "item": "申报",
    "channel": "3号窗口",
    "satisfaction": "满意",
    "active": "是",
    "window": "A1",
    "evaluated_at": "2026-07-15 10:00:00",
}


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"autoload_known_extensions": "false"}) as opened:
        opened.execute("LOAD icu")
        for macro in MACROS:
            opened.execute(macro)
        yield opened


def typed(connection: duckdb.DuckDBPyConnection, **changed: str) -> dict[str, object]:
    """Return the typed record of a row of text."""
    cells = RECORD | changed
    texts = ", ".join(f'${name} AS "{name}"' for name in cells)
    kept = ", ".join(f"{impersonal(n, f'${n}')} AS {impersonal_name(n)}" for n in WORDS)
    names = {name: name for name in cells}
    raw = RawRecords(
        f"(SELECT 2 AS row, {texts}, {kept})",
        names,
        dict.fromkeys(names, "VARCHAR"),
        '"row"',
        no_answer=("未评价",),
    )
    query = connection.execute(typed_select(raw), cells)
    columns = [column[0] for column in query.description or ()]
    (row,) = query.fetchall()
    return dict(zip(columns, row, strict=True))


def test_a_record_is_kept_as_it_stands(connection: duckdb.DuckDBPyConnection) -> None:
    words = {name: cell for name, cell in RECORD.items() if name != "evaluated_at"}
    assert words.items() <= typed(connection).items()


IDS = [
    ("张三", False),
    ("临江市东城区柳堤路88号", False),
    ("zhangsan@example.org", False),
    ("13800138000", False),
    # The last place of the first follows from the others, that of the second does not.
    ("11010519491231002X", False),
    ("350200202501010002", True),
    ("12345678901", True),
    ("PJ-2026/07_15:1.#2", True),
    ("１２３", True),  # kept narrow
    ("x" * 64, True),
    ("x" * 65, False),
]


@pytest.mark.parametrize(("text", "kept"), IDS)
@pytest.mark.parametrize("column", ["evaluation_id", "case_id"])
def test_what_is_no_id_is_kept_as_its_hash(
    connection: duckdb.DuckDBPyConnection, column: str, text: str, *, kept: bool
) -> None:
    found = str(typed(connection, **{column: text})[column])
    assert found == typed(connection, **{column: text})[column]
    assert (found == text.replace("１２３", "123")) is kept
    assert kept or (found[0] == "?" and len(found) == 33)


HIDDEN_OR_NOT = [
    ("satisfaction", "窗口的小陈态度特别差，等了两个钟头也没人理", True),
    ("satisfaction", "等了很久都没有人理我。", True),
    ("satisfaction", "满意。", False),
    ("satisfaction", "满意，很好", False),
    ("unit", "13800138000", True),
    ("unit", "电话138 0013 8000", True),
    ("unit", "110105194912310021", True),
    ("unit", "临江市东城区柳堤路88号3栋502室", True),
    ("unit", "临江市住房和城乡建设局建设工程质量安全监督站", False),
    ("item", "职工正常退休（职）申请，提前退休", False),
    ("item", "怎么还没有办好？都第三次来了", True),
    (
        "item",
        "工作人员态度不好，问什么都说不知道，让我自己上网去查，跑了三趟，最后还是没有办成，希望改进",
        True,
    ),
    ("channel", "柳堤路3号窗口", False),
    ("window", "张三 13800138000", True),
]


@pytest.mark.parametrize(("column", "word", "hidden"), HIDDEN_OR_NOT)
def test_numbers_addresses_and_sentences_are_no_words(
    connection: duckdb.DuckDBPyConnection, column: str, word: str, *, hidden: bool
) -> None:
    assert typed(connection, **{column: word})[column] == (HIDDEN if hidden else word)


NO_TIMES = ["", "13800138000", "2026-02-30", "1949-12-31", "张三"]


@pytest.mark.parametrize("time", NO_TIMES)
def test_without_a_time_only_what_decides_is_kept(
    time: str, connection: duckdb.DuckDBPyConnection
) -> None:
    found = typed(connection, evaluated_at=time, unit="李四", region="东城区小计")
    idle = ("case_id", "unit", "item", "channel", "active", "window")
    assert [found[name] for name in idle] == [None] * len(idle)
    assert found["region"] == "东城区小计"
    assert found["satisfaction"] is None
    assert found["evaluation_id"] == RECORD["evaluation_id"]


@pytest.mark.parametrize(("word", "kept"), [(" 未评价", " 未评价"), ("张三", None)])
def test_without_a_time_a_satisfaction_that_is_no_answer_decides(
    word: str, kept: str | None, connection: duckdb.DuckDBPyConnection
) -> None:
    assert typed(connection, evaluated_at="", satisfaction=word)["satisfaction"] == kept


def test_titles_amid_the_rows_are_kept_for_they_stop_the_run(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    titles = {name: f"列{place}" for place, name in enumerate(RECORD) if place < 5}
    rest = dict.fromkeys(RECORD, "评价时间") | titles
    found = typed(connection, **rest)
    assert (found["unit"], found["channel"]) == ("列3", "评价时间")


def test_a_time_of_undeclared_order_says_nothing_of_its_row(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    assert typed(connection, evaluated_at="01/02/2026")["unit"] == RECORD["unit"]
