"""The documents name what there is: links resolve, params, commands, columns and measures."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from analysis.cli.main import bulletin
from analysis.commentary.verify import Rule
from analysis.errors import BulletinError
from analysis.inputs.columns import KINDS
from analysis.inputs.quality import REASONS, SET_ASIDE
from analysis.params.blocks import Fonts
from analysis.params.sources import DeclaredSource
from analysis.plausibility.catalogue import RULES, TITLES

ROOT = Path(__file__).parents[1]
MANUAL = (ROOT / "docs" / "使用手册.md").read_text("utf-8")
DICTIONARY = (ROOT / "docs" / "data-dictionary.md").read_text("utf-8")
METHOD = (ROOT / "docs" / "method.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = [
    path
    for folder in (ROOT, ROOT / "docs", ROOT / "data", ROOT / "benchmarks")
    for path in sorted(folder.glob("*.md"))
]
DEFAULTS = yaml.safe_load((ROOT / "params" / "defaults.yaml").read_text("utf-8"))
REPORT = ROOT / "reports" / "2025Q1"
FACTS = json.loads((REPORT / "facts.json").read_text("utf-8"))["facts"]
MANIFEST = json.loads((REPORT / "manifest.json").read_text("utf-8"))
MEASURES = {fact["key"]: fact["label"] for fact in FACTS}

# [words](target), an image as well; targets in these documents hold no brackets.
LINK = re.compile(r"\]\(([^()\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LARGEST_PICTURE = 250_000


def anchors(path: Path) -> set[str]:
    """Return the fragments that GitHub gives a document's headings."""
    headings = HEADING.findall(FENCED.sub("", path.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links() -> list[tuple[Path, str]]:
    return [
        (path, target)
        for path in DOCUMENTS
        for target in LINK.findall(FENCED.sub("", path.read_text("utf-8")))
        if "://" not in target
    ]


def section(document: str, heading: str) -> str:
    """Return the text below a heading, up to the next one of its level or above."""
    level = heading.split(" ", maxsplit=1)[0]
    rest = document.split(f"\n{heading}", 1)[1]
    return re.split(rf"\n#{{1,{len(level)}}} ", rest, maxsplit=1)[0]


@pytest.mark.parametrize(
    ("path", "target"), links(), ids=lambda value: getattr(value, "name", value)
)
def test_a_relative_link_leads_somewhere(path: Path, target: str) -> None:
    file, _, fragment = unquote(target).partition("#")
    found = path.parent / file if file else path
    assert found.exists()
    if fragment:
        assert fragment in anchors(found)


def test_readme_leads_to_the_chinese_manual_first() -> None:
    assert LINK.findall(README)[0] == "docs/使用手册.md"


@pytest.mark.parametrize("target", ["report", "test"])
def test_readme_names_the_make_command(target: str) -> None:
    assert f"\nmake {target} " in README
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("key", DEFAULTS)
def test_the_manual_explains_every_param(key: str) -> None:
    assert f"\n| `{key}` |" in section(MANUAL, "## 五、参数")


@pytest.mark.parametrize("key", Fonts.model_fields)
def test_the_manual_explains_every_font(key: str) -> None:
    assert f"\n| `{key}` |" in section(MANUAL, "### PDF 的字体")


@pytest.mark.parametrize("name", bulletin.commands)
def test_the_manual_explains_every_command(name: str) -> None:
    assert f"\n| `bulletin {name} " in section(MANUAL, "## 二、安装")


@pytest.mark.parametrize("error", BulletinError.__subclasses__(), ids=lambda error: error.__name__)
def test_the_manual_explains_every_exit_code(error: type[BulletinError]) -> None:
    assert f"\n| {error.exit_code} |" in section(MANUAL, "## 九、出错时")


@pytest.mark.parametrize("key", MEASURES)
def test_the_manual_lists_what_can_be_cited(key: str) -> None:
    assert f"`{key}`" in section(MANUAL, "## 八、修改每季度通用的措辞")


@pytest.mark.parametrize("kind", KINDS)
def test_the_dictionary_has_every_input_column_with_its_headers(kind: str) -> None:
    table = section(DICTIONARY, f"### `{kind}`")
    for column in KINDS[kind]:
        headers = "、".join(f"`{header}`" for header in (column.header, *column.headers[1:]))
        required = "是" if column.required else "否"
        assert f"\n| {column.header} | {headers} | {required} |" in table


@pytest.mark.parametrize("kind", KINDS)
def test_the_manual_names_every_input_column(kind: str) -> None:
    columns = "、".join(c.header + ("" if c.required else "*") for c in KINDS[kind])
    row = next(line for line in MANUAL.splitlines() if line.startswith(f"| `{kind}` |"))
    assert row.endswith(f"| {columns} |")


@pytest.mark.parametrize("key", MEASURES)
def test_the_dictionary_defines_every_measure(key: str) -> None:
    assert f"\n| `{key}` | {MEASURES[key]} |" in section(DICTIONARY, "## 三、指标")


@pytest.mark.parametrize(("rule", "said"), [*REASONS.items(), *SET_ASIDE.items()])
def test_the_dictionary_says_why_a_row_does_not_count(rule: str, said: str) -> None:
    assert f"\n| `{rule}` | {said} | " in section(DICTIONARY, "### `rejects.csv`")


@pytest.mark.parametrize("rule", RULES)
def test_the_dictionary_says_why_a_figure_is_to_be_looked_at(rule: str) -> None:
    line = f"\n| `{rule}` | {TITLES[rule]} | {RULES[rule]} |"
    assert line in section(DICTIONARY, "### 合理性核查")


@pytest.mark.parametrize("key", DeclaredSource.model_fields)
def test_the_dictionary_explains_every_key_of_a_source(key: str) -> None:
    assert f"\n| `{key}` | " in section(DICTIONARY, "### `sources` 声明的来源")


@pytest.mark.parametrize("part", sorted(path.name for path in REPORT.iterdir()))
def test_the_dictionary_names_every_output(part: str) -> None:
    assert f"| `{part}" in section(DICTIONARY, "## 二、输出")


@pytest.mark.parametrize("key", MANIFEST)
def test_the_dictionary_names_every_part_of_the_manifest(key: str) -> None:
    assert f"`{key}`" in section(DICTIONARY, "### `manifest.json`")


@pytest.mark.parametrize("rule", Rule)
def test_the_method_names_every_finding_of_the_prose(rule: Rule) -> None:
    assert f"`{rule.value}`" in section(METHOD, "## Verification of the prose")


def test_pictures_are_shown_and_light() -> None:
    pictures = {path.name for path in (ROOT / "docs" / "pictures").glob("*.png")}
    shown = {Path(target).name for target in LINK.findall(README) if target.endswith(".png")}
    assert pictures == shown
    for path in (ROOT / "docs" / "pictures").glob("*.png"):
        assert path.stat().st_size < LARGEST_PICTURE, path.name


def test_licences_stand_beside_what_they_cover() -> None:
    assert "Copyright (c) 2026 the quarterly-bulletin maintainers" in (ROOT / "LICENSE").read_text()
    notice = (ROOT / "docs" / "fonts-OFL.txt").read_text("utf-8")
    for words in ("Noto Serif SC", "Noto Sans SC", "SIL OPEN FONT LICENSE Version 1.1"):
        assert words in notice
