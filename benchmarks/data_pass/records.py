"""Evaluation records of the invented city, batch by batch, drawn by DuckDB."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from benchmarks.data_pass import city

# Two hashes of a record's number give sixteen bits for whatever is drawn: shares of 65,536.
# Powers of a share fall on low numbers: the first units and items are the busiest. A low rating
# is one record in 4,000, each defect one in 10,000: a time 100 days early, or the id of the
# record 997 places before.
_QUERY = f"""
WITH numbers AS (
    SELECT range AS i, hash(range) AS g, hash(range + 1000000000000) AS h FROM range($records)
), draws AS (
    SELECT i, g & 65535 AS a, (g >> 16) & 65535 AS b, (g >> 32) & 65535 AS c,
           (g >> 48) & 65535 AS d, h & 65535 AS e, (h >> 16) & 65535 AS f, (h >> 32) & 65535 AS j
    FROM numbers
), chosen AS (
    SELECT *, floor({len(city.UNITS)} * pow(a / 65536, 3))::INTEGER AS unit,
           floor({city.ITEMS_OF_UNIT} * pow(b / 65536, 2))::INTEGER AS nth_item,
           CASE WHEN d < 65496 THEN 0 WHEN d < 65521 THEN 1 WHEN d < 65526 THEN 2
                WHEN d < 65531 THEN 3 ELSE 4 END AS level,
           CASE WHEN f BETWEEN 7 AND 13 AND i >= 997 THEN i - 997 ELSE i END AS named_after
    FROM draws
)
SELECT 'PJ990100' || strftime(DATE '{city.START}'
               + (named_after * {city.DAYS} // $records)::INTEGER, '%Y%m%d')
           || lpad(named_after::VARCHAR, 9, '0') AS evaluation_id,
       'BJ990100' || lpad(((i * 482716031 + 12345) % 1000000000)::VARCHAR, 9, '0') AS case_id,
       unit,
       (unit * {city.ITEMS_OF_UNIT} + nth_item) % {len(city.ITEMS)} AS item,
       floor({len(city.CHANNELS)} * c / 65536)::INTEGER AS channel,
       level,
       (e < 63078 OR level > 1)::INTEGER AS active,
       TIMESTAMP '{city.START} 08:00:00'
           + to_days((i * {city.DAYS} // $records)::INTEGER - CASE WHEN f < 7 THEN 100 ELSE 0 END)
           + to_seconds((i * {city.DAYS} % $records) * 43200 // $records + j % 120)
           AS evaluated_at,
       CASE WHEN level > 1 AND j % 2 = 0 THEN (j // 2 % {len(city.COMMENTS)})::INTEGER END
           AS comment
FROM chosen
"""  # noqa: S608 - the numbers and names are our own


# DuckDB's own measure, which it does not cut any smaller.
_ROWS_IN_BATCH = 122_880


def record_batches(records: int) -> Iterator[pa.RecordBatch]:
    """Yield so many records under the headers of the export; words are dictionaries.

    The same number of records gives the same ones, nearly in the order of time.
    """
    with duckdb.connect() as connection:
        drawn = connection.sql(_QUERY, params={"records": records})
        for batch in drawn.to_arrow_reader(_ROWS_IN_BATCH):
            yield _worded(batch)


def _worded(batch: pa.RecordBatch) -> pa.RecordBatch:
    regions = pa.array(city.REGION_OF_UNIT, pa.int32())
    words = {
        "region": (regions.take(batch["unit"]), city.REGIONS),
        "unit": (batch["unit"], city.UNITS),
        "item": (batch["item"], city.ITEMS),
        "channel": (batch["channel"], city.CHANNELS),
        "level": (batch["level"], city.LEVEL_WORDS),
        "active": (batch["active"], city.ACTIVE),
        "comment": (batch["comment"], city.COMMENTS),
    }
    plain = {
        "evaluation_id": batch["evaluation_id"],
        "case_id": batch["case_id"],
        "evaluated_at": batch["evaluated_at"].cast(pa.timestamp("ms")),
    }
    coded = {
        name: pa.DictionaryArray.from_arrays(codes.cast(pa.int32()), pa.array(known))
        for name, (codes, known) in words.items()
    }
    columns = plain | coded
    return pa.record_batch({header: columns[name] for name, header in city.HEADERS.items()})
