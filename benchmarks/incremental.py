"""What a build costs by what has changed since the last one, and nine quarters side by side.

    python -m benchmarks.incremental --runs 5
    python -m benchmarks.incremental --runs 1 --nine

Whole processes on a copy of the project, in turn, so that a ratio is of the same minutes; prints
Markdown. The floor of a cold build: a process that loads what it loads, reads the records of both
quarters, and starts the kernels of all notebooks for their first lines, which only import.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from statistics import median

import nbformat

from benchmarks import machine, nine_quarters
from benchmarks.end_to_end import PREVIOUS, QUARTER, copy_project
from benchmarks.measuring import Command, Measured, measure

_BULLETIN = Path(sys.executable).parent / "bulletin"
_NOTEBOOK = Path("reports", QUARTER, "notebooks", "2_evaluations.ipynb")
_FLOOR = f"""
import sys
sys.modules.setdefault("rfc3987_syntax", None)
from pathlib import Path
import analysis.cli.main
from analysis import pipeline
from analysis.edition import open_edition
from analysis.inputs.delivered import available_inputs
from analysis.inputs.prepared import prepare
from analysis.project import Project
from analysis.publish.execute import Execution, execute
from analysis.quarter import Quarter
edition = open_edition({QUARTER!r})
earlier = Quarter.parse({PREVIOUS!r})
project = edition.project
folder, reading = project.data(earlier), edition.params.reading
prepare(available_inputs(folder, earlier, edition.roster, reading), project.cache)
made = Path("floor_made")
made.mkdir(exist_ok=True)
cut = sorted(Path("floor").glob("*.ipynb"))
execute(cut, Execution(project.root, {{}}, made, made, lambda *_: None))
"""
# Of no bulletin; each appears once.
_RARE = (chr(code) for code in range(0x9F00, 0x9FA0))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    asked = parser().parse_args(arguments)
    print(machine.described(), flush=True)
    with tempfile.TemporaryDirectory(prefix="bulletin-benchmark-") as folder:
        if asked.nine:
            _nine(Path(folder), asked.runs)
        else:
            _one(Path(folder), asked.runs)


def parser() -> argparse.ArgumentParser:
    """Return the arguments of this script."""
    made = argparse.ArgumentParser(description="What a build costs by what has changed.")
    made.add_argument("--runs", type=int, default=3, help="runs of each, after one that warms up")
    made.add_argument("--nine", action="store_true", help="nine quarters side by side and in turn")
    return made


def _one(project: Path, runs: int) -> None:
    copy_project(project)
    _cut_notebooks(project)
    build = (_BULLETIN, "build", QUARTER, "-q")
    ways: dict[str, Callable[[], Measured]] = {
        "floor of a cold build": lambda: _after(project, (sys.executable, "-c", _FLOOR), _cold),
        "cold: no `.cache/`, no `reports/`": lambda: _after(project, build, _cold),
        "nothing changed": lambda: _after(project, build),
        "sentence edited, known characters": lambda: _after(project, build, _edited),
        "sentence edited, a new character": lambda: _after(project, build, _with_a_rare_one),
        "inputs unchanged, run again": lambda: _after(project, (*build, "--anew")),
    }
    rounds = _rounds(ways, runs)
    print(_table(rounds))
    _print_ratio(rounds, "cold: no `.cache/`, no `reports/`", "floor of a cold build")
    _print_steps(project)


def _nine(folder: Path, runs: int) -> None:
    quarters = [one for one in nine_quarters.QUARTERS if one != nine_quarters.WITHOUT_HALL]
    made = [nine_quarters.make(folder / name, quarters).root for name in ("at_once", "in_turn")]
    at_once, in_turn = made
    every = [str(one) for one in quarters]
    ways: dict[str, Callable[[], Measured]] = {
        "one by one": lambda: _in_turn(in_turn, every),
        "side by side": lambda: _after(at_once, (_BULLETIN, "build", *every, "-q"), _cold),
        "side by side, nothing changed": lambda: _after(
            at_once, (_BULLETIN, "build", *every, "-q")
        ),
    }
    rounds = _rounds(ways, runs)
    print(_table(rounds))
    _print_ratio(rounds, "one by one", "side by side")


def _in_turn(project: Path, quarters: Sequence[str]) -> Measured:
    _cold(project)
    return measure([(_BULLETIN, "build", one, "-q") for one in quarters], project)


def _rounds(ways: dict[str, Callable[[], Measured]], runs: int) -> dict[str, list[Measured]]:
    """Measure each way once a round, in turn; the first round does not count."""
    rounds: dict[str, list[Measured]] = {name: [] for name in ways}
    for number in range(runs + 1):
        for name, once in ways.items():
            made = once()
            if number:
                rounds[name].append(made)
    return rounds


def _after(
    project: Path, command: Command, change: Callable[[Path], None] = lambda _: None
) -> Measured:
    """Change something, then measure a command."""
    change(project)
    return measure([command], project)


def _cold(project: Path) -> None:
    for name in ("reports", ".cache"):
        shutil.rmtree(project / name, ignore_errors=True)


_sentences: Iterator[int] = count()


def _edited(project: Path) -> None:
    """Say something else in characters that were published before."""
    _write(project, "个别窗口核实不细。" if next(_sentences) % 2 else "个别窗口不细核实。")


def _with_a_rare_one(project: Path) -> None:
    _write(project, f"个别窗口核实不细，见“{next(_RARE)}”。")


def _write(project: Path, text: str) -> None:
    notebook = nbformat.read(project / _NOTEBOOK, as_version=4)
    named = {cell.metadata.get("bulletin", {}).get("name"): cell for cell in notebook.cells}
    cell = named["problems"]
    cell.source = text
    nbformat.write(notebook, project / _NOTEBOOK)


def _cut_notebooks(project: Path) -> None:
    """Leave of each notebook its first cells of code: parameters and imports."""
    (project / "floor").mkdir()
    for path in sorted((project / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        for cell in code:
            cell.source = "\n".join(
                line for line in cell.source.splitlines() if line.startswith(("import", "from"))
            )
        notebook.cells = code[:2]
        nbformat.write(notebook, project / "floor" / path.name)


def _table(rounds: dict[str, list[Measured]]) -> str:
    lines = ["\n| | wall s | CPU s | largest process MB | all processes MB |"]
    lines.append("| --- | ---: | ---: | ---: | ---: |")
    for name, runs in rounds.items():
        walls = [run.wall for run in runs]
        cells = [f"{median(walls):.2f} ({min(walls):.2f}–{max(walls):.2f})"]
        cells.append(f"{median(run.cpu for run in runs):.2f}")
        cells.append(f"{median(run.largest_mb for run in runs):.0f}")
        cells.append(f"{median(run.tree_mb for run in runs):.0f}")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _print_ratio(rounds: dict[str, list[Measured]], above: str, below: str) -> None:
    """Print the median of the ratios within a round."""
    pairs = list(zip(rounds[above], rounds[below], strict=True))
    wall = median(a.wall / b.wall for a, b in pairs)
    cpu = median(a.cpu / b.cpu for a, b in pairs)
    print(f"\n{above} ÷ {below}: wall {wall:.2f}, CPU {cpu:.2f}")


def _print_steps(project: Path) -> None:
    """Print what each format costs where only a sentence was edited."""
    _edited(project)
    command = [_BULLETIN, "publish", QUARTER, "-q", "--json", "-C", project]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    print("\n| step after an edited sentence | s |\n| --- | ---: |")
    for step in json.loads(done.stdout)["steps"]:
        print(f"| {step['label']} | {step['seconds']:.2f} |")


if __name__ == "__main__":
    main()
