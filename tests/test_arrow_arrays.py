"""Arrow arrays are made and read as pyarrow itself would, without what it imports."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from analysis.arrow_arrays import numbers, rows, texts


@pytest.mark.parametrize("words", [[], [""], ["甲", "", "乙丙", "a"]])
def test_texts_are_those_given(words: list[str]) -> None:
    made = texts(words)
    made.validate(full=True)
    assert made.equals(pa.array(words, pa.string()))


@pytest.mark.parametrize("places", [[], [2, 3, 1_048_576]])
def test_rows_and_numbers_are_one_array_in_two_libraries(places: list[int]) -> None:
    made = rows(np.array(places, np.int64))
    assert made.equals(pa.array(places, pa.int64()))
    assert numbers(made).tolist() == places
    assert numbers(made.slice(1) if places else made).tolist() == places[1:]
