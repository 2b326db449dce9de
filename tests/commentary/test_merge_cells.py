"""What JupyterLab does to cells: split, merged, moved, pasted, deleted ones, and new ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from nbformat import NotebookNode

from analysis.commentary.cells import name_of
from analysis.commentary.merge import merge
from tests.commentary import jupyterlab
from tests.commentary.drafters import drafter_of
from tests.commentary.notebooks import (
    code,
    commentary,
    edit,
    notebook,
    saved,
    sources,
    template,
)

OLD = {
    "a": "共收到评价10件。其中主动评价9件。",
    "b": "窗口平均等候12分钟。",
    "c": "按时办结率95%。",
}
NEW = {
    "a": "共收到评价20件。其中主动评价19件。",
    "b": "窗口平均等候13分钟。",
    "c": "按时办结率96%。",
}
HEADING = "# 部分"
A, B, C = NEW.values()

Act = Callable[[NotebookNode], None]


def rerun(act: Act, now: Mapping[str, str] = NEW) -> NotebookNode:
    """Run, let JupyterLab do something to cells 1 to 3, and run over corrected data."""
    earlier = saved(merge("2", template(OLD), None, drafter_of()))
    act(earlier)
    return merge("2", template(now), saved(earlier), drafter_of())


def split_at_sentence(earlier: NotebookNode) -> None:
    jupyterlab.split_cell(earlier, 1, OLD["a"].index("。") + 1)


def split_within_a_sentence(earlier: NotebookNode) -> None:
    jupyterlab.split_cell(earlier, 1, 3)


def split_and_edit_the_second(earlier: NotebookNode) -> None:
    split_at_sentence(earlier)
    earlier.cells[2].source = "其中主动评价9件，很多。"


def split_and_put_a_paragraph_between(earlier: NotebookNode) -> None:
    split_at_sentence(earlier)
    jupyterlab.insert_markdown(earlier, 2, "另据抽查，系统运行平稳。")


def split_and_move_the_first_down(earlier: NotebookNode) -> None:
    split_at_sentence(earlier)
    jupyterlab.move_cell(earlier, 1, 3)


def merge_keeping_the_second_name(earlier: NotebookNode) -> None:
    jupyterlab.merge_below(earlier, 1, active=1)


def merge_with_the_heading(earlier: NotebookNode) -> None:
    jupyterlab.merge_below(earlier, 0, active=0)


def merge_and_edit(earlier: NotebookNode) -> None:
    jupyterlab.merge_below(earlier, 1)
    earlier.cells[1].source = earlier.cells[1].source.replace("12分钟", "12分钟左右")


def paste_from_another_quarter(earlier: NotebookNode) -> None:
    jupyterlab.paste_copy(earlier, 2, 3)
    earlier.cells[3].source = "窗口平均等候15分钟。"


def retype_in_a_cell_of_his_own(earlier: NotebookNode) -> None:
    text = earlier.cells[2].source
    jupyterlab.delete_cell(earlier, 2)
    jupyterlab.insert_markdown(earlier, 3, text)


NOTE = "> 〔待核1，核对后删去本行〕您写的“{}”，新稿：{}"

DONE = {
    "nothing": (lambda _: None, [HEADING, A, B, C]),
    "split at a sentence": (
        split_at_sentence,
        [HEADING, "共收到评价20件。", "其中主动评价19件。", B, C],
    ),
    "split within a sentence": (
        split_within_a_sentence,
        [HEADING, "共收到评价20件。", "其中主动评价19件。", B, C],
    ),
    "split and edited": (
        split_and_edit_the_second,
        [
            HEADING,
            "共收到评价20件。",
            "其中主动评价9件，很多。\n\n"
            + NOTE.format("其中主动评价9件，很多。", "其中主动评价19件。"),
            B,
            C,
        ],
    ),
    "split with a paragraph between": (
        split_and_put_a_paragraph_between,
        [HEADING, "共收到评价20件。", "另据抽查，系统运行平稳。", "其中主动评价19件。", B, C],
    ),
    "split and moved": (
        split_and_move_the_first_down,
        [HEADING, "其中主动评价19件。", B, "共收到评价20件。", C],
    ),
    "merged": (lambda nb: jupyterlab.merge_below(nb, 1), [HEADING, f"{A}\n\n{B}", C]),
    "merged under the second name": (merge_keeping_the_second_name, [HEADING, f"{A}\n\n{B}", C]),
    "merged with the heading": (merge_with_the_heading, [f"{HEADING}\n\n{A}", B, C]),
    "merged and edited": (
        merge_and_edit,
        [
            HEADING,
            f"{A}\n\n窗口平均等候12分钟左右。\n\n"
            + NOTE.format("窗口平均等候12分钟左右。", "窗口平均等候13分钟。"),
            C,
        ],
    ),
    "moved": (lambda nb: jupyterlab.move_cell(nb, 1, 3), [HEADING, B, C, A]),
    "cut and pasted": (lambda nb: jupyterlab.cut_and_paste(nb, 3, 1), [HEADING, C, A, B]),
    "pasted twice": (lambda nb: jupyterlab.paste_copy(nb, 2, 4), [HEADING, A, B, C, B]),
    "pasted from another quarter": (
        paste_from_another_quarter,
        [HEADING, A, B, "窗口平均等候15分钟。", C],
    ),
    "deleted": (lambda nb: jupyterlab.delete_cell(nb, 2), [HEADING, A, C]),
    "typed anew in another cell": (retype_in_a_cell_of_his_own, [HEADING, A, C, B]),
    "made code by the key Y": (lambda nb: jupyterlab.to_code(nb, 2), [HEADING, A, B, C]),
    "a paragraph of the analyst's first": (
        lambda nb: jupyterlab.insert_markdown(nb, 0, "卷首语。"),
        ["卷首语。", HEADING, A, B, C],
    ),
    "a paragraph of the analyst's last": (
        lambda nb: jupyterlab.insert_markdown(nb, 4, "## 附：说明\n\n从略。"),
        [HEADING, A, B, C, "## 附：说明\n\n从略。"],
    ),
}


@pytest.mark.parametrize(("act", "texts"), DONE.values(), ids=DONE.keys())
def test_cells_stay_as_the_analyst_left_them(act: Act, texts: list[str]) -> None:
    made = rerun(act)
    assert sources(made) == texts
    assert {cell.cell_type for cell in made.cells} == {"markdown"}
    again = merge("2", template(NEW), saved(made), drafter_of())
    assert again == made


@pytest.mark.parametrize("draft", ["共收到评价20件。", "其中主动评价19件。"])
def test_half_a_split_cell_goes_when_the_draft_drops_its_sentence(draft: str) -> None:
    assert sources(rerun(split_at_sentence, {**NEW, "a": draft})) == [HEADING, draft, B, C]


def test_a_cell_whose_draft_is_empty_stays_for_the_next_draft() -> None:
    once = rerun(lambda _: None, {**NEW, "b": ""})
    assert sources(once) == [HEADING, A, "", C]
    assert sources(merge("2", template(NEW), saved(once), drafter_of())) == [HEADING, A, B, C]


def test_a_deleted_cell_stays_deleted_whatever_becomes_of_its_draft() -> None:
    def delete(earlier: NotebookNode) -> None:
        jupyterlab.delete_cell(earlier, 2)

    once = rerun(delete)
    more = {**NEW, "b": "窗口平均等候14分钟。群众反映良好。"}
    made = merge("2", template(more), saved(once), drafter_of())
    assert sources(made) == [HEADING, A, C]


@pytest.mark.parametrize(
    ("place", "asked", "texts"),
    [
        (2, "〔新稿〕", [HEADING, A, B, C]),
        (2, " 〔新稿〕\n", [HEADING, A, B, C]),
        (2, "〔新稿〕请", [HEADING, A, "〔新稿〕请\n\n" + NOTE.format("〔新稿〕请", B), C]),
    ],
)
def test_a_draft_comes_back_where_the_analyst_asks_for_it(
    place: int, asked: str, texts: list[str]
) -> None:
    def ask(earlier: NotebookNode) -> None:
        earlier.cells[place].source = asked

    assert sources(rerun(ask)) == texts


def test_the_draft_of_a_deleted_cell_comes_back_by_its_name() -> None:
    def ask(earlier: NotebookNode) -> None:
        jupyterlab.delete_cell(earlier, 2)
        jupyterlab.insert_markdown(earlier, 3, "〔新稿：b〕")

    made = rerun(ask)
    assert sources(made) == [HEADING, A, C, B]
    assert [name_of(cell) for cell in made.cells] == ["part", "a", "c", "b"]


def test_a_name_that_is_not_known_is_left_as_it_was_typed() -> None:
    made = rerun(lambda nb: jupyterlab.insert_markdown(nb, 4, "〔新稿：d〕"))
    assert sources(made)[-1] == "〔新稿：d〕"


def test_an_edited_heading_stays_until_the_template_changes_it_too() -> None:
    first = merge("2", template(OLD), None, drafter_of())
    earlier = edit(first, {"part": "# 第一部分"})
    made = merge("2", template(NEW), earlier, drafter_of())
    assert sources(made)[0] == "# 第一部分"
    changed = template(NEW)
    changed.cells[0].source = "# 部分（一）"
    made = merge("2", changed, saved(made), drafter_of())
    assert sources(made)[0] == "# 第一部分\n\n" + NOTE.format("# 第一部分", "# 部分（一）")


def test_cells_that_are_new_in_the_template_are_put_in_their_place() -> None:
    earlier = saved(merge("2", template({"a": OLD["a"], "c": OLD["c"]}), None, drafter_of()))
    jupyterlab.insert_markdown(earlier, 2, "另据抽查，系统运行平稳。")
    made = merge("2", template(NEW), saved(earlier), drafter_of())
    assert sources(made) == [HEADING, A, "另据抽查，系统运行平稳。", B, C]


def test_cells_that_the_template_dropped_go_unless_the_analyst_wrote_in_them() -> None:
    fewer = {"a": NEW["a"]}
    earlier = edit(
        merge("2", template(OLD), None, drafter_of()), {"c": "按时办结率95%，为历年最高。"}
    )
    made = merge("2", template(fewer), earlier, drafter_of())
    note = "> 〔待核1，核对后删去本行〕您写的“按时办结率95%，为历年最高。”，新稿已没有这一句。"
    kept = f"按时办结率95%，为历年最高。\n\n{note}"
    assert sources(made) == [HEADING, A, kept]
    assert sources(merge("2", template(fewer), saved(made), drafter_of())) == [HEADING, A, kept]
    settled = edit(made, {"c": "按时办结率95%，为历年最高。"})
    again = merge("2", template(fewer), settled, drafter_of())
    assert sources(again) == [HEADING, A, "按时办结率95%，为历年最高。"]
    assert sources(merge("2", template(fewer), saved(again), drafter_of())) == sources(again)


def test_the_order_of_the_template_holds_where_the_analyst_moved_nothing() -> None:
    turned = {name: NEW[name] for name in ("c", "a", "b")}
    assert sources(rerun(lambda _: None, turned)) == [HEADING, C, A, B]
    turned = {name: NEW[name] for name in ("b", "a", "c")}
    made = rerun(lambda nb: jupyterlab.move_cell(nb, 3, 1), turned)
    assert sources(made) == [HEADING, C, B, A]


def with_code(drafts: Mapping[str, str]) -> NotebookNode:
    """Return an executed template: code, a commentary, code."""
    (name, text), *_ = drafts.items()
    return notebook(code("open()", "open"), commentary(name, text), code("chart()", "chart"))


def rerun_code(act: Act) -> NotebookNode:
    earlier = saved(merge("2", with_code(OLD), None, drafter_of()))
    act(earlier)
    return merge("2", with_code(NEW), saved(earlier), drafter_of())


def change_code(earlier: NotebookNode) -> None:
    earlier.cells[2].source = "chart(colour='red')"


def split_code(earlier: NotebookNode) -> None:
    jupyterlab.split_cell(earlier, 2, 5)


CODE = {
    "changed code is the template's again": (change_code, ["open()", A, "chart()"]),
    "split code is whole again": (split_code, ["open()", A, "chart()"]),
    "deleted code comes back": (
        lambda nb: jupyterlab.delete_cell(nb, 2),
        ["open()", A, "chart()"],
    ),
    "moved code stays where it is": (
        lambda nb: jupyterlab.move_cell(nb, 2, 1),
        ["open()", "chart()", A],
    ),
    "pasted code stays once": (
        lambda nb: jupyterlab.cut_and_paste(nb, 2, 1),
        ["open()", "chart()", A],
    ),
    "code of the analyst's own stays": (
        lambda nb: jupyterlab.insert_code(nb, 2, "1 + 1"),
        ["open()", A, "1 + 1", "chart()"],
    ),
}


@pytest.mark.parametrize(("act", "texts"), CODE.values(), ids=CODE.keys())
def test_code_is_the_templates_in_the_analysts_order(act: Act, texts: list[str]) -> None:
    made = rerun_code(act)
    assert sources(made) == texts
    outputs = {c.source: bool(c.outputs) for c in made.cells if c.cell_type == "code"}
    assert outputs == {text: text != "1 + 1" for text in texts if text != A}


def test_code_of_the_analysts_own_keeps_no_outputs_of_an_earlier_run() -> None:
    def add(earlier: NotebookNode) -> None:
        earlier.cells.insert(2, code("1 + 1", "own"))

    own = rerun_code(add).cells[2]
    assert (own.source, own.outputs, own.execution_count) == ("1 + 1", [], None)


def test_a_changed_copy_of_code_is_the_analysts_own() -> None:
    def add(earlier: NotebookNode) -> None:
        jupyterlab.paste_copy(earlier, 2, 3)
        earlier.cells[3].source = "chart(by='region')"

    made = rerun_code(add)
    assert sources(made) == ["open()", A, "chart()", "chart(by='region')"]
    assert name_of(made.cells[3]) == ""


def test_code_pasted_from_another_notebook_does_not_pass_for_the_templates() -> None:
    def paste(earlier: NotebookNode) -> None:
        jupyterlab.paste_copy(earlier, 0, 0)
        earlier.cells[0].source = "open_another()"

    assert sources(rerun_code(paste)) == ["open_another()", "open()", A, "chart()"]


def test_pictures_pasted_into_a_cell_stay() -> None:
    def attach(earlier: NotebookNode) -> None:
        earlier.cells[2]["attachments"] = {"a.png": {"image/png": "AAAA"}}

    assert rerun(attach).cells[2].attachments == {"a.png": {"image/png": "AAAA"}}
