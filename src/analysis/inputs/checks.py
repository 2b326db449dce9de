"""Checks of a ledger's cells: all that is wrong is gathered, then said at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from analysis.errors import InputsError
from analysis.inputs.columns import header_of
from analysis.inputs.declaring import declaration
from analysis.inputs.ledger_tables import LISTED, Ledger, LedgerTable, Place, placed
from analysis.inputs.numerals import narrowed, whole_number
from analysis.inputs.privacy import shown
from analysis.inputs.totals import COUNTS
from analysis.inputs.words import Vocabulary
from analysis.roster import Roster
from analysis.spelling import folded, person

# Of merged cells, only the first holds what all show.
SPLIT = "（合并的单元格请拆开，逐行填写）"


class Checks:
    """The cells of a ledger as what they mean; every column has the ledger's index of places.

    What is wrong is noted, the first of each row; `stop_if_wrong` says it all.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._problems: dict[Place, str] = {}
        self._declarations: dict[str, None] = {}
        for number, table in enumerate(ledger.tables):
            for problem in table.problems:
                self.note(problem.column, {(number, problem.row): problem.reason})

    def identifier(self, name: str) -> pd.Series:
        """Ids as text, full-width letters and digits half-width; none may be blank."""
        return self._filled(name, self.ledger.cells[name].map(narrowed))

    def person(self, name: str) -> pd.Series:
        """Names of persons, without the spaces that pad them; none may be blank."""
        return self._filled(name, self.ledger.cells[name].map(person))

    def unit(self, roster: Roster) -> pd.Series:
        """Units by their official names, by roster and by what the file's source declares."""
        cells = self.ledger.cells["unit"]
        numbers = cells.index.get_level_values("table")
        parts = [
            self._units(cells[numbers == number], Vocabulary(roster, table.source), table)
            for number, table in enumerate(self.ledger.tables)
        ]
        units: pd.Series = pd.concat(parts)
        return units

    def count(self, name: str) -> pd.Series:
        """Whole numbers that are not negative, as int64; 0 where the cell is wrong."""
        cells = self.ledger.cells[name].replace("", COUNTS[self.ledger.kind][name])
        numbers = [whole_number(cell) for cell in cells]
        wrong = [number is None for number in numbers]
        self.note(name, {at: _no_count(cell) for at, cell in placed(cells[wrong]).items()})
        return pd.Series([number or 0 for number in numbers], index=cells.index, dtype="int64")

    def word(
        self, name: str, allowed: Collection[str], *, optional: pd.Series | None = None
    ) -> pd.Series:
        """Words of a closed list, however typed; `optional` tells in which rows a blank may be."""
        known = {folded(word): word for word in allowed}
        cells = self.ledger.cells[name]
        words = cells.map(lambda cell: known.get(folded(cell), ""))
        wrong = words == ""
        if optional is not None:
            wrong &= ~(optional & (cells == ""))
        told = "、".join(allowed)
        self.note(name, {at: not_among(cell, told) for at, cell in placed(cells[wrong]).items()})
        return words

    def at_most(self, frame: pd.DataFrame, part: str, whole: str) -> None:
        """Refuse a count above the one that it is a part of."""
        header = header_of(self.ledger.kind, whole)
        over = frame[frame[part] > frame[whole]]
        few, many = placed(over[part]), placed(over[whole])
        self.note(part, {at: f"{few[at]} 大于“{header}”（{many[at]}）" for at in few})

    def once(self, name: str, keys: pd.Series) -> None:
        """Refuse what stands on two rows, of one table or of several; blank keys aside."""
        filled = placed(keys[keys.notna() & (keys != "")])
        first = {key: at for at, key in reversed(filled.items())}
        again = {at: first[key] for at, key in filled.items() if first[key] != at}
        cells = placed(self.ledger.cells[name].map(shown))
        places = {at: self.ledger.row_place(earlier) for at, earlier in again.items()}
        self.note(name, {at: f"“{cells[at]}”与 {where}重复" for at, where in places.items()})

    def note(self, name: str, reasons: Mapping[Place, str]) -> None:
        """Note what is wrong with cells of a column, by place."""
        for place, reason in reasons.items():
            told = f"{self.ledger.cell_place(place, name)}：{reason}。"
            self._problems.setdefault(place, told)

    def suggest(self, declaration: str) -> None:
        """Note what params could declare, said once however many rows need it."""
        self._declarations[declaration] = None

    def stop_if_wrong(self) -> None:
        """Stop with the first wrong rows, the count of the rest, and what would mend them."""
        if not self._problems:
            return
        told = [self._problems[place] for place in sorted(self._problems)]
        rest = [f"另有 {len(told) - LISTED} 行有误。"] if len(told) > LISTED else []
        raise InputsError("\n".join([*told[:LISTED], *rest, *self._declarations]))

    def _filled(self, name: str, cells: pd.Series) -> pd.Series:
        self.note(name, dict.fromkeys(placed(cells[cells == ""]), "不能为空"))
        return cells

    def _units(self, cells: pd.Series, words: Vocabulary, table: LedgerTable) -> pd.Series:
        meant = words.meanings("unit", cells.unique())
        units = cells.map({word: meaning.value for word, meaning in meant.items()}).astype("str")
        unknown = cells[units.isna()]
        self.note(
            "unit", {at: self._why_no_unit(cell, words) for at, cell in placed(unknown).items()}
        )
        if lines := words.declaration("unit", *unknown[unknown != ""].unique()):
            remark = lines.startswith("#")
            self.suggest(lines[2:] if remark else declaration(table.path.name, lines))
        return units

    def _why_no_unit(self, cell: str, words: Vocabulary) -> str:
        if cell:
            return words.why("unit", cell)
        return "不能为空" + ("（合计行请在此列写“合计”）" if self.ledger.kind in COUNTS else SPLIT)


def not_among(cell: str, allowed: str) -> str:
    """Say that a cell is none of the words that are allowed."""
    return f"“{shown(cell)}”不是{allowed}之一" if cell else f"不能为空，应为{allowed}之一{SPLIT}"


def _no_count(cell: str) -> str:
    return f"“{shown(cell)}”不是非负整数" if cell else "不能为空，没有的填 0"
