"""Params of a quarter: params/defaults.yaml, then params/<quarter>.yaml over it; strict."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypeVar
from zoneinfo import available_timezones

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from analysis.changes import ChangeWords, Step
from analysis.errors import ParamsError
from analysis.quarter import Quarter
from analysis.roster import Roster, Unit


class Strict(BaseModel):
    """A block of params: keys that it does not name are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Publication(Strict):
    """What a bulletin says about itself, and the words it uses."""

    title: str
    issuer: str
    area: str
    published_on: str | None
    data_notice: str


class Reading(Strict):
    """How inputs are read and how much of them may be rejected."""

    best_code: Literal[1, 5] | None = Field(description="评价用代码时，1 或 5 中哪个是“非常满意”")
    time_zone: str
    max_rejected_percent: Decimal = Field(ge=0, le=100)

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError("不是时区的名称，例如 Asia/Shanghai")
        return name


class ChangeStep(Strict):
    """One step of the words for change; see changes.Step."""

    below: Decimal | None
    word: str
    directed: bool = True


class ChangeSteps(Strict):
    """The words for change, in rising order."""

    change_steps: tuple[ChangeStep, ...] = Field(min_length=1)

    @field_validator("change_steps")
    @classmethod
    def _rising_to_the_end(cls, steps: tuple[ChangeStep, ...]) -> tuple[ChangeStep, ...]:
        limits = [step.below for step in steps[:-1] if step.below is not None]
        if steps[-1].below is not None or len(limits) < len(steps) - 1:
            raise ValueError("只有最后一级的 below 为 null")
        if limits != sorted(set(limits)):
            raise ValueError("below 应逐级增大")
        return steps


Block = TypeVar("Block", bound=BaseModel)
_BLOCKS: tuple[type[Strict], ...] = (Publication, Reading, ChangeSteps)


@dataclass(frozen=True)
class Params:
    """The params of one quarter as read; blocks are taken from them by type."""

    quarter: Quarter
    values: Mapping[str, Any]
    source: str

    def block(self, kind: type[Block], **overrides: Any) -> Block:
        """Return the values that a block names, checked; a notebook may override some."""
        for key in overrides:
            if key not in kind.model_fields:
                raise ParamsError(_unknown(key, kind.model_fields, "笔记本"))
        chosen = {**self.values, **overrides}
        named = {key: chosen[key] for key in kind.model_fields if key in chosen}
        return checked(kind, named, self.source)

    @property
    def publication(self) -> Publication:
        """Title, issuer and standing words."""
        return self.block(Publication)

    @property
    def reading(self) -> Reading:
        """How inputs are read."""
        return self.block(Reading)

    @property
    def change_words(self) -> ChangeWords:
        """The words for change."""
        steps = self.block(ChangeSteps).change_steps
        return ChangeWords(tuple(Step(s.below, s.word, s.directed) for s in steps))

    def require_known(self, rules: Iterable[type[BaseModel]]) -> None:
        """Refuse a key that no block names, and a block whose keys are missing or wrong."""
        kinds = (*_BLOCKS, *rules)
        known = {key for kind in kinds for key in kind.model_fields}
        for key in self.values:
            if key not in known:
                raise ParamsError(_unknown(key, known, self.source))
        for kind in kinds:
            self.block(kind)


def load_params(folder: Path, quarter: Quarter) -> Params:
    """Read defaults.yaml and the quarter's own file; every key must stand in the defaults."""
    defaults = read_yaml(folder / "defaults.yaml")
    path = folder / f"{quarter}.yaml"
    own = read_yaml(path)
    stated = own.pop("quarter", None)
    if stated != str(quarter):
        raise ParamsError(f"{path.name} 的“quarter”应为 {quarter}，现在是“{stated}”。")
    for key in own:
        if key not in defaults:
            raise ParamsError(_unknown(key, set(defaults), path.name))
    return Params(quarter, {**defaults, **own}, f"{path.name}（含 defaults.yaml）")


class _UnitEntry(Strict):
    name: str
    aliases: tuple[str, ...] = ()


class _RosterFile(Strict):
    regions: tuple[str, ...] = Field(min_length=1)
    units: dict[str, tuple[str | _UnitEntry, ...]]


def load_roster(folder: Path) -> Roster:
    """Read units.yaml: regions and units in official order; no name may stand twice."""
    path = folder / "units.yaml"
    content = checked(_RosterFile, read_yaml(path), path.name)
    for region in content.units:
        if region not in content.regions:
            raise ParamsError(f"{path.name}：units 下的“{region}”不在 regions 之中。")
    entries = [
        (region, entry if isinstance(entry, _UnitEntry) else _UnitEntry(name=entry))
        for region in content.regions
        for entry in content.units.get(region, ())
    ]
    _require_unique([name for _, e in entries for name in (e.name, *e.aliases)], path.name)
    units = tuple(Unit(entry.name, region, entry.aliases) for region, entry in entries)
    return Roster(content.regions, units)


def checked(kind: type[Block], values: Mapping[str, Any], source: str) -> Block:
    """Return values as a block; ParamsError names each wrong key, what stood there and why."""
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        lines = "\n".join(f"  {_explained(item)}" for item in error.errors())
        raise ParamsError(f"{source} 中的参数不对：\n{lines}") from None


def read_yaml(path: Path) -> dict[str, Any]:
    """Read a YAML mapping; a missing file, broken YAML or a key given twice is a ParamsError."""
    if not path.is_file():
        raise ParamsError(f"找不到参数文件 {path}。")
    try:
        content = yaml.load(path.read_text("utf-8"), Loader=_UniqueKeys)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise ParamsError(f"{path.name} 第 {line} 行不是有效的 YAML：{error.problem}。") from None
    except yaml.YAMLError as error:
        raise ParamsError(f"{path.name} 不是有效的 YAML：{error}。") from None
    except UnicodeDecodeError:
        raise ParamsError(f"{path.name} 不是 UTF-8 编码，请另存为 UTF-8。") from None
    if not isinstance(content, dict):
        raise ParamsError(f"{path.name} 应为“键: 值”的列表，现在不是。")
    return content


class _UniqueKeys(yaml.SafeLoader):
    """YAML's own loader lets the last of two equal keys win; here the second is refused."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - the signature of PyYAML
        seen = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                continue
            if key_node.value in seen:
                problem = f"“{key_node.value}”写了两次"
                raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
            seen.add(key_node.value)
        return super().construct_mapping(node, deep=deep)


def _unknown(key: object, known: Iterable[str], source: str) -> str:
    near = get_close_matches(str(key), list(known), n=1)
    hint = f"是否想写“{near[0]}”？" if near else f"可用的参数：{'、'.join(sorted(known))}。"
    return f"{source} 中有不认识的参数“{key}”。{hint}"


def _require_unique(all_names: Iterable[str], source: str) -> None:
    seen: set[str] = set()
    for name in all_names:
        if name in seen:
            raise ParamsError(f"{source} 中“{name}”出现了两次，每个名称和别名只能写一次。")
        seen.add(name)


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
    place = ".".join(str(part) for part in item["loc"])
    if item["type"] == "value_error":
        return f"{place}：{item['ctx']['error']}。"
    reason = next((text for start, text in _REASONS.items() if item["type"].startswith(start)), "")
    found = "" if item["type"] == "missing" else f"，现在是“{item['input']}”"
    return f"{place}：{reason or '写法不对'}{found}。"
