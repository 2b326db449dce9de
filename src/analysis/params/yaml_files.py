"""Reading YAML that people write: broken files and keys given twice are told by line."""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from analysis.errors import ParamsError
from analysis.unseen import without_unseen

_TAG = "tag:yaml.org,2002:"
_NOTHING: frozenset[str] = frozenset()


def read_yaml(path: Path, text_keys: frozenset[str] = _NOTHING) -> dict[str, Any]:
    """Read a YAML mapping; a missing file, broken YAML or a key given twice is a ParamsError.

    Below one of the `text_keys`, at any depth, everything is text as it is written: 1.10 stays
    1.10 and does not become 1.1. Elsewhere only true and false are truth values, not yes or no.
    """
    if not path.is_file():
        raise ParamsError(f"找不到参数文件 {path}。")
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise ParamsError(f"{path.name} 不是 UTF-8 编码，请另存为 UTF-8。") from None
    return parse_yaml(text, path.name, text_keys)


def parse_yaml(text: str, name: str, text_keys: frozenset[str] = _NOTHING) -> dict[str, Any]:
    """Read the text of a YAML mapping; see read_yaml. `name` is what messages call it."""
    try:
        content = _content(text, text_keys)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        problem = f"{error.problem}{_hint(error)}"
        raise ParamsError(f"{name} 第 {line} 行不是有效的 YAML：{problem}。") from None
    except yaml.YAMLError as error:
        raise ParamsError(f"{name} 不是有效的 YAML：{error}。") from None
    if not isinstance(content, dict):
        raise ParamsError(f"{name} 应为“键: 值”的列表，现在不是。")
    return content


def _content(text: str, text_keys: frozenset[str]) -> Any:
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return None
        _keep_text(root, text_keys)
        return loader.construct_document(root)
    finally:
        loader.dispose()


def _keep_text(root: yaml.Node, text_keys: frozenset[str]) -> None:
    """Tag as text what stands below the keys; an alias may lead anywhere, even back."""
    pending: list[tuple[yaml.Node, bool]] = [(root, False)]
    visited: set[tuple[int, bool]] = set()
    while pending:
        node, below = pending.pop()
        if (id(node), below) in visited:
            continue
        visited.add((id(node), below))
        if isinstance(node, yaml.ScalarNode):
            # Nothing at all stays nothing, so that it is noticed; << merges mappings.
            if below and node.value and node.tag != f"{_TAG}merge":
                node.tag = f"{_TAG}str"
        elif isinstance(node, yaml.SequenceNode):
            pending += [(item, below) for item in node.value]
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                named = isinstance(key, yaml.ScalarNode) and key.value in text_keys
                pending += [(key, below), (value, below or named)]


def _hint(error: yaml.MarkedYAMLError) -> str:
    of_alias = "alias" in f"{error.context} {error.problem}"
    return "（以 * 开头的文字要加引号）" if of_alias else ""


class _Loader(yaml.SafeLoader):
    """YAML's own loader lets the last of two equal keys win; here the second is refused."""

    def construct_mapping(
        self, node: yaml.MappingNode, *args: Any, **kwargs: Any
    ) -> dict[Hashable, Any]:
        seen = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                continue
            if key_node.value in seen:
                raise _told(f"“{key_node.value}”写了两次", key_node)
            seen.add(key_node.value)
        return super().construct_mapping(node, *args, **kwargs)

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:
        """Return a scalar; text without what is not seen, which an escape may have put there."""
        value: Any = super().construct_scalar(node)
        return without_unseen(value) if isinstance(value, str) else value

    def construct_object(self, node: yaml.Node, *args: Any, **kwargs: Any) -> Any:
        """Tell a day that does not exist by its line; YAML's own loader lets Python's error out."""
        try:
            return super().construct_object(node, *args, **kwargs)
        except ValueError:
            raise _told(f"“{node.value}”不是能读的日期或数字", node) from None


def _told(problem: str, node: yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.constructor.ConstructorError(None, None, problem, node.start_mark)


# YAML 1.1 makes truth values of yes, no, on, off as well: words that a survey may hold.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != f"{_TAG}bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    f"{_TAG}bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
