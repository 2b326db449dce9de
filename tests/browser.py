"""A real browser with the network off; fixtures for every test that opens a published page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")

# Nothing of the browser's own may reach for the network or write to the console.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Resolves to the distinct [character, is it sans?] pairs that the page draws.
DRAWN_CHARACTERS = """() => {
  const drawn = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const sans = getComputedStyle(walker.currentNode.parentElement).fontFamily
      .includes("Bulletin Sans");
    for (const character of walker.currentNode.data) drawn.add(character + sans);
  }
  return [...drawn].map(pair => {
    const [character, ...sans] = pair;
    return [character, sans.join("") === "true"];
  });
}"""


@dataclass
class OpenPage:
    """A page that is open, and all it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def drawn_characters(self) -> list[tuple[str, bool]]:
        """Return each distinct character with whether it is set in sans."""
        return [(char, sans) for char, sans in self.page.evaluate(DRAWN_CHARACTERS)]

    def fonts_of(self, selector: str) -> dict[str, bool]:
        """Return the families that draw the text of elements, and whether each is embedded."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("DOM.enable")
        session.send("CSS.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        found = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})
        used = [
            font
            for node in found["nodeIds"]
            for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        ]
        return {font["familyName"]: font["isCustomFont"] for font in used}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once; BULLETIN_CHROMIUM names another one than the PATH has."""
    path = os.environ.get("BULLETIN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        missing = "no Chromium: set BULLETIN_CHROMIUM to its path"
        if os.environ.get("BULLETIN_REQUIRE_BROWSER") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@contextmanager
def opened(browser: Browser, file: Path, **context: Any) -> Iterator[OpenPage]:
    """Open a file with the network off; `context` holds viewport, colour scheme and the like."""
    with browser.new_context(offline=True, **context) as session:
        watched = OpenPage(session.new_page())
        page = watched.page
        page.on("request", lambda request: watched.requests.append(request.url))
        page.on("console", lambda message: _note(watched, message.type, message.text))
        page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        page.goto(file.as_uri())
        page.evaluate("() => document.fonts.ready.then(() => null)")
        yield watched


def _note(watched: OpenPage, kind: str, text: str) -> None:
    if kind in {"error", "warning"}:
        watched.complaints.append(text)
