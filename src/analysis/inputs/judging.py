"""What becomes of the cells of the cube: counted, set aside, rejected, or a reason to stop."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.engines.duckdb import Engine
from analysis.engines.slipped import HIDDEN
from analysis.engines.stored import Row
from analysis.engines.times import TIME_STATES
from analysis.engines.typed import DIMENSIONS, KINDS
from analysis.inputs.columns import KINDS as COLUMNS
from analysis.inputs.privacy import looks_private_item
from analysis.inputs.words import WORD_COLUMNS, Meaning, Verdict, Vocabulary
from analysis.spelling import tidied

COUNTED = "counted"
# Verdicts on what is no evaluation begin so; the engine tells them from rejections by it.
ASIDE = "_"
# Verdicts that stop the run.
UNDECLARED_WORD, UNDECLARED_ORDER, HEADER_AGAIN = "?word", "?order", "?header"
# The rule that a blank cell breaks.
_MISSING = {
    "region": "missing_region",
    "unit": "missing_unit",
    "satisfaction": "missing_level",
    "active": "missing_active",
}
# No record has so many titles of columns among its words.
_TITLES = 3
# A word of a file as it stands, what it means, and whether it is a title of a column.
_MEANINGS = (
    *("name VARCHAR", "file INTEGER", "word VARCHAR"),
    *("verdict VARCHAR", "value VARCHAR", "title BOOLEAN"),
)


@dataclass(frozen=True, order=True)
class Unknown:
    """A word that nobody declared: place of its file, column, as it stands, its first row."""

    file: int
    column: str
    word: str
    row: int


@dataclass(frozen=True)
class BadCount:
    """Records of a file whose count is none: how many, and the first."""

    file: int
    rows: int
    row: int


@dataclass(frozen=True)
class Judged:
    """What stops the run: words that nobody declared, counts that are none, verdicts by file."""

    unknown: tuple[Unknown, ...]
    bad_counts: tuple[BadCount, ...]
    stops: tuple[tuple[str, int, int], ...]

    def first_rows(self, verdict: str) -> dict[int, int]:
        """Return place of a file -> its first row with a verdict that stops, by place."""
        return {file: row for stop, file, row in self.stops if stop == verdict}


def judge(
    records: Engine, vocabularies: Sequence[Vocabulary], titles: Sequence[Mapping[str, str]]
) -> Judged:
    """Judge every cell of the cube by the words and titles of its own file (by its place).

    Table `judged`: the columns of `cells`; official words, as texts, in official_<column>;
    `verdict`.
    """
    records.tabulate("meanings", _MEANINGS, [*_looked_up(records, vocabularies, titles)])
    records.define(_judged())
    bad_counts = records.rows(
        f"""SELECT file, SUM(bad_counts)::BIGINT, MIN(first_bad) FROM judged
            WHERE verdict = '{COUNTED}' AND bad_counts > 0 GROUP BY file ORDER BY file"""
    )
    stops = records.rows(
        """SELECT verdict, file, MIN(first_row) FROM judged
           WHERE verdict[1] = '?' GROUP BY verdict, file ORDER BY file"""
    )
    undeclared = any(verdict == UNDECLARED_WORD for verdict, *_ in stops)
    columns = WORD_COLUMNS if undeclared else ()
    unknown = (row for column in columns for row in records.rows(_unknown(column)))
    return Judged(
        tuple(sorted(Unknown(*row) for row in unknown)),
        tuple(BadCount(*row) for row in bad_counts),
        tuple((str(verdict), int(file), int(row)) for verdict, file, row in stops),
    )


def words_to_note(records: Engine, cells: str) -> dict[str, list[str | None]]:
    """Return, by column, the words by which the engine finds the records it looks at singly.

    Those of records that are rejected for a blank cell, and the levels of some `cells` (SQL).
    """
    words = {
        column: _distinct(records, column, f"verdict = '{rule}'")
        for column, rule in _MISSING.items()
    }
    low = _distinct(records, "satisfaction", f"verdict = '{COUNTED}' AND {cells}")
    return {**words, "satisfaction": [*words["satisfaction"], *low]}


def of_levels(levels: Collection[str]) -> str:
    """Return SQL that tells whether a judged cell is of one of the levels."""
    listed = ", ".join(f"'{level}'" for level in sorted(levels))
    return f"official_satisfaction IN ({listed})"


def _distinct(records: Engine, column: str, where: str) -> list[str | None]:
    found = records.rows(f"SELECT DISTINCT {column} FROM judged WHERE {where}")
    return [word for (word,) in found]


def _looked_up(
    records: Engine, vocabularies: Sequence[Vocabulary], titles: Sequence[Mapping[str, str]]
) -> Iterator[Row]:
    """Yield rows of _MEANINGS: every word of the cube, looked up once in each file."""
    agreed = {header for column in COLUMNS["evaluations"] for header in column.headers}
    known = [agreed | {title.strip() for title in of_file.values()} for of_file in titles]
    for column in DIMENSIONS:
        for file, word in records.rows(f"SELECT DISTINCT file, {column} FROM cells"):
            title = column in titles[file] and (word or "").strip() in known[file]
            meaning = _meaning(column, word, vocabularies[file])
            value = None if meaning.value is None else str(meaning.value)
            yield column, file, word, meaning.verdict.value, value, title


def _meaning(column: str, word: str | None, vocabulary: Vocabulary) -> Meaning:
    if column in WORD_COLUMNS:
        return vocabulary.meanings(column, [word])[word]
    # A free word is kept but for what a row that slipped has put there of a person.
    value = HIDDEN if looks_private_item(word or "") else tidied(word or "")
    return Meaning(Verdict.OFFICIAL, value)


def _judged() -> str:
    """Return SQL for the table `judged`; the first rule that applies decides."""
    states = [UNDECLARED_ORDER if state == "order_undeclared" else state for state in TIME_STATES]
    rules = [
        (f"{' + '.join(f'{name}.title::INT' for name in DIMENSIONS)} >= {_TITLES}", HEADER_AGAIN),
        *((f"kind = {place}", f"{ASIDE}{kind}") for place, kind in enumerate(KINDS) if place),
        (_some(Verdict.TOTAL), f"{ASIDE}total_row"),
        (_some(Verdict.NO_ANSWER), f"{ASIDE}no_answer"),
        *((f"time_state = {place}", state) for place, state in enumerate(states) if place),
        ("month = 0", "outside_quarter"),
        *((f"{name}.verdict = '{Verdict.BLANK.value}'", rule) for name, rule in _MISSING.items()),
        (_some(Verdict.UNKNOWN), UNDECLARED_WORD),
    ]
    cases = " ".join(f"WHEN {applies} THEN '{verdict}'" for applies, verdict in rules)
    official = ", ".join(f"{name}.value AS official_{name}" for name in DIMENSIONS)
    meant = " ".join(
        f"JOIN (SELECT * FROM meanings WHERE name = '{name}') {name} "
        f"ON {name}.file = c.file AND {name}.word IS NOT DISTINCT FROM c.{name}"
        for name in DIMENSIONS
    )
    return f"""CREATE TEMP TABLE judged AS
               SELECT c.*, {official}, CASE {cases} ELSE '{COUNTED}' END AS verdict
               FROM cells c {meant}"""


def _some(verdict: Verdict) -> str:
    return f"'{verdict.value}' IN ({', '.join(f'{name}.verdict' for name in WORD_COLUMNS)})"


def _unknown(column: str) -> str:
    """Return SQL for the words of a column that stop the run: the fields of Unknown."""
    return f"""SELECT j.file, m.name, m.word, MIN(first_row) FROM judged j
               JOIN meanings m ON m.name = '{column}' AND m.file = j.file AND m.word = j.{column}
               WHERE j.verdict = '{UNDECLARED_WORD}' AND m.verdict = '{Verdict.UNKNOWN.value}'
               GROUP BY j.file, m.name, m.word"""
