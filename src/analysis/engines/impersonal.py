"""What of words is kept that are no person's, judged once for each word and not for each row."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from analysis.arrow_arrays import texts
from analysis.engines.slipped import impersonal
from analysis.engines.typed import WORDS, impersonal_name

# So many words of a column are remembered: names of items may be as many as rows.
_MOST_WORDS = 100_000


class Impersonal:
    """Adds to batches of text what is kept of their words: to `unit` `impersonal_unit`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        # Batches are read while the connection itself writes those before.
        self._connection = connection.cursor()
        self._known: dict[str, dict[str, str]] = {name: {} for name in WORDS}

    def beside(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return a batch with a further column for each of WORDS that it has."""
        for name in [name for name in WORDS if name in batch.schema.names]:
            column = batch.column(batch.schema.get_field_index(name))
            coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
            words = self._kept(name, coded.dictionary.to_pylist())
            kept = pa.DictionaryArray.from_arrays(coded.indices, texts(words))
            batch = batch.append_column(impersonal_name(name), kept)
        return batch

    def _kept(self, name: str, words: Sequence[str]) -> list[str]:
        known = self._known[name]
        if unknown := [word for word in words if word not in known]:
            if len(known) > _MOST_WORDS:
                known.clear()
                unknown = list(words)
            judged = f"SELECT word, {impersonal(name, 'word')} FROM (SELECT unnest(?) AS word)"
            known.update(self._connection.execute(judged, [unknown]).fetchall())
        return [known[word] for word in words]
