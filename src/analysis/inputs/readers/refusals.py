"""What is said of a table whose header was not found, or does not tell what a row stands for."""

from __future__ import annotations

from pathlib import Path

from analysis.errors import InputsError
from analysis.inputs.columns import KINDS, InputColumn
from analysis.inputs.declaring import declaration
from analysis.inputs.privacy import shown
from analysis.inputs.readers.header import HeaderRow, HeaderSearch
from analysis.inputs.readers.table import FIRST_ROWS, Header
from analysis.spelling import folded

# How many titles a message lists before it counts the rest.
_LISTED = 40
_OF_FILE = "文件中的列名"


def missing_columns(
    search: HeaderSearch, nearest: HeaderRow, path: Path, table: str
) -> InputsError:
    """Return the error for a table in which no row holds every required column."""
    columns = ", ".join(f"{column.header}: {_OF_FILE}" for column in nearest.missing)
    return InputsError(
        f"{table} 缺少{_named(search, nearest.missing)}。{_titles(search, nearest)}"
        + declaration(path.name, f"columns: {{{columns}}}")
    )


def require_ids_or_counts(search: HeaderSearch, header: Header, path: Path, table: str) -> None:
    """Refuse evaluations of which nobody can tell whether a row is one or several."""
    constants = {folded(column) for column in search.source.constants}
    telling = [c for c in KINDS["evaluations"] if c.name in {"evaluation_id", "count"}]
    told = any(
        column.name in header.positions or constants & set(map(folded, column.headers))
        for column in telling
    )
    if search.kind == "evaluations" and not told:
        line = f"columns: {{评价编号: {_OF_FILE}}}\nconstants: {{数量: 1}}   # 或者：一行一条评价"
        raise InputsError(
            f"{table} 既没有“评价编号”列，也没有“数量”列：无法判断一行是一条评价还是多条。"
            + declaration(path.name, line)
        )


def _named(search: HeaderSearch, missing: tuple[InputColumn, ...]) -> str:
    if len(missing) > 1:
        return "、".join(f"“{column.header}”" for column in missing) + "列"
    (column,) = missing
    declared = _declared(search, column)
    other = (
        f"params 的 columns 中写作“{declared}”"
        if declared
        else f"也可写作 {'、'.join(column.headers[1:])}"
    )
    return f"“{column.header}”列（{other}）"


def _declared(search: HeaderSearch, column: InputColumn) -> str | None:
    keys = set(map(folded, column.headers))
    return next((t for ours, t in search.source.columns.items() if folded(ours) in keys), None)


def _titles(search: HeaderSearch, nearest: HeaderRow) -> str:
    """Return the titles of the row that comes nearest, unless it looks like a row of data."""
    declared = search.source.header_row
    if declared and declared > FIRST_ROWS:
        return f"header_row 最大为 {FIRST_ROWS}，现在是 {declared}。\n"
    if not nearest.looks_like_header:
        return f"{f'第 {declared} 行' if declared else f'前 {FIRST_ROWS} 行中'}没有列名。\n"
    titles = "、".join(f"“{shown(title)}”" for title in nearest.filled[:_LISTED])
    rest = f"等 {len(nearest.filled)} 列" if len(nearest.filled) > _LISTED else ""
    return f"第 {nearest.row} 行的列：{titles}{rest}。\n"
