"""A quarter's reconstructed evaluations as a file like the one a city exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.levels import LEVELS
from analysis.sample.draw import NO_COMMENT, Records, draw, item_names
from analysis.sample.moments import quarter_days
from analysis.sample.reading import PLAN_NAME, read_plan
from analysis.sample.write import write_records

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from analysis.quarter import Quarter
    from analysis.roster import Roster
    from analysis.sample.plan import Plan

DEFAULT_OR_ACTIVE = ("否", "是")

_DAY = 24 * 3600
_SERIAL_DIGITS = 8
# Case numbers are scattered over the serials; the step is coprime to 10, so none comes twice.
_CASE_STEP, _CASE_START = 48_271_603, 12_345


def reconstruct(folder: Path, quarter: Quarter, roster: Roster, *, as_csv: bool = False) -> Path:
    """Write folder/evaluations.parquet (or .csv) and return its path.

    Everything is drawn from folder/reconstruction.yaml: the same plan gives the same bytes.
    Raises ParamsError when the plan is missing or wrong, InputsError when a file of that name
    is there which was not reconstructed.
    """
    plan = read_plan(folder / PLAN_NAME, quarter, roster)
    table = as_table(draw(plan, quarter, roster).in_time_order(), plan, quarter, roster)
    return write_records(table, folder, plan.ids.evaluation, as_csv=as_csv)


def as_table(records: Records, plan: Plan, quarter: Quarter, roster: Roster) -> pa.Table:
    """Put the evaluations under the Chinese headers of the export, one per row."""
    serial = np.arange(1, records.moment.size + 1)
    case = (serial * _CASE_STEP + _CASE_START) % 10**_SERIAL_DIGITS
    days = _day_codes(records, quarter)
    regions = [roster.regions.index(unit.region) for unit in roster.units]
    return pa.table(
        {
            "评价编号": _ids(plan.ids.evaluation, days, serial),
            "办件编号": _ids(plan.ids.case, days, case),
            "区域": _words(np.array(regions)[records.unit], roster.regions),
            "单位": _words(records.unit, [unit.name for unit in roster.units]),
            "事项名称": _words(records.item, item_names(plan.items)),
            "评价渠道": _words(records.channel, [*plan.channels.onsite, *plan.channels.online]),
            "满意度": _words(records.rank - 1, [level.word for level in reversed(LEVELS)]),
            "主动评价": _words(records.active.astype(np.int64), DEFAULT_OR_ACTIVE),
            "评价时间": _timestamps(records, quarter),
            "评价内容": _words(records.comment, plan.comments.texts),
        }
    )


def _words(codes: NDArray[np.int64], words: Sequence[str]) -> pa.DictionaryArray:
    indices = pa.array(codes.astype(np.int32), mask=codes == NO_COMMENT)
    return pa.DictionaryArray.from_arrays(indices, pa.array(words, pa.string()))


def _day_codes(records: Records, quarter: Quarter) -> pa.StringArray:
    """Return the day of each evaluation as eight digits."""
    days = [f"{day:%Y%m%d}" for day in quarter_days(quarter)]
    return pa.array(days).take(pa.array(records.moment // _DAY))


def _ids(prefix: str, days: pa.StringArray, serial: NDArray[np.int64]) -> pa.StringArray:
    digits = pc.utf8_lpad(pa.array(serial).cast(pa.string()), _SERIAL_DIGITS, "0")
    return pc.binary_join_element_wise(prefix, days, digits, "")


def _timestamps(records: Records, quarter: Quarter) -> pa.TimestampArray:
    start = np.datetime64(quarter.start, "s")
    return pa.array(start + records.moment.astype("timedelta64[s]"))
