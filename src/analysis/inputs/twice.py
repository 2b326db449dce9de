"""The same records delivered twice: files of the same bytes, tables of the same counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from analysis.engines.typed import DIMENSIONS
from analysis.errors import InputsError
from analysis.inputs.fingerprints import file_hash
from analysis.inputs.intake import Taken
from analysis.inputs.judging import COUNTED
from analysis.inputs.opened import Opened

_TOLD_APART = ", ".join(["month", *(f"official_{name}" for name in DIMENSIONS)])
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


def require_different_tables(opened: Opened) -> None:
    """Refuse a table without ids that counts just what another does: a copied sheet, a list twice.

    Where there are ids, what is repeated is told by them, row by row.
    """
    seen: dict[int, str] = {}
    for file, rows, digest in opened.records.rows(_DIGESTS) if len(opened.tables) > 1 else ():
        name = opened.tables[file].name
        earlier = seen.setdefault(digest, name)
        if earlier == name or rows < _FEWEST_ROWS:
            continue
        if not opened.records.has_ids(file):
            raise InputsError(
                f"{name} 与 {earlier} 各月、单位、事项、满意度的件数完全相同，又没有评价编号，"
                "像是同一份数据交了两次：请只保留一份；若确是两份，请补上评价编号。"
            )


# By table: its place, rows that count, and a number that tables share if all they count is alike.
_DIGESTS = f"""
SELECT file, SUM(rows)::BIGINT, hash(list(cell ORDER BY cell)) FROM (
    SELECT file, SUM(rows) AS rows, hash({_TOLD_APART}, SUM(rows), SUM(count)) AS cell
    FROM judged WHERE verdict = '{COUNTED}' GROUP BY file, {_TOLD_APART})
GROUP BY file ORDER BY file"""
