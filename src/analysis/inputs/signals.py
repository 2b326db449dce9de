"""What only the single records show, as small frames in official words: for plausibility."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.inputs.judging import named
from analysis.inputs.opened import Opened

SIGNALS = ("bursts", "before_case", "differing")


def signals(opened: Opened, burst_size: int) -> Mapping[str, pd.DataFrame]:
    """Return the frames by name.

    bursts: unit, window ('' where unknown), second, count: `burst_size` or more active evaluations
    of one unit and window in one second (systems enter default ones in batches);
    before_case: unit, count, file, row (the first);
    differing: count, file, row (of the first record that repeats an id with other content).
    """
    records, vocabularies = opened.records, opened.vocabularies
    crowded = named(records.bursts(burst_size), vocabularies)
    bursts = crowded[crowded["active"].eq(other=True)].fillna({"window": ""})
    before_case = named(records.before_case(), vocabularies)
    return {
        "bursts": bursts[["unit", "window", "second", "count"]],
        "before_case": _placed(before_case, opened)[["unit", "count", "file", "row"]],
        "differing": _placed(records.differing(), opened)[["count", "file", "row"]],
    }


def _placed(frame: pd.DataFrame, opened: Opened) -> pd.DataFrame:
    return frame.assign(file=[opened.tables[int(place)].name for place in frame["file"]])
