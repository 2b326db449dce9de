"""What only the single records show, as small tables in official words: for plausibility."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.inputs.delivered import Inputs
from analysis.inputs.opened import Opened

SIGNALS = ("bursts", "before_case", "differing")
# Words of the rows of a query that has a column `file`, as they were looked up for the cube.
_UNIT = "JOIN meanings u ON u.name = 'unit' AND u.file = f.file AND u.word = f.unit"
_ACTIVE = "JOIN meanings a ON a.name = 'active' AND a.file = f.file AND a.word = f.active"


def signals(opened: Opened, inputs: Inputs) -> Mapping[str, str]:
    """Return queries for the tables by name.

    bursts: `burst_size` or more active evaluations of one unit and window in one second (systems
    enter default ones in batches): unit, window ('' where unknown), seconds (how many of them),
    count (evaluations in them), largest, earliest (a time), earliest_count;
    before_case: unit, count, file, row (the first);
    differing: count, file, row (of the first record that repeats an id with other content).
    """
    records = opened.records
    records.find_bursts(inputs.reading.burst_size, inputs.quarter)
    return {
        "bursts": f"""
            SELECT u.value AS unit, COALESCE("window", '') AS "window",
                   seconds, count, largest, earliest, earliest_count
            FROM bursts f {_UNIT} {_ACTIVE} WHERE a.value = '{True}' ORDER BY whom""",
        "before_case": f"""
            SELECT u.value AS unit, count, tables.name AS file, row
            FROM ({records.before_case()}) f {_UNIT} JOIN tables ON tables.file = f.file
            ORDER BY f.file, f.unit""",
        "differing": """
            SELECT COUNT(*) AS count, tables.name AS file, MIN(row) AS row
            FROM again JOIN tables USING (file) WHERE differs
            GROUP BY file, tables.name ORDER BY again.file""",
    }
