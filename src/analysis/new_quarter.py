"""Starting a quarter from the one before: its params, its data folder, the list of files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import BulletinError, ExportError, UsageError
from analysis.inputs.checklist import Checklist, EarlierData, checklist
from analysis.inputs.files import input_files
from analysis.params.carried import starting_params
from analysis.params.loading import Params, load_params
from analysis.params.sources import TEXT_KEYS
from analysis.params.yaml_files import read_yaml
from analysis.project import Project
from analysis.quarter import Quarter
from analysis.quarters import quarters_of
from analysis.report_files import MANIFEST

CHECKLIST = "数据清单.md"
_DEFAULTS = "defaults.yaml"


@dataclass(frozen=True)
class NewQuarter:
    """What was begun: the quarter it follows (None for the very first), and what was written."""

    before: Quarter | None
    written: tuple[Path, ...]
    checklist: Checklist


def new_quarter(project: Project, quarter: Quarter) -> NewQuarter:
    """Begin a quarter; UsageError where it has params or a checklist already.

    Whatever else lies in its data folder stays. It follows the latest quarter before it that has
    params or data. Nothing that exists is ever overwritten.
    """
    params, folder = project.params / f"{quarter}.yaml", project.data(quarter)
    _require_new(params, folder / CHECKLIST)
    before = _before(project, quarter)
    text = starting_params(project.params, quarter, before)
    listed = checklist(quarter, _data_of(project, before) if before else None)
    _write(folder / CHECKLIST, listed.markdown())
    try:
        _write(params, text)
    except BulletinError:
        # Both or none: else the next attempt would find a quarter half begun.
        (folder / CHECKLIST).unlink()
        raise
    return NewQuarter(before, (params, folder / CHECKLIST), listed)


def _require_new(*paths: Path) -> None:
    if there := [path for path in paths if path.exists()]:
        named = "、".join(map(str, there))
        raise UsageError(
            f"{named} 已经存在，没有改动任何文件。"
            "要看这一季度有什么，用 bulletin status；要重新开始，先把它移走。"
        )
    for path in paths:
        if path.parent.exists() and not path.parent.is_dir():
            raise UsageError(f"{path.parent} 不是文件夹，请先移走这个文件。")


def _before(project: Project, quarter: Quarter) -> Quarter | None:
    known = [
        earlier
        for earlier in quarters_of(project)
        if earlier < quarter
        and ((project.params / f"{earlier}.yaml").is_file() or input_files(project.data(earlier)))
    ]
    return max(known, default=None)


def _data_of(project: Project, quarter: Quarter) -> EarlierData:
    """Return what is known of an earlier quarter's data; without params of its own by defaults."""
    own = (project.params / f"{quarter}.yaml").is_file()
    defaults = read_yaml(project.params / _DEFAULTS, TEXT_KEYS)
    params = load_params(project.params, quarter) if own else Params(quarter, defaults, _DEFAULTS)
    recorded = _recorded(project.report(quarter) / MANIFEST)
    return EarlierData(quarter, project.data(quarter), params.reading, recorded)


def _recorded(manifest: Path) -> tuple[str, ...]:
    """Return the names of the files that a run has read, none where that cannot be told."""
    try:
        return tuple(json.loads(manifest.read_text("utf-8"))["inputs"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def _write(path: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all (ExportError)."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{path} 已经存在，没有改动。") from None
    except OSError as error:
        path.unlink(missing_ok=True)
        raise ExportError(f"无法写入 {path}：{error.strerror}。") from None
