"""Rows above the header: titles are passed over, records are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import InputsError
from analysis.inputs.readers.opening import open_tables
from analysis.params.sources import UNDECLARED, DeclaredSource
from tests.inputs.exports import csv, record, write_xlsx

ROWS = csv(record(), record(评价编号="E2"), record(评价编号="E3")).splitlines()
SORTED = [*ROWS[1:3], ROWS[0], *ROWS[3:]]
TOLD = "第 1 行在列名（第 3 行）之上，却填满了各列，像是记录，而列名之上的行不会读。"


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_records_above_the_header_are_not_lost_unsaid(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"evaluations{ending}"
    if ending == ".csv":
        path.write_text("\n".join(SORTED), "utf-8")
    else:
        write_xlsx(path, [line.split(",") for line in SORTED])
    with pytest.raises(InputsError) as stopped:
        open_tables(path, "evaluations", UNDECLARED)
    assert TOLD in str(stopped.value)
    assert str(stopped.value).endswith(f"  - files: evaluations{ending}\n    header_row: 3")


def test_a_declared_header_row_says_that_what_is_above_is_none(tmp_path: Path) -> None:
    path = tmp_path / "evaluations.csv"
    path.write_text("\n".join(SORTED), "utf-8")
    source = DeclaredSource(files="evaluations.csv", header_row=3)
    ((_, header),) = open_tables(path, "evaluations", source)
    assert header.row == 3


@pytest.mark.parametrize("title", ["七月至九月评价记录,,,,,,,", "单位：本市,,制表：办公室,,,,,"])
def test_titles_are_passed_over(title: str, tmp_path: Path) -> None:
    path = tmp_path / "evaluations.csv"
    path.write_text("\n".join([title, *ROWS]), "utf-8")
    ((_, header),) = open_tables(path, "evaluations", UNDECLARED)
    assert header.row == 2


def test_the_upper_row_of_merged_titles_is_no_record(tmp_path: Path) -> None:
    path = tmp_path / "hall.csv"
    path.write_text(
        "单位,叫号量,办件量,大厅,网上,网上\n,,,现场主动评价数,网上办件量,网上主动评价数\n甲,1,1,1,1,1\n",
        "utf-8",
    )
    ((_, header),) = open_tables(path, "hall", UNDECLARED)
    assert header.row == 2
