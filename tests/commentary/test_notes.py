"""A note stands behind the paragraph of its sentence, and comes off without a trace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.commentary.notes import note, notes_in, with_notes, without_notes
from analysis.commentary.sentences import sentences, written

LINE = "> 〔待核1，核对后删去本行〕您写的“共5件。”，新稿：共6件。"


def test_a_note_says_what_stands_and_what_the_new_draft_says() -> None:
    assert note(1, "共5件。", "共6件。") == LINE
    assert note(2, "共5件。", "") == (
        "> 〔待核2，核对后删去本行〕您写的“共5件。”，新稿已没有这一句。"
    )


def test_a_note_is_one_line_and_quotes_no_more_than_is_needed() -> None:
    told = note(1, "长" * 41, "甲。\n\n乙。")
    assert told == f"> 〔待核1，核对后删去本行〕您写的“{'长' * 40}……”，新稿：甲。  乙。"


PLACED = {
    "behind its paragraph, not within": ("甲。乙。\n\n丙。", 0, f"甲。乙。\n\n{LINE}\n\n丙。"),
    "at the end": ("甲。\n\n乙。", 1, f"甲。\n\n乙。\n\n{LINE}"),
    "behind a whole list": ("- 甲\n- 乙\n\n丙。", 0, f"- 甲\n- 乙\n\n{LINE}\n\n丙。"),
    "before an indented paragraph": ("甲。\n\n　　乙。", 0, f"甲。\n\n{LINE}\n\n　　乙。"),
}


@pytest.mark.parametrize(("text", "at", "noted"), PLACED.values(), ids=PLACED.keys())
def test_a_note_is_placed_and_taken_off(text: str, at: int, noted: str) -> None:
    assert written(with_notes(sentences(text)[0], {at: [LINE]})) == noted
    assert without_notes(noted) == text


@given(st.text("甲。；\n -|1"), st.lists(st.integers(0, 5), max_size=3))
def test_notes_come_off_without_a_trace(text: str, places: list[int]) -> None:
    found, tail = sentences(text)
    notes = {at: [LINE] for at in places if at < len(found)}
    assert without_notes(written(with_notes(found, notes)) + tail) == text


TAKEN_OFF = {
    "two of them": (f"甲。\n\n{LINE}\n\n{LINE}\n\n乙。", "甲。\n\n乙。"),
    "one with words changed": ("甲。\n\n>〔待核3〕改过的话\n\n乙。", "甲。\n\n乙。"),
    "the first half of one that was split": ("甲。\n\n> 〔待核1，核对后", "甲。"),
    "one without empty lines around it": (f"甲。\n{LINE}\n乙。", "甲。\n\n乙。"),
    "one that stands first": (f"{LINE}\n\n乙。", "乙。"),
    "one that stands alone": (LINE, ""),
    "no quote of the analyst's": ("甲。\n\n> 引文。", "甲。\n\n> 引文。"),
    "no mention in a sentence": ("见〔待核1〕。", "见〔待核1〕。"),
}


@pytest.mark.parametrize(("text", "left"), TAKEN_OFF.values(), ids=TAKEN_OFF.keys())
def test_a_note_is_known_by_its_mark(text: str, left: str) -> None:
    assert without_notes(text) == left


def test_notes_are_read_by_number() -> None:
    assert notes_in(f"甲。\n\n{LINE}\n\n> 〔待核12〕乙") == {
        1: "您写的“共5件。”，新稿：共6件。",
        12: "乙",
    }
