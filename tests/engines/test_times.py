"""Times in SQL: the same table of written forms that the ledgers are held to."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from analysis.engines.times import MACROS, TIME_STATES, time_state, written_time
from tests.inputs.moment_cases import MOMENT_CASES, TIME_ZONE, MomentCase


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"autoload_known_extensions": "false"}) as opened:
        opened.execute("LOAD icu")
        opened.execute("SET TimeZone = $zone", {"zone": TIME_ZONE})
        for macro in MACROS:
            opened.execute(macro)
        yield opened


@pytest.mark.parametrize("case", MOMENT_CASES, ids=lambda case: f"{case.text!r} {case.order}")
def test_a_time_is_read_or_refused_for_its_reason(
    case: MomentCase, connection: duckdb.DuckDBPyConnection
) -> None:
    # A blank cell comes as no text at all.
    moment = written_time("t", case.order, serials=case.from_sheet)
    typed = connection.sql("SELECT NULLIF($text, '') AS t", params={"text": case.text})
    timed = typed.project(f"t, {moment} AS m")
    ((read, state),) = timed.project(f"m, {time_state('t', 'm', case.order)}").fetchall()
    assert (read.isoformat() if read else TIME_STATES[state]) == case.expected
