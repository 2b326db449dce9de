"""Reconciliation: rows read = rows counted + rows rejected, by file and reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from analysis import wording
from analysis.errors import QualityError

# Why a row is rejected: the rule's name -> what is said of it.
REASONS: Mapping[str, str] = {
    "outside_quarter": "评价时间缺失或不在本季度",
    "repeated_id": "评价编号与前面的记录重复",
}
REJECT_COLUMNS = ("file", "row", "reason", "evaluation_id")


@dataclass(frozen=True)
class FileCount:
    """What became of one file's rows; `read` comes from a query of its own."""

    file: str
    read: int
    counted: int
    rejected: Mapping[str, int]

    @property
    def reconciled(self) -> bool:
        """Whether every row read was either counted or rejected."""
        return self.read == self.counted + sum(self.rejected.values())


@dataclass(frozen=True)
class Quality:
    """The reconciliation of all evaluation files, and the rows that were rejected."""

    files: tuple[FileCount, ...]
    rejects: pd.DataFrame

    @property
    def read(self) -> int:
        """Rows read, all files."""
        return sum(file.read for file in self.files)

    @property
    def counted(self) -> int:
        """Rows counted, all files."""
        return sum(file.counted for file in self.files)

    def require(self, max_rejected_percent: Decimal) -> None:
        """Stop where rows got lost, or more were rejected than params allow (QualityError)."""
        for file in self.files:
            if not file.reconciled:
                raise QualityError(
                    f"{file.file} 对账不符：读入 {file.read} 行，计入 {file.counted} 行，"
                    f"剔除 {sum(file.rejected.values())} 行。"
                )
        rejected = self.read - self.counted
        if Decimal(100 * rejected) > max_rejected_percent * self.read:
            first = "\n".join(f"  {line}" for line in self._first_rejects())
            raise QualityError(
                f"剔除 {rejected} 行，占读入 {self.read} 行的"
                f"{wording.percent(wording.share(rejected, self.read))}，"
                f"超过上限 {max_rejected_percent}%（参数 max_rejected_percent）。例如：\n{first}"
            )

    def lines(self) -> list[str]:
        """Return the reconciliation as the analyst reads it, a line a file."""
        told = []
        for file in self.files:
            reasons = "，".join(f"{REASONS[rule]} {n} 行" for rule, n in file.rejected.items() if n)
            rejected = sum(file.rejected.values())
            told.append(
                f"{file.file}：读入 {file.read} 行 = 计入 {file.counted} 行 + 剔除 {rejected} 行"
                + (f"（{reasons}）" if reasons else "")
            )
        return told

    def _first_rejects(self) -> list[str]:
        return [
            f"{line.file} 第 {line.row} 行：{REASONS[str(line.reason)]}"
            for line in self.rejects.head(5).itertuples()
        ]
