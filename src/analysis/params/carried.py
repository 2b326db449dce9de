"""The params that a new quarter begins with: what the quarter before declared, as it was written.

Blocks of its file are taken over as text, comments and layout included, and read back: where that
does not give the same values (anchors, flow style), they are written plainly instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from analysis.errors import ParamsError
from analysis.params.blocks import OF_ONE_QUARTER, Reading
from analysis.params.loading import load_params
from analysis.params.sources import TEXT_KEYS
from analysis.params.yaml_files import parse_yaml, read_yaml
from analysis.quarter import Quarter

# Our own remarks begin so: they are about one quarter, and not taken over.
_TO_FILL, _CARRIED = "# 【待填】", "# 【沿用】"
# A bulletin usually comes out in the middle of the month after the quarter.
_USUAL_DELAY = timedelta(days=14)
# The line of a source that says which files it is about.
_FILES = re.compile(r"^[ \t]*(?:-[ \t]+)?files:.*$", re.MULTILINE)


def starting_params(folder: Path, quarter: Quarter, before: Quarter | None) -> str:
    """Return the text of a quarter's own params file, begun from those of the quarter before.

    Only what differs from defaults.yaml is taken over, and nothing that holds of one edition
    only. ParamsError where the file before cannot be read.
    """
    name = f"{before}.yaml"
    if before is None or not (folder / name).is_file():
        return _head(quarter)
    # Mistakes are told now, and not taken over.
    load_params(folder, before).block(Reading)
    values = _worth_carrying(folder, name)
    if not values:
        return f"{_head(quarter)}\n{_CARRIED}{name} 没有需要沿用的参数，都用 defaults.yaml 的。\n"
    told = f"{_CARRIED}以下照抄 {name}，请逐项核对本季度是否仍然如此，不再适用的删去。\n"
    blocks = _blocks((folder / name).read_text("utf-8"))
    text = "\n".join(blocks.get(key, "") for key in values)
    return f"{_head(quarter)}\n{told}\n{_renamed(text, values, (str(before), str(quarter)))}"


def _head(quarter: Quarter) -> str:
    day = quarter.end + _USUAL_DELAY
    return (
        f"# {quarter.year}年{quarter.label}：只写与 defaults.yaml 不同的参数，"
        "各项的意思见使用手册第五节。\n"
        f"quarter: {quarter}\n\n"
        f"{_TO_FILL}印发日期：印发前把下一行改成实际日期，删去行首的 # 和空格。\n"
        f"# published_on: {day.year}年{day.month}月{day.day}日\n"
        f"{_TO_FILL}标题下的数据说明：有需要说明的才写，同样删去行首的 # 和空格。\n"
        "# data_notice: 本季度……\n"
    )


def _worth_carrying(folder: Path, name: str) -> dict[str, Any]:
    """Return the values of a quarter's file that the next one is likely to need."""
    defaults = read_yaml(folder / "defaults.yaml", TEXT_KEYS)
    own = read_yaml(folder / name, TEXT_KEYS)
    return {
        key: value
        for key, value in own.items()
        if key not in {*OF_ONE_QUARTER, "quarter"} and value != defaults[key]
    }


def _renamed(text: str, values: Mapping[str, Any], codes: tuple[str, str]) -> str:
    """Return values as `text` writes them, else plainly; file names get the new quarter's code."""
    wanted = _with_new_names(values, codes)
    renamed = _FILES.sub(lambda line: line[0].replace(*codes), text)
    try:
        if parse_yaml(renamed, "", TEXT_KEYS) == wanted:
            return renamed
    except ParamsError:
        pass
    return yaml.safe_dump(wanted, allow_unicode=True, sort_keys=False)


def _with_new_names(values: Mapping[str, Any], codes: tuple[str, str]) -> dict[str, Any]:
    if "sources" not in values:
        return dict(values)
    sources = [{**one, "files": one["files"].replace(*codes)} for one in values["sources"]]
    return {**values, "sources": sources}


def _blocks(text: str) -> dict[str, str]:
    """Return the lines of each top key, with the comment right above it: key -> text."""
    lines = text.splitlines()
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    starts = {
        key.value: _with_comment(lines, key.start_mark.line)
        for key, _ in (root.value if isinstance(root, yaml.MappingNode) else ())
    }
    ends = [*list(starts.values())[1:], len(lines)]
    return {
        key: "\n".join(_ours_left_out(lines[start:end])).strip("\n") + "\n"
        for (key, start), end in zip(starts.items(), ends, strict=True)
    }


def _with_comment(lines: list[str], start: int) -> int:
    """Return where a block begins: at the comment that stands right above its key, if any."""
    while start and lines[start - 1].startswith("#"):
        start -= 1
    return start


def _ours_left_out(lines: list[str]) -> list[str]:
    return [line for line in lines if not line.startswith((_TO_FILL, _CARRIED))]
