"""Reading YAML that people write: broken files and keys given twice are told by line."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from analysis.errors import ParamsError


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
