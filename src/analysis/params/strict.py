"""Blocks of params and of plans: typed, strict, their mistakes told in Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from analysis.errors import ParamsError

Block = TypeVar("Block", bound=BaseModel)


class Strict(BaseModel):
    """A block of params: keys that it does not name are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def checked(kind: type[Block], values: Mapping[str, Any], source: str) -> Block:
    """Return values as a block; ParamsError names each wrong key, what stood there and why."""
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        lines = "\n".join(f"  {_explained(item)}" for item in error.errors())
        raise ParamsError(f"{source} 中的参数不对：\n{lines}") from None


# pydantic's kinds of error, by the start of their name, in the analyst's language.
_REASONS = {
    "missing": "缺少这一项",
    "extra_forbidden": "不认识这一项",
    "int": "应为整数",
    "decimal": "应为数字",
    "string": "应为文字",
    "bool": "应为 true 或 false",
    "literal": "不是可用的值",
    "greater_than": "数值太小",
    "less_than": "数值太大",
    "tuple": "应为列表",
    "dict": "应为“键: 值”的列表",
    "too_short": "至少要有一项",
    "date": "应为日期，例如 2025-01-01",
}


def _explained(item: Any) -> str:
    place = _place(item["loc"])
    if item["type"] == "value_error":
        return f"{place}：{item['ctx']['error']}。"
    reason = next((text for start, text in _REASONS.items() if item["type"].startswith(start)), "")
    found = "" if item["type"] == "missing" else f"，现在是“{item['input']}”"
    return f"{place}：{reason or '写法不对'}{_allowed(item)}{found}。"


def _place(loc: tuple[str | int, ...]) -> str:
    """Return a place as people count: sources 第 1 项的 active.Self."""
    place = ""
    for part in loc:
        if isinstance(part, int):
            place += f" 第 {part + 1} 项"
        elif part != "[key]":
            place += f"{'的 ' if place.endswith('项') else '.' if place else ''}{part}"
    return place


def _allowed(item: Any) -> str:
    if item["type"] != "literal_error":
        return ""
    allowed = re.findall(r"'([^']*)'|([0-9]+)", item["ctx"]["expected"])
    return f"（可用：{'、'.join(word or number for word, number in allowed)}）"
