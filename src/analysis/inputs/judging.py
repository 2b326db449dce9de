"""What becomes of the cells of the cube: counted, set aside, rejected, or a reason to stop."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.engines.times import TIME_STATES
from analysis.engines.typed import DIMENSIONS, KINDS
from analysis.inputs.columns import KINDS as COLUMNS
from analysis.inputs.privacy import HIDDEN, looks_personal
from analysis.inputs.words import WORD_COLUMNS, Verdict, Vocabulary
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
_STATE_VERDICTS = np.array(
    [UNDECLARED_ORDER if state == "order_undeclared" else state for state in TIME_STATES]
)
# No record has so many titles of columns among its words.
_TITLES = 3
_KIND_VERDICTS = np.array([f"{ASIDE}{kind}" for kind in KINDS])

Vocabularies = Sequence[Vocabulary]


@dataclass(frozen=True, order=True)
class Unknown:
    """A word that nobody declared: place of its file, column, the word as it stands."""

    file: int
    column: str
    word: str


@dataclass(frozen=True)
class Judged:
    """The engine's cells judged, and the words that nobody declared.

    `cells`: official words in region, unit, level and active, the words as they stand in
    `raw_<column>`, and `verdict`.
    """

    cells: pd.DataFrame
    unknown: tuple[Unknown, ...]

    def first_rows(self, verdict: str) -> dict[int, int]:
        """Return place of a file -> its first row with a verdict, by place."""
        found = self.cells[self.cells["verdict"] == verdict].groupby("file")["first_row"].min()
        return {int(str(file)): int(row) for file, row in found.items()}

    def first_row(self, unknown: Unknown) -> int:
        """Return the first row that an unknown word stops."""
        cells = self.cells
        word = cells[f"raw_{unknown.column}"] == unknown.word
        own = (cells["file"] == unknown.file) & (cells["verdict"] == UNDECLARED_WORD)
        return int(cells["first_row"][word & own].min())


@dataclass(frozen=True)
class _Meant:
    """What the words of one column mean: values, and for each row its Verdict."""

    values: np.ndarray
    verdicts: np.ndarray


def judge(
    cells: pd.DataFrame, vocabularies: Vocabularies, titles: Sequence[Mapping[str, str]]
) -> Judged:
    """Judge every cell of the cube by the words and titles of its own file (by its place)."""
    meant = {column: _meant(cells, column, vocabularies) for column in WORD_COLUMNS}
    verdicts = np.where(_headers(cells, titles), HEADER_AGAIN, _verdicts(cells, meant))
    unknown = {
        Unknown(int(file), column, str(word))
        for column in WORD_COLUMNS
        for file, word in cells.loc[
            (verdicts == UNDECLARED_WORD) & (meant[column].verdicts == Verdict.UNKNOWN),
            ["file", column],
        ].itertuples(index=False)
    }
    raw = {f"raw_{column}": cells[column] for column in WORD_COLUMNS}
    return Judged(_named(cells, meant).assign(**raw, verdict=verdicts), tuple(sorted(unknown)))


def words_to_note(cells: pd.DataFrame, levels: Collection[str]) -> dict[str, list[str | None]]:
    """Return, by column, the words by which the engine finds the records it looks at singly.

    Those of records that are rejected for a blank cell, and those of the given levels.
    """
    words = {
        column: _distinct(cells[f"raw_{column}"][cells["verdict"] == rule])
        for column, rule in _MISSING.items()
    }
    counted = cells[cells["verdict"] == COUNTED]
    low = _distinct(counted["raw_satisfaction"][counted["level"].isin(levels)])
    return {**words, "satisfaction": [*words["satisfaction"], *low]}


def _distinct(words: pd.Series) -> list[str | None]:
    return [word if isinstance(word, str) else None for word in words.unique()]


def named(frame: pd.DataFrame, vocabularies: Vocabularies) -> pd.DataFrame:
    """Return a frame with a column `file` in official words, whichever word columns it has.

    satisfaction becomes level (its key), item and channel are tidied; a word without an official
    form is None.
    """
    present = [column for column in WORD_COLUMNS if column in frame]
    return _named(frame, {column: _meant(frame, column, vocabularies) for column in present})


def _named(frame: pd.DataFrame, meant: Mapping[str, _Meant]) -> pd.DataFrame:
    official = {
        column: pd.Series(of_column.values, index=frame.index, dtype="object")
        for column, of_column in meant.items()
    }
    free = {name: _tidied(frame[name]) for name in ("item", "channel") if name in frame}
    return frame.assign(**official, **free).rename(columns={"satisfaction": "level"})


def _tidied(cells: pd.Series) -> pd.Series:
    codes, words = pd.factorize(cells)
    known = np.array([*(_item(str(word)) for word in words), ""], dtype="object")
    return pd.Series(known[codes], index=cells.index, dtype="str")


def _item(word: str) -> str:
    """Return a free word as it is kept: not where a row that slipped has put a person's number."""
    return HIDDEN if looks_personal(word) else tidied(word)


def _meant(frame: pd.DataFrame, column: str, vocabularies: Vocabularies) -> _Meant:
    """Look up the words of a column, each only once in each file."""
    codes, distinct = pd.factorize(frame[column])
    # A blank cell has the code -1: the last place.
    words: list[str | None] = [*(str(word) for word in distinct), None]
    values, verdicts = np.empty((2, len(frame)), dtype="object")
    for file in np.unique(frame["file"]):
        own = np.flatnonzero(frame["file"] == file)
        used = np.unique(codes[own])
        meanings = vocabularies[file].meanings(column, [words[code] for code in used])
        by_code = np.empty((2, len(words)), dtype="object")
        for code in used:
            meaning = meanings[words[code]]
            by_code[:, code] = meaning.value, meaning.verdict
        values[own], verdicts[own] = by_code[:, codes[own]]
    return _Meant(values, verdicts)


def _headers(cells: pd.DataFrame, titles: Sequence[Mapping[str, str]]) -> np.ndarray:
    """Tell the cells several of whose words are titles of columns: a header amid the rows."""
    agreed = {header for column in COLUMNS["evaluations"] for header in column.headers}
    found = np.zeros(len(cells), dtype=bool)
    for file, of_file in enumerate(titles):
        known = agreed | {title.strip() for title in of_file.values()}
        columns = [column for column in DIMENSIONS if column in of_file]
        words = pd.DataFrame({c: cells[c].str.strip().isin(known) for c in columns})
        own = (cells["file"] == file).to_numpy()
        found |= own & (words.sum(axis="columns").to_numpy() >= _TITLES)
    return found


def _verdicts(cells: pd.DataFrame, meant: Mapping[str, _Meant]) -> np.ndarray:
    """Return what becomes of each cell's records; the first rule that applies decides."""

    def some(verdict: Verdict) -> np.ndarray:
        found = np.zeros(len(cells), dtype=bool)
        for of_column in meant.values():
            found |= of_column.verdicts == verdict
        return found

    states, kinds = cells["time_state"].to_numpy(), cells["kind"].to_numpy()
    rules: list[tuple[np.ndarray, np.ndarray | str]] = [
        (kinds > 0, _KIND_VERDICTS[kinds]),
        (some(Verdict.TOTAL), f"{ASIDE}total_row"),
        (some(Verdict.NO_ANSWER), f"{ASIDE}no_answer"),
        (states > 0, _STATE_VERDICTS[states]),
        ((cells["month"] == 0).to_numpy(), "outside_quarter"),
        *((meant[name].verdicts == Verdict.BLANK, rule) for name, rule in _MISSING.items()),
        (some(Verdict.UNKNOWN), UNDECLARED_WORD),
    ]
    applies, verdicts = zip(*rules, strict=True)
    choices = [np.asarray(verdict, dtype="object") for verdict in verdicts]
    told: np.ndarray = np.select(applies, choices, COUNTED)
    return told
