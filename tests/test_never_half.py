"""Builds killed at any moment, on a full disk, or two at once: nothing is ever left half."""

from __future__ import annotations

import random
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from analysis import pipeline
from analysis.publish.execute import Execution
from tests.actions import MADE, PAGES, QUARTER
from tests.interrupted import killer
from tests.projects import LEDGERS, bulletin, invent_city
from tests.reports import CORRECTED, edited

EDIT = "个别窗口核实不细。"
DATA = {"before": LEDGERS["evaluations"], "corrected": CORRECTED}
OTHER = {"before": "corrected", "corrected": "before"}
BUILD = "tests.actions:build_made"
COMMAND = Path(sys.executable).with_name("bulletin")
# More than any build takes: it is not killed.
LONG = 300.0


@dataclass(frozen=True)
class City:
    """A project whose data swing between two states, and what undisturbed builds gave of each.

    `made` holds by state the notebooks as kernels ran them and the pages; `reports` the files of
    the report.
    """

    root: Path
    made: Path
    reports: dict[str, dict[str, bytes]]

    @property
    def report(self) -> Path:
        return self.root / "reports" / QUARTER

    def deliver(self, data: str) -> None:
        """Put one of the two states of the data in place."""
        (self.root / "data" / QUARTER / "evaluations.csv").write_text(DATA[data], "utf-8")
        shutil.rmtree(self.root / MADE, ignore_errors=True)
        shutil.copytree(self.made / data, self.root / MADE)

    def published(self) -> str:
        """Return the state of the data that the bulletin was made from."""
        now = (self.report / "bulletin.html").read_bytes()
        (state,) = (data for data, made in self.reports.items() if made["bulletin.html"] == now)
        return state


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> City:
    """A city that was built, edited, corrected and built again, with kernels and undisturbed."""
    city = City(tmp_path_factory.mktemp("city"), tmp_path_factory.mktemp("made"), {})
    for data, evaluations in DATA.items():
        project = invent_city(city.root, evaluations=evaluations)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pipeline, "execute", once(city.made / data))
            assert build(city.root) == 0
            if data == "before":
                edited(project, problems=EDIT)
                assert build(city.root) == 0
        for name in PAGES:
            shutil.copy(city.report / name, city.made / data)
        city.reports[data] = files(city.report)
    return city


@pytest.fixture
def city(built: City, tmp_path: Path) -> City:
    """The city in a place of its own."""
    shutil.copytree(built.root, tmp_path / "city", symlinks=True)
    return City(tmp_path / "city", built.made, built.reports)


def once(folder: Path) -> Callable[..., list[NotebookNode]]:
    """Return `execute`, which runs kernels once and keeps what they made."""
    execute = pipeline.execute

    def kept(templates: list[Path], execution: Execution) -> list[NotebookNode]:
        if not folder.exists():
            made = execute(templates, execution)
            folder.mkdir()
            for path, notebook in zip(templates, made, strict=True):
                nbformat.write(notebook, folder / path.name)
        return [nbformat.read(folder / path.name, as_version=4) for path in templates]

    return kept


def build(root: Path) -> int:
    return bulletin("build", QUARTER, "-C", str(root), "-q")


def files(report: Path) -> dict[str, bytes]:
    """Return a report's files but for the copies in earlier/: each interruption may add some."""
    return {
        path.relative_to(report).as_posix(): path.read_bytes()
        for path in report.rglob("*")
        if path.is_file() and path.parent.name != "earlier"
    }


def require_whole(city: City) -> None:
    """Hold what was left against the undisturbed editions, before anything mends it."""
    now = files(city.report)
    for name, content in now.items():
        assert content in [made.get(name) for made in city.reports.values()], name
    if not city.report.with_name(f".{QUARTER}.committed").exists():
        assert now in city.reports.values()
    for path in city.report.rglob("*.ipynb"):
        nbformat.validate(nbformat.read(path, as_version=4))
    text = (city.report / "notebooks/2_evaluations.ipynb").read_text("utf-8")
    assert EDIT in text


def require_complete(city: City, data: str) -> None:
    assert files(city.report) == city.reports[data]
    left = {
        path.name for folder in ("reports", ".cache") for path in (city.root / folder).iterdir()
    }
    assert {name for name in left if name.startswith(".")} == {f".{QUARTER}.lock"}
    assert not list((city.root / ".cache").glob("*/.*"))


def test_a_build_killed_at_a_hundred_moments_leaves_whole_editions(city: City) -> None:
    moments = random.Random(6)  # noqa: S311 - the same moments in every run
    with killer(BUILD, city.root) as kill_after:
        city.deliver("before")
        begun = time.monotonic()
        assert kill_after(LONG)
        whole = time.monotonic() - begun
        killed = 0
        while killed < 100:
            data = OTHER[city.published()]
            city.deliver(data)
            killed += not kill_after(moments.uniform(0, whole))
            require_whole(city)
            if killed % 10 == 0:
                assert kill_after(LONG)
                require_complete(city, data)
