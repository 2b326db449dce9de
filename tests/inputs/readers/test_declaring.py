"""What to write into params is told so that it can be copied as it stands."""

from __future__ import annotations

import pytest
import yaml

from analysis.inputs.declaring import declaration
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
