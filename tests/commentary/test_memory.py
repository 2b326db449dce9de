"""A notebook remembers in its own metadata what the last run drafted."""

from __future__ import annotations

import nbformat
import pytest

from analysis.commentary.memory import Edit, Memory, Remembered, drafted, is_ours, recall, remember
from tests.commentary.notebooks import code, commentary, markdown, notebook, saved

WHOLE = Memory(
    cells=(Remembered("part", "# 部分"), Remembered("open"), Remembered("empty", "")),
    edits=(
        Edit(("共5件，多。",), "共5件。", at=(0, 1), number=2),
        Edit(("甲。", "乙。"), "", was="丙。", cell="part", before=1),
    ),
    deleted=(2,),
)


@pytest.mark.parametrize("memory", [WHOLE, Memory((Remembered("a", "甲。"),))])
def test_what_is_remembered_is_recalled(memory: Memory) -> None:
    made = notebook()
    remember(made, memory)
    assert recall(saved(made), ()) == memory
    assert saved(made) == made
    assert is_ours(made)


def test_cells_are_remembered_by_name_with_their_draft() -> None:
    named = markdown("# 部分", "x")
    named.metadata["bulletin"] = {"name": "part"}
    assert drafted([named, commentary("a", "甲。")]) == (
        Remembered("part", "# 部分"),
        Remembered("a", "甲。"),
    )


def test_a_copy_of_version_0_1_remembers_by_its_cells() -> None:
    old = notebook(
        markdown("# 部分", "part"),
        code("open()", "open"),
        commentary("a", "改过。", draft="甲。"),
        markdown("自己的。", "f00d"),
    )
    assert recall(old, ("part", "open", "a")) == Memory(
        (Remembered("part", "# 部分"), Remembered("open"), Remembered("a", "甲。"))
    )
    assert is_ours(old)


@pytest.mark.parametrize(
    "stated",
    [
        None,
        "通报",
        {},
        {"cells": []},
        {"cells": [{"draft": "甲。"}], "edits": [], "deleted": []},
        {"cells": [{"name": "a"}]},
        {"cells": [{"name": "a"}], "edits": [{"kept": ["甲。"]}], "deleted": []},
        {"cells": [{"name": "a"}], "edits": [{"kept": 1, "answered": ""}], "deleted": []},
    ],
)
def test_a_record_that_is_not_whole_is_not_ours(stated: object) -> None:
    assert not is_ours(nbformat.v4.new_notebook(metadata={"bulletin": stated}))
