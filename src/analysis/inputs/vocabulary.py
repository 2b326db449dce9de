"""The words that evaluation records may hold in columns with a closed list, and their meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis.inputs.ledgers import unknown_unit
from analysis.levels import LEVELS, LOW_LEVELS, meanings
from analysis.params.blocks import Reading
from analysis.roster import Roster

# How sources write whether an evaluation was made by the citizen or by default.
_ACTIVE = {"是": True, "true": True, "1": True, "否": False, "false": False, "0": False}
_CODES = frozenset("12345")


@dataclass(frozen=True)
class Vocabulary:
    """What is declared by roster and params; any other word is refused, never guessed.

    Words are looked up in the cells of the cube, a few thousand, not in a million records.
    """

    roster: Roster
    reading: Reading

    @cached_property
    def _meanings(self) -> Mapping[str, Mapping[str, object]]:
        levels = meanings(self.reading.best_code)
        return {
            "region": {region: region for region in self.roster.regions},
            "unit": self.roster.official_names,
            "satisfaction": {word: level.key for word, level in levels.items()},
            "active": _ACTIVE,
        }

    def unknown(self, cells: pd.DataFrame) -> list[tuple[str, str | None]]:
        """Return (column, word as it stands, None for an empty cell) of what is not declared."""
        return [
            (column, raw if isinstance(raw, str) else None)
            for column in self._meanings
            for raw in cells[column][self._meaning(column, cells[column]).isna()].unique()
        ]

    def why(self, column: str, raw: str | None) -> str:
        """Say what is wrong with a word, and what would be allowed."""
        word = (raw or "").strip()
        if not word:
            return "不能为空"
        if column == "unit":
            return unknown_unit(word, self.roster)
        if column == "region":
            return f"“{word}”不在 params/units.yaml 的区域中（{'、'.join(self.roster.regions)}）"
        if column == "active":
            return f"“{word}”不是“是”或“否”"
        if self.reading.best_code is None and word in _CODES:
            declared = "best_code: 5 或 best_code: 1"
            return f"“{word}”是代码，请在参数中声明哪个代码是“非常满意”：{declared}"
        return f"“{word}”不是五级满意度之一（{'、'.join(level.word for level in LEVELS)}）"

    def named(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the frame with official words: levels by key, units and regions by name."""
        meant = {column: self._meaning(column, frame[column]) for column in self._meanings}
        free = {name: frame[name].fillna("").str.strip() for name in ("item", "channel")}
        return frame.assign(**meant, **free).rename(columns={"satisfaction": "level"})

    def low_words(self, cells: pd.DataFrame) -> list[str]:
        """Return the words for 基本满意 and below as they stand in the files."""
        low = {level.key for level in LOW_LEVELS}
        found = cells["satisfaction"]
        return list(found[self._meaning("satisfaction", found).isin(low)].unique())

    def _meaning(self, column: str, cells: pd.Series) -> pd.Series:
        words = self._meanings[column]

        def one(raw: object) -> object:
            word = raw.strip() if isinstance(raw, str) else ""
            return words.get(word, words.get(word.lower()))

        return cells.map({raw: one(raw) for raw in cells.unique()}).astype("object")
