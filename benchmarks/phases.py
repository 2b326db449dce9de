"""Where the time of one `bulletin build` goes, step by step.

    python -m benchmarks.phases            nothing read yet
    python -m benchmarks.phases --warm     inputs unchanged since the last build

Calls the pipeline's own functions in this process, on a copy of the project; prints Markdown.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median

from analysis import outputs, pipeline, publishing
from analysis.inputs.delivered import Inputs
from analysis.inputs.evaluations import read_evaluations
from analysis.inputs.ledgers import commendations, hall_units, service_stars, supervision_orders
from analysis.progress import Progress
from analysis.project import Project
from analysis.quarter import Quarter
from benchmarks import machine
from benchmarks.end_to_end import QUARTER, copy_project

# What a process costs before it does anything: what it has at hand -> the code that loads it.
_STARTS = {
    "Python alone": "",
    "the command line": "import analysis.cli.main",
    "the command line and the pipeline": "import analysis.cli.main, analysis.pipeline",
    "what a notebook without charts imports": "import analysis.edition",
    "what a notebook with charts imports": "import analysis.charts, analysis.edition",
}
_STARTS_EACH = 5
# Which code cell of a notebook marks what; the first two set parameters.
_MARKS = {"kernel up": 2, "edition opened": 3, "first section": 4, "last cell": -1}

Seconds = dict[str, float]


class Recorder(Progress):
    """Progress that notes moments instead of showing them."""

    def __init__(self) -> None:
        super().__init__(quiet=True)
        # Begin and end of each step, in order: check, notebooks, HTML, PDF.
        self.steps: list[tuple[float, float]] = []
        # Notebook -> when each of its code cells was done.
        self.cells: dict[str, list[float]] = {}

    @contextmanager
    def step(self, label: str) -> Iterator[None]:
        """Note when a step begins and ends."""
        begun = time.perf_counter()
        with super().step(label):
            yield
        self.steps.append((begun, time.perf_counter()))

    def on_cell(self, notebook: str, done: int, total: int) -> None:  # noqa: ARG002 - as in Progress
        """Note when a cell was done."""
        self.cells.setdefault(notebook, []).append(time.perf_counter())


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    warm = parser().parse_args(arguments).warm
    print(machine.described(), flush=True)
    with tempfile.TemporaryDirectory(prefix="bulletin-benchmark-") as folder:
        copy_project(Path(folder))
        project = Project(Path(folder))
        if warm:
            _build_once(project)
        recorder = Recorder()
        seconds, inputs = _built(project, recorder)
        reading = _reading(inputs)
    _print("Starting a process with", _starts())
    _print("The build" + (", inputs unchanged" if warm else ", nothing read yet"), seconds)
    _print("Reading one quarter, each part alone", reading)
    print(_timeline(recorder))


def parser() -> argparse.ArgumentParser:
    """Return the arguments of this script."""
    made = argparse.ArgumentParser(description="Where the time of `bulletin build` goes.")
    made.add_argument("--warm", action="store_true", help="after a build with the same inputs")
    return made


def _built(project: Project, recorder: Recorder) -> tuple[Seconds, Inputs]:
    """Build as the command does; return the seconds of each step, and what was read."""
    moments = [time.perf_counter()]
    edition = pipeline.check(project, Quarter.parse(QUARTER), recorder)
    moments.append(time.perf_counter())
    made = pipeline.run(edition, recorder)
    moments.append(time.perf_counter())
    gathered = outputs.run_outputs(made, edition)
    moments.append(time.perf_counter())
    publishing.publish(made, gathered, recorder, force=True)
    moments.append(time.perf_counter())
    check, run, gather, publication = (end - begin for begin, end in pairwise(moments))
    _, notebooks, html, pdf, word = (end - begun for begun, end in recorder.steps)
    return {
        "params, reading, sections": check,
        "notebooks, two at a time": notebooks,
        "drafts and merge": run - notebooks,
        "facts, tables, data, manifest": gather,
        "HTML": html,
        "PDF": pdf,
        "Word": word,
        "assembling and writing": publication - html - pdf - word,
        "all": moments[-1] - moments[0],
    }, edition.inputs


def _reading(inputs: Inputs) -> Seconds:
    """Return the seconds of the parts of reading, this quarter's, none of them kept."""
    folder, roster, quarter = inputs.folder, inputs.roster, inputs.quarter
    reading = inputs.reading
    seconds: Seconds = {}

    @contextmanager
    def timed(name: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        seconds[name] = time.perf_counter() - begun

    with timed("hashing inputs and code"):
        inputs.fingerprint()
    with timed("four ledgers"):
        hall_units(folder, roster, reading)
        service_stars(folder, roster, quarter, reading)
        supervision_orders(folder, roster, quarter, reading)
        commendations(folder, roster, quarter, reading)
    with timed("records to cube (DuckDB)"), tempfile.TemporaryDirectory() as scratch:
        kept = Path(scratch, "kept")
        kept.mkdir()
        read_evaluations(inputs, Path(scratch, "records"), Progress(quiet=True), kept)
    return seconds


def _starts() -> Seconds:
    return {
        name: median(_start(code) for _ in range(_STARTS_EACH)) for name, code in _STARTS.items()
    }


def _start(code: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - begun


def _build_once(project: Project) -> None:
    bulletin = Path(sys.executable).parent / "bulletin"
    command = [str(bulletin), "build", QUARTER, "-C", str(project.root)]
    subprocess.run(command, check=True, capture_output=True)


def _print(title: str, seconds: Mapping[str, float]) -> None:
    print(f"\n| {title} | s |\n| --- | ---: |")
    for name, value in seconds.items():
        print(f"| {name} | {value:.2f} |")


def _timeline(recorder: Recorder) -> str:
    """Return when each notebook had come how far, in seconds since the notebooks began."""
    begun, ended = recorder.steps[1]
    lines = [
        f"\n| Seconds since the notebooks began | {' | '.join(_MARKS)} |",
        "| --- |" + " ---: |" * len(_MARKS),
    ]
    for notebook, done in sorted(recorder.cells.items()):
        moments = [done[place - 1 if place > 0 else place] - begun for place in _MARKS.values()]
        lines.append(f"| {notebook} | {' | '.join(f'{moment:.2f}' for moment in moments)} |")
    return "\n".join([*lines, f"| all, kernels shut down | | | | {ended - begun:.2f} |"])


if __name__ == "__main__":
    main()
