"""Pages as people read them who use other means than eyes, a mouse and a wide screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser import OpenPage, opened
from tests.publish.test_browser import ENOUGH_CONTRAST, contrast

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# The shade of a frame that scrolls, under a single digit as well, keeps axe from judging colours:
# the test after its own does.
DOUBTS = {"bgGradient", "shortTextContent"}

# What WCAG 1.4.12 lets a reader set, without loss.
ROOMY = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
TWICE_AS_LARGE = "html { font-size: 34px !important }"

# Elements whose content is wider than they are, but for tables, which scroll in their frame, and
# charts, which on a phone take the margins of the page as well.
CLIPPED = """() => [...document.querySelectorAll("body *")]
  .filter(e => getComputedStyle(e).display !== "inline" && !e.closest(".scroll, .watermark"))
  .filter(e => !e.querySelector("picture"))
  .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)
  .map(e => e.tagName + "." + e.className)"""
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

LINK_SIZES = """() => [...document.querySelectorAll("a:not(.skip, .flag, .open a)")].map(e => {
  const box = e.getBoundingClientRect();
  return [e.textContent, box.width, box.height];
})"""

# What is seen through the shade of a frame that scrolls: the page under the shade's own colour.
SHADED = """() => {
  const style = getComputedStyle(document.documentElement);
  const drawn = document.createElement("canvas").getContext("2d");
  for (const name of ["--page", "--shade"]) {
    drawn.fillStyle = style.getPropertyValue(name);
    drawn.fillRect(0, 0, 1, 1);
  }
  return "rgb(" + drawn.getImageData(0, 0, 1, 1).data.slice(0, 3).join(",") + ")";
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 820, 1280])
def test_axe_finds_nothing(
    browser: Browser, axe: str, any_page: Path, *, width: int, scheme: str
) -> None:
    viewport = {"width": width, "height": 900}
    with opened(browser, any_page, viewport=viewport, color_scheme=scheme) as watched:
        found = watched.judged(axe, RULES)
    assert len(found["passes"]) > 35
    assert told(found["violations"]) == []
    assert [doubt for doubt in told(found["incomplete"]) if doubt[1] not in DOUBTS] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_over_the_shade_of_a_frame_can_be_read(
    browser: Browser, sample_file: Path, scheme: str
) -> None:
    with opened(browser, sample_file, color_scheme=scheme) as watched:
        shaded = watched.page.evaluate(SHADED)
        colours = {
            colour_of(watched, selector) for selector in ("thead th", "tbody th", "td", "caption")
        }
    assert len(colours) == 2
    assert min(contrast(colour, shaded) for colour in colours) >= ENOUGH_CONTRAST


@pytest.mark.parametrize("width", [320, 820])
@pytest.mark.parametrize("style", [ROOMY, TWICE_AS_LARGE], ids=["roomy", "large"])
def test_text_that_the_reader_enlarges_or_spaces_stays_whole(
    browser: Browser, any_page: Path, *, width: int, style: str
) -> None:
    with opened(browser, any_page, viewport={"width": width, "height": 900}) as watched:
        watched.page.add_style_tag(content=style)
        assert watched.page.evaluate(SIDEWAYS) == 0
        assert watched.page.evaluate(CLIPPED) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_every_link_is_large_enough_to_touch(browser: Browser, page_file: Path, width: int) -> None:
    with opened(browser, page_file, viewport={"width": width, "height": 900}) as watched:
        sizes = watched.page.evaluate(LINK_SIZES)
    assert len(sizes) > 5
    assert [size for size in sizes if min(size[1:]) < 24] == []


def test_the_skip_link_leads_past_the_contents(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as watched:
        keyboard = watched.page.keyboard
        keyboard.press("Tab")
        keyboard.press("Enter")
        keyboard.press("Tab")
        # The next stop is in the text: the frame of a table, a note or a link to data.
        assert watched.page.evaluate("() => document.activeElement.closest('main') !== null")


def test_the_keyboard_scrolls_a_table_and_shows_where_it_is(
    browser: Browser, page_file: Path
) -> None:
    with opened(browser, page_file, viewport={"width": 375, "height": 700}) as watched:
        frame = watched.page.locator(".scroll").first
        # A key first: a ring is shown to those who use the keyboard.
        watched.page.keyboard.press("Tab")
        frame.focus()
        assert frame.evaluate("frame => getComputedStyle(frame).outlineStyle") == "solid"
        watched.page.keyboard.press("ArrowRight")
        watched.page.wait_for_function("() => document.querySelector('.scroll').scrollLeft > 0")


def test_colours_of_the_readers_own_leave_charts_as_they_were_drawn(
    browser: Browser, page_file: Path
) -> None:
    with opened(browser, page_file, forced_colors="active", color_scheme="dark") as watched:
        image = watched.page.locator(".chart img").first
        assert image.evaluate("image => getComputedStyle(image).filter") == "none"


def test_nothing_moves(browser: Browser, any_page: Path) -> None:
    with opened(browser, any_page) as watched:
        assert watched.page.evaluate("() => document.getAnimations().length") == 0
        assert "transition" not in any_page.read_text("utf-8")


def colour_of(watched: OpenPage, selector: str) -> str:
    element = watched.page.locator(selector).first
    return str(element.evaluate("element => getComputedStyle(element).color"))


def told(findings: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Return rule, reason and element of each thing that axe found."""
    return [
        (finding["id"], reason_of(node), node["html"][:120])
        for finding in findings
        for node in finding["nodes"]
    ]


def reason_of(node: dict[str, Any]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    return next((str((check.get("data") or {}).get("messageKey")) for check in checks), "")
