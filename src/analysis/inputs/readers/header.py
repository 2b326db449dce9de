"""Finding the header of a table: below titles, on one row or two, under any agreed name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from analysis.errors import InputsError
from analysis.inputs.columns import KINDS, InputColumn
from analysis.inputs.declaring import scalar
from analysis.inputs.places import column_letter
from analysis.inputs.readers.table import Header
from analysis.params.sources import DeclaredSource
from analysis.spelling import folded, tidied

# `2025年1月叫号量` may be a title; a phone number, a date or an id may not.
_MOST_DIGITS = 5


@dataclass(frozen=True)
class HeaderRow:
    """A row taken for the header: its titles, and name in the code -> places that claim it.

    `recurring`: whether a title stands again below itself.
    """

    row: int
    titles: tuple[str, ...]
    claims: Mapping[str, tuple[int, ...]]
    missing: tuple[InputColumn, ...]
    recurring: bool = False

    @property
    def found(self) -> int:
        """How many columns of the kind are found in it."""
        return sum(bool(places) for places in self.claims.values())

    @property
    def filled(self) -> list[str]:
        """The titles that are not blank."""
        return [title for title in self.titles if tidied(title)]

    @property
    def looks_like_header(self) -> bool:
        """Whether its cells may be shown as titles, not being data that may name a person.

        Nearly every row of data holds a date, an id or a count, or a word that comes again.
        """
        cells = [folded(title) for title in self.filled]
        several_words = len(set(cells)) == len(cells) > 1 and not any(map(_is_figure, cells))
        return self.found > len(self.missing) or (several_words and not self.recurring)


def _is_figure(cell: str) -> bool:
    return sum(map(str.isdigit, cell)) > _MOST_DIGITS or cell.replace(".", "").isdigit()


@dataclass(frozen=True)
class HeaderSearch:
    """What is looked for: the columns of a kind, under agreed or declared names."""

    kind: str
    source: DeclaredSource

    def among(self, rows: Sequence[Sequence[str]]) -> HeaderRow:
        """Return the first row that holds every required column, else the one that comes nearest.

        `rows` are the first of a table, row 1 of Excel first. Only the declared row is looked at
        where there is one. Titles of merged cells over two rows are put together.
        """
        declared = self.source.header_row
        numbers = range(1, len(rows) + 1) if declared is None else [declared]
        nearest = HeaderRow(declared or 0, (), {}, self.required)
        for number in numbers:
            at = self._best_at(rows, number)
            if not at.missing:
                return at
            nearest = max(nearest, at, key=_nearness)
        return nearest

    def header(self, row: HeaderRow, table: str) -> Header:
        """Return the header of a row; InputsError where two columns claim to be the same."""
        for column in self._columns:
            if len(row.claims[column.name]) > 1:
                raise _twice(column, row, table)
        places = {name: places[0] for name, places in row.claims.items() if places}
        titles = {name: row.titles[place] for name, place in places.items()}
        return Header(places, titles, row.row, len(row.titles))

    @cached_property
    def _columns(self) -> tuple[InputColumn, ...]:
        constants = {folded(column) for column in self.source.constants}
        return tuple(
            column
            for column in KINDS[self.kind]
            if not constants & set(map(folded, column.headers))
        )

    @cached_property
    def required(self) -> tuple[InputColumn, ...]:
        """The columns that a table must have."""
        return tuple(column for column in self._columns if column.required)

    def _best_at(self, rows: Sequence[Sequence[str]], number: int) -> HeaderRow:
        """Return a row alone or with the one above it, whichever holds more of the columns."""
        below = {place for row in rows[number:] for place in enumerate(map(folded, row))}
        candidates = (self._row(number, titles, below) for titles in _titles_at(rows, number))
        return max(candidates, key=lambda row: row.found)

    def _row(
        self, number: int, titles: tuple[str, ...], below: Collection[tuple[int, str]]
    ) -> HeaderRow:
        words = [folded(title) for title in titles]
        claims = self._claims(words)
        missing = tuple(column for column in self.required if not claims[column.name])
        recurring = any(word and (place, word) in below for place, word in enumerate(words))
        return HeaderRow(number, titles, claims, missing, recurring)

    def _claims(self, words: Sequence[str]) -> dict[str, tuple[int, ...]]:
        """Return the places of each column; one that is declared is no longer looked for by name.

        Nor does a place that is declared for one column count for another.
        """
        columns = {folded(ours): folded(theirs) for ours, theirs in self.source.columns.items()}
        declared = {
            column.name: _places(words, {columns[key]})
            for column in self._columns
            for key in map(folded, column.headers)
            if key in columns
        }
        taken = {place for places in declared.values() for place in places}
        claims = {}
        for column in self._columns:
            by_name = _places(words, set(map(folded, column.headers)))
            free = tuple(place for place in by_name if place not in taken)
            claims[column.name] = declared.get(column.name) or free
        return claims


def _titles_at(rows: Sequence[Sequence[str]], number: int) -> Iterator[tuple[str, ...]]:
    """Yield the titles of a row, then with the blanks filled from the row above."""
    alone = tuple(rows[number - 1]) if number <= len(rows) else ()
    yield alone
    if alone and number > 1:
        pairs = zip_longest(alone, rows[number - 2], fillvalue="")
        yield tuple(lower if tidied(lower) else upper for lower, upper in pairs)


def _places(words: Sequence[str], wanted: set[str]) -> tuple[int, ...]:
    return tuple(place for place, word in enumerate(words) if word in wanted)


def _nearness(row: HeaderRow) -> tuple[int, bool, int, int]:
    return row.found, row.looks_like_header, len(row.filled), -row.row


def _twice(column: InputColumn, row: HeaderRow, table: str) -> InputsError:
    places = row.claims[column.name]
    told = "、".join(f"{column_letter(place)} 列“{tidied(row.titles[place])}”" for place in places)
    first, *others = (row.titles[place] for place in places)
    mend = "请改名或删去一列"
    if folded(first) not in map(folded, others):
        line = f"columns: {{{column.header}: {scalar(tidied(first))}}}"
        mend += f"，或在 params 的 sources 中声明读哪一列，例如 {line}"
    return InputsError(f"{table} 第 {row.row} 行：{told}都是“{column.header}”列，{mend}。")
