"""Repeated hashes: the same ones, in however many passes."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.engines.hashes import Hashes, passes_for


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 40), max_size=80), st.integers(1, 5), st.integers(2, 4))
def test_a_value_is_found_if_it_occurs_so_often_or_more(
    numbers: list[int], passes: int, times: int
) -> None:
    rows = pd.DataFrame({"n": numbers}, dtype="int64")
    with duckdb.connect() as connection:
        connection.register("rows", rows)
        hashes = Hashes(connection, len(rows), passes)
        found = hashes.occurring("CAST(n AS UBIGINT)", "FROM rows WHERE n >= 0", times)
    assert sorted(found) == sorted(n for n in set(numbers) if numbers.count(n) >= times)


@pytest.mark.parametrize(
    ("rows", "memory_mb", "passes"),
    # 8 bytes a row; half of 64 MB holds 4,194,304 of them, and less memory is not asked for.
    [(0, 64, 1), (4_194_304, 64, 1), (4_194_305, 64, 2), (4_194_305, 1, 2), (106_000_000, 1280, 2)],
)
def test_there_are_as_many_passes_as_memory_asks_for(
    rows: int, memory_mb: int, passes: int
) -> None:
    assert passes_for(rows, memory_mb) == passes
