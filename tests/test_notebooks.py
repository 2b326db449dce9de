"""The notebooks: thin, without outputs in git, runnable by plain papermill, and unchanged."""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml
from pytest_notebook.nb_regression import NBRegressionFixture

from analysis.edition import section_functions
from analysis.project import Project
from tests.projects import ROOT

NAMES = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
LONGEST_CELL = 10


@pytest.fixture(params=NAMES)
def template(request: pytest.FixtureRequest) -> nbformat.NotebookNode:
    return nbformat.read(ROOT / "notebooks" / request.param, as_version=4)


def test_a_template_has_no_outputs_and_names_its_cells(template: nbformat.NotebookNode) -> None:
    assert (template.nbformat, template.nbformat_minor) == (4, 5)
    for cell in template.cells:
        # Random ids have 8 characters of [0-9a-f]; ours are words.
        assert any(letter in "ghijklmnopqrstuvwxyz-" for letter in cell.id), cell.id
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def test_a_template_holds_no_logic(template: nbformat.NotebookNode) -> None:
    for cell in template.cells:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= LONGEST_CELL, cell.id
            for word in ("def ", "for ", "if ", "while ", "lambda", "import pandas"):
                assert word not in cell.source, cell.id


def test_a_template_states_the_same_parameters_as_params(template: nbformat.NotebookNode) -> None:
    cell = next(c for c in template.cells if "parameters" in c.metadata.get("tags", ()))
    stated: dict[str, object] = {}
    exec(cell.source, stated)  # noqa: S102 - our own parameters cell
    defaults = yaml.safe_load((ROOT / "params/defaults.yaml").read_text("utf-8"))
    for name, value in stated.items():
        if name not in ("__builtins__", "quarter"):
            assert defaults[name] == value, name


def test_every_section_stands_in_a_notebook() -> None:
    sources = "".join((ROOT / "notebooks" / name).read_text("utf-8") for name in NAMES)
    for name in section_functions():
        assert f'edition.section(\\"{name}\\"' in sources or f'\\"{name}\\",' in sources, name


@pytest.mark.parametrize("name", NAMES)
def test_plain_papermill_runs_a_notebook(
    name: str, published: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(published.root)
    command = [sys.executable, "-m", "papermill", f"notebooks/{name}", str(tmp_path / name)]
    command += ["-f", "params/2025Q1.yaml"]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    done = nbformat.read(tmp_path / name, as_version=4)
    code = [cell for cell in done.cells if cell.cell_type == "code"]
    assert [cell.id for cell in code if not cell.execution_count] == ["check-text"]


@pytest.mark.parametrize("name", NAMES)
def test_an_executed_notebook_gives_the_same_outputs_when_run_again(
    name: str, published: Project, nb_regression: NBRegressionFixture
) -> None:
    nb_regression.exec_cwd = str(published.root)
    nb_regression.diff_ignore = ("/metadata/language_info", "/cells/*/execution_count")
    nb_regression.check(str(published.root / "reports/2025Q1/notebooks" / name))


def test_the_executed_notebooks_in_git_are_those_of_this_program(published: Project) -> None:
    for name in NAMES:
        place = Path("reports/2025Q1/notebooks") / name
        assert (published.root / place).read_bytes() == (ROOT / place).read_bytes(), name


def test_executed_notebooks_carry_no_trace_of_the_run(published: Project) -> None:
    for name in NAMES:
        content = (published.root / "reports/2025Q1/notebooks" / name).read_text("utf-8")
        assert str(published.root) not in content
        assert "papermill" not in json.loads(content)["metadata"]
