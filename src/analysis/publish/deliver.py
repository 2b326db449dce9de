"""Outputs appear whole or not at all: written beside their place, then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from analysis.errors import ExportError

# Path below the report's folder -> content.
Outputs = Mapping[str, bytes]


def deliver(folder: Path, outputs: Outputs, *, owned: tuple[str, ...] = ()) -> None:
    """Put outputs in place; files in the `owned` folders that are no longer made are removed.

    Nothing is touched before every output is safely on the disk. A file that did not change
    is left as it is.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content in outputs.items():
            _write(scratch / name, content)
        for name, content in outputs.items():
            _put(scratch / name, folder / name, content)
    except OSError as error:
        raise ExportError(f"无法写入 {folder}：{error.strerror}（{error.filename}）。") from None
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    for part in owned:
        for path in (folder / part).glob("*"):
            if path.is_file() and f"{part}/{path.name}" not in outputs:
                path.unlink()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _put(made: Path, target: Path, content: bytes) -> None:
    if target.is_file() and target.read_bytes() == content:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    made.replace(target)
