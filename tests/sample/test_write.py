"""Evaluations reach the disk whole, once, and never over a city's own."""

from __future__ import annotations

from errno import ENOSPC
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.errors import ExportError, InputsError
from analysis.sample import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".yaml")


def test_the_other_format_goes_so_that_nothing_is_read_twice(
    folder: Path, reconstructed: Callable[..., Path]
) -> None:
    reconstructed()
    assert files(folder) == ["evaluations.parquet"]
    reconstructed(as_csv=True)
    assert files(folder) == ["evaluations.csv"]
    reconstructed()
    assert files(folder) == ["evaluations.parquet"]


@pytest.mark.parametrize("name", ["evaluations.csv", "evaluations.parquet"])
@pytest.mark.parametrize("as_csv", [False, True])
def test_a_file_that_was_not_reconstructed_stays(
    name: str, folder: Path, reconstructed: Callable[..., Path], *, as_csv: bool
) -> None:
    theirs = folder / name
    if name.endswith(".csv"):
        theirs.write_text("评价编号,单位\n35020001,甲局\n", encoding="gb18030")
    else:
        pq.write_table(pa.table({"评价编号": ["35020001"]}), theirs)
    before = theirs.read_bytes()
    with pytest.raises(InputsError, match=f"2030Q2/{name} 不是重建的记录，不会覆盖"):
        reconstructed(as_csv=as_csv)
    assert files(folder) == [name]
    assert theirs.read_bytes() == before


def test_a_failure_half_way_leaves_the_last_file(
    folder: Path, reconstructed: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = reconstructed()
    before = path.read_bytes()

    def disk_full(_: pa.Table, target: Path, *, as_csv: bool) -> None:
        target.write_bytes(b"half" if as_csv else b"PAR")
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(write, "_write", disk_full)
    with pytest.raises(ExportError, match="磁盘已满。请清出空间后再运行。"):
        reconstructed(as_csv=True)
    assert files(folder) == ["evaluations.parquet"]
    assert path.read_bytes() == before
