"""The notebooks of a run of the invented city, as an analyst opens and edits them."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from analysis.project import Project
from tests.projects import LEDGERS

NAME = "2_evaluations.ipynb"
# Two more evaluations at the lowest level.
CORRECTED = LEDGERS["evaluations"].replace("23:59:59,1", "23:59:59,3")


REASON = "市税务局补报9月评价2件"


def explain(project: Project, *editions: int) -> None:
    """State in params why editions correct what was published before."""
    days = {edition: f"2026年10月{18 + edition}日" for edition in editions}
    lines = [f"- {{edition: {one}, date: {day}, reason: {REASON}}}\n" for one, day in days.items()]
    own = project.params / "2026Q3.yaml"
    own.write_text(f"quarter: 2026Q3\ncorrections:\n{''.join(lines)}", "utf-8")


def notebook_path(project: Project) -> Path:
    return project.root / "reports/2026Q3/notebooks" / NAME


def cell_of(notebook: NotebookNode, name: str) -> NotebookNode:
    return next(c for c in notebook.cells if c.metadata.get("bulletin", {}).get("name") == name)


def edited(project: Project, **texts: str) -> None:
    """Replace the text of cells, by name with _ for -."""
    notebook = nbformat.read(notebook_path(project), as_version=4)
    for name, text in texts.items():
        cell_of(notebook, name.replace("_", "-")).source = text
    nbformat.write(notebook, notebook_path(project))
