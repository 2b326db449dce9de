"""Reading evaluation records side by side, whole processes in turn; see benchmarks/README.md.

    python -m benchmarks.data_pass --sizes 1 10 100 --kinds parquet csv gb18030 xlsx --memory 500

Sizes are in units of 1.06 million records; a sheet holds 1.0 million and is measured once.
Nothing is reported unless all who read find the same.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks import machine
from benchmarks.data_pass import layout
from benchmarks.data_pass.contestants import Contestant, contestants, missing, versions
from benchmarks.data_pass.table import heading, table
from benchmarks.measuring import Measured, measure

_PROJECT = Path(__file__).parents[2]
_HERE = "benchmarks.data_pass"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    chosen = parser().parse_args(arguments)
    # Contestants import this package from the project, whichever environment they run in.
    # As installed packages do, they find their byte code, made in the round that does not count.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(_PROJECT), str(_PROJECT / "src")])
    everyone = contestants(chosen.memory)
    print(machine.described())
    print(_rivals_described(chosen.rivals, everyone), flush=True)
    for kind in chosen.kinds:
        for size in [1] if kind == "xlsx" else chosen.sizes:
            path = _made(chosen.folder, size, kind)
            taking_part = [
                one
                for one in everyone
                if one.takes(kind, size) and not missing(_python(one, chosen.rivals), one.needs)
            ]
            load = os.getloadavg()[0]
            told = (path, "--encoding", layout.encoding(kind))
            measured = _measured(
                {one: _command(one, told, chosen.rivals) for one in taking_part}, chosen.runs
            )
            print(heading(kind, layout.records(size, kind), path, load))
            print(table(measured), flush=True)


def parser() -> argparse.ArgumentParser:
    """Return the arguments of this script."""
    made = argparse.ArgumentParser(description="Time and memory of reading evaluation records.")
    layout.add_choice(made)
    made.add_argument("--runs", type=int, default=3, help="runs of each, after one not counted")
    made.add_argument("--memory", type=int, nargs="*", default=[], help="also told so many MB")
    made.add_argument(
        "--rivals",
        type=Path,
        default=Path(sys.executable),
        help="a Python with pandas, polars, fastexcel, python-calamine; what lacks is left out",
    )
    return made


def _made(folder: Path, size: int, kind: str) -> Path:
    chosen = ("--sizes", str(size), "--kinds", kind, "--folder", str(folder))
    command = [sys.executable, "-m", f"{_HERE}.generate", *chosen]
    made = subprocess.run(command, check=True, capture_output=True, text=True)
    return Path(made.stdout.strip())


def _python(one: Contestant, rivals: Path) -> Path:
    return rivals if one.is_rival else Path(sys.executable)


def _command(one: Contestant, told: Sequence[str | Path], rivals: Path) -> list[str | Path]:
    # What it finds goes to the folder that it runs in.
    module = ("-m", f"{_HERE}.{one.module}")
    return [_python(one, rivals), *module, *told, *one.options, "--target", "."]


def _measured(
    commands: Mapping[Contestant, list[str | Path]], runs: int
) -> Mapping[str, list[Measured]]:
    """Measure each in turn, round by round; the first round does not count."""
    rounds = []
    with tempfile.TemporaryDirectory(prefix="data-pass-") as scratch:
        targets = {one: Path(scratch, str(nth)) for nth, one in enumerate(commands)}
        for target in targets.values():
            target.mkdir()
        for _ in range(1 + runs):
            rounds.append({one: measure([commands[one]], targets[one]) for one in commands})
            _require_same(targets)
    return {one.name: [made[one] for made in rounds[1:]] for one in commands}


def _require_same(targets: Mapping[Contestant, Path]) -> None:
    """Stop unless all who read found the same, and all who decode the same number of records."""
    command = [sys.executable, "-m", f"{_HERE}.outcome", *map(str, targets.values())]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = dict(zip(targets, map(json.loads, shown.splitlines()), strict=True))
    whole = [found[one] for one in found if not one.only_decodes]
    if (
        any(each != whole[0] for each in whole)
        or len({each["read"] for each in found.values()}) > 1
    ):
        told = "\n".join(f"{one.name}: {each}" for one, each in found.items())
        sys.exit(f"They differ, so nothing is reported:\n{told}")


def _rivals_described(rivals: Path, everyone: Sequence[Contestant]) -> str:
    needed = sorted({package for one in everyone for package in one.needs})
    lacking = missing(rivals, needed)
    told = versions(rivals, [name for name in needed if name not in lacking])
    left_out = f"; what needs {', '.join(lacking)} is left out" if lacking else ""
    return f"\nRivals: {told}{left_out}."


if __name__ == "__main__":
    main()
