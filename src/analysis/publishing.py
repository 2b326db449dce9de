"""What follows a run: its notebooks read again, its files delivered, the bulletin published.

No record is read here and no kernel started; `pipeline` has what comes before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from nbformat import NotebookNode

from analysis.basis import HashOf
from analysis.commentary.copies import discard_old_copies, earlier_copies
from analysis.commentary.merge import read_earlier
from analysis.delivery import Delivery, Outputs, deliver
from analysis.disk import writing
from analysis.editions.shelf import adopted, kept_edition
from analysis.errors import CommentaryError, CorrectionError, NotebookError
from analysis.imprint import Imprint
from analysis.inputs.fingerprints import file_hash
from analysis.outputs import (
    Run,
    draft,
    publication,
    published_manifest,
)
from analysis.progress import Progress
from analysis.project import Project
from analysis.provenance import stale_since
from analysis.publish.assemble import facts_of
from analysis.publish.html.kept_glyphs import keeping_glyphs
from analysis.report_files import DATA, DRAFT, FACTS, MANIFEST, NOTEBOOKS
from analysis.review import read_kept
from analysis.tables import TABLES


def last_run(imprint: Imprint, hash_of: HashOf = file_hash) -> Run:
    """Read the notebooks of the last run, with what the analyst has edited since.

    They must be whole and of the data and thresholds of today, or the page would show the
    figures of one state under the digest of another (NotebookError).
    """
    report = imprint.report
    again = f"请先运行 bulletin run {imprint.quarter}。"
    notebooks = {}
    for template in templates_of(imprint.project):
        notebook = read_earlier(report / NOTEBOOKS / template.name)
        if notebook is None:
            raise NotebookError(f"{report / NOTEBOOKS} 中没有 {template.name}，{again}")
        notebooks[template.stem] = notebook
    if differing := _of_another_run(notebooks, report):
        raise NotebookError(
            f"{'、'.join(differing)} 中的数据与 facts.json 不同，不是最近一次运行的。{again}"
        )
    if stale := stale_since(report / MANIFEST, imprint, hash_of):
        raise NotebookError(f"上次运行之后，{'、'.join(stale)}有变动。{again}")
    return Run(imprint, notebooks)


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


def write_run(made: Run, outputs: Outputs, progress: Progress) -> Path:
    """Put what a run leaves for the analyst in the report folder; return the folder."""
    return _write(made, {**outputs, **draft(made, progress)})


def publish(
    made: Run,
    outputs: Outputs,
    progress: Progress,
    *,
    force: bool = False,
    by: str | None = None,
) -> Path:
    """Put the bulletin in the report folder, with the outputs of a run; return the folder.

    While anything in the text is open, the bulletin that is there stays, the notebooks are
    delivered, and CommentaryError says what is open. `force` publishes and puts it on record,
    with the name of who answers for it (`by`).
    CorrectionError does so while a published figure has changed without a reason; no force helps.
    """
    if made.review.open and not force:
        page = draft(made, progress)
        _write(made, {**outputs, **page})
        raise CommentaryError(_stopped(made, drafted=bool(page)))
    try:
        with keeping_glyphs(made.imprint.project.glyphs):
            bulletin = publication(made, progress)
    except CorrectionError:
        _write(made, {**outputs, **draft(made, progress)})
        raise
    delivered = {**outputs, **bulletin, **published_manifest(made, outputs, bulletin, by)}
    kept = kept_edition(made.numbered.number, made.report, delivered, made.content)
    return _write(made, {**delivered, **kept})


def _stopped(made: Run, *, drafted: bool) -> str:
    problems = made.review.problems
    quarter = made.imprint.quarter
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


def templates_of(project: Project) -> list[Path]:
    """Return the notebook templates in order; NotebookError where there are none."""
    found = sorted(project.notebooks.glob("*.ipynb"))
    if not found:
        raise NotebookError(f"{project.notebooks} 中没有笔记本。")
    return found
