"""How the tests read the small ledgers of the invented city."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.inputs.ledgers import (
    commendations,
    hall_units,
    service_stars,
    supervision_orders,
)
from analysis.params.blocks import Reading
from tests.inputs.exports import QUARTER, ROSTER, reading

HEADERS: Mapping[str, str] = {
    "hall": "单位,叫号量,办件量,现场主动评价数,网上办件量,网上主动评价数",
    "service_stars": "月份,姓名,单位",
    "supervision_orders": "督办单号,评价编号,单位,发出时间,办结时限,办结时间,核实结果",
    "commendations": "日期,类型,单位,姓名,次数",
}
_READERS: Mapping[str, Callable[[Path, Reading], pd.DataFrame]] = {
    "hall": lambda folder, how: hall_units(folder, ROSTER, how),
    "service_stars": lambda folder, how: service_stars(folder, ROSTER, QUARTER, how),
    "supervision_orders": lambda folder, how: supervision_orders(folder, ROSTER, QUARTER, how),
    "commendations": lambda folder, how: commendations(folder, ROSTER, QUARTER, how),
}


def read_folder(kind: str, folder: Path, *sources: Mapping[str, Any]) -> pd.DataFrame:
    """Read the ledger of a kind from a folder."""
    return _READERS[kind](folder, reading(sources=sources))


def read_lines(kind: str, folder: Path, *lines: str) -> pd.DataFrame:
    """Write a ledger of these lines below the official headers, and read it."""
    text = "\n".join([HEADERS[kind], *lines, ""])
    (folder / f"{kind}.csv").write_text(text, "utf-8")
    return read_folder(kind, folder)


def rows_of(frame: pd.DataFrame) -> list[list[Any]]:
    """Return a frame's rows as plain lists."""
    rows: list[list[Any]] = frame.to_dict("tight")["data"]
    return rows
