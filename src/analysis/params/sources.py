"""Declared sources: how a file whose names and words differ is read, written in params."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from analysis.params.declared_words import (
    Mapped,
    Text,
    Words,
    is_code,
    require_distinct,
    require_levels,
    require_no_level,
    word_key,
)
from analysis.params.strict import Strict

# The codes that `best_code` gives a direction.
SCALE = frozenset("12345")
# Other names of an encoding -> its name here; GB18030 includes the other two of China.
_ENCODINGS = {"utf8": "utf-8", "utf-8-sig": "utf-8", "gbk": "gb18030", "gb2312": "gb18030"}
# The keys below which YAML makes no number or truth of what is written: a header 1.10, a word no.
TEXT_KEYS = frozenset(
    ("files", "sheets", "columns", "constants", "levels", "no_answer", "active", "regions", "units")
)


class DeclaredSource(Strict):
    """How the files of one source are read where they differ from what is agreed.

    `files` is a pattern of file names; every other key is needed only where the files differ.
    The data dictionary explains each to analysts.
    """

    files: Text = Field(description="文件名，* 代表任意文字")
    sheets: Words = Field(default=(), description="读哪些工作表")
    header_row: int | None = Field(default=None, ge=1, description="列名在第几行")
    encoding: Literal["utf-8", "gb18030", "utf-16"] | None = None
    delimiter: Literal[",", "\t", ";"] | None = None
    columns: Mapped = Field(default={}, description="本程序的列名 -> 文件里的列名")
    constants: Mapped = Field(default={}, description="本程序的列名 -> 每一行的值")
    date_order: Literal["ymd", "dmy", "mdy"] = "ymd"
    best_code: Literal[1, 5] | None = None
    levels: Mapped = Field(default={}, description="文件里的词 -> 五级满意度之一")
    no_answer: Words = Field(default=(), description="不算评价的词")
    active: Mapping[Text, Literal["是", "否"]] = Field(default={}, description="词 -> 是或否")
    regions: Mapped = Field(default={}, description="文件里的叫法 -> 区域")
    units: Mapped = Field(default={}, description="文件里的叫法 -> 单位全称")

    def matches(self, file_name: str) -> bool:
        """Tell whether a file is of this source: * is any text, ? one character.

        Brackets stand for themselves, as in Excel; capitals and Unicode forms do not matter.
        """
        pattern = _name_key(self.files).replace("[", "[[]")
        return fnmatchcase(_name_key(file_name), pattern)

    def direction(self, best_code: int | None) -> int | None:
        """Return the best code in these files, `best_code` being that of all sources.

        None where the source says itself what its codes mean: then a code that it leaves out
        is unknown, and never read in a direction meant for others.
        """
        return None if self.own_codes else self.best_code or best_code

    @property
    def own_codes(self) -> list[str]:
        """Whole numbers whose meaning the source declares one by one."""
        no_answer = [word for word in self.no_answer if word_key(word) in SCALE]
        return [*filter(is_code, self.levels), *no_answer]

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, entry: Any) -> Any:
        for key in entry if isinstance(entry, dict) else ():
            if key not in cls.model_fields:
                near = get_close_matches(str(key), cls.model_fields, n=1)
                hint = (
                    f"是否想写“{near[0]}”" if near else f"可用的键：{'、'.join(cls.model_fields)}"
                )
                raise ValueError(f"不认识“{key}”，{hint}")
        return entry

    @field_validator("files")
    @classmethod
    def _a_file_name(cls, pattern: str) -> str:
        if not pattern.strip():
            raise ValueError("不能为空，写文件名，* 代表任意文字，例如 evaluations_东*.csv")
        if "/" in pattern or "\\" in pattern:
            raise ValueError(f"只写文件名，不写文件夹，现在是“{pattern}”")
        return pattern

    @field_validator("encoding", mode="before")
    @classmethod
    def _usual_name(cls, name: Any) -> Any:
        lower = name.lower() if isinstance(name, str) else name
        return _ENCODINGS.get(lower, lower)

    @field_validator("delimiter", mode="before")
    @classmethod
    def _tab_as_typed(cls, delimiter: Any) -> Any:
        # YAML makes a tab of it within double quotes only.
        return "\t" if delimiter == r"\t" else delimiter

    @field_validator("columns")
    @classmethod
    def _named_headers(cls, columns: Mapping[str, str]) -> Mapping[str, str]:
        for column, header in columns.items():
            if not header.strip():
                raise ValueError(f"“{column}”没有写文件里的列名")
        return columns

    @field_validator("sheets", "columns", "constants", "no_answer", "active", "regions", "units")
    @classmethod
    def _each_word_once(cls, words: Any) -> Any:
        require_distinct(words)
        return words

    @field_validator("levels")
    @classmethod
    def _levels_of_five(cls, levels: Mapping[str, str]) -> Mapping[str, str]:
        require_distinct(levels)
        require_levels(levels)
        return levels

    @model_validator(mode="after")
    def _nothing_twice(self) -> Self:
        require_no_level(self.no_answer, self.levels)
        columns = {word_key(column) for column in self.columns}
        if both := [column for column in self.constants if word_key(column) in columns]:
            raise ValueError(f"“{both[0]}”既写在 columns 又写在 constants，只能写一处")
        if self.best_code and self.own_codes:
            told = "、".join(f"“{code}”" for code in self.own_codes)
            raise ValueError(f"代码的意思写了两次：best_code，以及 levels 或 no_answer 中的{told}")
        return self


def _name_key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


# What holds of a file that no source was declared for.
UNDECLARED = DeclaredSource(files="*")
