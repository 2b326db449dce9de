"""CSV that a spreadsheet opens: text that would be a formula is text, figures stay figures."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.csv_files import csv_file, plain_cell

FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://x.invalid","看")',
    "=cmd|'/c calc'!A1", "-2+3+cmd|' /C calc'!A0", "＝1+1", "＋1+1", "－1+1", "＠A1", "−1+A1",
    " =1", "\t=1", "\n=1", "\u3000=1", '"=1', "'=1", "''=1", "\"'=1", "-", "+86 592", "-1件=A1",
    "+1.5,A1", "-1%*A1",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_would_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert plain_cell(text) == f"'{text}"


def test_a_formula_behind_what_is_not_seen_gets_one_as_well() -> None:
    assert plain_cell("\ufeff=1") == "'=1"
    assert plain_cell("\r=1") == "' =1"
    assert plain_cell("\u202e\x00@A1") == "'@A1"


@pytest.mark.parametrize(
    "cell",
    [
        *("临江市税务局", "—", "3-5月", "a=b", "D-1", "'引文'", "", "1025598", "99.94", "-0.01"),
        *("+4.68%", "−0.01%", "+0.82个百分点", "-3件", "－" * 0, "100%"),
        *(0, -3, Decimal("-0.01"), -0.5, None),
    ],
)
def test_figures_and_plain_words_stay_as_they_are(cell: object) -> None:
    assert plain_cell(cell) is cell or plain_cell(cell) == cell


def test_a_file_has_a_mark_for_excel_and_quotes_what_would_break_a_row() -> None:
    written = csv_file(["单位", "=件数"], [['甲,"乙"', 1], ["两\n行", None]])
    assert written == '\ufeff单位,\'=件数\n"甲,""乙""",1\n"两\n行",\n'.encode()


def original(cell: str) -> str:
    """Read back as docs/safety.md says: one apostrophe goes where it stands before a formula."""
    return cell[1:] if cell.startswith("'") and plain_cell(cell[1:]) == cell else cell


@given(st.text(st.sampled_from("=+-@'\" 甲1a.%,\n"), max_size=6))
def test_what_is_read_back_is_what_was_written(text: str) -> None:
    ((cell,),) = csv.reader(io.StringIO(csv_file([text], []).decode("utf-8-sig"), newline="")) or [
        ("",)
    ]
    assert original(cell) == text
    assert plain_cell(text) == text or cell == f"'{text}"
