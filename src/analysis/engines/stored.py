"""What a Parquet file says of itself, read from its footer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import InputsError

# The column in which DuckDB numbers the rows of a Parquet file, from 0.
_ROW_NUMBER = "file_row_number"

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Stored:
    """A Parquet file: `relation` is what DuckDB selects from, `types` header -> DuckDB's type.

    `titles`: its columns as they are named there, twice where two have one name; `row`: SQL for
    the row of a record, from 1; `rows`: how many it says it has.
    """

    relation: str
    types: Mapping[str, str]
    titles: Sequence[str]
    row: str
    rows: int


def described(path: Path, ask: Callable[[str], list[Row]]) -> Stored:
    """Describe a file, `ask` being what answers a query of it; InputsError."""
    name = "'" + str(path).replace("'", "''") + "'"
    columns = ask(f"DESCRIBE SELECT * FROM read_parquet({name})")
    types = {str(title): str(kind) for title, kind, *_ in columns}
    if _ROW_NUMBER in types:
        raise InputsError(f"{path.name} 有名为 {_ROW_NUMBER} 的列，与程序所用的相同，请改名。")
    parts = ask(f"SELECT name, COALESCE(num_children, 0) FROM parquet_schema({name})")
    ((rows,),) = ask(f"SELECT num_rows FROM parquet_file_metadata({name})")
    relation = f"read_parquet({name}, {_ROW_NUMBER} = true)"
    return Stored(relation, types, _top_level(parts), f"{_ROW_NUMBER} + 1", int(rows))


def _top_level(parts: Sequence[Row]) -> list[str]:
    """Return the names of columns: `parts` are all elements with their children, each after it."""
    names, inner = [], 0
    for name, children in parts[1:]:
        if not inner:
            names.append(str(name))
        inner = max(inner - 1, 0) + int(children)
    return names
