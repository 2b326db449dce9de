"""In a real JupyterLab: an edit that is saved there survives corrected data and a re-run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser

from analysis.commentary.notes import without_notes
from analysis.project import Project
from tests.lab.jupyterlab import jupyterlab, opened_notebook, require_jupyterlab
from tests.projects import bulletin
from tests.reports import CORRECTED, cell_of, notebook_path

PATH = "reports/2026Q3/notebooks/2_evaluations.ipynb"
EDITED = "共收到评价150件，窗口人员主动请群众评价。"


def test_an_edit_saved_in_jupyterlab_survives_a_rerun_and_its_stale_figure_is_flagged(
    invented_city: Callable[..., Project],
    browser: Browser,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    require_jupyterlab()
    project = invented_city()
    run = ("run", "2026Q3", "-C", str(project.root), "-q")
    assert bulletin(*run) == 0
    file = notebook_path(project)
    totals = cell_of(nbformat.read(file, as_version=4), "overall-totals").source
    first = totals[: totals.index("。") + 1]
    scratch = tmp_path_factory.mktemp("jupyterlab")
    with (
        jupyterlab(project.root, scratch) as address,
        opened_notebook(browser, address, PATH) as notebook,
    ):
        notebook.replace_text("共收到评价150件", totals.replace(first, EDITED))
        notebook.split("服务大厅主动电子评价率", before="计入网上渠道后")
        notebook.delete("主动评价率领先的单位")
        notebook.save(file, EDITED)
        assert "与数据相符" in notebook.run("check_text()")

        invented_city(evaluations=CORRECTED)
        capsys.readouterr()
        assert bulletin(*run) == 0
        told = capsys.readouterr().err
        assert "中的“150”是以前的数：“评价总数”应为152。" in told

        notebook.reload()
        notebook.cell("待核1").wait_for()
        shown = notebook.run("check_text()")
    assert "“150”是以前的数：“评价总数”应为152。" in shown
    assert_merged(file, totals.replace(first, ""))


def assert_merged(file: Path, untouched: str) -> None:
    """The edited sentence stands, the others are those of the corrected data."""
    made = nbformat.read(file, as_version=4)
    text = without_notes(cell_of(made, "overall-totals").source)
    assert text.startswith(EDITED)
    assert "非常不满意3件，占1.97%。" in text
    assert "非常不满意1件" in untouched
    names = [cell.metadata.get("bulletin", {}).get("name") for cell in made.cells]
    assert names.count("hall-rates") == 2
    assert "hall-leading" not in names
