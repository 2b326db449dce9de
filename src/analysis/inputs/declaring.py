"""The lines of params that would declare what a file has under other names."""

from __future__ import annotations

import json

import yaml


def declaration(file_name: str, line: str) -> str:
    """Return what to write into params for a file: `line` below an entry of `sources`.

    `line` may be several lines.
    """
    entry = "".join(f"\n    {part}" for part in line.splitlines())
    return f"在 params/<季度>.yaml 的 sources 中声明，例如：\n  - files: {scalar(file_name)}{entry}"


def scalar(word: str) -> str:
    """Return a word as YAML writes it, in quotes only where it would be something else."""
    try:
        plain = yaml.safe_load(f"{{{word}: 0}}") == {word: 0}
    except (yaml.YAMLError, ValueError):
        plain = False
    return word if plain else json.dumps(word, ensure_ascii=False)
