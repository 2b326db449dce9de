"""A re-run keeps every word the analyst wrote, and refreshes what nobody touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from analysis.commentary.draft import Drafter
from analysis.commentary.findings import open_notes
from analysis.commentary.merge import merge, read_earlier
from analysis.commentary.notes import without_notes
from analysis.errors import NotebookError
from tests.commentary.drafters import drafter_of
from tests.commentary.notebooks import (
    commentary,
    edit,
    markdown,
    notebook,
    saved,
    sources,
    template,
)

Make = Callable[..., Drafter]


def run(draft: str, earlier: NotebookNode | None) -> NotebookNode:
    """Run a notebook whose one commentary is drafted so."""
    return merge("2", template({"a": draft}), earlier, drafter_of())


def rerun(before: str, ours: str, now: str) -> str:
    """Return the text after a run, an edit and a run over another draft."""
    return str(run(now, edit(run(before, None), {"a": ours})).cells[1].source)


OLD = "共收到评价10件，其中主动评价9件。满意8件，占80.00%；不满意2件，占20.00%。较上季度上升。"
NEW = "共收到评价30件，其中主动评价27件。满意21件，占70.00%；不满意9件，占30.00%。较上季度下降。"

# What diff3 and its like get wrong: with a figure in every sentence, none stays to hold on to.
SEVEN = {
    "a sentence edited": (
        OLD,
        (
            "共收到评价10件，其中主动评价9件，群众参与踊跃。"
            "满意8件，占80.00%；不满意2件，占20.00%。较上季度上升。"
        ),
        NEW,
        (
            "共收到评价10件，其中主动评价9件，群众参与踊跃。"
            "满意21件，占70.00%；不满意9件，占30.00%。较上季度下降。"
            "\n\n> 〔待核1，核对后删去本行〕"
            "您写的“共收到评价10件，其中主动评价9件，群众参与踊跃。”，"
            "新稿：共收到评价30件，其中主动评价27件。"
        ),
    ),
    "a sentence inserted": (
        OLD,
        (
            "共收到评价10件，其中主动评价9件。系统运行平稳。"
            "满意8件，占80.00%；不满意2件，占20.00%。较上季度上升。"
        ),
        NEW,
        (
            "共收到评价30件，其中主动评价27件。系统运行平稳。"
            "满意21件，占70.00%；不满意9件，占30.00%。较上季度下降。"
        ),
    ),
    "a sentence deleted": (
        OLD,
        "共收到评价10件，其中主动评价9件。满意8件，占80.00%；较上季度上升。",
        NEW,
        "共收到评价30件，其中主动评价27件。满意21件，占70.00%；较上季度下降。",
    ),
    "a sentence moved": (
        OLD,
        "较上季度上升。共收到评价10件，其中主动评价9件。满意8件，占80.00%；不满意2件，占20.00%。",
        NEW,
        "较上季度下降。共收到评价30件，其中主动评价27件。满意21件，占70.00%；不满意9件，占30.00%。",
    ),
    "a sentence split and two joined": (
        OLD,
        "共收到评价10件。其中主动评价9件。满意8件，占80.00%，不满意2件，占20.00%。较上季度上升。",
        NEW,
        (
            "共收到评价10件。其中主动评价9件。满意8件，占80.00%，不满意2件，占20.00%。较上季度下降。"
            "\n\n> 〔待核1，核对后删去本行〕您写的“共收到评价10件。其中主动评价9件。”，"
            "新稿：共收到评价30件，其中主动评价27件。"
            "\n\n> 〔待核2，核对后删去本行〕您写的“满意8件，占80.00%，不满意2件，占20.00%。”，"
            "新稿：满意21件，占70.00%；不满意9件，占30.00%。"
        ),
    ),
    "a paragraph begun": (
        OLD,
        (
            "共收到评价10件，其中主动评价9件。\n\n从等级看，"
            "满意8件，占80.00%；不满意2件，占20.00%。\n\n较上季度上升。"
        ),
        NEW,
        (
            "共收到评价30件，其中主动评价27件。\n\n从等级看，"
            "满意8件，占80.00%；不满意9件，占30.00%。"
            "\n\n> 〔待核1，核对后删去本行〕您写的“从等级看，满意8件，占80.00%；”，"
            "新稿：满意21件，占70.00%；"
            "\n\n较上季度下降。"
        ),
    ),
    "the draft says more, next to an edit": (
        OLD,
        "共收到评价10件，其中主动评价9件。满意8件，占八成；不满意2件，占20.00%。较上季度上升。",
        (
            "共收到评价10件，其中主动评价9件。满意8件，占80.00%；基本满意0件；"
            "不满意2件，占20.00%。各等级均有升降。较上季度上升。"
        ),
        (
            "共收到评价10件，其中主动评价9件。满意8件，占八成；基本满意0件；"
            "不满意2件，占20.00%。各等级均有升降。较上季度上升。"
        ),
    ),
}


@pytest.mark.parametrize(("before", "ours", "now", "merged"), SEVEN.values(), ids=SEVEN.keys())
def test_seven_cases_that_ready_made_merges_get_wrong(
    before: str, ours: str, now: str, merged: str
) -> None:
    assert rerun(before, ours, now) == merged


MERGED = {
    "nobody changed anything": ("共5件。", "共5件。", "共5件。", "共5件。"),
    "only the draft changed": ("共5件。甲。", "共5件。甲。", "共6件。\n\n甲。", "共6件。\n\n甲。"),
    "only the analyst changed": ("共5件。", "共5件，多。", "共5件。", "共5件，多。"),
    "both to the same": ("共5件。占3%。", "共6件。占3%。", "共6件。占3%。", "共6件。占3%。"),
    "emptied": ("共5件。", "", "共6件。", ""),
    "all replaced": (
        "共5件。占3%。",
        "群众满意。",
        "共6件。占4%。",
        "群众满意。\n\n> 〔待核1，核对后删去本行〕您写的“群众满意。”，新稿：共6件。占4%。",
    ),
    "an untouched sentence that the draft dropped": (
        "共5件。不同程度上升。",
        "共5件，多。不同程度上升。",
        "共5件。",
        "共5件，多。",
    ),
    "an edited sentence that the draft dropped": (
        "共5件。各等级不同程度上升。",
        "共5件。各等级均不同程度上升。",
        "共5件。",
        (
            "共5件。各等级均不同程度上升。"
            "\n\n> 〔待核1，核对后删去本行〕您写的“各等级均不同程度上升。”，新稿已没有这一句。"
        ),
    ),
    "the other branch of a condition": (
        "没有收到锦旗。",
        "本季度没有收到锦旗。",
        "共收到锦旗11面，获赠单位：甲局。",
        (
            "本季度没有收到锦旗。\n\n> 〔待核1，核对后删去本行〕您写的“本季度没有收到锦旗。”，"
            "新稿：共收到锦旗11面，获赠单位：甲局。"
        ),
    ),
    "a list in the order of its figures, untouched": (
        "甲区9件；乙区7件；丙区5件。",
        "甲区9件；乙区7件；丙区5件。",
        "丙区8件；甲区6件；乙区4件。",
        "丙区8件；甲区6件；乙区4件。",
    ),
    "a new sentence first": (
        "共5件。",
        "共5件。多。",
        "第三季度，共4类。共5件。",
        "第三季度，共4类。共5件。多。",
    ),
    "a new sentence behind what the analyst wrote of the last": (
        "共5件。占3%。",
        "共5件。为历年最多。占3%。",
        "共5件。退回2件。占3%。",
        "共5件。为历年最多。退回2件。占3%。",
    ),
    "a new sentence before a paragraph of the analyst's": (
        "共5件。",
        "共5件。\n\n另据抽查，窗口平稳。",
        "共5件。退回2件。",
        "共5件。退回2件。\n\n另据抽查，窗口平稳。",
    ),
    "a heading and a list that the analyst added": (
        "共5件。",
        "### 补充\n\n共5件。\n\n- 甲\n- 乙",
        "共6件。",
        "### 补充\n\n共6件。\n\n- 甲\n- 乙",
    ),
    "a footnote that the analyst added": (
        "共5件。占3%。",
        "共5件。[^1]占3%。\n\n[^1]: 据台账。",
        "共5件。占4%。",
        "共5件。[^1]占4%。\n\n[^1]: 据台账。",
    ),
    "white space that the analyst changed": (
        "共5件。\n\n占3%。",
        "　　共5件。占3%。\n",
        "共6件。\n\n占4%。",
        "　　共6件。占4%。\n",
    ),
}


@pytest.mark.parametrize(("before", "ours", "now", "merged"), MERGED.values(), ids=MERGED.keys())
def test_three_texts_are_merged(before: str, ours: str, now: str, merged: str) -> None:
    assert rerun(before, ours, now) == merged


class TestTheLifeOfANote:
    """An edit of 共5件。, whose draft becomes 共6件。"""

    OURS = "共5件，多。"
    NOTED = "共5件，多。\n\n> 〔待核1，核对后删去本行〕您写的“共5件，多。”，新稿：共6件。"

    @pytest.fixture
    def noted(self) -> NotebookNode:
        made = run("共6件。", edit(run("共5件。", None), {"a": self.OURS}))
        assert made.cells[1].source == self.NOTED
        return saved(made)

    def test_it_stays_while_nobody_answers(self, noted: NotebookNode) -> None:
        assert run("共6件。", noted).cells[1].source == self.NOTED

    def test_it_is_renewed_when_the_draft_changes_again(self, noted: NotebookNode) -> None:
        assert run("共7件。", noted).cells[1].source == self.NOTED.replace("6", "7")

    def test_it_is_withdrawn_when_the_draft_is_again_what_was_answered(
        self, noted: NotebookNode
    ) -> None:
        assert run("共5件。", noted).cells[1].source == self.OURS

    def test_it_is_settled_when_the_analyst_deletes_it(self, noted: NotebookNode) -> None:
        settled = edit(noted, {"a": self.OURS})
        assert open_notes(settled) == {}
        again = run("共6件。", settled)
        assert again.cells[1].source == self.OURS
        # From now on he has answered 共6件。, and 共5件。 is news to him.
        back = run("共5件。", saved(again)).cells[1].source
        assert back == self.NOTED.replace("新稿：共6件。", "新稿：共5件。")

    def test_it_is_settled_when_the_analyst_takes_the_draft(self, noted: NotebookNode) -> None:
        taken = edit(noted, {"a": self.NOTED.replace(self.OURS, "共6件。", 1)})
        assert open_notes(taken) == {}
        assert run("共6件。", taken).cells[1].source == "共6件。"
        assert run("共7件。", taken).cells[1].source == "共7件。"

    def test_the_analyst_may_edit_on_beside_it(self, noted: NotebookNode) -> None:
        on = edit(noted, {"a": self.NOTED.replace(self.OURS, "共5件，很多。", 1)})
        assert run("共6件。", on).cells[1].source == self.NOTED.replace("，多", "，很多")

    def test_it_goes_with_the_sentence(self, noted: NotebookNode) -> None:
        deleted = edit(noted, {"a": self.NOTED.replace(self.OURS, "", 1)})
        assert run("共7件。", deleted).cells[1].source == ""

    def test_its_words_are_never_the_analysts(self, noted: NotebookNode) -> None:
        changed = edit(noted, {"a": self.NOTED.replace("新稿", "他的新稿")})
        assert run("共6件。", changed).cells[1].source == self.NOTED

    def test_a_copy_of_it_is_taken_off(self, noted: NotebookNode) -> None:
        line = self.NOTED.split("\n\n")[1]
        twice = edit(noted, {"a": f"{self.NOTED}\n\n{line}"})
        assert run("共6件。", twice).cells[1].source == self.NOTED

    def test_it_comes_back_for_a_sentence_that_the_draft_dropped_and_says_again(self) -> None:
        ours = "共5件。各等级均不同程度上升。"
        dropped = run("共5件。", edit(run("共5件。各等级不同程度上升。", None), {"a": ours}))
        settled = run("共5件。", edit(dropped, {"a": ours}))
        assert settled.cells[1].source == ours
        back = run("共5件。各等级不同程度上升。", saved(settled)).cells[1].source
        assert without_notes(back) == ours
        assert back.endswith("新稿：各等级不同程度上升。")


def test_several_notes_have_numbers_of_their_own() -> None:
    first = run("共5件。占3%。\n\n属实7件。", None)
    ours = "共5件，多。占3%，少。\n\n属实7件，少。"
    made = run("共6件。占4%。\n\n属实8件。", edit(first, {"a": ours}))
    assert list(open_notes(made)) == [1, 2, 3]
    kept = made.cells[1].source.split("\n\n")
    del kept[1]
    again = run("共6件。占5%。\n\n属实9件。", edit(made, {"a": "\n\n".join(kept)}))
    assert open_notes(again) == {
        2: "您写的“占3%，少。”，新稿：占5%。",
        3: "您写的“属实7件，少。”，新稿：属实9件。",
    }


def test_a_first_run_drafts_every_cell(drafter: Make) -> None:
    drafts = {
        "totals": "共{{ total }}件。",
        "rates": "评价率{{ rate }}。",
        "stars": "{{ stars }}。",
    }
    made = merge("2", template(drafts), None, drafter())
    assert sources(made) == ["# 部分", "共105.97万件。", "评价率96.43%。", "王一、李二。"]
    assert made.cells[1].metadata["bulletin"] == {"name": "totals", "draft": "共105.97万件。"}


def test_drafts_follow_the_corrected_data(drafter: Make) -> None:
    drafts = {"totals": "共{{ total }}件。"}
    first = merge("2", template(drafts), None, drafter())
    made = merge("2", template(drafts), saved(first), drafter(total=9_999))
    assert sources(made) == ["# 部分", "共9999件。"]


def test_a_prompt_that_was_answered_gets_no_note_when_its_words_change() -> None:
    def asking(prompt: str) -> NotebookNode:
        return notebook(commentary("problems", prompt, prompt=True))

    first = merge("2", asking("（请写明问题。）"), None, drafter_of())
    answered = edit(first, {"problems": "问题有三。"})
    made = merge("2", asking("（请在此写明问题。）"), answered, drafter_of())
    assert sources(made) == ["问题有三。"]
    unanswered = merge("2", asking("（请在此写明问题。）"), saved(first), drafter_of())
    assert sources(unanswered) == ["（请在此写明问题。）"]


def test_a_notebook_of_version_0_1_is_merged_by_the_drafts_in_its_cells() -> None:
    old = notebook(
        markdown("# 部分", "part"),
        commentary("a", "共5件。占3%，少。", draft="共5件。占3%。"),
        markdown("另据抽查。", "f00d"),
    )
    assert sources(run("共6件。占3%。", old)) == ["# 部分", "共6件。占3%，少。", "另据抽查。"]


def test_a_name_that_two_cells_share_stops_the_run() -> None:
    twice = notebook(commentary("a", "甲。"), markdown("# 题", "b"))
    twice.cells[0].metadata["bulletin"]["name"] = "b"
    with pytest.raises(NotebookError) as stopped:
        merge("2", twice, None, drafter_of())
    assert str(stopped.value) == (
        "笔记本 2 中有两格都叫“b”，再次运行时分不清您改的是哪一格。"
        "请在模板里改其中一格的名称（元数据 bulletin.name 或单元格 id）。"
    )


def test_no_earlier_notebook_is_none(tmp_path: Path) -> None:
    assert read_earlier(tmp_path / "2.ipynb") is None


def test_an_earlier_notebook_is_read_as_it_was_saved(tmp_path: Path) -> None:
    made = run("共5件。", None)
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


# Notebooks that are whole but do not say what the last run drafted.
STRANGERS = {
    "empty": notebook(),
    "never run": notebook(commentary("a", "共{{ total }}件。")),
    "stripped of metadata": notebook(markdown("共5件。", "a")),
    "with a record cut off": nbformat.v4.new_notebook(metadata={"bulletin": {"cells": [{}]}}),
    "with a record of another kind": nbformat.v4.new_notebook(metadata={"bulletin": "通报"}),
}


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS.keys())
def test_a_notebook_that_lacks_our_record_stops_the_run_and_is_left_alone(
    stranger: NotebookNode, tmp_path: Path
) -> None:
    path = tmp_path / "2.ipynb"
    nbformat.write(stranger, path)
    before = path.read_bytes()
    with pytest.raises(NotebookError) as stopped:
        read_earlier(path)
    assert str(stopped.value) == (
        f"{path} 中没有上次运行留下的记录（元数据 bulletin），分不清哪些文字是您改过的。"
        "请恢复或移走该文件后再运行；文件未被改动。"
    )
    assert path.read_bytes() == before
