"""Make README's pictures from the published page: `.venv/bin/python docs/pictures.py`.

Needs the test extra (playwright) and Chromium, as the page tests do.
"""

# ruff: noqa: INP001 - a script, not a package

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "reports" / "2025Q1" / "bulletin.html"
PICTURES = Path(__file__).with_name("pictures")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Picture:
    """A picture of the page: its width and height in CSS pixels, and what stands at its top."""

    name: str
    size: tuple[int, int]
    top: str
    scale: float = 1


TAKEN = (
    Picture("laptop", (1280, 960), "body"),
    Picture("evaluations", (1280, 960), "h3 >> text=总体评价情况"),
    Picture("hall", (1280, 640), "figure:has(img) >> nth=-1"),
    Picture("phone", (390, 844), "h3 >> text=总体评价情况", scale=1.5),
)


def main() -> None:
    """Take every picture anew."""
    found = filter(None, map(shutil.which, CHROMIUM))
    path = os.environ.get("BULLETIN_CHROMIUM") or next(found, None)
    if path is None:
        sys.exit("no Chromium: set BULLETIN_CHROMIUM to its path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for picture in TAKEN:
            take(picture, browser)
        browser.close()


def take(picture: Picture, browser: Browser) -> None:
    """Open the page with the network off, scroll, and write docs/pictures/<name>.png."""
    width, height = picture.size
    context = browser.new_context(
        offline=True,
        color_scheme="light",
        viewport={"width": width, "height": height},
        device_scale_factor=picture.scale,
    )
    page = context.new_page()
    page.goto(PAGE.as_uri())
    page.evaluate("() => document.fonts.ready.then(() => null)")
    page.locator(picture.top).first.evaluate("e => e.scrollIntoView({block: 'start'})")
    page.screenshot(path=PICTURES / f"{picture.name}.png")
    context.close()


if __name__ == "__main__":
    main()
