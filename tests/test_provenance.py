"""The manifest: hashes, rows and versions of an edition, and nothing of clock or machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

from analysis.edition import open_edition
from analysis.inputs.quality import REASONS, SET_ASIDE
from analysis.project import Project
from analysis.provenance import (
    Forced,
    as_json,
    forced_before,
    listed_before,
    manifest,
    origin,
    published_before,
    stale_since,
    version,
    with_findings,
    with_listed,
)
from analysis.source_tree import source_id


def test_the_foot_of_the_bulletin_names_quarter_digest_and_version_and_no_date_without_one(
    invented_city: Callable[..., Project],
) -> None:
    edition = open_edition("2026Q3", invented_city())
    assert version() == metadata.version("quarterly-bulletin")
    assert origin(edition.imprint) == {
        "报告期": "2026年第三季度",
        "数据指纹": edition.inputs.digest[:12],
        "程序版本": version(),
        "源码": source_id()[:10],
    }


def test_the_manifest_traces_every_input_by_its_hash(
    invented_city: Callable[..., Project],
) -> None:
    project = invented_city()
    edition = open_edition("2026Q3", project)
    forced = Forced(("某数不符。",), "张三")
    content = json.loads(with_findings(manifest(edition), ["某段尚未撰写。"], forced))
    files = sorted(project.data(edition.quarter).iterdir())
    assert content["inputs"] == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }
    assert content["quarter"] == "2026Q3"
    assert content["source"] == source_id()
    assert content["data_digest"] == edition.inputs.digest
    assert content["params"] == dict(edition.params.values)
    assert content["findings"] == ["某段尚未撰写。"]
    assert (content["forced"], content["accepted_by"]) == (["某数不符。"], "张三")
    assert content["versions"]["pandas"] == metadata.version("pandas")


def test_the_manifest_reconciles_the_rows_of_each_file(
    invented_city: Callable[..., Project],
) -> None:
    content = json.loads(manifest(open_edition("2026Q3", invented_city())))
    assert content["rows"] == [
        {
            "file": "evaluations.csv",
            "read": 8,
            "counted": 8,
            "set_aside": dict.fromkeys(SET_ASIDE, 0),
            "rejected": dict.fromkeys(REASONS, 0),
        }
    ]


def test_the_same_inputs_give_the_same_manifest_wherever_the_project_lies(
    invented_city: Callable[..., Project],
) -> None:
    project = invented_city()
    first = manifest(open_edition("2026Q3", project))
    assert manifest(open_edition("2026Q3", project)) == first
    assert str(project.root).encode() not in first


def test_what_a_publication_may_not_pass_over_is_named(
    invented_city: Callable[..., Project],
) -> None:
    project = invented_city()
    written = project.root / "manifest.json"
    edition = open_edition("2026Q3", project)
    assert stale_since(written, edition.imprint) == ["运行记录"]
    written.write_bytes(manifest(edition))
    assert stale_since(written, edition.imprint) == []
    hall = project.data(edition.quarter) / "hall.csv"
    hall.write_text(hall.read_text("utf-8").replace("120,60", "130,60"), "utf-8")
    own = project.params / "2026Q3.yaml"
    own.write_text("quarter: 2026Q3\nlow_rate: 85\ntitle: 季报\n", "utf-8")
    units = project.params / "units.yaml"
    units.write_text(units.read_text("utf-8") + "# 新单位\n", "utf-8")
    earlier = project.report(edition.quarter.previous) / "facts.json"
    earlier.parent.mkdir(parents=True)
    earlier.write_text('{"facts": []}', "utf-8")
    now = open_edition("2026Q3", project).imprint
    assert stale_since(written, now) == [
        "hall.csv",
        "参数 low_rate ",
        "单位名录",
        "往期数据",
    ]


@pytest.mark.parametrize("content", ["", "{", "[]", "\x00" * 100])
def test_a_damaged_manifest_is_as_none_and_the_next_run_mends_it(
    content: str, invented_city: Callable[..., Project]
) -> None:
    project = invented_city()
    written = project.root / "manifest.json"
    written.write_text(content, "utf-8")
    assert forced_before(written) == Forced()
    assert published_before(written) == {}
    assert stale_since(written, open_edition("2026Q3", project).imprint) == ["运行记录"]


def test_json_is_written_as_it_is_kept_in_git() -> None:
    assert as_json({"区域": ["市本级"]}) == '{\n "区域": [\n  "市本级"\n ]\n}\n'.encode()


def test_what_is_listed_of_a_bulletin_outlives_later_runs(tmp_path: Path) -> None:
    kept, run_again = tmp_path / "manifest.json", as_json({"quarter": "2025Q1"})
    assert listed_before(kept) is None
    kept.write_bytes(run_again)
    assert listed_before(kept) is None
    assert with_listed(run_again, None) == run_again
    kept.write_text("{", "utf-8")
    assert listed_before(kept) is None
    kept.write_bytes(with_listed(run_again, {"title": "通报"}))
    assert json.loads(with_listed(run_again, listed_before(kept))) == {
        "quarter": "2025Q1",
        "listed": {"title": "通报"},
    }
