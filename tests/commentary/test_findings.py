"""What is left to do before publishing is told by place, with what to do."""

from __future__ import annotations

from nbformat import NotebookNode

from analysis.commentary.findings import conflicts, notices, open_notes
from analysis.commentary.merge import merge
from tests.commentary import jupyterlab
from tests.commentary.drafters import drafter_of
from tests.commentary.notebooks import code, commentary, edit, markdown, notebook, template


def conflicting() -> NotebookNode:
    first = merge("2", template({"a": "共5件。", "b": "占3%。"}), None, drafter_of())
    earlier = edit(first, {"a": "共5件，多。", "b": "占3%，少。"})
    return merge("2", template({"a": "共6件。", "b": "占3%。"}), earlier, drafter_of())


def test_nothing_is_told_of_drafts() -> None:
    made = merge("2", template({"a": "共5件。"}), None, drafter_of())
    assert notices({"2": made}) == []
    assert conflicts({"2": made}) == []


def test_an_open_note_is_told_with_its_place_and_what_to_do() -> None:
    assert [found.message for found in conflicts({"2": conflicting()})] == [
        (
            "2“部分”中待核1：数据变动后草稿变了，您改过的文字未动。"
            "您写的“共5件，多。”，新稿：共6件。请核对，然后在笔记本里删去待核1那一行。"
        )
    ]


def test_a_conflict_stands_behind_the_sentence_that_the_analyst_kept() -> None:
    made = conflicting()
    (found,) = conflicts({"2": made})
    assert (found.found, found.expected) == ("共5件，多。", "共6件。")
    assert (found.cell, found.start, found.end) == ("a", 6, 6)
    made.cells[1].source = made.cells[1].source.replace("共5件，多。", "共5件，很多很多。")
    (found,) = conflicts({"2": made})
    assert found.end == len("共5件，很多很多。")


def test_a_note_is_told_until_it_is_settled() -> None:
    made = conflicting()
    assert set(open_notes(made)) == {1}
    note = made.cells[1].source.split("\n\n")[1]
    for text, still_open in {
        f"共5件，很多。\n\n{note}": True,
        f"共6件。\n\n{note}": False,
        "共5件，多。": False,
        "": False,
    }.items():
        assert bool(open_notes(edit(made, {"a": text}))) == still_open, text


def test_a_note_in_two_cells_is_told_once() -> None:
    made = conflicting()
    jupyterlab.paste_copy(made, 1, 3)
    assert len(conflicts({"2": made})) == 1


def test_a_note_of_another_notebook_is_told_too() -> None:
    made = edit(conflicting(), {"b": "占3%。\n\n> 〔待核9，核对后删去本行〕您写的“甲”，新稿：乙"})
    assert set(open_notes(made)) == {1, 9}


def test_a_prompt_that_nobody_answered_is_told() -> None:
    asking = notebook(
        markdown("## 一、问题", "h"), commentary("p", "（请写明）", draft="（请写明）", prompt=True)
    )
    assert notices({"2": asking}) == ["2“一、问题”中有一段尚未撰写，通报中略去。"]


def test_code_of_the_analysts_own_that_did_not_run_is_told() -> None:
    made = conflicting()
    made.cells[1].source = "共6件。"
    jupyterlab.insert_code(made, 2, "1 + 1")
    jupyterlab.insert_code(made, 2, " ")
    made.cells.append(code("2 + 2", "ran"))
    assert notices({"2": made}) == [
        (
            "2“部分”中您加的一格代码没有运行，通报中没有它的结果。"
            "请在 JupyterLab 中运行这一格并保存，或删去这一格。"
        )
    ]
