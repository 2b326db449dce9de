"""The same records delivered twice: files of the same bytes, tables of the same counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from analysis.errors import InputsError
from analysis.inputs.fingerprints import file_hash
from analysis.inputs.intake import Taken
from analysis.inputs.judging import COUNTED
from analysis.inputs.opened import Opened

_TOLD_APART = ["month", "region", "unit", "item", "channel", "level", "active"]
_COUNTS = ["rows", "count"]
# One row that stands in two tables may be two evaluations.
_FEWEST_ROWS = 2


def require_different_files(files: Sequence[Path], taken: Sequence[Taken]) -> None:
    """Refuse a file that was delivered twice under two names; one without rows may be."""
    filled = [path for path in files if any(t.read for t in taken if t.file == path.name)]
    sizes = Counter(path.stat().st_size for path in filled)
    seen: dict[str, str] = {}
    for path in filled:
        if sizes[path.stat().st_size] == 1:
            continue
        earlier = seen.setdefault(file_hash(path), path.name)
        if earlier != path.name:
            raise InputsError(f"{path.name} 与 {earlier} 内容完全相同，请只保留一个。")


def require_different_tables(cells: pd.DataFrame, opened: Opened) -> None:
    """Refuse a table without ids that counts just what another does: a copied sheet, a list twice.

    Where there are ids, what is repeated is told by them, row by row.
    """
    seen: dict[int, str] = {}
    for place, own in cells[cells["verdict"] == COUNTED].groupby("file"):
        name = opened.tables[int(str(place))].name
        earlier = seen.setdefault(_digest(own), name)
        if earlier == name or own["rows"].sum() < _FEWEST_ROWS:
            continue
        if not opened.records.has_ids(int(str(place))):
            raise InputsError(
                f"{name} 与 {earlier} 各月、单位、事项、满意度的件数完全相同，又没有评价编号，"
                "像是同一份数据交了两次：请只保留一份；若确是两份，请补上评价编号。"
            )


def _digest(cells: pd.DataFrame) -> int:
    """Return a number that tables have in common if all that they count is alike."""
    together = cells.astype({"active": bool}).groupby(_TOLD_APART, dropna=False)[_COUNTS].sum()
    hashes = pd.util.hash_pandas_object(together.reset_index().astype(str), index=False)
    return hash(tuple(sorted(hashes)))
