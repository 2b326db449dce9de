"""The list of all quarters in a real browser: one quarter, two, and many with gaps."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
from playwright.sync_api import Browser

from tests.browser import opened
from tests.publish.sample_site import sample_site
from tests.publish.test_browser import (
    ENOUGH_CONTRAST,
    TEXT_COLOURS,
    contrast,
    embedded_characters,
)

PHONE, TABLET, LAPTOP = 375, 820, 1280
# A4 less the two margins of 22 mm, at 96 px to the inch.
PAPER = 627


@pytest.fixture(scope="module", params=[1, 2, 9])
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_site(tmp_path_factory.mktemp("site"), request.param)


@pytest.mark.parametrize("width", [PHONE, TABLET, LAPTOP])
def test_the_page_asks_for_nothing_and_never_scrolls_sideways(
    browser: Browser, index: Path, width: int
) -> None:
    with opened(browser, index, viewport={"width": width, "height": 800}) as watched:
        outside = [url for url in watched.requests if not url.startswith("data:")]
        assert outside == [index.as_uri()]
        assert watched.complaints == []
        assert watched.page.evaluate("() => document.documentElement.scrollWidth") == width
        hidden = watched.page.locator(".scroll").evaluate("e => e.scrollWidth - e.clientWidth")
        assert hidden == 0


def test_every_link_leads_to_a_file_that_is_there(browser: Browser, index: Path) -> None:
    with opened(browser, index) as watched:
        links = watched.page.evaluate(
            "() => [...document.querySelectorAll('main a')].map(a => a.href)"
        )
    assert len(links) >= 2
    assert [link for link in links if not Path(unquote(urlparse(link).path)).is_file()] == []


def test_charts_are_drawn(browser: Browser, index: Path) -> None:
    with opened(browser, index) as watched:
        sizes = watched.page.evaluate("() => [...document.images].map(i => i.naturalWidth)")
        assert all(sizes)
        assert bool(sizes) == (watched.page.locator("tbody tr").count() > 2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_contrasts_with_what_is_behind_it(browser: Browser, index: Path, scheme: str) -> None:
    viewport = {"width": PHONE, "height": 800}
    for size in (viewport, {**viewport, "width": LAPTOP}):
        with opened(browser, index, viewport=size, color_scheme=scheme) as watched:
            colours = watched.page.evaluate(TEXT_COLOURS)
        assert {
            pair for pair in map(tuple, colours) if contrast(*pair[1:]) < ENOUGH_CONTRAST
        } == set()


def test_every_character_is_in_the_embedded_font_that_style_asks_for(
    browser: Browser, index: Path
) -> None:
    serif, sans = embedded_characters(index.read_text("utf-8"))
    with opened(browser, index) as watched:
        drawn = [(char, is_sans) for char, is_sans in watched.drawn_characters() if char != "\n"]
    assert len(drawn) > 50
    assert [(c, s) for c, s in drawn if ord(c) not in (sans if s else serif)] == []


def test_on_a_laptop_the_quarters_are_one_table(browser: Browser, index: Path) -> None:
    with opened(browser, index, viewport={"width": LAPTOP, "height": 800}) as watched:
        heads = watched.page.locator("thead th")
        cells = watched.page.locator("tbody tr").first.locator("th, td")
        lefts = [[box.bounding_box()["x"] for box in row.all()] for row in (heads, cells)]
        assert lefts[0] == lefts[1]


def test_on_a_phone_a_quarter_is_a_card_with_labels_and_still_a_table_row(
    browser: Browser, index: Path
) -> None:
    with opened(browser, index, viewport={"width": PHONE, "height": 800}) as watched:
        first = watched.page.locator("tbody tr").first
        label = "e => getComputedStyle(e, '::before').content"
        labels = [cell.evaluate(label) for cell in first.locator(".number").all()]
        assert labels == ['"评价总数"', '"主动评价率"', '"大厅主动电子评价率"']
        roles = watched.page.get_by_role("table").get_by_role("row").first
        assert roles.get_by_role("columnheader").count() == 6
        box = watched.page.locator(".files a").first.bounding_box()
        # WCAG 2.2 AA asks for 24 px; a thumb likes more.
        assert box is not None
        assert box["height"] >= 24


def test_printing_keeps_the_table_within_the_paper(browser: Browser, index: Path) -> None:
    with opened(browser, index, viewport={"width": PAPER, "height": 900}) as watched:
        watched.page.emulate_media(media="print")
        wide = "() => [...document.querySelectorAll('table, img')].map(e => e.offsetWidth)"
        assert max(watched.page.evaluate(wide)) <= PAPER
        assert watched.page.evaluate("() => document.documentElement.scrollWidth") == PAPER


def test_the_keyboard_reaches_the_skip_link_first_and_then_the_newest_bulletin(
    browser: Browser, index: Path
) -> None:
    with opened(browser, index) as watched:
        for expected in ("跳到正文", "2025年第一季度"):
            watched.page.keyboard.press("Tab")
            focused = "() => document.activeElement.textContent"
            assert watched.page.evaluate(focused) == expected
