"""Totals within a sheet: what they say must be what the entries add up to."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from analysis.inputs.numerals import narrowed, whole_number
from analysis.inputs.privacy import shown
from analysis.spelling import folded

# Columns that hold counts, by kind, and what a blank cell of them stands for.
COUNTS: Mapping[str, Mapping[str, str]] = {
    "hall": dict.fromkeys(
        ("tickets", "cases", "onsite_active", "online_cases", "online_active"), ""
    ),
    "commendations": {"times": "1"},
}
# `合计`, `全区小计：`, `总计（件）`; the spaces that centre such words are gone by then.
_LABEL_WORD = "(合计|总计|小计|共计)数?"
_LABEL = re.compile(rf"[^0-9]{{0,10}}{_LABEL_WORD}:?(\([^()]*\))?:?")
_LABEL_WITH_FIGURE = re.compile(rf"{_LABEL_WORD}[:\s]*[0-9]")
# How many entries there are, written where they have a name: `15`, `共 15 人次`.
_FIGURE = re.compile(r"共? ?([0-9,]+) ?(人次|[人件条次个家户面封单])?")
# A row without a word is taken for a total only where it sums up several.
_FEWEST_SUMMED = 2

# A row as column -> text, and rows by their number as Excel counts.
Row = Mapping[str, str]
Rows = Mapping[int, Row]


@dataclass(frozen=True)
class RowProblem:
    """What is wrong with a cell: its row as Excel counts, its column in the code, the reason."""

    row: int
    column: str
    reason: str


def is_total(line: Row, labels: Collection[str], counts: Mapping[str, str]) -> bool:
    """Tell a row that is named a total and holds nothing else but figures."""
    texts = [cell for name, cell in line.items() if cell and name not in counts]
    named = any(_is_label(line[name]) for name in labels)
    return named and all(_is_label(cell) or _figure(cell) is not None for cell in texts)


def says_total(text: str) -> bool:
    """Tell whether a text holds a total and its figure: `合计：15人`."""
    return bool(_LABEL_WITH_FIGURE.search(narrowed(text)))


def _is_label(cell: str) -> bool:
    return bool(_LABEL.fullmatch(folded(cell)))


def _figure(cell: str) -> int | None:
    match = _FIGURE.fullmatch(narrowed(cell))
    return whole_number(match[1]) if match else None


@dataclass(frozen=True)
class Sums:
    """What the entries of a sheet add up to, and what its totals say.

    `counts` are the columns with counts, and what a blank cell of them stands for; `entries` and
    `totals` are numbers of rows.
    """

    rows: Rows
    counts: Mapping[str, str]
    entries: Sequence[int]
    totals: Sequence[int]

    def problems(self) -> list[RowProblem]:
        """Return every figure of a total that is not what the entries add up to."""
        return [problem for row in self.totals for problem in self._differences(row)]

    def with_unnamed_totals(self) -> Sums:
        """Take entries without a word for totals where their counts sum up several others.

        Such a total is named in a column that is not read, mostly the one of running numbers.
        """
        found = self
        for row in self.entries:
            words = [cell for name, cell in self.rows[row].items() if name not in self.counts]
            if words and not any(words):
                found = found._with_total(row)
        return found

    def _with_total(self, row: int) -> Sums:
        others = [entry for entry in self.entries if entry != row]
        found = Sums(self.rows, self.counts, others, sorted([*self.totals, row]))
        return found if any(found._sums_up(row, scope) for scope in found._scopes(row)) else self

    def _sums_up(self, row: int, scope: Sequence[int]) -> bool:
        """Tell a row whose every count is the sum of the same entries, two of which add to it."""
        stated = {name: self.rows[row][name] for name in self.counts if self.rows[row][name]}
        added = [[entry for entry in scope if self._count(entry, name)] for name in stated]
        return max(map(len, added), default=0) >= _FEWEST_SUMMED and all(
            whole_number(cell) == self._sum(scope, name) for name, cell in stated.items()
        )

    def _differences(self, row: int) -> list[RowProblem]:
        reasons = {
            name: self._why_no_sum(row, name)
            if name in self.counts
            else self._why_no_number(row, name)
            for name, cell in self.rows[row].items()
            if cell
        }
        return [RowProblem(row, name, reason) for name, reason in reasons.items() if reason]

    def _why_no_sum(self, row: int, name: str) -> str:
        stated = whole_number(self.rows[row][name])
        if stated is None:
            return f"合计“{shown(self.rows[row][name])}”不是非负整数"
        sums = [self._sum(scope, name) for scope in self._scopes(row)]
        if None in sums or stated in sums:
            return ""
        return f"合计为 {stated}，而各行相加为 {sums[0]}，请核对是否缺行或数字有误"

    def _why_no_number(self, row: int, name: str) -> str:
        """Say why a figure in a column of words is neither how many entries nor how many words."""
        stated, scopes = _figure(self.rows[row][name]), self._scopes(row)
        words = [{self.rows[entry][name] for entry in scope} - {""} for scope in scopes]
        if stated is None or stated in [*map(len, scopes), *map(len, words)]:
            return ""
        return f"合计为 {stated}，而各行共 {len(scopes[0])} 行，请核对是否缺行或数字有误"

    def _scopes(self, row: int) -> list[Sequence[int]]:
        """Return the entries that a total may sum up, the nearest first."""
        above = [entry for entry in self.entries if entry < row]
        start = max((total for total in self.totals if total < row), default=0)
        since = [entry for entry in above if entry > start]
        return [scope for scope in (since, above) if scope] or [self.entries]

    def _sum(self, scope: Sequence[int], name: str) -> int | None:
        """Return a sum; None where a cell holds no count, of which the entry itself is told."""
        numbers = [self._count(row, name) for row in scope]
        known = [number for number in numbers if number is not None]
        return sum(known) if len(known) == len(numbers) else None

    def _count(self, row: int, name: str) -> int | None:
        return whole_number(self.rows[row][name] or self.counts[name])
