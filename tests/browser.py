"""A real browser with the network off; fixtures for every test that opens a published page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parent / "axe/node_modules/axe-core/axe.min.js"
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


RUN_AXE = "rules => axe.run(document, {runOnly: rules})"


@dataclass
class OpenPage:
    """A page that is open, and all it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def drawn_characters(self) -> list[tuple[str, bool]]:
        """Return each distinct character with whether it is set in sans."""
        return [(char, sans) for char, sans in self.page.evaluate(DRAWN_CHARACTERS)]

    def judged(self, axe: str, rules: list[str]) -> dict[str, Any]:
        """Return what axe-core finds by its rules of these kinds."""
        self.page.evaluate(axe)
        found: dict[str, Any] = self.page.evaluate(RUN_AXE, rules)
        return found

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
        not_here("no Chromium: set BULLETIN_CHROMIUM to its path")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which judges whether a page is accessible."""
    if not AXE.exists():
        not_here("no axe-core: run `npm ci` in tests/axe")
    return AXE.read_text("utf-8")


def not_here(missing: str) -> NoReturn:
    """Skip a test that cannot run here; CI requires all of them."""
    if os.environ.get("BULLETIN_REQUIRE_BROWSER") == "1":
        pytest.fail(missing)
    pytest.skip(missing)


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
