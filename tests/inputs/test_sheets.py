"""Workbooks: ids that Excel has made numbers are refused, since it has rounded them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.errors import InputsError
from analysis.inputs.evaluations import Evaluations
from analysis.inputs.files import read_ledger
from tests.inputs.exports import HEADERS, RECORD, write_xlsx

REFUSED = "列是数字：Excel 只保留 15 位，编号可能已经改变。请从系统重新导出，并把这一列存为文本。"


def test_numeric_evaluation_ids_are_refused(folder: Path, read: Callable[..., Evaluations]) -> None:
    rows = [[20250101, *list(RECORD.values())[1:]], [20250102, *list(RECORD.values())[1:]]]
    write_xlsx(folder / "evaluations.xlsx", [HEADERS.split(","), *rows])
    with pytest.raises(InputsError) as stopped:
        read()
    assert str(stopped.value) == f"evaluations.xlsx 的“评价编号”{REFUSED}"


def test_numeric_order_ids_are_refused(tmp_path: Path) -> None:
    headers = ["督办单号", "评价编号", "单位", "发出时间", "办结时限", "办结时间", "核实结果"]
    row = [1.0, "E1", "临江市税务局", "2026-07-01", "2026-07-02", "2026-07-02", "误评"]
    write_xlsx(tmp_path / "supervision_orders.xlsx", [headers, row])
    with pytest.raises(InputsError) as stopped:
        read_ledger("supervision_orders", tmp_path)
    assert str(stopped.value) == f"supervision_orders.xlsx 的“督办单号”{REFUSED}"


def test_a_file_that_is_no_workbook_is_refused(folder: Path, read: Callable[..., object]) -> None:
    (folder / "evaluations.xlsx").write_bytes(b"nonsense")
    with pytest.raises(InputsError, match=r"^evaluations\.xlsx 无法读取："):
        read()
