"""The same data give the same bytes: in another folder, time zone, language, order, process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.project import Project
from tests.projects import LEDGERS, PARAMS, ROOT, UNITS

# What a run leaves that may differ, all of it ignored by git; nothing else may.
MAY_DIFFER = ("draft.html", "earlier", "failed")
REPORT = "reports/2026Q3"

# A run in surroundings of its own; argv: umask, cores, folder of the project.
RUN = """
import os, sys
from analysis.cli.main import main
umask, cores, folder = sys.argv[1:]
os.umask(int(umask, 8))
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(cores)])
main(["build", "2026Q3", "-q", *(["-C", folder] if folder else [])])
"""


@dataclass(frozen=True)
class Surroundings:
    """What differs from machine to machine, and is no part of the data."""

    environment: Mapping[str, str]
    umask: str
    cores: str
    within: bool
    reverse: bool


HERE = Surroundings(
    {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    umask="022",
    cores="64",
    within=True,
    reverse=False,
)
THERE = Surroundings(
    {"TZ": "America/St_Johns", "LC_ALL": "C", "LANG": "zh_CN.GB18030", "PYTHONHASHSEED": "4242"},
    umask="077",
    cores="1",
    within=False,
    reverse=True,
)


def laid_out(root: Path, *, reverse: bool) -> Project:
    """Write the project, its files one after the other or the other way round."""
    files = {
        "params/defaults.yaml": PARAMS,
        "params/units.yaml": UNITS,
        "params/2026Q3.yaml": "quarter: 2026Q3\n",
        **{f"data/2026Q3/{name}.csv": text for name, text in LEDGERS.items()},
        "data/2026Q3/evaluations_2.csv": LEDGERS["evaluations"].replace("临江税务", "临江市民政局"),
        **{
            f"notebooks/{path.name}": path.read_text("utf-8")
            for path in (ROOT / "notebooks").glob("*.ipynb")
        },
    }
    for name in sorted(files, reverse=reverse):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(files[name].replace(",80\n", ",81\n"), "utf-8", newline="")
    return Project(root)


def build(project: Project, home: Path, around: Surroundings) -> None:
    """Run the command as a process of its own, with a home that nobody has used."""
    home.mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    folder = "" if around.within else str(project.root)
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", RUN, around.umask, around.cores, folder],
        cwd=project.root if around.within else home,
        env={**kept, "HOME": str(home), **around.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def made(project: Project) -> dict[str, bytes]:
    """Return every file of the report by its place, but for what may differ."""
    report = project.root / REPORT
    files = {path.relative_to(report): path for path in report.rglob("*") if path.is_file()}
    return {
        str(place): path.read_bytes()
        for place, path in files.items()
        if place.parts[0] not in MAY_DIFFER
    }


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("one")
    project = laid_out(root / "bulletin", reverse=HERE.reverse)
    build(project, root / "home", HERE)
    return project


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("two")
    project = laid_out(root / "另一台 机器" / "季度'通报", reverse=THERE.reverse)
    build(project, root / "home", THERE)
    return project


def test_another_machine_makes_the_same_bytes(first: Project, second: Project) -> None:
    written = made(first)
    for kind in (".html", ".pdf", ".json", ".csv", ".ipynb", ".parquet"):
        assert any(name.endswith(kind) for name in written), kind
    assert differing(written, made(second)) == []


def test_a_second_run_over_the_first_changes_nothing(second: Project, tmp_path: Path) -> None:
    before = made(second)
    build(second, tmp_path / "home", HERE)
    assert differing(before, made(second)) == []


def test_nothing_of_the_machine_stands_in_what_is_kept(second: Project) -> None:
    for name, content in made(second).items():
        for trace in ("另一台", "St_Johns", str(ROOT), sys.executable):
            assert trace.encode() not in content, name


@pytest.mark.parametrize("part", MAY_DIFFER)
def test_what_may_differ_is_not_kept_in_git(part: str) -> None:
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert {f"reports/*/{part}", f"reports/*/{part}/"} & set(ignored)
