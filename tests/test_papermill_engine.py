"""Plain papermill with our engine drafts, merges and verifies as the command does."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from analysis.commentary.notes import without_notes
from analysis.project import Project
from tests.projects import LEDGERS
from tests.reports import CORRECTED, cell_of

Maker = Callable[..., Project]
IN, OUT = "notebooks/2_evaluations.ipynb", "made/out.ipynb"


def papermill(project: Project, *arguments: str, template: str = IN) -> tuple[int, str]:
    """Run papermill in a project; return its exit code and what it said."""
    (project.root / "made").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "papermill", "--engine", "bulletin", "--no-progress-bar"]
    ran = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [*command, template, OUT, *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=project.root,
    )
    return ran.returncode, ran.stderr


def made(project: Project) -> NotebookNode:
    return nbformat.read(project.root / OUT, as_version=4)


def test_an_edit_survives_a_rerun_over_corrected_data_and_its_stale_figure_is_told(
    invented_city: Maker,
) -> None:
    project = invented_city()
    params = ("-f", "params/2026Q3.yaml")
    code, told = papermill(project, *params)
    assert code == 0
    assert "注意：out“（一）工作开展情况”中有一段尚未撰写，通报中略去。" in told
    assert "与数据不符" not in told
    notebook = made(project)
    totals = cell_of(notebook, "overall-totals")
    assert "共收到评价150件，其中主动评价135件" in totals.source
    assert "{{" not in "".join(cell.source for cell in notebook.cells)
    totals.source = totals.source.replace("非常满意140件", "其中非常满意140件")
    cell_of(notebook, "problems").source = "共收到评价150件，个别窗口核实不细。"
    nbformat.write(notebook, project.root / OUT)
    edited = (project.root / OUT).read_bytes()

    invented_city(evaluations=CORRECTED)
    code, told = papermill(project, *params, "--no-request-save-on-cell-execute")
    assert code == 0
    assert "中的“150”是以前的数：“评价总数”应为152。" in told
    assert "待核1" in told
    again = made(project)
    assert cell_of(again, "problems").source == "共收到评价150件，个别窗口核实不细。"
    text = cell_of(again, "overall-totals").source
    assert "共收到评价152件，其中主动评价137件" in text
    assert "其中非常满意140件" in without_notes(text)
    assert (project.root / "made/earlier/out-1.ipynb").read_bytes() == edited
    assert again.metadata["papermill"]["parameters"] == {"quarter": "2026Q3"}


def test_a_failing_cell_leaves_the_analysts_copy(invented_city: Maker) -> None:
    project = invented_city()
    assert papermill(project, "-p", "quarter", "2026Q3")[0] == 0
    before = (project.root / OUT).read_bytes()
    invented_city(hall=LEDGERS["hall"].replace("叫号量", "叫号"))
    code, told = papermill(project, "-p", "quarter", "2026Q3")
    assert code != 0
    assert "缺少“叫号量”列" in told
    assert "out.ipynb 未被改动。" in told
    assert (project.root / OUT).read_bytes() == before
    assert "缺少“叫号量”列" in (project.root / "made/failed/out.ipynb").read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "message"),
    [("{", "已损坏，无法读出其中的文字"), ("", "已损坏，无法读出其中的文字")],
)
def test_a_damaged_copy_stops_papermill_before_a_kernel_starts(
    content: str, message: str, invented_city: Maker
) -> None:
    project = invented_city()
    (project.root / "made").mkdir()
    (project.root / OUT).write_text(content, "utf-8")
    code, told = papermill(project, "-p", "quarter", "2026Q3")
    assert code != 0
    assert message in told
    assert "Executing notebook with kernel" not in told
    assert (project.root / OUT).read_text("utf-8") == content


def test_thresholds_handed_to_papermill_stand_in_the_text_and_are_verified(
    invented_city: Maker, tmp_path: Path
) -> None:
    project = invented_city()
    stated = tmp_path / "own.yaml"
    stated.write_text("quarter: 2026Q3\nlow_rate: 97\n", "utf-8")
    code, told = papermill(project, "-f", str(stated))
    assert code == 0
    assert "现场主动评价率低于97%的单位：" in cell_of(made(project), "hall-below").source
    assert "与数据不符" not in told
    assert "没有数据" not in told


def test_a_notebook_that_states_no_quarter_is_refused(invented_city: Maker, tmp_path: Path) -> None:
    project = invented_city()
    bare = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("1")],
        metadata={"kernelspec": {"name": "python3", "display_name": "", "language": "python"}},
    )
    nbformat.write(bare, tmp_path / "bare.ipynb")
    code, told = papermill(project, template=str(tmp_path / "bare.ipynb"))
    assert code != 0
    assert "笔记本没有参数 quarter。请写明季度" in told
