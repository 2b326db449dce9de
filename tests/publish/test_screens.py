"""Charts and key figures on small and large screens, in the dark and on paper."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser
from pypdf import PdfReader

from analysis.charts import drawing
from tests.browser import OpenPage, opened
from tests.publish.test_browser import contrast

# The smallest text of a chart, in px at its natural size.
SMALLEST = 8.6 * 4 / 3

# Shown width of each chart, and the width it was drawn at.
CHART_WIDTHS = "() => [...document.images].map(i => [i.clientWidth, i.naturalWidth])"

ALL_SHOW = """wide => document.images.length > 0
  && [...document.images].every(image => (image.currentSrc === image.src) === wide)"""

# Each colour of the charts as a stripe on white, in place of the first chart.
STRIPES = """colours => {
  const stripes = colours.map((colour, place) =>
    `<rect x="${place * 20}" width="20" height="40" fill="${colour}"/>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${colours.length * 20}"
    height="40"><rect width="100%" height="100%" fill="#ffffff"/>${stripes.join("")}</svg>`;
  const image = document.querySelector(".chart img");
  image.previousElementSibling?.remove();
  image.style.width = colours.length * 20 + "px";
  image.src = "data:image/svg+xml," + encodeURIComponent(svg);
  return image.decode();
}"""


# At how many widths of its paragraph the mark of a note stands left of the word before it.
MARKS_AT_LINE_STARTS = """() => [...document.querySelectorAll("main p sup")].map(mark => {
  const before = document.createRange();
  const words = mark.previousSibling;
  before.setStart(words, words.length - 1);
  before.setEnd(words, words.length);
  return [...Array(20).keys()].filter(step => {
    mark.closest("p").style.width = `${220 + 7 * step}px`;
    return mark.getBoundingClientRect().left < before.getBoundingClientRect().left;
  }).length;
})"""


def at(width: int) -> dict[str, dict[str, int]]:
    return {"viewport": {"width": width, "height": 900}}


@pytest.mark.parametrize(
    ("width", "least"), [(320, 11), (375, 12), (600, 12), (650, 11), (820, 13), (1280, 13)]
)
def test_the_words_of_a_chart_can_be_read(
    browser: Browser, page_file: Path, width: int, least: float
) -> None:
    with opened(browser, page_file, **at(width)) as watched:
        sizes = [shown / drawn * SMALLEST for shown, drawn in watched.page.evaluate(CHART_WIDTHS)]
    assert sizes
    assert min(sizes) >= least
    # Nor do they shout beside a text of 17 px.
    assert max(sizes) <= 18


@pytest.mark.parametrize(
    ("media", "width", "kind"),
    [("screen", 375, "narrow"), ("print", 375, "wide"), ("screen", 820, "wide")],
)
def test_only_the_screen_of_a_phone_gets_the_narrow_drawing(
    browser: Browser, page_file: Path, *, media: str, width: int, kind: str
) -> None:
    with opened(browser, page_file, **at(width)) as watched:
        watched.page.emulate_media(media="print" if media == "print" else "screen")
        watched.page.wait_for_function(ALL_SHOW, arg=kind == "wide", timeout=5_000)


def test_no_line_begins_with_the_mark_of_a_note(browser: Browser, sample_file: Path) -> None:
    with opened(browser, sample_file, **at(375)) as watched:
        assert watched.page.evaluate(MARKS_AT_LINE_STARTS) == [0]


@pytest.mark.parametrize(("width", "columns"), [(320, 2), (375, 2), (820, 3), (1280, 3)])
def test_key_figures_stand_in_columns_that_fit(
    browser: Browser, published_file: Path, width: int, columns: int
) -> None:
    with opened(browser, published_file, **at(width)) as watched:
        boxes = [pair.bounding_box() or {} for pair in watched.page.locator(".key dl > div").all()]
        values = watched.page.evaluate(
            """() => [...document.querySelectorAll(".key dd")].map(
                 e => e.scrollWidth - e.clientWidth)"""
        )
    assert len({box["x"] for box in boxes}) == columns
    assert max(values) == 0


def test_a_key_figure_is_printed_on_one_line(browser: Browser, published_file: Path) -> None:
    with opened(browser, published_file, **at(320)) as watched:
        lines = watched.page.evaluate(
            """() => [...document.querySelectorAll(".key dd:not(:has(small))")].map(
                 e => e.clientHeight / parseFloat(getComputedStyle(e).lineHeight))"""
        )
    assert [round(line, 1) for line in lines] == [1] * 6


def test_in_the_dark_the_paper_of_a_chart_is_the_page_and_its_colours_stand_out(
    browser: Browser, sample_file: Path
) -> None:
    marks = [drawing.NOW, drawing.BEFORE, drawing.OTHERS, drawing.WARNING, drawing.RULE]
    texts = [drawing.NOW, drawing.MUTED, drawing.WARNING, "#2b3138", "#4a525c"]
    with opened(browser, sample_file, **at(1280), color_scheme="dark") as watched:
        watched.page.evaluate(STRIPES, ["#ffffff", *marks, *texts])
        page = watched.page.evaluate(
            "() => getComputedStyle(document.documentElement).backgroundColor"
        )
        paper, *seen = stripes(watched, 1 + len(marks) + len(texts))
    assert paper == page
    assert min(contrast(colour, page) for colour in seen[: len(marks)]) >= 3
    assert min(contrast(colour, page) for colour in seen[len(marks) :]) >= 4.5


def stripes(watched: OpenPage, count: int) -> list[str]:
    """Return the colours that are seen in the middle of each stripe."""
    picture = Image.open(BytesIO(watched.page.locator(".chart img").first.screenshot()))
    seen = picture.convert("RGB")
    pixels = [seen.getpixel((place * 20 + 10, 20)) for place in range(count)]
    return [f"rgb{pixel}" for pixel in pixels]


def test_on_paper_nothing_is_cut_and_all_is_light(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, color_scheme="dark") as watched:
        watched.page.emulate_media(media="print", color_scheme="dark")
        style = "selector => getComputedStyle(document.querySelector(selector))"
        for selector in (".chart", ".key", "tr", ".table"):
            assert watched.page.evaluate(f"s => ({style})(s).breakInside", selector) == "avoid"
        assert watched.page.evaluate(f"({style})('thead').display") == "table-header-group"
        assert watched.page.evaluate(f"({style})('.chart img').filter") == "none"
        assert watched.page.evaluate(f"({style})('html').backgroundColor") == "rgb(255, 255, 255)"
        assert not watched.page.locator(".data").first.is_visible()


def test_the_bulletin_prints_on_a_few_sheets_of_a4(browser: Browser, published_file: Path) -> None:
    with opened(browser, published_file) as watched:
        sheets = PdfReader(BytesIO(watched.page.pdf(prefer_css_page_size=True))).pages
    assert 4 <= len(sheets) <= 7
    for sheet in sheets:
        assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == (595, 842)
    assert "数据指纹" in sheets[-1].extract_text()
