"""Builds killed at any moment, on a full disk, or two at once: nothing is ever left half."""

from __future__ import annotations

import ctypes
import json
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import nbformat
import psutil
import pytest
from nbformat import NotebookNode

from analysis import outputs, pipeline
from analysis.delivery import staging
from analysis.edition import open_edition
from analysis.project import Project
from analysis.publish.execute import Execution
from tests.actions import MADE, PAGES, QUARTER
from tests.interrupted import at_every_step, killer
from tests.projects import LEDGERS, bulletin, invent_city
from tests.reports import CORRECTED, edited

EDIT = "个别窗口核实不细。"
DATA = {"before": LEDGERS["evaluations"], "corrected": CORRECTED}
OTHER = {"before": "corrected", "corrected": "before"}
BUILD = "tests.actions:build_made"
# The command as it is, but that every state of the data counts as the first edition.
COMMAND = (
    "import sys; sys.argv[0] = 'bulletin'\n"
    "from analysis import outputs; from analysis.cli.main import main\n"
    "outputs.published = lambda _: []; main()"
)
PR_SET_CHILD_SUBREAPER = 36
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
                # A run writes into the notebooks what was edited; a mere publication does not.
                assert bulletin("build", QUARTER, "-C", str(city.root), "-q", "--anew") == 0
        for name in PAGES:
            shutil.copy(city.report / name, city.made / data)
        city.reports[data] = files(city.report)
    return city


@pytest.fixture
def city(built: City, tmp_path: Path) -> City:
    """The city in a place of its own."""
    shutil.copytree(built.root, tmp_path / "city", symlinks=True)
    return City(tmp_path / "city", built.made, built.reports)


@pytest.fixture(scope="module", autouse=True)
def _one_edition() -> Iterator[None]:
    """The data swing between two states without end, and no swing needs a reason."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outputs, "published", lambda _: [])
        yield


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
        assert json.loads(path.read_text("utf-8"))["cells"], path
    text = (city.report / "notebooks/2_evaluations.ipynb").read_text("utf-8")
    assert EDIT in text


def require_complete(city: City, data: str) -> None:
    assert files(city.report) == city.reports[data]
    left = {
        path.name for folder in ("reports", ".cache") for path in (city.root / folder).iterdir()
    }
    assert all(name.endswith(".lock") for name in left if name.startswith("."))
    assert not list((city.root / ".cache").glob("*/.*"))
    assert not (city.report / "failed").exists()


def test_a_build_killed_at_a_hundred_moments_leaves_whole_editions(city: City) -> None:
    moments = random.Random(6)  # noqa: S311 - the same moments in every run
    with killer(BUILD, city.root) as kill_after:
        # The first one waits for the killer's own imports, and would be no measure of the others.
        city.deliver(OTHER[city.published()])
        assert kill_after(LONG)
        city.deliver(OTHER[city.published()])
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


def test_a_disk_that_is_full_at_any_step_of_a_build_stops_it_with_exit_code_15(
    city: City, tmp_path: Path
) -> None:
    city.deliver(OTHER[city.published()])
    found = at_every_step(BUILD, "full", city.root, tmp_path / "left", every=15)
    refused = [(City(root, city.made, city.reports), said) for root, said in found if said]
    assert len(refused) > 5
    for left, said in refused:
        assert said.startswith("RuntimeError: 15 "), said
        assert "错误：" in said
        assert "磁盘已满" in said
        assert "请清出空间后再运行。" in said
        assert "Traceback" not in said
        require_whole(left)


@pytest.fixture
def adopted() -> Iterator[None]:
    """Adopt orphans, as the session of a desktop does: they do not become children of init."""
    set_adopting = partial(ctypes.CDLL(None).prctl, PR_SET_CHILD_SUBREAPER)
    set_adopting(1, 0, 0, 0)
    yield
    set_adopting(0, 0, 0, 0)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process adopt orphans")
@pytest.mark.usefixtures("adopted")
def test_kernels_of_a_killed_build_end_and_the_next_build_completes(city: City) -> None:
    city.deliver(data := OTHER[city.published()])
    for seconds in (0, 0.4, 1.2):
        process = started(city.root)
        while not (kernels := psutil.Process(process.pid).children()):
            time.sleep(0.01)
        # From a kernel's first moment, when it does not know yet whose child it is, to its cells.
        time.sleep(seconds)
        process.kill()
        _, alive = psutil.wait_procs(kernels, timeout=10)
        assert alive == []
        process.communicate(timeout=10)
        require_whole(city)
    process = started(city.root)
    _, told = process.communicate(timeout=LONG)
    assert process.returncode == 0, told
    require_complete(city, data)


def test_of_two_builds_at_once_the_second_says_who_is_at_work(city: City) -> None:
    city.deliver(data := OTHER[city.published()])
    first = started(city.root)
    while not city.report.with_name(f".{QUARTER}.holder.json").exists():
        time.sleep(0.01)
    second = started(city.root)
    _, told = second.communicate(timeout=LONG)
    assert second.returncode == 16
    assert f"错误：{QUARTER} 正由另一个程序处理（用户 " in told
    assert f"，进程号 {first.pid}，命令 bulletin build {QUARTER} " in told
    assert bulletin("check", QUARTER, "-C", str(city.root), "-q") == 0
    first.communicate(timeout=LONG)
    assert first.returncode == 0
    require_complete(city, data)


def test_two_programs_that_read_the_same_data_at_once_keep_them_once(city: City) -> None:
    shutil.rmtree(city.root / ".cache")
    both = [started(city.root, "check") for _ in range(3)]
    said = {process.communicate(timeout=LONG)[0] for process in both}
    assert [process.returncode for process in both] == [0, 0, 0]
    assert len(said) == 1
    kept = [path.name for path in (city.root / ".cache").glob("[!.]*")]
    assert len([name for name in kept if name.startswith(f"{QUARTER}-")]) == 1


def test_reading_killed_at_any_step_is_done_again_whole(city: City, tmp_path: Path) -> None:
    shutil.rmtree(city.root / ".cache")
    read = "tests.actions:read_inputs"
    whole = open_edition(QUARTER, Project(city.root)).prepared.tables
    shutil.rmtree(city.root / ".cache")
    for root, _ in at_every_step(read, "kill", city.root, tmp_path / "left", every=7):
        again = open_edition(QUARTER, Project(root)).prepared.tables
        assert again.keys() == whole.keys()
        assert all(again[name].equals(table) for name, table in whole.items())
        left = {path.name for path in (root / ".cache").rglob(".*")}
        assert left == {f".{QUARTER}.lock"}


def test_a_notebook_saved_after_a_kill_stays_and_the_next_run_merges_it(
    city: City, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    city.deliver(data := OTHER[city.published()])
    monkeypatch.setattr(pipeline, "execute", once(city.made / data))
    with monkeypatch.context() as patch:
        patch.setattr(staging, "roll_forward", interrupted)
        assert build(city.root) == 130
    edited(Project(city.root), problems=(saved := "个别窗口核实不细，已逐一督促。"))
    capsys.readouterr()

    assert bulletin("publish", QUARTER, "-C", str(city.root), "-q") == 14
    told = capsys.readouterr().err
    assert f"注意：上次写出 {city.report} 时中断，现已补完。2_evaluations.ipynb 在那之后" in told
    assert f"又保存过，保留了保存的那一份；请运行 bulletin run {QUARTER}，" in told
    assert "2_evaluations.ipynb 中的数据与 facts.json 不同，不是最近一次运行的。请先运行" in told
    assert (city.report / "bulletin.pdf").read_bytes() == city.reports[data]["bulletin.pdf"]

    assert build(city.root) == 0
    now = (city.report / "notebooks/2_evaluations.ipynb").read_text("utf-8")
    assert saved in now
    assert now.replace(saved, EDIT).encode() == city.reports[data]["notebooks/2_evaluations.ipynb"]


def interrupted(_: Path) -> None:
    raise KeyboardInterrupt


def started(root: Path, command: str = "build") -> subprocess.Popen[str]:
    """Start the real command in a process of its own."""
    return subprocess.Popen(  # noqa: S603 - our own command and arguments
        [sys.executable, "-c", COMMAND, command, QUARTER, "-C", str(root), "-q"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
