"""The commands that make a quarter's bulletin, from its data to what is published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.claiming import claimed, mended
from analysis.cli.chinese import Command
from analysis.cli.options import AS_JSON, QUARTER, common, notice, say, shown
from analysis.cli.work import Asked, Done, Work, at_work
from analysis.delivery import Outputs
from analysis.errors import UsageError
from analysis.progress import Progress
from analysis.project import Project
from analysis.quarter import Quarter
from analysis.report_files import BULLETIN, DRAFT, NOTEBOOKS
from analysis.spelling import tidied

if TYPE_CHECKING:
    from analysis.outputs import Run

FORCE = click.option("--force", is_flag=True, help="文字与数据不符也发布，各条记入 manifest.json。")

BY = click.option("--by", metavar="姓名", help="与 --force 同用：由谁认可，记入 manifest.json。")


@click.command(cls=Command, example="bulletin sample 2024Q4 2025Q1")
@click.argument("quarters", type=QUARTER, nargs=-1, required=True, metavar="季度...")
@click.option("--csv", "as_csv", is_flag=True, help="写成 CSV，不写成 Parquet。")
@common
def sample(
    quarters: tuple[Quarter, ...], folder: Path | None, *, as_csv: bool, quiet: bool
) -> None:
    """按 data/<季度>/reconstruction.yaml 重构逐条评价记录（示例数据）。"""
    from analysis.params.units import load_roster
    from analysis.sample.records import reconstruct

    project, progress = Project.find(folder), Progress(quiet=quiet)
    roster = load_roster(project.params)
    for quarter in quarters:
        with _claimed(project, quarter), progress.step(f"{quarter} 重构评价记录"):
            path = reconstruct(project.data(quarter), quarter, roster, as_csv=as_csv)
        say(shown(path))


@click.command(cls=Command, example="bulletin check 2025Q1")
@click.argument("quarter", type=QUARTER, metavar="季度")
@AS_JSON
@common
def check(quarter: Quarter, folder: Path | None, *, as_json: bool, quiet: bool) -> None:
    """核对参数、数据和上次运行后的文字：读入、剔除多少行，哪些数字与数据不符。"""
    from analysis import pipeline

    with at_work(
        Asked("check", quarter, as_json=as_json, quiet=quiet), Project.find(folder)
    ) as work:
        edition = work.check()
        quality = edition.prepared.quality
        for line in quality.lines() if quality else ():
            work.say(line)
        for pattern in edition.inputs.unmatched_sources():
            work.say(f"注意：参数 sources 中的“files: {pattern}”没有相符的文件。")
        if findings := work.outcome.plausibility:
            work.say(f"合理性核查，{len(findings)} 条：")
        for line in findings:
            work.say(f"  {line}")
        work.say(f"{quarter} 的参数和数据可用，共 {len(edition.facts().items)} 项数据。")
        work.found_in_text(pipeline.check_text(edition))
        if told := work.outcome.text:
            work.say(f"文字核对，{len(told)} 条：")
        for line in told:
            work.say(f"  {line}")


@click.command(cls=Command, example="bulletin run 2025Q1")
@click.argument("quarter", type=QUARTER, metavar="季度")
@AS_JSON
@common
def run(quarter: Quarter, folder: Path | None, *, as_json: bool, quiet: bool) -> None:
    """运行笔记本，写出 reports/<季度>/notebooks/ 等；您改过的文字会保留。"""
    from analysis import pipeline, publishing
    from analysis.outputs import run_outputs

    with at_work(Asked("run", quarter, as_json=as_json, quiet=quiet), Project.find(folder)) as work:
        edition = work.check()
        made = pipeline.run(edition, work.progress)
        work.found_in_text(made.review.lines)
        work.outcome.texts, work.outcome.done = made.texts, Done.RAN
        written = publishing.write_run(made, run_outputs(made, edition), work.progress)
        work.notice([*made.review.lines, *made.awaiting])
        for made_by_run in (written / NOTEBOOKS, written / DRAFT):
            if made_by_run.exists():
                work.say(shown(made_by_run))


@click.command(cls=Command, example="bulletin publish 2025Q1")
@click.argument("quarter", type=QUARTER, metavar="季度")
@FORCE
@BY
@AS_JSON
@common
def publish(  # noqa: PLR0913 - click passes every option by its name
    quarter: Quarter,
    folder: Path | None,
    *,
    force: bool,
    by: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """由运行过并改好文字的笔记本生成网页、PDF 和 Word 文件，并更新各季度目录。"""
    asked = Asked(
        "publish", quarter, as_json=as_json, quiet=quiet, force=force, by=named(by, force=force)
    )
    with at_work(asked, Project.find(folder)) as work:
        published(work, work.last_run(), {})


@click.command(cls=Command, example="bulletin lab 2025Q1")
@click.argument("quarter", type=QUARTER, metavar="季度")
@common
def lab(quarter: Quarter, folder: Path | None, *, quiet: bool) -> None:
    """在 JupyterLab 中打开这一季度的笔记本，修改文字。"""
    from analysis import lab as jupyter
    from analysis import pipeline, publishing
    from analysis.outputs import run_outputs

    jupyter.require_installed()
    progress, project = Progress(quiet=quiet), Project.find(folder)
    notebooks = project.report(quarter) / NOTEBOOKS
    notice(mended(project, quarter))
    if not any(notebooks.glob("*.ipynb")):
        with _claimed(project, quarter):
            edition = pipeline.check(project, quarter, progress)
            made = pipeline.run(edition, progress)
            publishing.write_run(made, run_outputs(made, edition), progress)
    jupyter.start(project.root, notebooks)


@contextmanager
def _claimed(project: Project, quarter: Quarter) -> Iterator[None]:
    with claimed(project, quarter) as told:
        notice(told)
        yield


def named(by: str | None, *, force: bool) -> str | None:
    """Return who accepts what is open, as it is recorded (UsageError: nothing to accept)."""
    if by is None:
        return None
    if not force or not (name := tidied(by)):
        raise UsageError("--by 要写姓名，并与 --force 同用：它记下由谁认可与数据不符的文字。")
    return name


def published(work: Work, made: Run, outputs: Outputs) -> None:
    """Publish a run, and tell where the bulletin lies."""
    from analysis import publishing
    from analysis.publish.site.index import INDEX, write_index

    review, force, by = made.review, work.asked.force, work.asked.by
    work.found_in_text(review.lines)
    work.outcome.texts = made.texts
    # What is open is told by the refusal, where it is not forced.
    work.notice(review.lines if force else review.notices)
    written = publishing.publish(made, outputs, work.progress, force=force, by=by)
    work.outcome.done = Done.BUILT if outputs else Done.PUBLISHED
    if not work.asked.of_many:
        with work.progress.step("更新各季度目录"):
            left_out = write_index(work.project.reports, work.project.cache)
        work.notice(left_out)
    for name in BULLETIN:
        work.say(shown(written / name))
    work.say(shown(work.project.reports / INDEX))
