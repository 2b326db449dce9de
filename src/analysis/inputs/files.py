"""Finding the files of a kind in a quarter's folder, and reading the small ones."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.errors import InputsError
from analysis.inputs.columns import located
from analysis.inputs.sheets import is_sheet, read_sheet
from analysis.inputs.text import delimiter_of, encoding_of

SUFFIXES = (".parquet", ".csv", ".csv.gz", ".xlsx")


def files_of(kind: str, folder: Path) -> list[Path]:
    """Return the files of a kind, by name; none is an InputsError that says what to bring."""
    found = find_files(kind, folder)
    unreadable = [
        path.name for path in _named(kind, folder) if path not in found and path.is_file()
    ]
    if unreadable:
        raise InputsError(
            f"{'、'.join(unreadable)} 的格式不能读取，请另存为 {'、'.join(SUFFIXES)} 之一。"
        )
    if not found:
        raise InputsError(
            f"{folder} 中没有“{kind}”开头的文件（{'、'.join(SUFFIXES)} 均可）。"
            + ("可用 bulletin sample 重构示例记录。" if kind == "evaluations" else "")
        )
    return found


def find_files(kind: str, folder: Path) -> list[Path]:
    """Return the files of a kind, by name; an empty list where there are none."""
    return [
        path
        for path in _named(kind, folder)
        if path.name.lower().endswith(SUFFIXES) and path.is_file()
    ]


def _named(kind: str, folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.name.startswith(kind))


def read_ledger(kind: str, folder: Path) -> pd.DataFrame:
    """Read all files of a ledger as text under the names of the code.

    Two columns are added: `source` (file name) and `row` as a spreadsheet counts it, the
    header being row 1. Blank cells are ''.
    """
    parts = [_read_one(kind, path) for path in files_of(kind, folder)]
    return pd.concat(parts, ignore_index=True).fillna("")


def _read_one(kind: str, path: Path) -> pd.DataFrame:
    content = read_text_cells(kind, path)
    columns = located(kind, content.columns, path.name)
    named = content[list(columns.values())].set_axis(list(columns), axis="columns")
    stripped = named.apply(lambda column: column.str.strip())
    rows = range(2, len(stripped) + 2)
    numbered = stripped.assign(source=path.name, row=rows)
    filled: pd.DataFrame = numbered[(stripped != "").any(axis="columns")]
    return filled


def read_text_cells(kind: str, path: Path) -> pd.DataFrame:
    """Read a table with every cell as text; what cannot be read is an InputsError."""
    try:
        if path.suffix.lower() == ".parquet":
            stored: pd.DataFrame = pd.read_parquet(path).astype("string").fillna("")
            return stored
        if is_sheet(path):
            cells: pd.DataFrame = read_sheet(kind, path).to_pandas().astype("string").fillna("")
            return cells
        encoding = encoding_of(path)
        return pd.read_csv(
            path,
            dtype="string",
            keep_default_na=False,
            encoding=encoding,
            sep=delimiter_of(path, encoding),
            skip_blank_lines=False,
        )
    except pd.errors.EmptyDataError:
        raise InputsError(f"{path.name} 是空文件。") from None
    except (pd.errors.ParserError, OSError, ValueError) as error:
        raise InputsError(f"{path.name} 无法读取：{error}") from None
