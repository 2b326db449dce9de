"""A re-run keeps every word the analyst wrote, and refreshes what nobody touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.commentary.draft import Drafter
from analysis.commentary.findings import findings
from analysis.commentary.merge import merge, read_earlier
from analysis.errors import NotebookError
from tests.commentary.notebooks import (
    commentary,
    edit,
    markdown,
    notebook,
    sources,
    template,
)

Make = Callable[..., Drafter]

DRAFTS = {"totals": "共{{ total }}件。", "rates": "评价率{{ rate }}。", "stars": "{{ stars }}。"}
EDITS = st.dictionaries(st.sampled_from(sorted(DRAFTS)), st.text("甲乙1。\n% {}", max_size=12))
ADDED = st.lists(st.tuples(st.integers(0, 4), st.text("丙丁。", min_size=1)), max_size=3)
PROPERTIES = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_the_first_run_drafts_every_cell(drafter: Make) -> None:
    made = merge("2", template(DRAFTS), None, drafter())
    assert sources(made) == ["# 部分", "共105.97万件。", "评价率96.43%。", "王一、李二。"]
    assert findings({"2": made}) == []


def test_an_untouched_draft_is_refreshed(drafter: Make) -> None:
    first = merge("2", template(DRAFTS), None, drafter())
    made = merge("2", template(DRAFTS), first, drafter(total=9_999))
    assert sources(made)[1] == "共9999件。"
    assert findings({"2": made}) == []


def test_an_edit_stays_and_is_no_conflict_while_its_draft_stays(drafter: Make) -> None:
    first = merge("2", template(DRAFTS), None, drafter())
    earlier = edit(first, {"rates": "评价率96.43%，为历年最高。"})
    made = merge("2", template(DRAFTS), earlier, drafter(total=9_999))
    assert sources(made)[1:3] == ["共9999件。", "评价率96.43%，为历年最高。"]
    assert findings({"2": made}) == []


def test_an_edit_whose_draft_moved_stays_and_is_told_beside_the_new_draft(drafter: Make) -> None:
    first = merge("2", template(DRAFTS), None, drafter())
    earlier = edit(first, {"totals": "共收到105.97万件。"})
    made = merge("2", template(DRAFTS), earlier, drafter(total=9_999))
    assert sources(made)[1] == "共收到105.97万件。"
    told = [
        (
            "2“部分”中有一段您改过，而数据变动后草稿也变了。"
            "已保留您的文字“共收到105.97万件。”，请核对并修改。新的草稿：共9999件。"
        )
    ]
    assert findings({"2": made}) == told
    again = merge("2", template(DRAFTS), edit(made, {}), drafter(total=9_999))
    assert findings({"2": again}) == told
    reviewed = edit(made, {"totals": "共收到9999件。"})
    assert findings({"2": merge("2", template(DRAFTS), reviewed, drafter(9_999))}) == []


def test_an_edit_that_says_what_the_new_draft_says_is_no_conflict(drafter: Make) -> None:
    first = merge("2", template(DRAFTS), None, drafter())
    made = merge("2", template(DRAFTS), edit(first, {"totals": "共9999件。"}), drafter(total=9_999))
    assert sources(made)[1] == "共9999件。"
    assert findings({"2": made}) == []


def test_text_that_an_analyst_emptied_stays_empty(drafter: Make) -> None:
    first = merge("2", template(DRAFTS), None, drafter())
    made = merge("2", template(DRAFTS), edit(first, {"stars": ""}), drafter())
    assert sources(made)[3] == ""


def test_text_written_before_there_was_a_draft_is_kept(drafter: Make) -> None:
    earlier = notebook(commentary("totals", "手写的一段。"))
    made = merge("2", template(DRAFTS), earlier, drafter())
    assert sources(made)[1] == "手写的一段。"
    assert len(findings({"2": made})) == 1


def test_a_split_cell_is_one_text_again(drafter: Make) -> None:
    first = merge("2", template({"totals": "共{{ total }}件。"}), None, drafter())
    earlier = edit(first, {"totals": "后半。"})
    half = commentary("totals", "前半。", draft="共105.97万件。")
    half.id = "new-id"
    earlier.cells.insert(1, half)
    made = merge("2", template({"totals": "共{{ total }}件。"}), earlier, drafter())
    assert sources(made) == ["# 部分", "前半。\n\n后半。"]


def test_an_edited_cell_that_the_template_dropped_is_kept(drafter: Make) -> None:
    first = merge("2", template(DRAFTS), None, drafter())
    earlier = edit(first, {"rates": "评价率为历年最高。"})
    fewer = {name: text for name, text in DRAFTS.items() if name != "rates"}
    made = merge("2", template(fewer), earlier, drafter())
    assert sources(made) == ["# 部分", "共105.97万件。", "评价率为历年最高。", "王一、李二。"]


def test_paragraphs_that_the_analyst_added_stay_where_they_stood(drafter: Make) -> None:
    first = merge("2", template(DRAFTS), None, drafter())
    earlier = edit(first, {})
    earlier.cells.insert(0, markdown("卷首语。", "a0"))
    earlier.cells.insert(3, markdown("补充一。", "a1"))
    earlier.cells.insert(4, markdown("补充二。", "a2"))
    made = merge("2", template(DRAFTS), earlier, drafter())
    assert sources(made) == [
        *("卷首语。", "# 部分", "共105.97万件。", "补充一。", "补充二。"),
        *("评价率96.43%。", "王一、李二。"),
    ]


@PROPERTIES
@given(EDITS, ADDED, st.integers(0, 10**7))
def test_no_edited_cell_is_ever_lost_and_no_untouched_one_stays_stale(
    drafter: Make, edits: dict[str, str], added: list[tuple[int, str]], total: int
) -> None:
    first = merge("2", template(DRAFTS), None, drafter())
    written = {cell.id: cell.source for cell in first.cells}
    earlier = edit(first, edits)
    for number, (place, text) in enumerate(added):
        earlier.cells.insert(place, markdown(text, f"added-{number}"))
    made = merge("2", template(DRAFTS), earlier, drafter(total))
    fresh = merge("2", template(DRAFTS), None, drafter(total))
    expected = {cell.id: cell.source for cell in fresh.cells}
    expected |= {name: text for name, text in edits.items() if text != written[name]}
    expected |= {f"added-{number}": text for number, (_, text) in enumerate(added)}
    assert {cell.id: cell.source for cell in made.cells} == expected
    assert [cell.id for cell in made.cells] == [cell.id for cell in earlier.cells]
    assert len(findings({"2": made})) <= len(edits)


@PROPERTIES
@given(EDITS, ADDED, st.integers(0, 10**7))
def test_merging_twice_changes_nothing(
    drafter: Make, edits: dict[str, str], added: list[tuple[int, str]], total: int
) -> None:
    first = merge("2", template(DRAFTS), None, drafter())
    earlier = edit(first, edits)
    for number, (place, text) in enumerate(added):
        earlier.cells.insert(place, markdown(text, f"added-{number}"))
    once = merge("2", template(DRAFTS), earlier, drafter(total))
    twice = merge("2", template(DRAFTS), edit(once, {}), drafter(total))
    assert nbformat.writes(twice) == nbformat.writes(once)
    assert findings({"2": twice}) == findings({"2": once})


def test_no_earlier_notebook_is_none(tmp_path: Path) -> None:
    assert read_earlier(tmp_path / "2.ipynb") is None


def test_an_earlier_notebook_is_read_as_it_was_saved(tmp_path: Path, drafter: Make) -> None:
    made = merge("2", template(DRAFTS), None, drafter())
    nbformat.write(made, tmp_path / "2.ipynb")
    assert read_earlier(tmp_path / "2.ipynb") == made


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "{}",
        '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{}]}',
        "[]",
        "null",
    ],
)
def test_a_damaged_notebook_stops_the_run_and_is_left_alone(content: str, tmp_path: Path) -> None:
    path = tmp_path / "2.ipynb"
    path.write_text(content, "utf-8")
    with pytest.raises(NotebookError) as stopped:
        read_earlier(path)
    assert str(stopped.value).startswith(f"{path} 已损坏，无法读出其中的文字（")
    assert str(stopped.value).endswith("）。请恢复或移走该文件后再运行；文件未被改动。")
    assert path.read_text("utf-8") == content
