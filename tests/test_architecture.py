"""Imports point one way, sections stay pure, modules stay small, and no city is in the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from analysis.params.units import load_roster

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "analysis"
MODULES = sorted(SOURCE.rglob("*.py"))
NAMES = [path.relative_to(SOURCE).as_posix() for path in MODULES]

# From the command down: a module or package imports only what stands on a later line.
LAYERS = (
    {"cli"},
    {"papermill_engine", "lab", "lab_check", "sample"},
    {"new_quarter", "pipeline", "standing_text", "surroundings"},
    {"attempts", "publishing", "standing"},
    {"needed"},
    {"last_report", "tracing"},
    {"outputs"},
    {"editions", "review"},
    {"provenance", "publish"},
    {"charts", "commentary", "edition"},
    {"imprint", "past"},
    {"basis", "data_quality"},
    {"inputs", "plausibility", "quarters", "sections"},
    {"trend"},
    {"claiming", "engines", "params", "section"},
    {"project"},
    {"key_figures", "tables"},
    {"facts"},
    {"derivation"},
    {"delivery"},
    {"disk"},
    {
        "arrow_arrays",
        "changes",
        "csv_files",
        "damages",
        "fonts",
        "levels",
        "office_fonts",
        "progress",
        "quarter",
        "roster",
        "run_log",
        "wording",
    },
    {"named_fonts", "spelling"},
    {"report_files", "source_tree", "unseen"},
    {"errors"},
)
LAYER_OF = {part: place for place, parts in enumerate(LAYERS) for part in parts}

# A section is a pure function of its frames: no path, clock, environment or plotting.
SECTIONS_MAY_IMPORT = {
    *(f"analysis.{part}" for part in ("derivation", "facts", "tables", "section", "wording")),
    *(f"analysis.{part}" for part in ("levels", "roster", "params.strict", "quarter")),
    *("pandas", "pydantic", "__future__", "collections", "dataclasses", "decimal", "enum"),
    *("functools", "itertools", "math", "operator", "re", "typing"),
}
IMPURE_CALLS = {"now", "today", "utcnow", "open", "print", "input", "eval", "exec"}
IMPURE_STARTS = ("read_", "to_csv", "to_parquet", "to_excel", "to_json", "to_sql")

LONGEST_MODULE = 300
TEXTS = {".py", ".j2", ".typ", ".css", ".json", ".mplstyle", ".html"}


def imported(path: Path) -> Iterator[str]:
    """Yield the full names that a module imports: analysis.facts, pandas, collections.abc."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            of_root = node.module == "analysis"
            yield from (f"analysis.{a.name}" for a in node.names) if of_root else [str(node.module)]


def part_of(name: str) -> str:
    """Return the module or package right below analysis: analysis.inputs.files -> inputs."""
    return name.split(".")[1]


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_imports_point_one_way(path: Path) -> None:
    own = path.relative_to(SOURCE).with_suffix("").parts[0]
    if own == "__init__":
        return
    assert own in LAYER_OF, f"{own} has no layer: put it into LAYERS"
    for name in imported(path):
        if name.startswith("analysis.") and part_of(name) != own:
            assert LAYER_OF[part_of(name)] > LAYER_OF[own], f"{own} imports {name}"


def test_every_layer_names_only_what_there_is() -> None:
    present = {name.split("/")[0].removesuffix(".py") for name in NAMES}
    assert set(LAYER_OF) == present - {"__init__"}


SECTIONS = sorted((SOURCE / "sections").glob("*.py"))


@pytest.mark.parametrize("path", SECTIONS, ids=lambda path: path.stem)
def test_a_section_imports_nothing_but_facts_and_frames(path: Path) -> None:
    for name in imported(path):
        top = name if name.startswith("analysis.") else name.split(".")[0]
        assert top in SECTIONS_MAY_IMPORT, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", SECTIONS, ids=lambda path: path.stem)
def test_a_section_touches_no_file_clock_or_screen(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        called = node.func if isinstance(node, ast.Call) else None
        name = getattr(called, "attr", getattr(called, "id", ""))
        assert name not in IMPURE_CALLS, f"{path.name} calls {name}"
        assert not name.startswith(IMPURE_STARTS), f"{path.name} calls {name}"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_module_is_short_enough_to_be_understood(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_MODULE


def test_no_name_or_title_of_a_city_stands_in_the_code() -> None:
    roster = load_roster(ROOT / "params")
    stated = [yaml.safe_load(path.read_text("utf-8")) for path in (ROOT / "params").glob("*.yaml")]
    own = {text for params in stated for key in ("title", "issuer") if (text := params.get(key))}
    names = {*own, *roster.regions, *roster.official_names}
    assert len(names) > 60
    texts = [path for path in (ROOT / "src").rglob("*") if path.suffix in TEXTS]
    assert len(texts) > len(MODULES)
    for path in texts:
        content = path.read_text("utf-8")
        assert [name for name in names if name in content] == [], path
