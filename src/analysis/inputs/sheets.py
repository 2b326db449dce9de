"""Excel workbooks: the first sheet as text, ids refused where Excel has made them numbers."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import fastexcel
import pyarrow as pa

from analysis.errors import InputsError
from analysis.inputs.columns import KINDS

# Excel keeps 15 digits of a number: two ids of 20 digits become one.
_IDS = frozenset({"evaluation_id", "case_id", "order_id"})
_NUMBERS = frozenset({"int", "float"})


def is_sheet(path: Path) -> bool:
    """Tell whether a file is a workbook."""
    return path.name.lower().endswith(".xlsx")


def read_sheet(kind: str, path: Path) -> pa.RecordBatch:
    """Return the first sheet of a workbook with every cell as text."""
    try:
        workbook = fastexcel.read_excel(path)
        columns = workbook.load_sheet(0).available_columns()
        _refuse_numbers(kind, path, (c.name for c in columns if c.dtype in _NUMBERS))
        return workbook.load_sheet(0, dtypes="string").to_arrow()
    except fastexcel.FastExcelError as error:
        raise InputsError(f"{path.name} 无法读取：{str(error).splitlines()[0]}") from None


def _refuse_numbers(kind: str, path: Path, headers: Iterable[str]) -> None:
    ids = {header for column in KINDS[kind] if column.name in _IDS for header in column.headers}
    for header in headers:
        if header.strip() in ids:
            raise InputsError(
                f"{path.name} 的“{header}”列是数字：Excel 只保留 15 位，编号可能已经改变。"
                "请从系统重新导出，并把这一列存为文本。"
            )
