"""What only the single records show, as small frames in official words: for plausibility."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.inputs.delivered import Inputs
from analysis.inputs.judging import named
from analysis.inputs.opened import Opened

BURSTS = ("unit", "window", "seconds", "count", "largest", "earliest", "earliest_count")
SIGNALS = ("bursts", "before_case", "differing")


def signals(opened: Opened, inputs: Inputs) -> Mapping[str, pd.DataFrame]:
    """Return the frames by name.

    bursts: `burst_size` or more active evaluations of one unit and window in one second (systems
    enter default ones in batches): unit, window ('' where unknown), seconds (how many of them),
    count (evaluations in them), largest, earliest (Timestamp), earliest_count;
    before_case: unit, count, file, row (the first);
    differing: count, file, row (of the first record that repeats an id with other content).
    """
    records, vocabularies = opened.records, opened.vocabularies
    crowded = named(records.bursts(inputs.reading.burst_size, inputs.quarter), vocabularies)
    bursts = crowded[crowded["active"].eq(other=True)].fillna({"window": ""})
    before_case = named(records.before_case(), vocabularies)
    return {
        "bursts": bursts[list(BURSTS)],
        "before_case": _placed(before_case, opened)[["unit", "count", "file", "row"]],
        "differing": _placed(records.differing(), opened)[["count", "file", "row"]],
    }


def _placed(frame: pd.DataFrame, opened: Opened) -> pd.DataFrame:
    return frame.assign(file=[opened.tables[int(place)].name for place in frame["file"]])
