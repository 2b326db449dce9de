"""What to write into params is told so that it can be copied as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from analysis.errors import InputsError
from analysis.inputs.declaring import declaration
from analysis.inputs.readers.opening import open_tables
from analysis.params.sources import DeclaredSource

NAMES = [
    "hall.csv",
    "evaluations[1].csv",
    "hall: 甲 #1.xlsx",
    "- 甲.csv",
    "hall_“甲”.csv",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_declaration_is_yaml_and_matches_the_file_it_was_made_for(name: str) -> None:
    told = declaration(name, "columns: {满意度: 评价}\nencoding: gb18030")
    intro, lines = told.split("\n", 1)
    assert intro == "在 params/<季度>.yaml 的 sources 中声明，例如："
    (stated,) = yaml.safe_load(lines)
    declared = DeclaredSource.model_validate(stated)
    assert declared.matches(name)
    assert not declared.matches(f"x{name}")
    assert (declared.columns, declared.encoding) == ({"满意度": "评价"}, "gb18030")


def test_a_plain_name_is_written_without_quotes() -> None:
    assert declaration("hall.csv", "header_row: 3").endswith(
        "\n  - files: hall.csv\n    header_row: 3"
    )


def test_what_is_declared_already_is_to_be_added_to_its_entry() -> None:
    declared = DeclaredSource(files="*东*.csv", encoding="gb18030")
    assert declaration("evaluations_东.csv", "best_code: 5\ndate_order: dmy", declared) == (
        '写进 params 的 sources 中 files: "*东*.csv" 的那一项，已有的同名键换成这里的：\n'
        "    best_code: 5\n    date_order: dmy"
    )


def test_declared_columns_stay_beside_the_one_that_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "hall.csv"
    path.write_text("部门,叫号\n甲,1\n", "utf-8")
    declared = DeclaredSource(files="hall*", columns={"单位": "部门", "叫号量": "取号"})
    with pytest.raises(InputsError) as stopped:
        open_tables(path, "hall", declared)
    lines = str(stopped.value).split("\n", 2)[2]
    columns = yaml.safe_load(lines)["columns"]
    assert columns["单位"] == "部门"
    assert columns["叫号量"] == "文件中的列名"
