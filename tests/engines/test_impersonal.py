"""Words of batches judged once each: the same as every row by itself, in any batch."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow as pa
import pytest

from analysis.engines import impersonal
from analysis.engines.impersonal import Impersonal
from analysis.engines.slipped import HIDDEN

BATCHES = [
    ["甲局", "13800138000", "甲局", ""],
    ["乙局", "13800138000", "甲局", "张三 138 0013 8000"],
]
KEPT = [["甲局", HIDDEN, "甲局", ""], ["乙局", HIDDEN, "甲局", HIDDEN]]


@pytest.fixture
def words() -> Iterator[Impersonal]:
    with duckdb.connect(config={"autoload_known_extensions": "false"}) as connection:
        yield Impersonal(connection)


@pytest.mark.parametrize("most", [100_000, 1])
@pytest.mark.parametrize("coded", [True, False])
def test_what_is_kept_stands_beside_each_word(
    words: Impersonal, monkeypatch: pytest.MonkeyPatch, most: int, *, coded: bool
) -> None:
    monkeypatch.setattr(impersonal, "_MOST_WORDS", most)
    found = []
    for texts in BATCHES:
        column = pa.array(texts)
        unit = column.dictionary_encode() if coded else column
        batch = words.beside(pa.record_batch({"unit": unit, "evaluation_id": column}))
        assert batch.schema.names == ["unit", "evaluation_id", "impersonal_unit"]
        assert batch.column(0).to_pylist() == batch.column(1).to_pylist() == texts
        found.append(batch.column(2).to_pylist())
    assert found == KEPT
