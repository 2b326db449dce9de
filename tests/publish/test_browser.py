from __future__ import annotations

import base64
import re
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser

from tests.browser import OpenPage, opened

WIDTHS = {"small": 320, "phone": 375, "tablet": 820, "laptop": 1280}

# One file of 400 KB, embedded glyphs included.
LARGEST_FILE = 400_000

# WCAG 2.2 AA for text that is not large.
ENOUGH_CONTRAST = 4.5

# Colours of text and of the nearest background behind it, as the browser computed them.
TEXT_COLOURS = """() => [...document.querySelectorAll("body *")]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .map(e => {
    const opaque = c => c !== "rgba(0, 0, 0, 0)";
    let behind = e;
    while (behind && !opaque(getComputedStyle(behind).backgroundColor)) {
      behind = behind.parentElement;
    }
    return [e.tagName + "." + e.className, getComputedStyle(e).color,
            getComputedStyle(behind).backgroundColor];
  })"""


def test_the_page_asks_for_nothing_but_itself_and_complains_of_nothing(
    browser: Browser, page_file: Path
) -> None:
    with opened(browser, page_file) as watched:
        outside = [url for url in watched.requests if not url.startswith("data:")]
        assert outside == [page_file.as_uri()]
        assert watched.complaints == []


def test_charts_are_drawn(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as watched:
        sizes = watched.page.evaluate("() => [...document.images].map(i => i.naturalWidth)")
        assert sizes
        assert all(sizes)


def test_the_page_is_small_enough_for_a_phone(page_file: Path) -> None:
    assert page_file.stat().st_size <= LARGEST_FILE


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_the_page_never_scrolls_sideways(browser: Browser, page_file: Path, width: int) -> None:
    viewport = {"width": width, "height": 900}
    with opened(browser, page_file, viewport=viewport) as watched:
        assert watched.page.evaluate("() => document.documentElement.scrollWidth") == width


def test_on_a_phone_a_row_keeps_its_name_in_view_while_its_figures_scroll(
    browser: Browser, page_file: Path
) -> None:
    with opened(browser, page_file, viewport={"width": 375, "height": 700}) as watched:
        frame = watched.page.locator(".scroll").first
        name = frame.locator("tbody th").first
        before = name.bounding_box()
        frame.evaluate("frame => frame.scrollLeft = 200")
        assert frame.evaluate("frame => frame.scrollLeft") == 200
        assert name.bounding_box() == before


def test_every_character_is_in_the_embedded_font_that_style_asks_for(
    browser: Browser, page_file: Path
) -> None:
    serif, sans = embedded_characters(page_file.read_text(encoding="utf-8"))
    with opened(browser, page_file) as watched:
        drawn = [(char, is_sans) for char, is_sans in watched.drawn_characters() if char != "\n"]
        assert len(drawn) > 300
        assert [(c, s) for c, s in drawn if ord(c) not in (sans if s else serif)] == []


def test_no_text_falls_back_to_a_font_without_chinese(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as watched:
        families = watched.fonts_of("h1, h2, h3, h4, p, li, th, td, caption, figcaption, a")
        fallback = [name for name, embedded in families.items() if not embedded]
        # On a machine with Chinese fonts these are theirs; none of them is a Latin one.
        assert not [name for name in fallback if re.match(r"DejaVu|Liberation|Noto Color", name)]
        assert families


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_contrasts_with_what_is_behind_it(
    browser: Browser, page_file: Path, scheme: str
) -> None:
    with opened(browser, page_file, color_scheme=scheme) as watched:
        colours = watched.page.evaluate(TEXT_COLOURS)
    assert len(colours) > 50
    weak = {pair for pair in map(tuple, colours) if contrast(*pair[1:]) < ENOUGH_CONTRAST}
    assert weak == set()


def test_the_keyboard_reaches_the_skip_link_first_and_then_the_contents(
    browser: Browser, page_file: Path
) -> None:
    with opened(browser, page_file) as watched:
        keyboard, focused = watched.page.keyboard, "() => document.activeElement.textContent"
        keyboard.press("Tab")
        assert watched.page.evaluate(focused) == "跳到正文"
        assert in_view(watched, ".skip")
        keyboard.press("Tab")
        assert watched.page.evaluate(focused) == "【评优评先】"


def test_printing_keeps_the_wide_table_within_the_paper(browser: Browser, page_file: Path) -> None:
    # A4 less the two margins of 22 mm, at 96 px to the inch.
    paper = {"width": 627, "height": 1000}
    with opened(browser, page_file, viewport=paper) as watched:
        watched.page.emulate_media(media="print")
        widths = watched.page.evaluate(
            "() => [...document.querySelectorAll('table, img')].map(e => e.offsetWidth)"
        )
        assert max(widths) <= paper["width"]
        assert not watched.page.locator("nav").is_visible()


def in_view(watched: OpenPage, selector: str) -> bool:
    box = watched.page.locator(selector).bounding_box()
    return box is not None and box["x"] >= 0 and box["y"] >= 0


def embedded_characters(html: str) -> list[set[int]]:
    """Return the code points of the fonts in a page, serif first."""
    fonts = re.findall(r"data:font/woff2;base64,([A-Za-z0-9+/=]+)", html)
    return [set(TTFont(BytesIO(base64.b64decode(font))).getBestCmap()) for font in fonts]


def contrast(text: str, behind: str) -> float:
    """Return the contrast ratio of WCAG 2 between two rgb() colours."""
    light, dark = sorted((luminance(text), luminance(behind)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (int(part) / 255 for part in re.findall(r"[0-9]+", colour)[:3])
    weights = ((0.2126, red), (0.7152, green), (0.0722, blue))
    return sum(
        weight * (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)
        for weight, part in weights
    )
