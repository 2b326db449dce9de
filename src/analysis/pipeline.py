"""One quarter from its data to notebooks that an analyst can edit; `publishing` has the rest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nbformat import NotebookNode

from analysis.commentary.draft import Drafter
from analysis.commentary.merge import merge, read_earlier
from analysis.delivery import scratch
from analysis.disk import writing
from analysis.edition import Edition, open_edition, section_functions
from analysis.errors import NotebookError
from analysis.facts import Facts
from analysis.facts import merged as joined
from analysis.outputs import Run
from analysis.progress import Progress
from analysis.project import Project
from analysis.publish.assemble import facts_of
from analysis.publish.execute import Execution, execute
from analysis.publishing import last_run, templates_of
from analysis.quarter import Quarter
from analysis.report_files import NOTEBOOKS


def check(project: Project, quarter: Quarter, progress: Progress) -> Edition:
    """Read and check params and inputs, and compute every section.

    Against earlier quarters, so that these are read once, here, and not by every kernel.
    """
    with progress.step(f"{quarter} 读取并核对数据"):
        edition = open_edition(quarter, project, progress)
        for name in section_functions():
            edition.section(name)
    return edition


def read_ahead(project: Project, quarter: Quarter, progress: Progress) -> None:
    """Read a quarter's own data, which no other quarter decides, for `check` to find them."""
    with progress.step(f"{quarter} 读取数据"):
        open_edition(quarter, project, progress)


def compared_facts(edition: Edition) -> Facts:
    """Return every fact that a notebook could cite, beside its value in earlier quarters."""
    return joined([edition.section(name).facts for name in section_functions()])


def check_text(edition: Edition) -> list[str]:
    """Say what is open in the text of the last run; nothing where there was none."""
    folder = edition.project.report(edition.quarter) / NOTEBOOKS
    if not any(folder.glob("*.ipynb")):
        return []
    try:
        return last_run(edition.imprint).review.lines
    except NotebookError as unready:
        return [str(unready)]


def run(edition: Edition, progress: Progress) -> Run:
    """Execute the notebooks and merge the commentary; writes nothing but a failed notebook."""
    templates = templates_of(edition.project)
    report = edition.project.report(edition.quarter)
    # A damaged copy stops the run before the kernels start.
    _earlier(report, templates)
    parameters = {**edition.params.values, "quarter": str(edition.quarter)}
    failed = report / "failed"
    with progress.step("运行笔记本"), scratch(report) as folder:
        executed = execute(
            templates,
            Execution(edition.project.root, parameters, folder, failed, progress.on_cell),
        )
    with writing(failed):
        if failed.is_dir() and not any(failed.iterdir()):
            failed.rmdir()
    drafter = Drafter(facts_of(executed), edition.params, edition.roster)
    # Only now: the analyst may have saved an edit while the kernels ran.
    before = {path: path.read_bytes() for path in (report / NOTEBOOKS).glob("*.ipynb")}
    earlier = _earlier(report, templates)
    merged = {
        path.stem: merge(path.stem, notebook, earlier[path.stem], drafter)
        for path, notebook in zip(templates, executed, strict=True)
    }
    return Run(edition.imprint, merged, before)


def _earlier(report: Path, templates: Sequence[Path]) -> dict[str, NotebookNode | None]:
    return {path.stem: read_earlier(report / NOTEBOOKS / path.name) for path in templates}
