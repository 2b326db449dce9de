"""Prepared tables: read once, kept by their fingerprint, never half."""

from __future__ import annotations

from errno import EACCES
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import ExportError, InputsError
from analysis.inputs import prepared
from analysis.inputs.delivered import Inputs, available_inputs, required_inputs
from analysis.inputs.prepared import KIND_OF_TABLE, prepare
from analysis.params.blocks import Reading
from analysis.roster import Roster
from tests.inputs.exports import QUARTER, ROSTER, csv, reading, record

READING = reading()
LEDGERS = {
    "hall": "单位,叫号量,办件量,现场主动评价数,网上办件量,网上主动评价数\n临江税务,2,2,1,0,0\n",
    "service_stars": "月份,姓名,单位\n2026-07,王一,临江税务\n",
    "supervision_orders": "督办单号,评价编号,单位,发出时间,办结时限,办结时间,核实结果\n"
    "D1,E1,临江税务,2026-07-01,2026-07-05,,误评\n",
    "commendations": "日期,类型,单位,姓名,次数\n2026-07-09,锦旗,临江税务,,1\n",
}
RECORDS = (record(), record(评价编号="E2", 满意度="不满意"), record(评价时间="2026-10-01"))


@pytest.fixture
def delivered(folder: Path) -> Path:
    """Every kind of input of a small quarter."""
    for kind, text in LEDGERS.items():
        (folder / f"{kind}.csv").write_text(text, "utf-8")
    (folder / "evaluations.csv").write_text(csv(*RECORDS), "utf-8")
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / ".cache"


def inputs(folder: Path, rules: Reading = READING, roster: Roster = ROSTER) -> Inputs:
    return required_inputs(folder, QUARTER, roster, rules)


def test_every_table_is_prepared(delivered: Path, cache: Path) -> None:
    made = prepare(inputs(delivered), cache)
    assert set(made.tables) == set(KIND_OF_TABLE)
    assert made.tables["cube"]["count"].sum() == 2
    assert list(made.tables["low_ratings"]["evaluation_id"]) == ["E2"]
    assert made.quality is not None
    assert (made.quality.read, made.quality.counted) == (3, 2)


def test_kept_tables_are_what_was_read(
    delivered: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = prepare(inputs(delivered), cache)
    monkeypatch.delattr(prepared, "read_evaluations")
    again = prepare(inputs(delivered), cache)
    for name, table in first.tables.items():
        pd.testing.assert_frame_equal(again.tables[name], table)
    assert again.quality.files == first.quality.files
    pd.testing.assert_frame_equal(again.quality.rejects, first.quality.rejects)


def test_any_changed_byte_rule_or_name_makes_the_kept_tables_stale(delivered: Path) -> None:
    before = inputs(delivered).fingerprint()
    assert inputs(delivered, reading(best_code=5)).fingerprint() != before
    assert (
        inputs(delivered, roster=Roster(ROSTER.regions, ROSTER.units[:2])).fingerprint() != before
    )
    (delivered / "evaluations.csv").write_text(csv(*RECORDS, record(评价编号="E3")), "utf-8")
    after = inputs(delivered).fingerprint()
    assert after != before
    (delivered / "evaluations_东城.csv").write_text(csv(record(评价编号="E4")), "utf-8")
    assert inputs(delivered).fingerprint() != after


def test_tables_of_earlier_inputs_are_cleared_away(delivered: Path, cache: Path) -> None:
    prepare(inputs(delivered), cache)
    (cache / "2026Q2-0123456789abcdef").mkdir()
    (delivered / "evaluations.csv").write_text(csv(record()), "utf-8")
    prepare(inputs(delivered), cache)
    assert sorted(path.name for path in cache.iterdir()) == [
        ".2026Q3.lock",
        "2026Q2-0123456789abcdef",
        f"2026Q3-{inputs(delivered).fingerprint()[:16]}",
        "records-2026Q3",
    ]
    assert len(list((cache / "records-2026Q3").iterdir())) == 1


def test_a_reading_that_fails_leaves_nothing_and_a_mended_input_is_read(
    delivered: Path, cache: Path
) -> None:
    (delivered / "evaluations.csv").write_text(csv(record(满意度="差")), "utf-8")
    with pytest.raises(InputsError):
        prepare(inputs(delivered), cache)
    assert {path.name for path in cache.iterdir()} == {".2026Q3.lock", "records-2026Q3"}
    (delivered / "evaluations.csv").write_text(csv(record()), "utf-8")
    assert prepare(inputs(delivered), cache).quality.counted == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cube.parquet", None),
        ("hall_units.parquet", b""),
        ("quality.json", b"["),
        ("tables.json", None),
        ("rejects.csv", b""),
    ],
)
def test_what_is_kept_and_damaged_is_read_anew(
    name: str, content: bytes | None, delivered: Path, cache: Path
) -> None:
    before = prepare(inputs(delivered), cache)
    (kept,) = cache.glob("2026Q3-*")
    if content is None:
        (kept / name).unlink()
    else:
        (kept / name).write_bytes(content)
    again = prepare(inputs(delivered), cache)
    assert again.tables.keys() == before.tables.keys()
    pd.testing.assert_frame_equal(again.tables["cube"], before.tables["cube"])
    assert again.quality.files == before.quality.files


def test_an_input_that_the_disk_refuses_is_named(
    delivered: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = inputs(delivered)
    opened = Path.open

    def refused(path: Path, *arguments: str, **named: str) -> object:
        if path.name == "hall.csv":
            raise PermissionError(EACCES, "Permission denied", str(path))
        return opened(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(InputsError) as stopped:
        prepare(taken, cache)
    assert str(stopped.value) == (
        f"无法读取 hall.csv：没有权限，或文件正被其他程序打开（{delivered / 'hall.csv'}）。"
        "请关闭打开它的程序，或请管理员授权。"
    )


def test_a_cache_that_the_disk_refuses_is_named(delivered: Path, cache: Path) -> None:
    cache.write_text("a file where the folder should be", "utf-8")
    with pytest.raises(ExportError) as stopped:
        prepare(inputs(delivered), cache)
    assert str(stopped.value).startswith(f"无法写入 {cache}：")


def test_a_mistake_in_a_ledger_is_told_before_the_long_reading(
    delivered: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(prepared, "read_evaluations")
    (delivered / "commendations.csv").write_text("日期,类型\n", "utf-8")
    with pytest.raises(InputsError, match=r"^commendations\.csv 缺少“单位”列"):
        prepare(inputs(delivered), cache)


@pytest.mark.parametrize("kind", [*LEDGERS, "evaluations"])
def test_a_quarter_that_is_published_needs_every_kind(kind: str, delivered: Path) -> None:
    (delivered / f"{kind}.csv").unlink()
    with pytest.raises(InputsError, match=f"中没有“{kind}”开头的文件"):
        inputs(delivered)


def test_an_earlier_quarter_is_read_from_whatever_is_there(delivered: Path, cache: Path) -> None:
    for kind in ("evaluations", "service_stars", "commendations"):
        (delivered / f"{kind}.csv").unlink()
    found = available_inputs(delivered, QUARTER, ROSTER, READING)
    assert found.kinds == ("hall", "supervision_orders")
    made = prepare(found, cache)
    assert set(made.tables) == {"hall_units", "orders"}
    assert made.quality is None


def test_each_file_is_named_with_its_hash(delivered: Path) -> None:
    hashes = inputs(delivered).hashes
    assert sorted(hashes) == sorted(path.name for path in delivered.iterdir())
    assert all(len(digest) == 64 for digest in hashes.values())
