"""The lines of params that would declare what a file has under other names."""

from __future__ import annotations

import json

import yaml

from analysis.params.sources import UNDECLARED, DeclaredSource


def declaration(file_name: str, line: str, source: DeclaredSource = UNDECLARED) -> str:
    """Return what to write into params for a file: `line` below an entry of `sources`.

    `line` may be several lines; `source` is how the file is declared already: a second entry that
    matches it would be refused, so the lines belong into the one that is there.
    """
    entry = "".join(f"\n    {part}" for part in line.splitlines())
    if source != UNDECLARED:
        return (
            f"写进 params 的 sources 中 files: {scalar(source.files)} 的那一项，"
            f"已有的同名键换成这里的：{entry}"
        )
    return f"在 params/<季度>.yaml 的 sources 中声明，例如：\n  - files: {scalar(file_name)}{entry}"


def scalar(word: str) -> str:
    """Return a word as YAML writes it, in quotes only where it would be something else."""
    try:
        plain = yaml.safe_load(f"{{{word}: 0}}") == {word: 0}
    except (yaml.YAMLError, ValueError):
        plain = False
    return word if plain else json.dumps(word, ensure_ascii=False)
