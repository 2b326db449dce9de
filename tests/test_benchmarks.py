from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import nbformat
import pytest

from benchmarks import end_to_end, figures, imports, incremental, measuring, phases

BY_HAND = sorted((Path(end_to_end.__file__).parent / "by_hand").glob("*.ipynb"))


@pytest.mark.parametrize("script", [end_to_end, phases, imports, incremental])
def test_every_script_parses_no_arguments(script: ModuleType) -> None:
    script.parser().parse_args([])


def test_runs_can_be_chosen_and_are_three_otherwise() -> None:
    assert end_to_end.parser().parse_args(["--runs", "1"]).runs == 1
    assert end_to_end.parser().parse_args([]).runs == 3


@pytest.mark.parametrize("path", BY_HAND, ids=lambda path: path.stem)
def test_a_by_hand_notebook_takes_a_quarter_and_ends_with_its_figures(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    tags = [cell.metadata.get("tags", []) for cell in notebook.cells if cell.cell_type == "code"]
    assert tags[0] == ["parameters"]
    assert tags[-1] == ["figures"]
    assert not any(cell.get("outputs") for cell in notebook.cells)


def test_a_figure_that_differs_or_is_missing_is_named() -> None:
    ours = {"评价总数": (3, 2), "差评": (1, None), "主动评价数": (2, 2)}
    by_hand = {"评价总数": (3, 2), "差评": (0, None), "叫号量": (9, None)}
    named = [line.split(":")[0] for line in figures.differences(ours, by_hand)]
    assert named == ["主动评价数", "叫号量", "差评"]


def test_commands_one_after_the_other_add_their_times_and_keep_the_higher_peak() -> None:
    first = measuring.Measured(wall=1.0, cpu=0.5, largest_mb=100.0, tree_mb=150.0)
    second = measuring.Measured(wall=2.0, cpu=1.5, largest_mb=80.0, tree_mb=160.0)
    assert first.then(second) == measuring.Measured(3.0, 2.0, 100.0, 160.0)


def test_a_command_is_measured_with_the_processes_it_starts(tmp_path: Path) -> None:
    hold = (
        "b = bytearray(60_000_000); b[::4096] = b'x' * len(b[::4096]); import time; time.sleep(1)"
    )
    nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"
    made = measuring.measure([(sys.executable, "-c", nested)], tmp_path)
    assert made.largest_mb > 60
    assert made.tree_mb > 60


def test_a_failing_command_stops_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="broken"):
        measuring.measure([(sys.executable, "-c", "raise SystemExit('broken')")], tmp_path)


def test_import_times_are_added_up_by_package() -> None:
    trace = (
        "import time: self [us] | cumulative | imported package\n"
        "import time:       100 |        100 |   pandas.core\n"
        "import time:        50 |        150 | pandas\n"
        "import time:         7 |          7 | os\n"
    )
    assert imports.own_time_by_package(trace) == {"pandas": 150, "os": 7}


def test_the_table_sets_each_way_beside_the_by_hand_way() -> None:
    ways = {
        "by hand": [measuring.Measured(20.0, 10.0, 400.0, 500.0)],
        "ours": [measuring.Measured(5.0, 4.0, 200.0, 400.0)],
    }
    lines = end_to_end.table(ways).splitlines()
    assert (
        lines[2]
        == "| by hand | 20.0 (20.0–20.0) | 10.0 (10.0–10.0) | 400 (400–400) | 500 (500–500) |"
    )
    assert lines[4] == "| by hand ÷ ours | 4.0 | 2.5 | 2.0 | 1.2 |"
