"""The cell that an analyst runs in JupyterLab: findings of the notebook that it stands in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from analysis.errors import NotebookError, UsageError
from analysis.lab_check import check_text
from analysis.project import Project
from tests.projects import bulletin
from tests.reports import cell_of, edited, notebook_path


@pytest.fixture(scope="module")
def run_before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Where the project of one run is kept, so that each test copies it instead of running."""
    return {"kept": tmp_path_factory.mktemp("kept")}


@pytest.fixture
def project(invented_city: Callable[..., Project], run_before: dict[str, Path]) -> Project:
    project = invented_city()
    kept = run_before["kept"] / "reports"
    if not kept.exists():
        assert bulletin("run", "2026Q3", "-C", str(project.root), "-q") == 0
        shutil.copytree(project.root / "reports", kept)
    else:
        shutil.copytree(kept, project.root / "reports")
    return project


def test_a_true_text_agrees_with_the_data(project: Project) -> None:
    shown = check_text(str(notebook_path(project)))
    assert shown.review.open == ()
    first, *others = repr(shown).splitlines()
    assert first.endswith(" 保存的文字：与数据相符。")
    assert others == [
        "2_evaluations“（一）工作开展情况”中有一段尚未撰写，通报中略去。",
        "2_evaluations“（二）下一步工作”中有一段尚未撰写，通报中略去。",
    ]
    assert "<table>" not in shown._repr_html_()
    assert "<li>2_evaluations“（二）下一步工作”中有一段尚未撰写" in shown._repr_html_()


def test_what_is_wrong_is_shown_beside_its_sentence_once_it_is_saved(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited(project, problems="共发出督办单<b>7件。", orders="另有锦旗1面。")
    monkeypatch.setenv("JPY_SESSION_NAME", str(notebook_path(project)))
    shown = check_text()
    assert [one.found for one in shown.review.open] == ["7"]
    assert "：1 处与数据不符或尚待核对。" in repr(shown)
    html = shown._repr_html_()
    html = html.replace(' style="text-align:left"', "")
    assert "<td>共发出督办单&lt;b&gt;<mark>7</mark>件。</td>" in html
    assert "<td>“7”与数据不符：“发出督办单”应为2。请改正，或加脚注注明来源。</td>" in html


def test_another_notebook_is_not_told_of(project: Project) -> None:
    edited(project, problems="共发出督办单7件。")
    other = notebook_path(project).with_name("1_awards.ipynb")
    assert check_text(str(other)).review.lines == []


def test_a_template_a_missing_and_a_broken_notebook_are_refused(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    template = project.root / "notebooks/2_evaluations.ipynb"
    missing = notebook_path(project).with_name("9.ipynb")
    for path, error, told in (
        ("", UsageError, "不知道这是哪个笔记本。"),
        (str(template), UsageError, "不是运行得到的笔记本。"),
        (str(missing), NotebookError, "请先保存笔记本。"),
    ):
        with pytest.raises(error, match=told):
            check_text(path)
    notebook_path(project).write_text("{", "utf-8")
    with pytest.raises(NotebookError, match="已损坏"):
        check_text(str(notebook_path(project)))


def test_what_the_cell_shows_is_not_published_and_not_kept(project: Project) -> None:
    notebook = nbformat.read(notebook_path(project), as_version=4)
    cell = cell_of(notebook, "check-text")
    assert (cell.outputs, cell.execution_count) == ([], None)
    html = check_text(str(notebook_path(project)))._repr_html_()
    output = nbformat.v4.new_output("display_data", data={"text/html": html, "text/plain": "核对"})
    cell.outputs, cell.execution_count = [output], 9
    nbformat.write(notebook, notebook_path(project))
    root = str(project.root)
    assert bulletin("publish", "2026Q3", "-C", root, "-q") == 0
    published = (project.root / "reports/2026Q3/bulletin.html").read_text("utf-8")
    assert "保存的文字" not in published
