"""What the commands have in common: the quarter, the project's folder, how paths are shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from analysis.errors import UsageError
from analysis.quarter import Quarter
from analysis.quarters import quarters_between
from analysis.unseen import told


class _QuarterType(click.ParamType[Quarter]):
    name = "季度"

    def convert(self, value: Any, param: Any, ctx: Any) -> Quarter:  # noqa: ARG002 - click asks
        return value if isinstance(value, Quarter) else Quarter.parse(value)


class _QuartersType(click.ParamType[tuple[Quarter, ...]]):
    name = "季度"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[Quarter, ...]:  # noqa: ARG002
        """Read 2025Q1, or 2023Q1..2025Q1: every quarter from the first to the last."""
        if isinstance(value, tuple):
            return value
        first, dots, last = str(value).partition("..")
        if not dots:
            return (Quarter.parse(first),)
        found = quarters_between(Quarter.parse(first), Quarter.parse(last))
        if not found:
            raise UsageError(f"“{value}”的第一个季度应早于最后一个，例如 2023Q1..2025Q1。")
        return found


QUARTER = _QuarterType()
QUARTERS = _QuartersType()

FOLDER = click.option(
    "-C",
    "--project",
    "folder",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="项目文件夹；不写则从当前文件夹向上找。",
)

AS_JSON = click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="标准输出只有一个 JSON，其余写到标准错误；键见使用手册。",
)


def common(function: Callable[..., None]) -> Callable[..., None]:
    """Add what every command that works takes: the project's folder and --quiet."""
    quiet = click.option("-q", "--quiet", is_flag=True, help="不显示进度。")
    return FOLDER(quiet(function))


def shown(path: Path) -> str:
    """Return a path as short as it can be typed from here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def say(text: str, *, err: bool = False) -> None:
    """Print a line; a file's name or a cell's text can send no commands to the terminal."""
    click.echo(told(text), err=err)


def printed(content: Any) -> str:
    """Return what --json prints: one object, readable."""
    return json.dumps(content, ensure_ascii=False, indent=1, default=str)


def notice(lines: Iterable[str]) -> None:
    """Tell on standard error what is to be looked at."""
    for line in lines:
        say(f"注意：{line}", err=True)
