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
        found, counts = hashes.occurring("CAST(n AS UBIGINT)", "FROM rows WHERE n >= 0", times)
    expected = {n: numbers.count(n) for n in sorted(set(numbers)) if numbers.count(n) >= times}
    assert dict(zip(found.tolist(), counts.tolist(), strict=True)) == expected
    assert found.tolist() == list(expected)


@pytest.mark.parametrize(
    ("rows", "memory_mb", "passes"),
    # 9 bytes a row; three quarters of 64 MB hold 5,592,405 ; no less is asked for.
    [(0, 64, 1), (7_456_540, 64, 1), (7_456_541, 64, 2), (7_456_541, 1, 2), (106_000_000, 140, 7)],
)
def test_there_are_as_many_passes_as_memory_asks_for(
    rows: int, memory_mb: int, passes: int
) -> None:
    assert passes_for(rows, memory_mb) == passes
