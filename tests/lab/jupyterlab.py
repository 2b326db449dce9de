"""A real JupyterLab on a project, and a notebook open in it as an analyst has it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.projects import ROOT

# `make lab` installs it there: not into the environment of the tests, which it would slow down.
PYTHON = ROOT / ".venv-lab" / "bin" / "python"
STARTED_WITHIN = 60.0
# Tall enough that JupyterLab draws every cell: it leaves out what is off the screen.
SCREEN = {"width": 1300, "height": 9000}


def require_jupyterlab() -> None:
    """Skip the test where JupyterLab is not installed, unless BULLETIN_REQUIRE_LAB=1."""
    if PYTHON.exists():
        return
    missing = "no JupyterLab: make .venv-lab/lab.done"
    if os.environ.get("BULLETIN_REQUIRE_LAB") == "1":
        pytest.fail(missing)
    pytest.skip(missing)


@contextmanager
def jupyterlab(root: Path, scratch: Path) -> Iterator[str]:
    """Start JupyterLab on a folder with nothing of this machine's settings; yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = {f"JUPYTER_{name}_DIR": str(scratch / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("JUPYTER")}
    command = [
        *(str(PYTHON), "-m", "jupyterlab", "--no-browser", "--allow-root"),
        *("--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"),
        *("--IdentityProvider.token=", f"--ServerApp.root_dir={root}"),
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    with (scratch / "jupyterlab.log").open("w") as log:
        server = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
            command, cwd=root, env={**inherited, **places}, stdout=log, stderr=log
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/api", server, scratch / "jupyterlab.log")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)
            shutil.rmtree(root / ".ipynb_checkpoints", ignore_errors=True)


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while server.poll() is None and time.monotonic() < until:
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except URLError:
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text('utf-8')}")


class OpenNotebook:
    """A notebook open in JupyterLab; cells are found by words that they show."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.wait_for_selector(".jp-Notebook .jp-MarkdownOutput:visible", timeout=60_000)

    def cell(self, words: str) -> Locator:
        return self.page.locator(".jp-Notebook .jp-Cell", has_text=words).first

    def replace_text(self, words: str, text: str) -> None:
        """Open a text cell, replace what stands in it and show it again."""
        self._edit(words)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Control+Enter")

    def _edit(self, words: str) -> Locator:
        """Open a text cell and return its editor; until it has the focus, keys are commands."""
        self.cell(words).locator(".jp-MarkdownOutput").dblclick()
        self.page.locator(".jp-Notebook .jp-mod-active .cm-content").click()
        focused = self.page.locator(".jp-Notebook .jp-mod-active .cm-focused .cm-content")
        focused.wait_for()
        return focused

    def delete(self, words: str) -> None:
        """Delete a cell by its keys: Escape, then D twice."""
        self.cell(words).locator(".jp-MarkdownOutput").click()
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("d")
        self.page.keyboard.press("d")

    def split(self, words: str, before: str) -> None:
        """Split a text cell in front of some words, with JupyterLab's own command."""
        text = self._edit(words).inner_text()
        self.page.keyboard.press("Control+Home")
        for _ in range(text.index(before)):
            self.page.keyboard.press("ArrowRight")
        self.page.keyboard.press("Control+Shift+Minus")

    def save(self, file: Path, words: str) -> None:
        """Save, and wait until the words are on the disk."""
        self.page.keyboard.press("Control+S")
        until = time.monotonic() + 20
        while words not in file.read_text("utf-8"):
            assert time.monotonic() < until, f"not saved: {words}"
            self.page.wait_for_timeout(100)

    def reload(self) -> None:
        """Take what is on the disk: File, Reload Notebook from Disk."""
        self.page.get_by_role("menuitem", name="File", exact=True).click()
        self.page.get_by_text("Reload Notebook from Disk").click()
        dialog = self.page.locator(".jp-Dialog .jp-mod-accept")
        dialog.click()
        dialog.wait_for(state="detached")

    def run(self, words: str) -> str:
        """Run a code cell and return what it shows."""
        cell = self.cell(words)
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        output = cell.locator(".jp-OutputArea-output").first
        output.wait_for(timeout=60_000)
        return output.inner_text()


@contextmanager
def opened_notebook(browser: Browser, address: str, path: str) -> Iterator[OpenNotebook]:
    """Open a notebook of the project; the path is as the file browser shows it."""
    with browser.new_context(viewport=SCREEN) as session:
        page = session.new_page()
        page.goto(f"{address}/lab/tree/{path}?reset")
        yield OpenNotebook(page)
