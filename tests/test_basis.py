"""What a run follows from, and what differs between two states of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from analysis import basis
from analysis.basis import Difference, How, Part, differences
from analysis.commentary.text_digest import published_digests, text_digest
from analysis.edition import open_edition
from analysis.project import Project
from analysis.provenance import manifest
from analysis.quarter import Quarter
from tests.projects import ROOT

QUARTER = Quarter(2026, 3)
THEN: dict[str, Any] = {
    "inputs": {"hall.csv": "1", "evaluations.csv": "2"},
    "params": {"low_rate": 80, "title": "季报", "sources": []},
    "roster": {"units.yaml": "7"},
    "templates": {"1_awards.ipynb": "3"},
    "compared_with": {"2026Q2": {"facts.json": "4"}},
    "versions": {"pandas": "3.1.1"},
}


@pytest.mark.parametrize(
    ("part", "now", "expected"),
    [
        ("inputs", {"hall.csv": "1", "evaluations.csv": "9"}, ("evaluations.csv", How.CHANGED)),
        ("inputs", {"hall.csv": "1"}, ("evaluations.csv", How.GONE)),
        ("inputs", {**THEN["inputs"], "hall_东.csv": "5"}, ("hall_东.csv", How.ADDED)),
        ("params", {**THEN["params"], "low_rate": 85}, ("low_rate", How.CHANGED)),
        ("roster", {"units.yaml": "8"}, ("units.yaml", How.CHANGED)),
        ("templates", {"1_awards.ipynb": "8"}, ("1_awards.ipynb", How.CHANGED)),
        ("compared_with", {"2026Q2": {"facts.json": "6"}}, ("2026Q2/facts.json", How.CHANGED)),
        ("compared_with", {}, ("2026Q2/facts.json", How.GONE)),
        ("versions", {"pandas": "3.2.0"}, ("pandas", How.CHANGED)),
    ],
)
def test_each_part_names_what_is_not_as_it_was(
    part: str, now: dict[str, Any], expected: tuple[str, How]
) -> None:
    assert differences(THEN, {**THEN, part: now}) == [Difference(Part(part), *expected)]


def test_nothing_differs_from_itself_nor_by_what_is_printed_without_a_run() -> None:
    assert differences(THEN, THEN) == []
    retitled = {**THEN, "params": {**THEN["params"], "title": "通报"}}
    assert differences(THEN, retitled) == []


def test_a_part_that_an_older_manifest_lacks_is_not_compared() -> None:
    older = {key: value for key, value in THEN.items() if key != "templates"}
    assert differences(older, THEN) == []


def test_the_state_now_is_what_the_manifest_of_a_run_states(
    invented_city: Callable[..., Project],
) -> None:
    project = invented_city()
    written = json.loads(manifest(open_edition(QUARTER, project)))
    assert written["inputs"] == basis.inputs(project, QUARTER)
    assert written["roster"] == basis.roster(project)
    assert written["templates"] == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (ROOT / "notebooks").glob("*.ipynb")
    }
    assert written["versions"] == basis.versions()


def test_earlier_quarters_count_by_their_facts_else_by_their_data(tmp_path: Path) -> None:
    project = Project(tmp_path)
    for name in ("reports/2026Q2/facts.json", "data/2026Q2/hall.csv", "data/2025Q3/hall.csv"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(name, "utf-8")
    found = basis.compared_with(project, QUARTER, lambda path: path.read_text("utf-8"))
    assert found == {
        "2026Q2": {"facts.json": "reports/2026Q2/facts.json"},
        "2025Q3": {"hall.csv": "data/2025Q3/hall.csv"},
    }


def test_a_text_is_the_same_as_read_by_nbformat_and_as_plain_json(tmp_path: Path) -> None:
    path = tmp_path / "1.ipynb"
    cell = nbformat.v4.new_markdown_cell("一。\n二。")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    opened = nbformat.read(path, as_version=4)
    before = text_digest(opened)
    assert text_digest(json.loads(path.read_text("utf-8"))) == before
    opened.cells[0].metadata["collapsed"] = True
    assert text_digest(opened) == before
    opened.cells[0].source = "一。\n三。"
    assert text_digest(opened) != before


def test_a_new_date_of_issue_is_a_new_publication_and_a_new_threshold_is_none() -> None:
    params = {"title": "季报", "published_on": None, "low_rate": 80}
    before = published_digests({"1": "a"}, b"{}", params)
    assert published_digests({"1": "a"}, b"{}", {**params, "low_rate": 85}) == before
    dated = published_digests({"1": "a"}, b"{}", {**params, "published_on": "2026年10月15日"})
    assert {key for key in before if before[key] != dated[key]} == {"params"}
