"""Commentary cells are known by our own name in their metadata, whatever JupyterLab did."""

from __future__ import annotations

from analysis.commentary.cells import (
    commentary_cells,
    heading_above,
    is_unfilled,
    is_unreviewed,
    name_of,
    states,
    texts,
)
from tests.commentary.notebooks import commentary, markdown, notebook


def test_a_commentary_cell_has_the_tag_and_a_name() -> None:
    untagged = commentary("totals", "文")
    untagged.metadata["tags"] = []
    assert name_of(commentary("totals", "文")) == "totals"
    assert name_of(untagged) is None
    assert name_of(markdown("文", "heading")) is None


def test_the_pieces_of_a_split_cell_are_joined_in_their_order() -> None:
    # Splitting gives the first half a new id and copies the metadata to both.
    second = commentary("totals", "后半。")
    first = commentary("totals", "前半。")
    first.id = "new-id"
    whole = notebook(first, second, commentary("stars", "另一段。"))
    assert texts(whole) == {"totals": "前半。\n\n后半。", "stars": "另一段。"}
    assert [name for name, _ in commentary_cells(whole)] == ["totals", "totals", "stars"]


def test_a_cell_keeps_what_the_last_run_noted() -> None:
    whole = notebook(commentary("totals", "改过。", draft="草稿。"), commentary("stars", "新写。"))
    assert states(whole) == {
        "totals": {"name": "totals", "draft": "草稿。"},
        "stars": {"name": "stars"},
    }


def test_a_prompt_waits_until_it_is_overwritten() -> None:
    assert is_unfilled(commentary("totals", "（请写明）", prompt=True, draft="（请写明）"))
    assert not is_unfilled(commentary("totals", "问题有三。", prompt=True, draft="（请写明）"))
    assert not is_unfilled(commentary("totals", "草稿。", draft="草稿。"))
    assert not is_unfilled(markdown("# 标题", "heading"))


def test_an_edit_is_unreviewed_until_its_words_change() -> None:
    cell = commentary("totals", "改过。", draft="新草稿。")
    assert not is_unreviewed(cell)
    cell.metadata["bulletin"]["unreviewed"] = "改过。"
    assert is_unreviewed(cell)
    cell.source = "又改过。"
    assert not is_unreviewed(cell)


def test_a_cell_is_found_under_the_last_heading_above_it() -> None:
    whole = notebook(
        markdown("# 【评优】", "part"),
        markdown("文。\n\n## 一、总体", "heading"),
        commentary("totals", "文。"),
    )
    assert heading_above(whole, 2) == "一、总体"
    assert heading_above(whole, 1) == "【评优】"
    assert heading_above(whole, 0) == ""
