"""Take the pictures of README anew from reports/2025Q1: `make pictures`.

Needs Chromium, as the browser tests do, and poppler's pdftoppm for the PDF.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
REPORTS = HERE.parents[1] / "reports"
BULLETIN = REPORTS / "2025Q1" / "bulletin.html"
PDF = BULLETIN.with_suffix(".pdf")

GAP, GREY = 24, "#8a8f96"
# Sharp on a screen of more pixels than one to a point, too.
SCALE = 1.5
# Pages are drawn finer than they are shown: pdftoppm thickens small strokes.
DRAWN_DPI, SHOWN_DPI = 225, 75
# Enough for flat colours and smooth letters, at a third of the size.
COLOURS = 128


@dataclass(frozen=True)
class Shot:
    """A part of the page: how wide the window is, where the part begins, how high it is."""

    width: int
    height: int
    top: str = "body"
    scheme: str = "light"


LAPTOP = Shot(1280, 940)
EVALUATIONS = Shot(1280, 1215, top="#s2")
CHARTS = Shot(1280, 800, top="figure.chart >> nth=0")
PHONE = (
    Shot(375, 900),
    Shot(375, 900, top="#s2-1"),
    Shot(375, 900, top="figure.chart >> nth=0", scheme="dark"),
)


def taken(browser: Browser, shot: Shot) -> Image.Image:
    """Return the picture of a part of the page."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=SCALE,
        color_scheme="dark" if shot.scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(BULLETIN.as_uri())
    top = page.locator(shot.top).first
    top.evaluate("place => scrollTo(0, place.getBoundingClientRect().top - 24)")
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        page.screenshot(path=file.name)
        context.close()
        return Image.open(file.name).convert("RGB")


def pages(numbers: Sequence[int]) -> list[Image.Image]:
    """Return pages of the PDF, from 1."""
    with tempfile.TemporaryDirectory() as folder:
        command = [found("pdftoppm"), "-r", str(DRAWN_DPI), "-png", str(PDF), f"{folder}/page"]
        subprocess.run(command, check=True)  # noqa: S603 - our own command
        made = sorted(Path(folder).iterdir())
        drawn = [Image.open(made[number - 1]).convert("RGB") for number in numbers]
        return [page.reduce(DRAWN_DPI // SHOWN_DPI) for page in drawn]


def found(*names: str) -> str:
    """Return the path of a program; SystemExit where none of its names is installed."""
    paths = (shutil.which(name) for name in names)
    path = next(filter(None, paths), None)
    if path is None:
        raise SystemExit(f"not installed: {names[0]}")
    return path


def beside(pictures: Sequence[Image.Image]) -> Image.Image:
    """Return pictures of one height side by side."""
    widths = [picture.width for picture in pictures]
    size = (sum(widths) + GAP * (len(widths) - 1), pictures[0].height)
    whole = Image.new("RGB", size, GREY)
    for place, picture in enumerate(pictures):
        whole.paste(picture, (sum(widths[:place]) + GAP * place, 0))
    return whole


def save(name: str, picture: Image.Image) -> None:
    """Write a picture beside this file, in few colours."""
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(HERE / f"{name}.png", optimize=True)


def main() -> None:
    """Take all pictures."""
    chromium = os.environ.get("BULLETIN_CHROMIUM") or found("chromium", "google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, shot in (("laptop", LAPTOP), ("evaluations", EVALUATIONS), ("charts", CHARTS)):
            save(name, taken(browser, shot))
        save("phone", beside([taken(browser, shot) for shot in PHONE]))
        browser.close()
    save("pdf", beside(pages((1, 4, 5, 7))))


if __name__ == "__main__":
    main()
