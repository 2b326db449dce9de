"""One quarter from data to bulletin: check, run the notebooks, publish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from nbformat import NotebookNode

from analysis.commentary.copies import discard_old_copies, earlier_copies
from analysis.commentary.draft import Drafter
from analysis.commentary.merge import merge, read_earlier
from analysis.delivery import Delivery, Outputs, claim, deliver, mend, scratch
from analysis.disk import writing
from analysis.edition import Edition, open_edition, section_functions
from analysis.editions.shelf import adopted, kept_edition
from analysis.errors import CommentaryError, CorrectionError, NotebookError
from analysis.facts import Facts
from analysis.facts import merged as joined
from analysis.outputs import (
    DATA,
    DOCX,
    DRAFT,
    HTML,
    MANIFEST,
    NOTEBOOKS,
    PDF,
    Run,
    draft,
    publication,
    published_manifest,
    run_outputs,
)
from analysis.progress import Progress
from analysis.project import Project
from analysis.provenance import stale_since
from analysis.publish.assemble import facts_of
from analysis.publish.execute import Execution, execute
from analysis.quarter import Quarter
from analysis.review import FACTS, read_kept
from analysis.tables import TABLES

BULLETIN = (HTML, PDF, DOCX)


@contextmanager
def claimed(project: Project, quarter: Quarter) -> Iterator[list[str]]:
    """Keep other programs from writing the quarter's report; mend what killed ones left.

    Yields what to tell of that. BusyError names the program that works on it already.
    """
    with claim(project.report(quarter)) as told:
        earlier = (mend(project.report(one)) for one in (quarter.previous, quarter.year_ago))
        yield [line for line in (told, *earlier) if line]


def mended(project: Project, quarter: Quarter) -> list[str]:
    """Mend, before it is read only, what killed programs left; return what to tell of it."""
    read = (quarter, quarter.previous, quarter.year_ago)
    return [line for one in read if (line := mend(project.report(one)))]


def check(project: Project, quarter: Quarter, progress: Progress) -> Edition:
    """Read and check params and inputs, and compute every section.

    Against earlier quarters, so that these are read once, here, and not by every kernel.
    """
    with progress.step(f"{quarter} 读取并核对数据"):
        edition = open_edition(quarter, project, progress)
        for name in section_functions():
            edition.section(name)
    return edition


def compared_facts(edition: Edition) -> Facts:
    """Return every fact that a notebook could cite, beside its value in earlier quarters."""
    return joined([edition.section(name).facts for name in section_functions()])


def check_text(edition: Edition) -> list[str]:
    """Say what is open in the text of the last run; nothing where there was none."""
    folder = edition.project.report(edition.quarter) / NOTEBOOKS
    if not any(folder.glob("*.ipynb")):
        return []
    try:
        return last_run(edition).review.lines
    except NotebookError as unready:
        return [str(unready)]


def run(edition: Edition, progress: Progress) -> Run:
    """Execute the notebooks and merge the commentary; writes nothing but a failed notebook."""
    templates = _templates(edition.project)
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
    return Run(edition, merged, before)


def _earlier(report: Path, templates: Sequence[Path]) -> dict[str, NotebookNode | None]:
    return {path.stem: read_earlier(report / NOTEBOOKS / path.name) for path in templates}


def last_run(edition: Edition) -> Run:
    """Read the notebooks of the last run, with what the analyst has edited since.

    They must be whole and of the data and thresholds of today, or the page would show the
    figures of one state under the digest of another (NotebookError).
    """
    report = edition.project.report(edition.quarter)
    again = f"请先运行 bulletin run {edition.quarter}。"
    notebooks = {}
    for template in _templates(edition.project):
        notebook = read_earlier(report / NOTEBOOKS / template.name)
        if notebook is None:
            raise NotebookError(f"{report / NOTEBOOKS} 中没有 {template.name}，{again}")
        notebooks[template.stem] = notebook
    if differing := _of_another_run(notebooks, report):
        raise NotebookError(
            f"{'、'.join(differing)} 中的数据与 facts.json 不同，不是最近一次运行的。{again}"
        )
    if stale := stale_since(report / MANIFEST, edition):
        raise NotebookError(f"上次运行之后，{'、'.join(stale)}有变动。{again}")
    return Run(edition, notebooks)


def _of_another_run(notebooks: Mapping[str, NotebookNode], report: Path) -> list[str]:
    """Name the notebooks with a fact of another value than the last run kept.

    One is, that was saved while an interrupted run was mended, or put back from earlier/.
    """
    kept = read_kept(report / FACTS).history() if (report / FACTS).is_file() else {}
    return [
        f"{name}.ipynb"
        for name, notebook in notebooks.items()
        for shown in [facts_of([notebook]).history()]
        if any(kept.get(place, value) != value for place, value in shown.items())
    ]


def write_run(made: Run, progress: Progress) -> Path:
    """Put what a run leaves for the analyst in the report folder; return the folder."""
    return _write(made, {**run_outputs(made), **draft(made, progress)})


def publish(
    made: Run, progress: Progress, *, with_run: bool, force: bool = False, by: str | None = None
) -> Path:
    """Put the bulletin in the report folder, after a run with its notebooks; return the folder.

    While anything in the text is open, the bulletin that is there stays, the notebooks are
    delivered, and CommentaryError says what is open. `force` publishes and puts it on record,
    with the name of who answers for it (`by`).
    CorrectionError does so while a published figure has changed without a reason; no force helps.
    """
    outputs = run_outputs(made) if with_run else {}
    if made.review.open and not force:
        page = draft(made, progress)
        _write(made, {**outputs, **page})
        raise CommentaryError(_stopped(made, drafted=bool(page)))
    try:
        bulletin = publication(made, progress)
    except CorrectionError:
        _write(made, {**outputs, **draft(made, progress)})
        raise
    delivered = {**outputs, **bulletin, **published_manifest(made, outputs, by)}
    kept = kept_edition(made.numbered.number, made.report, delivered, made.content)
    return _write(made, {**delivered, **kept})


def _stopped(made: Run, *, drafted: bool) -> str:
    problems = made.review.problems
    quarter = made.edition.quarter
    shown = f"草稿页 {made.report / DRAFT} 逐处标出了这些。" if drafted else ""
    todo = (
        f"{shown}请在笔记本里改好、保存，再运行 bulletin publish {quarter}。"
        "确认要照现在的文字发布的，加 --force，以上各条会记入 manifest.json。"
    )
    listed = "".join(f"  {problem}\n" for problem in problems)
    return f"文字有 {len(problems)} 处与数据不符或尚待核对，没有发布：\n{listed}{todo}"


def _write(made: Run, outputs: Outputs) -> Path:
    """Put outputs in the quarter's report folder, all or none; earlier notebooks are kept."""
    edited = {
        name: made.before.get(made.report / name) for name in outputs if name.endswith(".ipynb")
    }
    _require_unchanged(made.report, edited)
    copies = earlier_copies(made.report, outputs)
    made_by_run = FACTS in outputs
    delivery = Delivery(
        {**copies, **adopted(made.report), **outputs},
        owned=(TABLES, DATA) if made_by_run else (),
        # Beside the bulletin itself, the draft of before would only mislead.
        removed=(DRAFT,),
        edited=edited,
    )
    if saved := deliver(made.report, delivery):
        raise NotebookError(_saved_again(saved))
    with writing(made.report):
        discard_old_copies(made.report)
    return made.report


def _require_unchanged(report: Path, edited: Mapping[str, bytes | None]) -> None:
    """Refuse to overwrite what the analyst saved after it was merged (NotebookError)."""
    paths = {report / name: before for name, before in edited.items()}
    saved = [p for p, before in paths.items() if p.is_file() and p.read_bytes() != before]
    if saved:
        raise NotebookError(_saved_again(saved))


def _saved_again(paths: Sequence[Path]) -> str:
    named = "、".join(map(str, paths))
    return f"{named} 在合并之后又保存过，没有覆盖。请再运行一次，新改的文字才会并入。"


def _templates(project: Project) -> list[Path]:
    found = sorted(project.notebooks.glob("*.ipynb"))
    if not found:
        raise NotebookError(f"{project.notebooks} 中没有笔记本。")
    return found
