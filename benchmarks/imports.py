"""Which packages are dear to import, for a notebook's kernel and for the command line.

    python -m benchmarks.imports

Python's own -X importtime counts each module's time without what it imports in turn; here
that is added up by package, so that a package is charged for its own code alone.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from statistics import median

_PROGRAMS = {
    "ipykernel itself": "import ipykernel.kernelapp",
    "a notebook without charts": "import analysis.edition",
    "a notebook with charts": "import analysis.charts, analysis.edition",
    "bulletin build": "import analysis.cli.main, analysis.pipeline",
}
_RUNS = 3
_DEAREST = 12


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser().parse_args(arguments)
    for program, code in _PROGRAMS.items():
        runs = [own_time_by_package(_traced(code)) for _ in range(_RUNS)]
        packages = {name: median(run[name] for run in runs) for name in runs[0]}
        dearest = sorted(packages, key=packages.__getitem__, reverse=True)[:_DEAREST]
        print(f"\n| {program} | ms |\n| --- | ---: |")
        print(f"| all | {median(run.total() for run in runs) / 1000:.0f} |")
        for name in dearest:
            print(f"| {name} | {packages[name] / 1000:.0f} |")


def parser() -> argparse.ArgumentParser:
    """Return the arguments of this script: none."""
    return argparse.ArgumentParser(description="Which packages are dear to import.")


def own_time_by_package(trace: str) -> Counter[str]:
    """Add up the microseconds of -X importtime by package."""
    spent: Counter[str] = Counter()
    for line in trace.splitlines():
        own, _, module = line.removeprefix("import time:").split("|")
        if own.strip().isdigit():
            spent[module.strip().split(".")[0]] += int(own)
    return spent


def _traced(code: str) -> str:
    command = [sys.executable, "-X", "importtime", "-c", code]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    lines = done.stderr.splitlines()
    return "\n".join(line for line in lines if line.startswith("import time:"))


if __name__ == "__main__":
    main()
