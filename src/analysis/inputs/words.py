"""What the words of one file mean in the columns that have a closed list; none is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from analysis.inputs.privacy import shown
from analysis.inputs.word_lines import level_lines, region_lines, truth_lines, unit_lines
from analysis.levels import LEVELS, meanings
from analysis.params.declared_words import is_code, word_key
from analysis.params.sources import SCALE, UNDECLARED, DeclaredSource
from analysis.roster import Roster

# The columns whose words have a meaning here.
WORD_COLUMNS = ("region", "unit", "satisfaction", "active")
# How sources write whether an evaluation was made by the citizen or by default.
_TRUTHS = {"是": True, "true": True, "1": True, "否": False, "false": False, "0": False}
# How rows end that add up others, 东城区小计 included.
_TOTALS = ("合计", "总计", "小计", "共计")


class Verdict(Enum):
    """What became of a word that was looked up."""

    OFFICIAL = "official"
    BLANK = "blank"
    NO_ANSWER = "no answer"
    TOTAL = "total"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Meaning:
    """A verdict, and with OFFICIAL its value.

    A region or unit by its official name, a level by its key, `active` as a truth.
    """

    verdict: Verdict
    value: str | bool | None = None


@dataclass(frozen=True)
class Vocabulary:
    """The words of the files of one source: by roster and params alone.

    Words are looked up in the cells of the cube, a few thousand, not in a million records.
    `best_code` is that of all sources; the source's own goes before it.
    """

    roster: Roster
    source: DeclaredSource = UNDECLARED
    best_code: int | None = None

    def meanings(self, column: str, words: Iterable[str | None]) -> dict[str | None, Meaning]:
        """Return word as it stands (None for an empty cell) -> its meaning in one WORD_COLUMNS."""
        return {word: self._meaning(column, word) for word in words}

    def why(self, column: str, raw: str | None) -> str:
        """Say what is wrong with a word that is unknown or blank, and what would be allowed."""
        if not word_key(raw or ""):
            return "不能为空"
        word = str(raw)
        if column == "unit":
            return unknown_unit(word, self.roster)
        if column == "region":
            return unknown_region(word, self.roster)
        if column == "active":
            return f"“{shown(word)}”不是“是”或“否”（true、false、1、0 也可以）"
        return self._why_no_level(word)

    def declaration(self, column: str, *raws: str | None) -> str:
        """Return the lines of an entry of `sources` that would declare words of a column.

        A whole line for each key, with what the source declares already, so that it can replace
        the one that is there; '' where no declaration can help. What a line proposes is for the
        analyst to check, and a value still to be chosen is refused until it is.
        """
        if column == "unit":
            return unit_lines(self.source, raws, self.roster)
        if column == "region":
            return region_lines(self.source, raws, self.roster)
        if column == "active":
            return truth_lines(self.source, raws)
        return level_lines(self.source, raws, self._direction)

    @property
    def _direction(self) -> int | None:
        return self.source.direction(self.best_code)

    @cached_property
    def _official(self) -> Mapping[str, Mapping[str, str | bool | None]]:
        """Column -> key of a word -> value; what the source declares goes before the rest."""
        source, roster = self.source, self.roster
        keys = {level.word: level.key for level in LEVELS}
        levels = {word: level.key for word, level in meanings(self._direction).items()}
        regions = {word: roster.official_region(name) for word, name in source.regions.items()}
        units = {word: roster.official(name) for word, name in source.units.items()}
        return {
            "region": _by_key({name: name for name in roster.regions}, regions),
            "unit": _by_key(roster.official_names, units),
            "satisfaction": _by_key(levels, {w: keys[level] for w, level in source.levels.items()}),
            "active": _by_key(_TRUTHS, {w: value == "是" for w, value in source.active.items()}),
        }

    @cached_property
    def _no_answer(self) -> frozenset[str]:
        return frozenset(word_key(word) for word in self.source.no_answer)

    def _meaning(self, column: str, raw: str | None) -> Meaning:
        key = word_key(raw or "")
        value = self._official[column].get(key)
        if value is not None:
            return Meaning(Verdict.OFFICIAL, value)
        if column == "satisfaction" and key in self._no_answer:
            return Meaning(Verdict.NO_ANSWER)
        if not key:
            return Meaning(Verdict.BLANK)
        if column in {"region", "unit"} and key.rstrip(":").endswith(_TOTALS):
            return Meaning(Verdict.TOTAL)
        return Meaning(Verdict.UNKNOWN)

    def _why_no_level(self, word: str) -> str:
        told = f"“{shown(word)}”"
        if not is_code(word):
            return f"{told}不是五级满意度之一（{'、'.join(level.word for level in LEVELS)}）"
        if self.source.own_codes:
            declared = "、".join(self.source.own_codes)
            return f"{told}是代码，没有声明它是哪一级（已声明的代码：{declared}）"
        if word_key(word) in SCALE:
            return f"{told}是代码，没有声明哪个代码是“非常满意”"
        return f"{told}是 1–5 以外的代码，没有声明它的意思"


def unknown_unit(name: str, roster: Roster) -> str:
    """Say that a unit is not in units.yaml, with the known names that resemble it."""
    return f"“{shown(name)}”不在 params/units.yaml 中{_resembling(roster.nearest(name))}"


def unknown_region(name: str, roster: Roster) -> str:
    """Say that a region is not in units.yaml, with those that are."""
    regions = "、".join(roster.regions)
    return f"“{shown(name)}”不在 params/units.yaml 的区域中（{regions}）"


def _resembling(near: list[str]) -> str:
    return f"，是否为{'、'.join(f'“{name}”' for name in near)}" if near else ""


def _by_key(
    agreed: Mapping[str, str | bool], declared: Mapping[str, str | bool | None]
) -> dict[str, str | bool | None]:
    return {word_key(word): value for word, value in [*agreed.items(), *declared.items()]}
