"""Reconciliation: rows read = rows counted + set aside + rejected, by file and reason."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import wording
from analysis.errors import QualityError

if TYPE_CHECKING:
    import pandas as pd

# Why a row is rejected, by the rule's name; where several apply, the first does.
REASONS: Mapping[str, str] = {
    "malformed_row": "列数与表头不符",
    "missing_time": "评价时间为空",
    "unreadable_time": "评价时间认不出",
    "no_such_time": "评价时间不存在",
    "outside_quarter": "评价时间不在本季度",
    "missing_region": "区域为空",
    "missing_unit": "单位为空",
    "missing_level": "满意度为空",
    "missing_active": "主动评价为空",
    "repeated_id": "评价编号与前面的记录重复",
}
# Rows that are no evaluations: counted apart, without limit, and not listed.
SET_ASIDE: Mapping[str, str] = {
    "blank_row": "空行",
    "total_row": "合计行",
    "no_answer": "声明为未作评价",
}
REJECT_COLUMNS = ("file", "row", "reason", "evaluation_id")
# In which files of a folder the reconciliation and the rejects are kept.
QUALITY_FILE, REJECTS_FILE = "quality.json", "rejects.csv"
# How many rejects are listed where there are more of them than params allow.
LISTED_BEYOND_LIMIT = 1000


@dataclass(frozen=True)
class FileCount:
    """What became of the rows of one file, or one sheet; `read` is counted in another way."""

    file: str
    read: int
    counted: int
    set_aside: Mapping[str, int]
    rejected: Mapping[str, int]

    @property
    def accounted(self) -> int:
        """Rows of which it is known what became of them."""
        return self.counted + sum(self.set_aside.values()) + sum(self.rejected.values())

    @property
    def reconciled(self) -> bool:
        """Whether every row read was counted, set aside or rejected."""
        return self.read == self.accounted

    def line(self) -> str:
        """Return the reconciliation of the file as the analyst reads it."""
        aside, rejected = sum(self.set_aside.values()), sum(self.rejected.values())
        return (
            f"{self.file}：读入 {self.read} 行 = 计入 {self.counted} 行"
            + (f" + 不计 {aside} 行{_named(self.set_aside, SET_ASIDE)}" if aside else "")
            + f" + 剔除 {rejected} 行{_named(self.rejected, REASONS)}"
        )


@dataclass(frozen=True)
class Quality:
    """The reconciliation of all evaluation files, and the rows that were rejected.

    `rejects` (REJECT_COLUMNS) holds all of them up to the limit of the params, else the first.
    """

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

    @property
    def rejected(self) -> int:
        """Rows rejected, all files."""
        return sum(sum(file.rejected.values()) for file in self.files)

    def require(self, max_rejected_percent: Decimal) -> None:
        """Stop where rows got lost, or more were rejected than params allow (QualityError)."""
        for file in self.files:
            if not file.reconciled:
                raise QualityError(
                    f"{file.file} 对账不符：读入 {file.read} 行，而计入、不计和剔除的共 "
                    f"{file.accounted} 行。请检查引号是否成对，或另存为 XLSX 再试。"
                )
        if Decimal(100 * self.rejected) > max_rejected_percent * self.read:
            first = "\n".join(f"  {line}" for line in self._first_rejects())
            raise QualityError(
                f"剔除 {self.rejected} 行，占读入 {self.read} 行的"
                f"{wording.percent(wording.share(self.rejected, self.read))}，"
                f"超过上限 {max_rejected_percent}%（参数 max_rejected_percent）。例如：\n{first}"
            )

    def lines(self) -> list[str]:
        """Return the reconciliation, a line a file, and a last one where there are several."""
        told = [file.line() for file in self.files]
        return [*told, self.whole().line()] if len(told) > 1 else told

    def whole(self) -> FileCount:
        """Return all files as one."""
        return FileCount(
            "合计",
            self.read,
            self.counted,
            {rule: sum(file.set_aside.get(rule, 0) for file in self.files) for rule in SET_ASIDE},
            {rule: sum(file.rejected.get(rule, 0) for file in self.files) for rule in REASONS},
        )

    def _first_rejects(self) -> list[str]:
        return [
            f"{line.file} 第 {line.row} 行：{REASONS[str(line.reason)]}"
            for line in self.rejects.head(5).itertuples()
        ]


def write_quality(
    folder: Path, files: Iterable[FileCount], rejects: Iterable[Sequence[str | int | None]]
) -> None:
    """Write the reconciliation by file, and the rejects (REJECT_COLUMNS), into a folder."""
    counts = json.dumps([asdict(file) for file in files], ensure_ascii=False)
    (folder / QUALITY_FILE).write_text(counts, "utf-8")
    with (folder / REJECTS_FILE).open("w", encoding="utf-8", newline="") as content:
        csv.writer(content).writerows([REJECT_COLUMNS, *rejects])


def _named(counts: Mapping[str, int], names: Mapping[str, str]) -> str:
    told = "，".join(f"{names[rule]} {count} 行" for rule, count in counts.items() if count)
    return f"（{told}）" if told else ""
