"""A calendar quarter, its neighbours and its Chinese label."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from analysis.errors import UsageError

# [0-9] and not \d: in Python \d also matches full-width digits.
_CODE = re.compile(r"([0-9]{4})Q([1-4])")
_ORDINALS = "一二三四"


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter; its one written code is '2025Q1'."""

    year: int
    number: int

    @classmethod
    def parse(cls, code: str) -> Quarter:
        """Read a code such as '2025Q1'; anything else is a UsageError."""
        match = _CODE.fullmatch(code)
        if match is None:
            raise UsageError(f"季度“{code}”写法不对：应为四位年份加 Q 加 1 至 4，例如 2025Q1。")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def previous(self) -> Quarter:
        """The quarter before this one."""
        if self.number == 1:
            return Quarter(self.year - 1, 4)
        return Quarter(self.year, self.number - 1)

    @property
    def year_ago(self) -> Quarter:
        """The same quarter of the year before."""
        return Quarter(self.year - 1, self.number)

    def last(self, number: int) -> tuple[Quarter, ...]:
        """Return this quarter and those before it, so many in all, latest first."""
        rest = self.previous.last(number - 1) if number > 1 else ()
        return (self, *rest)

    @property
    def months(self) -> tuple[int, int, int]:
        """The three month numbers, 1 to 12."""
        first = 3 * self.number - 2
        return first, first + 1, first + 2

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, self.months[0], 1)

    @property
    def end(self) -> date:
        """The first day after the quarter: ranges are half open."""
        following = Quarter(self.year + self.number // 4, self.number % 4 + 1)
        return following.start

    @property
    def label(self) -> str:
        """The name within its year: 第一季度."""
        return f"第{_ORDINALS[self.number - 1]}季度"

    @property
    def name(self) -> str:
        """The name with its year: 2025年第一季度."""
        return f"{self.year}年{self.label}"
