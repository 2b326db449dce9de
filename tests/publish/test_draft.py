"""The draft page: every finding marked in its place, told below it, and nothing lost or live."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode
from playwright.sync_api import Browser

from analysis.commentary.verify import Finding, Rule
from analysis.publish.html.bulletin import BulletinHTMLExporter
from analysis.publish.html.draft import draft_page
from analysis.publish.html.draft_marks import signed, with_marks, without_signs
from tests.browser import opened
from tests.publish.test_browser import ENOUGH_CONTRAST, TEXT_COLOURS, contrast

ABOUT = {"title": "季报"}


def notebook(*texts: str) -> NotebookNode:
    cells = [nbformat.v4.new_markdown_cell(text, id=f"c{n}") for n, text in enumerate(texts)]
    return nbformat.v4.new_notebook(cells=cells)


def finding(text: str, found: str, *, cell: str = "c0", end_only: bool = False) -> Finding:
    start = text.index(found)
    end = start + len(found)
    start = end if end_only else start
    reason = f"“{found}”与数据不符。"
    return Finding(Rule.FIGURE, "2", cell, text, found, start, end, "", reason, f"2：{reason}")


def page(text: str, *found: Finding, notices: tuple[str, ...] = ()) -> str:
    return draft_page({"2": notebook(text)}, ABOUT, findings=found, notices=notices)


def main_of(html: str) -> str:
    return re.findall(r"<main.*?>(.*)</main>", html, re.DOTALL)[0]


def flag(number: int) -> str:
    return (
        f'<a class="flag" id="text-{number}" href="#finding-{number}"'
        f' aria-label="第{number}条">{number}</a>'
    )


def told(number: int, reason: str) -> str:
    return (
        f'<div class="finding" id="finding-{number}" role="note"><small><a class="flag"'
        f' href="#text-{number}" aria-label="第{number}条，回到文中">{number}</a>'
        f"{reason}</small></div>\n"
    )


@pytest.mark.parametrize(
    ("text", "found", "marked"),
    [
        ("共5件。", "5", f"<p>共<mark>5</mark>{flag(1)}件。</p>\n"),
        ("率**9%**高。", "9%", f"<p>率<strong><mark>9%</mark>{flag(1)}</strong>高。</p>\n"),
        (
            "共**5**0件。",
            "**5**0",
            f"<p>共<strong><mark>5</mark></strong><mark>0</mark>{flag(1)}件。</p>\n",
        ),
        ("- 共5件\n- 好", "5", f"<ul>\n<li>共<mark>5</mark>{flag(1)}件</li>\n<li>好</li>\n</ul>\n"),
        ("<b>5</b>", "5", f"<p>&lt;b&gt;<mark>5</mark>{flag(1)}&lt;/b&gt;</p>\n"),
    ],
)
def test_a_finding_is_marked_in_its_place_and_told_below(
    text: str, found: str, marked: str
) -> None:
    html = main_of(page(text, finding(text, found)))
    assert html.strip() == (marked + told(1, f"“{found}”与数据不符。")).strip()


@pytest.mark.parametrize(
    "text", ["## 二、大厅\n\n好。", "- 共5件", "**共5件**", "| 甲 | 乙 |\n| - | - |"]
)
def test_a_conflict_stands_behind_its_sentence_and_breaks_no_line(text: str) -> None:
    found = finding(text, text.splitlines()[0], end_only=True)
    bare = main_of(BulletinHTMLExporter().from_notebook_node(_titled(text))[0])
    html = main_of(page(text, found))
    assert html.replace(flag(1), "").replace(told(1, found.reason), "") == bare
    assert flag(1) in html


def _titled(text: str) -> NotebookNode:
    made = notebook(text)
    made.metadata["bulletin"] = ABOUT
    made.cells[0].id = "2-c0"
    return made


def test_the_panel_lists_findings_and_notices_and_says_when_there_is_none() -> None:
    html = page("共5件。", finding("共5件。", "5"), notices=("某段尚未撰写。",))
    assert "文字有1处与数据不符或尚待核对" in html
    assert '<li><a href="#text-1">2：“5”与数据不符。</a></li>' in html
    assert "<li>某段尚未撰写。</li>" in html
    assert "文字与数据相符，可以发布。" in page("共5件。")
    assert "<title>草稿：季报</title>" in html


def test_nothing_of_a_draft_is_on_a_published_page() -> None:
    html, _ = BulletinHTMLExporter().from_notebook_node(_titled("共5件。"))
    for trace in ("草稿", "watermark", "flag", "<mark"):
        assert trace not in html


def test_a_note_is_not_printed_and_does_not_move_what_is_marked() -> None:
    text = "共5件。\n\n> 〔待核1，核对后删去本行〕您写的“甲”，新稿：乙\n\n占7%。"
    bare = "共5件。\n\n占7%。"
    html = main_of(page(text, finding(bare, "7%")))
    assert f"<p>占<mark>7%</mark>{flag(1)}。</p>" in html
    assert "待核" not in html


def test_a_footnote_is_marked_too() -> None:
    text = "共5件[^1]。\n\n[^1]: 抽查7次。"
    html = page(text, finding(text, "7"))
    assert f"抽查<mark>7</mark>{flag(1)}次。" in html
    assert told(1, "“7”与数据不符。") in html


def test_a_character_without_glyph_does_not_stop_a_draft() -> None:
    assert "\U0001f600" in page("好\U0001f600。")


def test_what_looks_like_a_sign_in_the_text_is_none() -> None:
    text = "共\ufdd09\ufdd1件\ufdd2，7件。"
    html = main_of(page(text, finding(text, "7")))
    assert f"<mark>7</mark>{flag(1)}件" in html
    assert html.count("<mark>") == 1


PIECES = (
    "共",
    "5",
    "件",
    "**",
    "。",
    "；",
    "\n",
    "\n\n",
    "- ",
    "[^1]",
    "\n\n[^1]: 源\n",
    "| ",
    "# ",
)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=20).map("".join), st.data())
def test_signs_change_no_word_of_the_page(text: str, data: st.DataObject) -> None:
    digits = [place for place, character in enumerate(text) if character == "5"]
    places = sorted(data.draw(st.sets(st.sampled_from(digits)))) if digits else []
    found = [
        Finding(Rule.FIGURE, "2", "c0", text, "5", place, place + 1, "", "错", "2：错")
        for place in places
    ]
    made = signed({"2": notebook(text)}, found)["2"].cells[0].source
    assert without_signs(made) == text
    marked = with_marks(made)
    assert marked.count("<mark>5</mark>") == len(found)
    plain = re.sub(r'<a class="flag".*?</a>|</?mark>', "", marked)
    assert unescape(plain) == text


def test_the_draft_opens_without_a_network_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    text = "## 一、总体\n\n共收到评价105.97万件，主动评价率96.43%。\n\n- 督办单118件"
    found = [
        finding(text, "105.97万"),
        finding(text, "118"),
        finding(text, "## 一、总体", end_only=True),
    ]
    file = tmp_path / "draft.html"
    file.write_text(page(text, *found, notices=("某段尚未撰写。",)), "utf-8")
    for scheme in ("light", "dark"):
        viewport = {"width": 375, "height": 700}
        with opened(browser, file, viewport=viewport, color_scheme=scheme) as watched:
            outside = [url for url in watched.requests if not url.startswith("data:")]
            assert outside == [file.as_uri()]
            assert watched.complaints == []
            assert watched.page.evaluate("() => document.scripts.length") == 0
            assert watched.page.evaluate("() => document.documentElement.scrollWidth") == 375
            colours = watched.page.evaluate(TEXT_COLOURS)
            watched.page.click("text=“118”与数据不符。")
            assert watched.page.url.endswith("#text-2")
        weak = {one[0] for one in colours if contrast(*one[1:]) < ENOUGH_CONTRAST}
        assert weak == set()
