"""Opening a workbook: which of its sheets are data, none of them passed over unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from analysis.errors import InputsError
from analysis.inputs.declaring import declaration, scalar
from analysis.inputs.readers.header import HeaderRow, HeaderSearch
from analysis.inputs.readers.refusals import missing_columns
from analysis.inputs.readers.sheet_tops import SheetTop, sheet_tops
from analysis.inputs.readers.sheets import SheetTable
from analysis.inputs.readers.table import Header
from analysis.inputs.readers.workbook import Workbook
from analysis.spelling import folded


def open_sheets(path: Path, search: HeaderSearch) -> list[tuple[SheetTable, Header]]:
    """Return the sheets that hold data, in their order, each with its header; InputsError.

    Those that are declared, else every sheet with the header. An empty sheet is left out, and so
    is one too narrow for the required columns: a note. A wider one without header is refused.
    """
    book = Workbook(path)
    tops = sheet_tops(book, _chosen(book, search))
    rows = {sheet: search.among(top.rows) for sheet, top in tops.items() if not top.is_empty}
    if not rows:
        raise InputsError(f"{path.name} 的工作表中没有内容。")
    _refuse_without_header(path, search, rows, tops)
    data = [sheet for sheet, row in rows.items() if not row.missing]
    tables = [SheetTable(book, sheet, tops[sheet].rows, sheet != data[-1]) for sheet in data]
    return [(table, search.header(rows[table.sheet], table.name)) for table in tables]


def _chosen(book: Workbook, search: HeaderSearch) -> list[str]:
    """Return the sheets to read: those that are declared, else all."""
    declared = {folded(sheet): sheet for sheet in search.source.sheets}
    for key in declared.keys() - set(map(folded, book.sheets)):
        names = "、".join(f"“{name}”" for name in book.sheets)
        raise InputsError(
            f"{book.path.name} 中没有 params 的 sources 中声明的工作表“{declared[key]}”，"
            f"现有的工作表：{names}。"
        )
    return [sheet for sheet in book.sheets if not declared or folded(sheet) in declared]


def _refuse_without_header(
    path: Path,
    search: HeaderSearch,
    rows: Mapping[str, HeaderRow],
    tops: Mapping[str, SheetTop],
) -> None:
    """Refuse a sheet that should have a header and has none; without any, the nearest to one."""
    without = [sheet for sheet, row in rows.items() if row.missing]
    data = [sheet for sheet in rows if sheet not in without]
    if not data:
        nearest = max(without, key=lambda sheet: rows[sheet].found)
        raise missing_columns(search, rows[nearest], path, f"{path.name}［{nearest}］")
    for sheet in without:
        if search.source.sheets or tops[sheet].widest >= len(search.required):
            missing = missing_columns(search, rows[sheet], path, f"{path.name}［{sheet}］")
            line = f"sheets: [{', '.join(map(scalar, data))}]"
            raise InputsError(f"{missing}\n若这张工作表不是数据，{declaration(path.name, line)}")
