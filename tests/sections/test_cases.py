"""Every section on its cases: small tables in, every printed fact and table out.

A case is a folder tests/cases/<section>/<what it shows>/ with a CSV for each table that the
section asks for, params.yaml if it has rules, and expected.yaml, worked by hand. For a section
that looks at earlier quarters, quarters.csv has a row a fact; its latest quarter is the section's.
"""

from __future__ import annotations

import inspect
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

from analysis.edition import rules_of, section_functions
from analysis.facts import Fact, Facts, Measure, Unit
from analysis.params.units import load_roster
from analysis.quarter import Quarter

CASES = Path(__file__).parents[1] / "cases"
SECTIONS = section_functions()
FOLDERS = [
    (name, found.parent)
    for name in SECTIONS
    for found in sorted((CASES / name).glob("*/expected.yaml"))
]


def arguments(name: str, folder: Path) -> dict[str, Any]:
    """Return what a section asks for, from the files of a case."""
    function = SECTIONS[name]
    given: dict[str, Any] = {}
    for parameter in inspect.signature(function).parameters:
        if parameter == "roster":
            given[parameter] = load_roster(CASES)
        elif parameter == "rules":
            given[parameter] = rules_of(function)(**stated(folder / "params.yaml"))
        elif parameter == "quarters":
            given[parameter] = quarters(folder / "quarters.csv")
        elif parameter == "quarter":
            given[parameter] = max(given["quarters"])
        else:
            given[parameter] = table(folder / f"{parameter}.csv")
    return given


def stated(path: Path) -> dict[str, Any]:
    return yaml.safe_load(path.read_text("utf-8"))


def table(path: Path) -> pd.DataFrame:
    rows = pd.read_csv(path, keep_default_na=False)
    moments = [name for name in rows if name == "date" or name.endswith("_at")]
    return rows.assign(**{name: pd.to_datetime(rows[name]) for name in moments})


def quarters(path: Path) -> dict[Quarter, Facts]:
    """Read facts by quarter: quarter, key, subject, label, unit, definition, value."""
    rows = pd.read_csv(path, keep_default_na=False, dtype=str)
    return {
        Quarter.parse(str(code)): Facts(tuple(fact(row) for _, row in own.iterrows()))
        for code, own in rows.groupby("quarter", sort=False)
    }


def fact(row: pd.Series) -> Fact:
    unit = Unit(row["unit"])
    measure = Measure(row["key"], row["label"], unit, row["definition"])
    value = Decimal(row["value"]) if unit is Unit.SHARE else int(row["value"])
    return measure.fact(value, row["subject"])


@pytest.mark.parametrize("name", SECTIONS)
def test_every_section_has_a_case(name: str) -> None:
    assert name in {section for section, _ in FOLDERS}, f"put a case into tests/cases/{name}/"


@pytest.mark.parametrize(
    ("name", "folder"), FOLDERS, ids=[f"{name}-{folder.name}" for name, folder in FOLDERS]
)
def test_a_section_prints_what_was_worked_by_hand(name: str, folder: Path) -> None:
    section = SECTIONS[name](**arguments(name, folder))
    expected = stated(folder / "expected.yaml")
    assert section.name == name
    assert {fact.key: str(fact) for fact in section.facts.items} == {
        key: str(printed) for key, printed in expected["facts"].items()
    }
    assert {key: made.payload()["cells"] for key, made in section.tables.items()} == {
        key: [[str(cell) for cell in row] for row in rows]
        for key, rows in expected.get("tables", {}).items()
    }


@pytest.mark.parametrize(
    ("name", "folder"), FOLDERS, ids=[f"{name}-{folder.name}" for name, folder in FOLDERS]
)
def test_a_section_changes_nothing_that_it_was_given(name: str, folder: Path) -> None:
    given, untouched = arguments(name, folder), arguments(name, folder)
    assert SECTIONS[name](**given) == SECTIONS[name](**given)
    for parameter, value in untouched.items():
        if isinstance(value, pd.DataFrame):
            pd.testing.assert_frame_equal(given[parameter], value)
