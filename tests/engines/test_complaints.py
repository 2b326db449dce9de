"""What DuckDB complains of comes out in Chinese, with file and row but never a row's content."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.engines.duckdb import engine
from analysis.errors import InputsError

HEADER = "姓名,单位\n"
# More than DuckDB looks at before it reads.
MANY = "张三,民政局\n" * 60_000
FILES = {
    "a short row": (
        f"{HEADER}{MANY}李四\n".encode(),
        "e.csv 第 60002 行有 1 列，而表头有 2 列，请检查逗号和引号。",
    ),
    "a short row near the top": (
        f"{HEADER}李四\n".encode(),
        "e.csv 不能按 CSV 读取：有的行列数与表头不一致，或引号没有成对。",
    ),
    "an open quote": (
        f'{HEADER}李四,"民政局\n张三,民政局\n'.encode(),
        "e.csv 不能按 CSV 读取：有的行列数与表头不一致，或引号没有成对。",
    ),
    "another encoding": (
        f"{HEADER}李四,民政局\n".encode("gb18030"),
        "e.csv 不是 UTF-8 编码，请另存为“CSV UTF-8”。",
    ),
    "another encoding far down": (
        f"{HEADER}{MANY}".encode() + "李四,民政局\n".encode("gb18030"),
        "e.csv 不是 UTF-8 编码，请另存为“CSV UTF-8”。",
    ),
}


@pytest.mark.parametrize(("content", "message"), FILES.values(), ids=FILES.keys())
def test_a_file_that_cannot_be_read_is_named_with_its_row(
    content: bytes, message: str, tmp_path: Path
) -> None:
    (tmp_path / "e.csv").write_bytes(content)

    def read() -> None:
        with engine(tmp_path, "Asia/Shanghai") as records:
            relation, _ = records.headers(tmp_path / "e.csv")
            records._fetch(f"SELECT MAX(姓名), MAX(单位) FROM {relation}")  # noqa: S608, SLF001 - as the cube reads

    with pytest.raises(InputsError) as stopped:
        read()
    assert str(stopped.value) == message
    assert "李四" not in str(stopped.value)
