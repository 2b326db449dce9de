"""`bulletin build` against the by-hand way, whole processes, one after the other in turn.

    python -m benchmarks.end_to_end --runs 3

Works on a copy of the project in a temporary folder; prints Markdown tables.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import figures, machine
from benchmarks.measuring import Command, Measured, measure

QUARTER, PREVIOUS = "2025Q1", "2024Q4"
_BY_HAND = "by hand"
_COLD = "`bulletin build`, nothing read yet"
_WARM = "`bulletin build`, inputs unchanged"
_PROJECT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Way:
    """How the bulletin is made: what is removed beforehand, then the commands in order."""

    commands: Sequence[Command]
    removed: Sequence[str] = ()

    def once(self, project: Path) -> Measured:
        """Make the bulletin once in the project's folder."""
        for name in self.removed:
            shutil.rmtree(project / name, ignore_errors=True)
        return measure(self.commands, project)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    runs = parser().parse_args(arguments).runs
    print(machine.described(), flush=True)
    with tempfile.TemporaryDirectory(prefix="bulletin-benchmark-") as folder:
        project = Path(folder)
        copy_project(project)
        ways = {
            _BY_HAND: _by_hand(project),
            _COLD: _build(("reports", ".cache")),
            _WARM: _build(("reports",)),
        }
        _alternate(ways, project)
        same = _require_same_figures(project)
        rounds = [_alternate(ways, project) for _ in range(runs)]
        _require_same_figures(project)
    print(f"\n\nBoth ways give the same {same} figures. Median (lowest–highest) of {runs} runs:\n")
    print(table({name: [made[name] for made in rounds] for name in ways}))


def parser() -> argparse.ArgumentParser:
    """Return the arguments of this script."""
    made = argparse.ArgumentParser(description="Time and memory of `bulletin build` and by hand.")
    made.add_argument("--runs", type=int, default=3, help="runs of each way, after a warm-up")
    return made


def copy_project(target: Path) -> None:
    """Copy what a build reads; the records are made where they are absent."""
    for name in ("params", "data", "notebooks"):
        shutil.copytree(_PROJECT / name, target / name)
    shutil.copytree(_PROJECT / "benchmarks" / "by_hand", target / "by_hand")
    absent = [q for q in (PREVIOUS, QUARTER) if not any((target / "data" / q).glob("evaluations*"))]
    if absent:
        subprocess.run([_script("bulletin"), "sample", *absent, "-C", target], check=True)


def table(measured: Mapping[str, Sequence[Measured]]) -> str:
    """Return the Markdown table: a row a way, then how many times as much by hand takes."""
    columns: dict[str, Callable[[Measured], float]] = {
        "wall s": lambda made: made.wall,
        "CPU s": lambda made: made.cpu,
        "largest process MB": lambda made: made.largest_mb,
        "all processes MB": lambda made: made.tree_mb,
    }
    lines = [f"| | {' | '.join(columns)} |", "| --- |" + " ---: |" * len(columns)]
    for name, runs in measured.items():
        cells = (_spread([value(run) for run in runs]) for value in columns.values())
        lines.append(f"| {name} | {' | '.join(cells)} |")
    for name, runs in measured.items():
        if name != _BY_HAND:
            ratios = (
                f"{_median(measured[_BY_HAND], value) / _median(runs, value):.1f}"
                for value in columns.values()
            )
            lines.append(f"| by hand ÷ {name} | {' | '.join(ratios)} |")
    return "\n".join(lines)


def _by_hand(project: Path) -> Way:
    notebooks = sorted((project / "by_hand").glob("*.ipynb"))
    made = [Path("by_hand_made", notebook.name) for notebook in notebooks]
    (project / "by_hand_made").mkdir()
    executed = [
        (_script("papermill"), notebook, target, "-p", "quarter", QUARTER)
        for notebook, target in zip(notebooks, made, strict=True)
    ]
    exported = [(_script("jupyter"), "nbconvert", "--to", "html", target) for target in made]
    return Way([*executed, *exported])


def _build(removed: Sequence[str] = ()) -> Way:
    return Way([(_script("bulletin"), "build", QUARTER)], removed)


def _alternate(ways: Mapping[str, Way], project: Path) -> dict[str, Measured]:
    return {name: way.once(project) for name, way in ways.items()}


def _require_same_figures(project: Path) -> int:
    """Stop unless both ways arrive at the same figures; return how many there are."""
    ours = figures.of_report(project / "reports" / QUARTER)
    differing = figures.differences(ours, figures.of_notebooks(project / "by_hand_made"))
    if differing:
        sys.exit("The two ways differ, so nothing is reported:\n" + "\n".join(differing))
    return len(ours)


def _script(name: str) -> Path:
    """Return a command of the environment that this runs in."""
    return Path(sys.executable).parent / name


def _spread(values: Sequence[float]) -> str:
    digits = 0 if min(values) >= 100 else 1  # noqa: PLR2004 - three digits are enough
    numbers = (median(values), min(values), max(values))
    middle, low, high = (f"{number:.{digits}f}" for number in numbers)
    return f"{middle} ({low}–{high})"


def _median(runs: Sequence[Measured], value: Callable[[Measured], float]) -> float:
    return median(value(run) for run in runs)


if __name__ == "__main__":
    main()
