"""SQL that brings any file's records to one typed form, under the names of the code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.engines.times import DateOrder, time_state, written_time

# Text that stays as it stands in the file; what it means is looked up in the cube's cells.
DIMENSIONS = ("region", "unit", "item", "channel", "satisfaction", "active")
_IDS = ("evaluation_id", "case_id")
_TEXT = "VARCHAR"
# Types of a time without a zone, and with one: the session's zone is the one of the params.
_LOCAL_TIMES = frozenset({"DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"})
_INSTANTS = frozenset({"TIMESTAMP WITH TIME ZONE"})
_BLANK_CHARACTERS = " \t\n\r\u00a0\u3000"
_BLANKS = " || ".join(f"chr({ord(blank)})" for blank in _BLANK_CHARACTERS)
_WIDE_DIGITS = "translate({}, '０１２３４５６７８９，．　', '0123456789,. ')"
# A bare cast would round 2.5 and read 1e3; a comma stands before three digits or nowhere.
_WHOLE = r"^\s*([0-9]{1,15}|[0-9]{1,3}(,[0-9]{3}){1,4})(\.0+)?\s*$"


@dataclass(frozen=True)
class RawRecords:
    """A file's records before they are typed.

    `relation` is what DuckDB selects from; `columns` column of the code -> header there;
    `types` header -> DuckDB's type; `constants` column -> the value of every row; `row` SQL for
    the row as a spreadsheet counts it; `serials`: times may be Excel's day numbers; `stored`: the
    records come from Parquet, where they are read in place on every pass, so that a cell is left
    as it is where its meaning is looked up later, and no row is blank.
    """

    relation: str
    columns: Mapping[str, str]
    types: Mapping[str, str]
    row: str
    constants: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder = "ymd"
    serials: bool = False
    stored: bool = False

    def type_of(self, name: str) -> str:
        """Return the type of a column of the code; text where the file has no such column."""
        return self.types[self.columns[name]] if name in self.columns else _TEXT


def refused_types(records: RawRecords) -> dict[str, str]:
    """Return column -> type where a type would change what was written.

    An id kept as a floating-point number has lost digits; a number is no time.
    """
    wrong = {}
    for name in _IDS:
        if records.type_of(name) in {"DOUBLE", "FLOAT"}:
            wrong[name] = records.type_of(name)
    for name in ("evaluated_at", "case_at"):
        if records.type_of(name) not in {_TEXT, *_LOCAL_TIMES, *_INSTANTS}:
            wrong[name] = records.type_of(name)
    return wrong


def typed_select(records: RawRecords) -> str:
    """Return SQL: row, ids, dimensions as text, window, times, count, and whether all is blank."""
    texts = [
        *(f"{_cell(records, name)} AS {name}" for name in _IDS),
        *(f"CAST({_raw(records, name)} AS {_TEXT}) AS {name}" for name in DIMENSIONS),
        f'{_cell(records, "window")} AS "window"',
    ]
    evaluated, state = _time(records, "evaluated_at")
    case, _ = _time(records, "case_at")
    return f"""
        SELECT {records.row} AS row, {", ".join(texts)},
               {evaluated} AS evaluated_at, CAST({state} AS TINYINT) AS time_state,
               {case} AS case_at, {_count(records)} AS count, {_blank(records)} AS blank
        FROM {records.relation}"""


def quoted(header: str) -> str:
    """Return a header as an SQL identifier."""
    doubled = header.replace('"', '""')
    return f'"{doubled}"'


def _raw(records: RawRecords, name: str) -> str:
    if name in records.constants:
        doubled = records.constants[name].replace("'", "''")
        return f"'{doubled}'"
    return quoted(records.columns[name]) if name in records.columns else f"CAST(NULL AS {_TEXT})"


def _cell(records: RawRecords, name: str) -> str:
    """Return a cell as text without blanks around it; NULL where nothing is left."""
    cell = _raw(records, name)
    if records.type_of(name) != _TEXT:
        return f"CAST({cell} AS {_TEXT})"
    trimmed = f"NULLIF(trim({cell}, {_BLANKS}), '')"
    # Trimming a million ids takes five times as long as hashing them: only where there is a blank.
    blanks = (" ",) if records.stored else _BLANK_CHARACTERS
    some = " OR ".join(f"contains({cell}, chr({ord(blank)}))" for blank in blanks)
    return f"CASE WHEN {some} THEN {trimmed} ELSE NULLIF({cell}, '') END"


def _time(records: RawRecords, name: str) -> tuple[str, str]:
    """Return SQL for a time as the local clock showed it, and for what became of it."""
    kind, cell = records.type_of(name), _raw(records, name)
    if kind != _TEXT:
        moment = f"CAST({cell} AS TIMESTAMP)"
        return moment, f"CASE WHEN {cell} IS NULL THEN 1 ELSE 0 END"
    # Not trimmed: what is read at once has no blanks around it, and what is not is tidied anyway.
    text = f"NULLIF({cell}, '')"
    moment = written_time(text, records.date_order, serials=records.serials)
    return moment, time_state(text, moment, records.date_order)


def _count(records: RawRecords) -> str:
    """Return SQL for how many evaluations a row stands for; NULL where it is no whole number."""
    if not {"count"} & {*records.columns, *records.constants}:
        return "CAST(1 AS BIGINT)"
    text = _WIDE_DIGITS.format(f"CAST({_raw(records, 'count')} AS {_TEXT})")
    whole = f"regexp_extract({text}, '{_WHOLE}', 1)"
    return f"TRY_CAST(replace({whole}, ',', '') AS BIGINT)"


def _blank(records: RawRecords) -> str:
    """Return SQL that tells a row in which every column that is read is empty."""
    if records.stored:
        return "false"
    return " AND ".join(f"{_raw(records, name)} = ''" for name in records.columns)
