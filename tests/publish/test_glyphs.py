from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from analysis.fonts import SANS, SERIF
from analysis.publish.html import glyphs
from analysis.publish.html.bulletin import TEMPLATES
from analysis.publish.html.glyphs import (
    ALWAYS_DRAWN,
    SANS_ELEMENTS,
    DrawnText,
    drawn_text,
    font_faces,
    subset_woff2,
)
from analysis.publish.html.kept_glyphs import keeping_glyphs

DRAWN = [
    ("<p>甲</p>", "甲", ""),
    ("<h2>甲</h2><p>乙</p>", "乙", "甲"),
    ("<p>甲<strong>乙</strong>丙</p>", "甲丙", "乙"),
    ("<table><tr><td>甲<strong>乙</strong>丙</td></tr></table>丁", "丁", "甲乙丙"),
    ("<head><title>甲</title><style>乙</style></head><p>丙</p>", "丙", ""),
    ('<p><img alt="甲" src="data:,">乙<br>\n丙</p>', "乙丙", ""),
    ("<p>&lt;&amp;&#x4e19;</p>", "<&丙", ""),
]


@pytest.mark.parametrize(("html", "serif", "sans"), DRAWN)
def test_drawn_characters_are_told_apart_by_font(html: str, serif: str, sans: str) -> None:
    assert drawn_text(html) == DrawnText(frozenset(serif), frozenset(sans))


def test_the_style_sheet_sets_the_same_elements_in_sans() -> None:
    style = (TEMPLATES / "bulletin_html" / "style.css").read_text(encoding="utf-8")
    [selectors] = re.findall(r"([^{};]*)\{\s*font-family: var\(--sans\)", style)
    assert {name.strip() for name in selectors.split(",")} == SANS_ELEMENTS


@pytest.mark.parametrize("font", [SERIF, SANS], ids=["serif", "sans"])
def test_a_subset_draws_the_characters_asked_for_and_no_others(font: Path) -> None:
    rare = "玠䶮㛃𬱖"
    subset = TTFont(BytesIO(subset_woff2(font, frozenset(rare))))
    assert set(subset.getBestCmap()) == {ord(character) for character in rare}
    assert subset.flavor == "woff2"


def test_a_subset_keeps_its_copyright_and_licence() -> None:
    names = TTFont(BytesIO(subset_woff2(SERIF, frozenset("甲"))))["name"]
    assert "Adobe" in names.getDebugName(0)
    assert "Open Font License" in names.getDebugName(13)


def test_the_same_characters_give_the_same_bytes() -> None:
    first = subset_woff2(SANS, frozenset("厦门市政务"))
    subset_woff2.cache_clear()
    assert subset_woff2(SANS, frozenset("务政市门厦")) == first


def test_both_fonts_are_carried_inside_the_page() -> None:
    faces = font_faces(DrawnText(frozenset("甲"), frozenset("乙")))
    assert re.findall(r'font-family:"([^"]*)"', faces) == ["Bulletin Serif", "Bulletin Sans"]
    assert faces.count("url(data:font/woff2;base64,") == faces.count("url(") == 2


def test_numbers_of_lists_and_pages_can_always_be_drawn() -> None:
    assert frozenset("0123456789.—") <= ALWAYS_DRAWN


def test_a_font_that_was_cut_out_before_is_taken_from_where_it_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut: list[frozenset[str]] = []

    def cutting(font: Path, characters: frozenset[str]) -> bytes:
        cut.append(characters)
        return f"{font.name} {sorted(characters)}".encode()

    monkeypatch.setattr(glyphs, "subset_woff2", cutting)
    text = DrawnText(frozenset("厦门"), frozenset("政务"))
    first = font_faces(text)
    with keeping_glyphs(tmp_path / "kept"):
        assert [font_faces(text), font_faces(text)] == [first, first]
        assert len(cut) == 4
        assert font_faces(DrawnText(frozenset("厦门市"), frozenset("政务"))) != first
        assert len(cut) == 5
        for path in (tmp_path / "kept").iterdir():
            path.write_bytes(path.read_bytes()[:-1])
        assert font_faces(text) == first
        assert len(cut) == 7
