"""Lists and footnotes in Word: its own numbering, its own notes."""

from __future__ import annotations

from nbformat.v4 import new_markdown_cell, new_notebook

from analysis.publish.word.bulletin import BulletinDOCXExporter
from tests.publish.word_reader import W, notes, opened, part


def exported(*sources: str) -> bytes:
    cells = [new_markdown_cell(source) for source in sources]
    made, _ = BulletinDOCXExporter().from_notebook_node(
        new_notebook(cells=cells, metadata={"bulletin": {"title": "题"}})
    )
    return bytes(made)


def numbered(made: bytes) -> list[tuple[str, int, int]]:
    """Return every numbered paragraph: its words, which list, which level."""
    return [
        (one.text, one._p.pPr.numPr.numId.val, one._p.pPr.numPr.ilvl.val)
        for one in opened(made).paragraphs
        if one._p.pPr.numPr is not None
    ]


def starts(made: bytes) -> dict[int, tuple[str, str, str]]:
    """Return for every ordered list which definition it follows and where a level starts."""
    return {
        int(one.get(f"{W}numId")): (
            one.find(f"{W}abstractNumId").get(f"{W}val"),
            over.get(f"{W}ilvl"),
            over.find(f"{W}startOverride").get(f"{W}val"),
        )
        for one in part(made, "word/numbering.xml").iterfind(f"{W}num")
        if (over := one.find(f"{W}lvlOverride")) is not None
    }


def test_every_ordered_list_counts_from_its_own_start() -> None:
    made = exported("1. 甲\n2. 乙\n\n文。\n\n1. 丙\n\n文。\n\n7. 丁\n8. 戊")
    assert numbered(made) == [
        ("甲", 2, 0),
        ("乙", 2, 0),
        ("丙", 3, 0),
        ("丁", 4, 0),
        ("戊", 4, 0),
    ]
    assert starts(made) == {2: ("0", "0", "1"), 3: ("0", "0", "1"), 4: ("0", "0", "7")}


def test_bullets_are_one_list_with_levels() -> None:
    made = exported("- 甲\n  - 乙\n    - 丙\n- 丁")
    assert numbered(made) == [("甲", 1, 0), ("乙", 1, 1), ("丙", 1, 2), ("丁", 1, 0)]


def test_a_list_inside_a_list_starts_its_own_level() -> None:
    made = exported("1. 甲\n\n   3. 乙\n      续\n2. 丙")
    assert numbered(made) == [("甲", 2, 0), ("乙续", 3, 1), ("丙", 2, 0)]
    assert starts(made) == {2: ("0", "0", "1"), 3: ("0", "1", "3")}


def test_further_paragraphs_of_an_item_have_no_number() -> None:
    made = exported("1. 甲\n\n   乙\n\n   - 丙\n\n     丁")
    styles = [(one.text, one.style.name) for one in opened(made).paragraphs[1:]]
    assert styles == [
        ("甲", "List Number"),
        ("乙", "List Continue"),
        ("丙", "List Bullet"),
        ("丁", "List Continue 2"),
    ]
    assert [text for text, *_ in numbered(made)] == ["甲", "丙"]


def test_an_item_without_words_of_its_own_is_still_counted() -> None:
    made = exported("1. - 甲\n2. 乙")
    assert numbered(made) == [("", 2, 0), ("甲", 1, 1), ("乙", 2, 0)]


def test_lists_deeper_than_word_knows_stay_on_its_last_level() -> None:
    source = "\n".join(f"{'  ' * depth}- {depth}" for depth in range(12))
    made = exported(source)
    levels = [level for *_, level in numbered(made)]
    assert levels == [0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8]


def test_footnotes_are_words_own_and_numbered_in_the_order_of_their_calls() -> None:
    made = exported("甲[^b]乙[^a]。\n\n[^a]: 注甲。\n[^b]: 注乙。", "丙[^a]。\n\n[^a]: 注丙。")
    assert notes(made) == [" 注乙。", " 注甲。", " 注丙。"]
    marks = part(made, "word/document.xml").iter(f"{W}footnoteReference")
    assert [mark.get(f"{W}id") for mark in marks] == ["1", "2", "3"]
    for note in part(made, "word/footnotes.xml"):
        assert note.find(f".//{W}pStyle").get(f"{W}val") == "FootnoteText"
    kinds = [note.get(f"{W}type") for note in part(made, "word/footnotes.xml")]
    assert kinds == ["separator", "continuationSeparator", None, None, None]


def test_a_note_called_again_is_referred_to_and_not_written_twice() -> None:
    made = exported("甲[^a]乙[^a]。\n\n[^a]: 注。")
    body = part(made, "word/document.xml")
    assert notes(made) == [" 注。"]
    assert len(list(body.iter(f"{W}footnoteReference"))) == 1
    (start,) = body.iter(f"{W}bookmarkStart")
    assert start.get(f"{W}name") == "_note1"
    (field,) = body.iter(f"{W}instrText")
    assert field.text == "NOTEREF _note1 \\f \\h"
    assert opened(made).paragraphs[1].text == "甲乙①。"


def test_without_notes_the_part_that_settings_name_is_there() -> None:
    made = exported("文。")
    assert notes(made) == []
    named = part(made, "word/settings.xml").find(f"{W}footnotePr").iterfind(f"{W}footnote")
    ids = [one.get(f"{W}id") for one in part(made, "word/footnotes.xml")]
    assert [one.get(f"{W}id") for one in named] == ids == ["-1", "0"]
