"""A published table: its parts have names, its values stay apart from their printed form."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from analysis.errors import ExportError
from analysis.facts import Fact, History, Unit
from analysis.unseen import told

TABLE_MIME = "application/vnd.bulletin.table+json"

# The folder of a report that keeps the tables as CSV.
TABLES = "tables"

Cell = str | Fact

_KEY = re.compile(r"[a-z0-9_]{1,100}")


def table_data(key: str) -> str:
    """Return where a table's values lie as CSV, from the quarter's report folder.

    The key names a file: ExportError where it could lead out of the folder.
    """
    if not _KEY.fullmatch(key):
        raise ExportError(
            f"表的名称（key）“{told(key)}”不能用作文件名：只可用小写字母、数字和下划线，"
            "例如 levels_by_region。请改正笔记本中的代码后再运行。"
        )
    return f"{TABLES}/{key}.csv"


@dataclass(frozen=True)
class Column:
    """A column label, the spanner (group) it stands under, and how its cells align."""

    label: str
    group: str = ""
    kind: str = "number"


@dataclass(frozen=True)
class Table:
    """A table of facts and words; the first column is the row header (stub)."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        table_data(self.key)
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"table {self.key}: a row does not have one cell per column")

    def against(self, previous: History, year_ago: History) -> Table:
        """Return the table with its facts set against earlier quarters."""
        rows = tuple(
            tuple(c.against(previous, year_ago) if isinstance(c, Fact) else c for c in row)
            for row in self.rows
        )
        return replace(self, rows=rows)

    def payload(self) -> dict[str, Any]:
        """Return the table as JSON data: `cells` as printed, `rows` as values.

        `keys` says which fact stands in a cell, '' for words.
        """
        return {
            "key": self.key,
            "title": self.title,
            "notes": list(self.notes),
            "columns": [{"label": c.label, "group": c.group, "kind": c.kind} for c in self.columns],
            "cells": [[_printed(cell) for cell in row] for row in self.rows],
            "rows": [[_raw(cell) for cell in row] for row in self.rows],
            "keys": [
                [cell.key if isinstance(cell, Fact) else "" for cell in row] for row in self.rows
            ],
        }

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {
            TABLE_MIME: self.payload(),
            "text/html": _preview(self),
            "text/plain": f"表：{self.title}（{len(self.rows)} 行）",
        }


@dataclass(frozen=True)
class InternalTables:
    """Tables for the analyst alone: shown in the notebook, never handed on to be published."""

    tables: tuple[Table, ...]

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {
            "text/html": "".join(_preview(table) for table in self.tables),
            "text/plain": "\n".join(f"表：{t.title}（{len(t.rows)} 行）" for t in self.tables),
        }


def _printed(cell: Cell) -> str:
    """Tables print counts in full (1025598), unlike prose (102.56万)."""
    if isinstance(cell, Fact) and cell.measure.unit is Unit.COUNT:
        return str(cell.value)
    return str(cell)


def _raw(cell: Cell) -> Any:
    if isinstance(cell, str):
        return cell
    return str(cell.value) if isinstance(cell.value, Decimal) else cell.value


def _preview(table: Table) -> str:
    """Return what the analyst sees in JupyterLab; the published form is made by the exporters."""

    def row(tag: str, cells: list[str]) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(c)}</{tag}>" for c in cells) + "</tr>"

    labels = [f"{c.group} {c.label}".strip() for c in table.columns]
    body = "".join(row("td", [_printed(cell) for cell in cells]) for cells in table.rows)
    return f"<table><caption>{html.escape(table.title)}</caption>{row('th', labels)}{body}</table>"
