"""What DuckDB complains of, in the analyst's language; never its own words, which hold cells."""

from __future__ import annotations

import duckdb

from analysis.errors import BulletinError, ExportError, InputsError


def complaint(error: Exception, name: str) -> BulletinError:
    """Return what an error means, and what can be done; `name` is the file or the files."""
    if isinstance(error, duckdb.OutOfMemoryException):
        return InputsError(f"{name} 太大，内存不够：请调高参数 max_memory_mb，或换内存大的电脑。")
    if isinstance(error, duckdb.Error | OSError) and "No space left" in str(error):
        return ExportError(f"读取 {name} 时磁盘已满。请清出空间后再运行。")
    return InputsError(damaged(name))


def damaged(name: str) -> str:
    """Say that a Parquet file is not what it says it is."""
    return f"{name} 无法读取：Parquet 文件已损坏或没有传完，请重新导出。"
