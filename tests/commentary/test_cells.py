"""Cells are known by our own name in their metadata, whatever JupyterLab did."""

from __future__ import annotations

from analysis.commentary.cells import (
    heading_above,
    is_commentary,
    is_unfilled,
    name_of,
)
from tests.commentary.notebooks import commentary, markdown, notebook


def test_a_commentary_cell_has_the_tag_and_a_name() -> None:
    untagged, nameless = commentary("totals", "文"), commentary("totals", "文")
    untagged.metadata["tags"] = []
    nameless.metadata["bulletin"] = {}
    assert is_commentary(commentary("totals", "文"))
    assert not is_commentary(untagged)
    assert not is_commentary(nameless)
    assert not is_commentary(markdown("文", "heading"))


def test_a_name_is_known_whatever_else_metadata_holds() -> None:
    strange = markdown("文", "heading")
    strange.metadata["bulletin"] = "totals"
    assert name_of(commentary("totals", "文")) == "totals"
    assert name_of(strange) == ""
    assert name_of(markdown("文", "heading")) == ""


def test_a_prompt_waits_until_it_is_overwritten() -> None:
    assert is_unfilled(commentary("totals", "（请写明）", prompt=True, draft="（请写明）"))
    assert not is_unfilled(commentary("totals", "问题有三。", prompt=True, draft="（请写明）"))
    assert not is_unfilled(commentary("totals", "草稿。", draft="草稿。"))
    assert not is_unfilled(markdown("# 标题", "heading"))


def test_a_cell_is_found_under_the_last_heading_above_it() -> None:
    whole = notebook(
        markdown("# 【评优】", "part"),
        markdown("文。\n\n## 一、总体", "heading"),
        commentary("totals", "文。"),
    )
    assert heading_above(whole, 2) == "一、总体"
    assert heading_above(whole, 1) == "【评优】"
    assert heading_above(whole, 0) == ""
