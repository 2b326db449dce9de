"""Which sentence stands for which: reworded, moved, split, joined and replaced ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.commentary.align import align, out_of_order
from analysis.commentary.sentences import Placed, sentences

LEVELS = "满意370件，占0.03%；基本满意75件，占0.01%；不满意57件；非常不满意85件。"


def cells(**texts: str) -> list[Placed]:
    """Return sentences by cell; a name that begins with `own` is a cell of the analyst's."""
    return [
        Placed(sentence, "" if name.startswith("own") else name, place)
        for place, (name, text) in enumerate(texts.items())
        for sentence in sentences(text)[0]
    ]


PAIRED = {
    "other figures": (
        cells(a=LEVELS),
        cells(a="满意12件，占9%；基本满意3件，占1%；不满意5件；非常不满意6件。"),
        {(0, 0), (1, 1), (2, 2), (3, 3)},
    ),
    "the first deleted": (
        cells(a=LEVELS),
        cells(a="基本满意75件，占0.01%；不满意57件；非常不满意85件。"),
        {(1, 0), (2, 1), (3, 2)},
    ),
    "one inserted": (
        cells(a="共5件。占3%。"),
        cells(a="共5件。另据抽查，窗口平稳。占3%。"),
        {(0, 0), (1, 2)},
    ),
    "one reworded": (cells(a="共5件。占3%。"), cells(a="共5件。占3%，偏低。"), {(0, 0), (1, 1)}),
    "one split": (
        cells(a="主动评价5件，非常满意3件。"),
        cells(a="主动评价5件。非常满意3件。"),
        {(0, 0), (0, 1)},
    ),
    "two joined": (
        cells(a="主动评价5件。非常满意3件。"),
        cells(a="主动评价5件，非常满意3件。"),
        {(0, 0), (1, 0)},
    ),
    "moved to the end": (
        cells(a="甲局受理5件。乙局办结7件。丙局退回9件。"),
        cells(a="乙局办结7件。丙局退回9件。甲局受理5件。"),
        {(0, 2), (1, 0), (2, 1)},
    ),
    "moved to another cell": (
        cells(a="窗口平均等候12分钟。占3%。", b="共5件。"),
        cells(a="占3%。", b="共5件。窗口平均等候12分钟。"),
        {(0, 2), (1, 0), (2, 1)},
    ),
    "moved to a cell of the analyst's": (
        cells(a="窗口平均等候12分钟。占3%。"),
        cells(a="占3%。", own="窗口平均等候12分钟。"),
        {(0, 1), (1, 0)},
    ),
    "of a cell that was joined to another": (
        cells(a="共5件。", b="占3%，很高。"),
        cells(a="共5件。占3%，很高。"),
        {(0, 0), (1, 1)},
    ),
    "replaced at its place": (
        cells(a="共5件。占3%。升1%。"),
        cells(a="共5件。群众满意。升1%。"),
        {(0, 0), (1, 1), (2, 2)},
    ),
    "not so short a sentence of another cell": (
        cells(a="无。", b="共5件。"),
        cells(b="共5件。无。"),
        {(1, 0)},
    ),
    "a copy is paired once": (cells(a="共5件。"), cells(a="共5件。共5件。"), {(0, 0)}),
    "nothing with nothing in common": (
        cells(a="共5件。", b="占3%。"),
        cells(own="群众满意。"),
        set(),
    ),
}


@pytest.mark.parametrize(("old", "new", "pairs"), PAIRED.values(), ids=PAIRED.keys())
def test_sentences_are_paired(
    old: list[Placed], new: list[Placed], pairs: set[tuple[int, int]]
) -> None:
    assert align(old, new).pairs == pairs


def test_a_sentence_that_was_replaced_is_near_not_alike() -> None:
    found = align(cells(a="共5件。占3%。"), cells(a="共5件。群众满意。"))
    assert found.near == {(1, 1)}


def test_a_moved_sentence_is_told_from_those_that_stayed() -> None:
    old = cells(a="甲局受理5件。乙局办结7件。丙局退回9件。")
    assert align(old, cells(a="乙局办结7件。丙局退回9件。甲局受理5件。")).moved == {0}
    assert align(old, cells(a="乙局办结7件。丙局退回9件。", b="甲局受理5件。")).moved == {0}
    assert align(old, old).moved == set()


@pytest.mark.parametrize(
    ("order", "moved"),
    [([0, 1, 2], set()), ([2, 0, 1], {0}), ([1, 2, 0], {2}), ([], set()), ([0, 0, 1], set())],
)
def test_the_fewest_are_out_of_order(order: list[int], moved: set[int]) -> None:
    assert out_of_order(enumerate(order)) == moved


@given(st.permutations(range(7)))
def test_what_is_not_out_of_order_rises(order: list[int]) -> None:
    rest = [j for i, j in enumerate(order) if i not in out_of_order(enumerate(order))]
    assert rest == sorted(rest)


@given(st.lists(st.sampled_from(["共5件。", "占3%。", "无。", "很高；"]), max_size=8))
def test_a_text_is_paired_with_itself(parts: list[str]) -> None:
    text = cells(a="".join(parts))
    assert align(text, text).pairs == {(n, n) for n in range(len(text))}
