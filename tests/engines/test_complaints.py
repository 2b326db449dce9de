"""Errors of the engine: told in Chinese, without a word of its own message."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from analysis.engines.complaints import complaint
from analysis.engines.duckdb import engine
from analysis.errors import BulletinError, ExportError, InputsError

DAMAGED = "无法读取：Parquet 文件已损坏或没有传完，请重新导出。"


@pytest.mark.parametrize("content", [b"", b"PAR1", b"id,name\n1,2\n", None])
def test_a_parquet_file_that_is_none_is_named(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "evaluations.parquet"
    if content is None:
        pd.DataFrame({"a": range(1000)}).to_parquet(path)
        content = path.read_bytes()[:-100]
    path.write_bytes(content)
    with engine(tmp_path, "Asia/Shanghai", 400) as records, pytest.raises(InputsError) as stopped:
        records.stored(path)
    assert str(stopped.value) == f"evaluations.parquet {DAMAGED}"


@pytest.mark.parametrize(
    ("error", "kind", "told"),
    [
        (
            duckdb.OutOfMemoryException("could not allocate 张三"),
            InputsError,
            "e.parquet 太大，内存不够：请调高参数 max_memory_mb，或换内存大的电脑。",
        ),
        (
            duckdb.IOException("Could not write: No space left on device"),
            ExportError,
            "读取 e.parquet 时磁盘已满。请清出空间后再运行。",
        ),
        (
            duckdb.ConversionException("Could not convert string '13800138000'"),
            InputsError,
            f"e.parquet {DAMAGED}",
        ),
    ],
)
def test_an_error_says_what_can_be_done(
    error: duckdb.Error, kind: type[BulletinError], told: str
) -> None:
    made = complaint(error, "e.parquet")
    assert (type(made), str(made)) == (kind, told)
