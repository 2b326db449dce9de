"""Params of a quarter: params/defaults.yaml, then params/<quarter>.yaml over it; strict."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from analysis.changes import ChangeWords, Step
from analysis.errors import ParamsError
from analysis.params.blocks import ChangeSteps, Publication, Reading
from analysis.params.sources import TEXT_KEYS
from analysis.params.strict import Block, Strict, checked
from analysis.params.yaml_files import read_yaml
from analysis.quarter import Quarter

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
    def written(self) -> dict[str, Any]:
        """The values as the manifest writes them."""
        return dict(json.loads(json.dumps(dict(self.values), default=str)))

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
    defaults = read_yaml(folder / "defaults.yaml", TEXT_KEYS)
    path = folder / f"{quarter}.yaml"
    own = read_yaml(path, TEXT_KEYS)
    stated = own.pop("quarter", None)
    if stated != str(quarter):
        raise ParamsError(f"{path.name} 的“quarter”应为 {quarter}，现在是“{stated}”。")
    for key in own:
        if key not in defaults:
            raise ParamsError(_unknown(key, set(defaults), path.name))
    return Params(quarter, {**defaults, **own}, f"{path.name}（含 defaults.yaml）")


def _unknown(key: object, known: Iterable[str], source: str) -> str:
    near = get_close_matches(str(key), list(known), n=1)
    hint = f"是否想写“{near[0]}”？" if near else f"可用的参数：{'、'.join(sorted(known))}。"
    return f"{source} 中有不认识的参数“{key}”。{hint}"
