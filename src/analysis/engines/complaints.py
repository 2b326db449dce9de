"""What DuckDB complains of while it reads a file, in the analyst's language."""

from __future__ import annotations

import re
from pathlib import Path

_FILE = re.compile(r'file = (.+)|sniffing file "([^"]+)"')
_LINE = re.compile(r"CSV Error on Line: ([0-9]+)")
_WIDTH = re.compile(r"Expected Number of Columns: ([0-9]+) Found: ([0-9]+)")


def explained(complaint: str, path: Path | None) -> str:
    """Name the file and, where it is known, the row; never the row's content."""
    found = _FILE.search(complaint)
    stated = found and (found[1] or found[2])
    name = path.name if path else Path(stated.strip()).name if stated else "评价记录"
    line = _LINE.search(complaint)
    place = f"{name} 第 {line[1]} 行" if line else name
    if "not utf-8 encoded" in complaint:
        return f"{name} 不是 UTF-8 编码，请另存为“CSV UTF-8”。"
    if width := _WIDTH.search(complaint):
        return f"{place}有 {width[2]} 列，而表头有 {width[1]} 列，请检查逗号和引号。"
    if "unterminated quote" in complaint.lower():
        return f"{place}的引号没有成对。"
    if "sniffing file" in complaint:
        return f"{name} 不能按 CSV 读取：有的行列数与表头不一致，或引号没有成对。"
    return f"{name} 无法读取：{complaint.splitlines()[0]}"
