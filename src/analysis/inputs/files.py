"""Finding the files of a kind in a quarter's folder."""

from __future__ import annotations

from pathlib import Path

from analysis.errors import InputsError
from analysis.inputs.columns import KINDS
from analysis.inputs.formats import SUFFIXES


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


def input_files(folder: Path) -> list[Path]:
    """Return the files of every kind in a quarter's folder, by kind and name."""
    return [path for kind in KINDS for path in find_files(kind, folder)]


def _named(kind: str, folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.name.startswith(kind))
