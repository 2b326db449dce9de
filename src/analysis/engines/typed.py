"""SQL that brings any file's records to one typed form, under the names of the code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analysis.engines.slipped import TOTAL, impersonal, kept_id, kept_word, slipped
from analysis.engines.times import DateOrder, time_state, written_time
from analysis.spelling import UNSEEN

# Text that stays as it stands in the file; what it means is looked up in the cube's cells.
DIMENSIONS = ("region", "unit", "item", "channel", "satisfaction", "active")
WORDS = (*DIMENSIONS, "window")
_IDS = ("evaluation_id", "case_id")
_TEXT = "VARCHAR"
# Types of a time without a zone, and with one: the session's zone is the one of the params.
_LOCAL_TIMES = frozenset({"DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"})
_INSTANTS = frozenset({"TIMESTAMP WITH TIME ZONE"})
_TRUTHS = frozenset({"BOOLEAN"})
_WHOLE_NUMBERS = frozenset(
    f"{sign}{size}INT" for sign in ("", "U") for size in ("TINY", "SMALL", "", "BIG", "HUGE")
) | {"INTEGER", "UINTEGER"}
_NUMBERS = _WHOLE_NUMBERS | {"DOUBLE", "FLOAT"}
# What DuckDB calls a column that holds nothing at all.
_NOTHING = '"NULL"'
# Full-width letters and digits and blanks of every kind, one for one; what is not seen goes.
_WIDE = "".join(map(chr, range(0xFF01, 0xFF5F))) + "\t\n\r\u00a0\u2002\u2003\u2009\u3000"
_NARROW = "".join(map(chr, range(0x21, 0x7F))) + " " * 8
# translate() drops what has no counterpart: what is not seen goes last.
_WIDE_SQL, _NARROW_SQL = (_WIDE + UNSEEN).replace("'", "''"), _NARROW.replace("'", "''")
# What a row may be; a total is told by its id here, by its region or unit in the cube's cells.
KINDS = ("record", "blank_row", "total_row")
# A bare cast would round 2.5 and read 1e3; a comma stands before three digits or nowhere. No row
# stands for ten million evaluations: what is longer is a phone number in a row that slipped.
_WHOLE = r"^\s*([0-9]{1,7}|[0-9]{1,3}(,[0-9]{3}){1,2})(\.0+)?\s*$"


@dataclass(frozen=True)
class RawRecords:
    """A file's records before they are typed.

    `relation` is what DuckDB selects from; `columns` column of the code -> header there;
    `types` header -> DuckDB's type; `constants` column -> the value of every row; `row` SQL for
    the row as a spreadsheet counts it; `serials`: times may be Excel's day numbers; `stored`: the
    records come from Parquet, where no row is blank or a total; `no_answer`: words of satisfaction
    that are none.
    """

    relation: str
    columns: Mapping[str, str]
    types: Mapping[str, str]
    row: str
    constants: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder = "ymd"
    serials: bool = False
    stored: bool = False
    no_answer: Sequence[str] = ()

    def type_of(self, name: str) -> str:
        """Return the type of a column of the code; text where the file has no such column."""
        return self.types[self.columns[name]] if name in self.columns else _TEXT


def refused_types(records: RawRecords) -> dict[str, str]:
    """Return column -> type where a type would change what was written.

    An id kept as a floating-point number has lost digits; a number is no time; bytes and lists are
    no words.
    """
    words = {_TEXT, _NOTHING, *_TRUTHS, *_NUMBERS}
    times = {_TEXT, _NOTHING, *_LOCAL_TIMES, *_INSTANTS}
    allowed = {
        **dict.fromkeys((*DIMENSIONS, "window", "count"), words),
        **dict.fromkeys(_IDS, words - {"DOUBLE", "FLOAT"}),
        **dict.fromkeys(("evaluated_at", "case_at"), times),
    }
    return {
        name: kind
        for name, kinds in allowed.items()
        if (kind := records.type_of(name)) not in kinds and not kind.startswith(("ENUM", "DECIMAL"))
    }


def typed_select(records: RawRecords) -> str:
    """Return SQL: row, ids, dimensions as text, window, times, count, kind (place in KINDS).

    Text and sheets are kept as they are typed: of rows that slipped, only what is no person's.
    Beside each of WORDS they must have what is kept of it, see impersonal_name. Parquet is read
    where it lies.
    """
    if records.stored:
        return _typed(records)
    kept = [*(f"{kept_id(name)} AS {name}" for name in _IDS[:1])]
    kept += [f"CASE WHEN NOT slipped THEN {kept_id(name)} END AS {name}" for name in _IDS[1:]]
    judged = [name for name in WORDS if name in records.columns]
    for name in WORDS:
        word = impersonal_name(name) if name in judged else impersonal(name, f'"{name}"')
        kept.append(f'{kept_word(name, word, records.no_answer)} AS "{name}"')
    cells = [_raw(records, name) for name in records.columns]
    lost = slipped(cells, *_time(records, "evaluated_at"))
    return f"""
        SELECT row, {", ".join(kept)}, evaluated_at, time_state, case_at, count, kind
        FROM ({_typed(records, [f"{lost} AS slipped", *map(impersonal_name, judged)])})"""


def impersonal_name(name: str) -> str:
    """Return the name of the column beside a column of words that has of them what is kept.

    Words are few and stand in many rows: each is judged once, before rows are typed.
    """
    return f"impersonal_{name}"


def _typed(records: RawRecords, further: Sequence[str] = ()) -> str:
    """Return SQL for all cells typed; `further` columns may use them and the cells as they are."""
    # Of Parquet, where nothing is kept, ids of cases are wanted of few records: tidied there.
    case = _raw(records, "case_id") if records.stored else _cell(records, "case_id")
    texts = [
        f"{_cell(records, 'evaluation_id')} AS evaluation_id",
        f"CAST({case} AS {_TEXT}) AS case_id",
        *(f"CAST({_raw(records, name)} AS {_TEXT}) AS {name}" for name in DIMENSIONS),
        f'{_cell(records, "window")} AS "window"',
    ]
    evaluated, state = _time(records, "evaluated_at")
    case, _ = _time(records, "case_at")
    return f"""
        SELECT {", ".join([f"{records.row} AS row", *texts, *further])},
               {evaluated} AS evaluated_at, CAST({state} AS TINYINT) AS time_state,
               {case} AS case_at, {_count(records)} AS count,
               CAST({_kind(records)} AS TINYINT) AS kind
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
    """Return a cell as text that compares equal however it was typed; NULL where nothing is left.

    Tidying a million ids takes five times as long as hashing them, so it is done only where a
    character could ask for it: any that is not ASCII, or a blank.
    """
    cell = _raw(records, name)
    if records.type_of(name) != _TEXT:
        return f"CAST({cell} AS {_TEXT})"
    plain = f"strlen({cell}) = length({cell})" + "".join(
        f" AND NOT contains({cell}, chr({ord(blank)}))" for blank in " \t\n\r"
    )
    return f"CASE WHEN {plain} THEN NULLIF({cell}, '') ELSE {tidied(cell)} END"


def tidied(text: str) -> str:
    """Return SQL for a text in narrow characters without blanks around it, or NULL."""
    return f"NULLIF(trim(translate({text}, '{_WIDE_SQL}', '{_NARROW_SQL}')), '')"


def _time(records: RawRecords, name: str) -> tuple[str, str]:
    """Return SQL for a time as the local clock showed it, and for what became of it."""
    kind, cell = records.type_of(name), _raw(records, name)
    if kind in {*_LOCAL_TIMES, *_INSTANTS}:
        moment = f"CAST({cell} AS TIMESTAMP)"
        return moment, f"CASE WHEN {cell} IS NULL THEN 1 ELSE 0 END"
    # Not trimmed: what is read at once has no blanks around it, and what is not is tidied anyway.
    text = f"NULLIF(CAST({cell} AS {_TEXT}), '')"
    moment = written_time(text, records.date_order, serials=records.serials)
    return moment, time_state(text, moment, records.date_order)


def _count(records: RawRecords) -> str:
    """Return SQL for how many evaluations a row stands for; NULL where it is no whole number."""
    if not {"count"} & {*records.columns, *records.constants}:
        return "CAST(1 AS BIGINT)"
    text = tidied(f"CAST({_raw(records, 'count')} AS {_TEXT})")
    whole = f"regexp_extract({text}, '{_WHOLE}', 1)"
    return f"TRY_CAST(replace({whole}, ',', '') AS BIGINT)"


def _kind(records: RawRecords) -> str:
    """Return SQL for the place in KINDS: a row that is empty, or whose first cell says 合计."""
    if records.stored:
        return "0"
    blank = " AND ".join(f"{_raw(records, name)} = ''" for name in records.columns)
    # Ids are ASCII, words of totals are not: a million ids need not be searched.
    cell = _raw(records, "evaluation_id")
    total = (
        f"CASE WHEN strlen({cell}) > length({cell}) "
        f"THEN regexp_matches({tidied(cell)}, '{TOTAL}') END"
    )
    return f"CASE WHEN {blank} THEN 1 WHEN {total} THEN 2 ELSE 0 END"
