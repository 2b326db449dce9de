"""The command `build`: a quarter from its data to what is published, and no more than is needed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis import needed
from analysis.claiming import mended
from analysis.cli.chinese import Command
from analysis.cli.leaving import Wanted, left_as_it_is
from analysis.cli.making import BY, FORCE, named, published
from analysis.cli.many import build_many
from analysis.cli.options import AS_JSON, QUARTERS, common, notice, printed, say
from analysis.cli.side_by_side import GO
from analysis.cli.work import Asked, Work, at_work
from analysis.inputs.fingerprints import file_hash
from analysis.inputs.kept_hashes import KeptHashes
from analysis.needed import Need, situation
from analysis.project import Project
from analysis.quarter import Quarter

if TYPE_CHECKING:
    from analysis.outputs import Run


@click.command(cls=Command, example="bulletin build 2025Q1")
@click.argument("quarters", type=QUARTERS, nargs=-1, required=True, metavar="季度...")
@FORCE
@BY
@click.option("--anew", is_flag=True, help="没有变动也全部重做，数据重新读取。")
@click.option(
    "--if-changed", is_flag=True, help="供定时任务用：上次之后没有变动，就什么也不做、不说。"
)
@click.option("--of-many", is_flag=True, hidden=True)
@AS_JSON
@common
def build(
    quarters: tuple[tuple[Quarter, ...], ...], folder: Path | None, by: str | None, **options: bool
) -> None:
    """一步到位：check、run、publish；没有变动的步骤略过。可写几个季度，或 2023Q1..2025Q1。"""
    wanted = Wanted(**options, by=named(by, force=options["force"]))
    project = Project.find(folder)
    chosen = sorted({quarter for asked in quarters for quarter in asked})
    if len(quarters) > 1 or len(chosen) > 1:
        ranged = {quarter for asked in quarters if len(asked) > 1 for quarter in asked}
        build_many(project, chosen, wanted, ranged=ranged)
        return
    (quarter,) = chosen
    notice(mended(project, quarter))
    if not wanted.of_many and (left := left_as_it_is(project, quarter, wanted)):
        for line in left.lines:
            say(line, err=wanted.as_json)
        if wanted.as_json:
            click.echo(printed(left.values))
        return
    build_one(project, quarter, wanted)


def build_one(project: Project, quarter: Quarter, wanted: Wanted) -> None:
    """Build a quarter, from the step on that its changes ask for."""
    asked = Asked(
        "build",
        quarter,
        as_json=wanted.as_json,
        quiet=wanted.quiet,
        force=wanted.force,
        by=wanted.by,
        of_many=wanted.of_many,
    )
    with at_work(asked, project) as work:
        if wanted.anew:
            _forget(work)
        if wanted.of_many:
            _await_earlier(work)
        made = None if wanted.anew else _only_to_publish(work)
        if made is not None:
            published(work, made, {})
            return
        _run(work)


def _only_to_publish(work: Work) -> Run | None:
    """Return the last run where its notebooks only need to be published, else None."""
    from analysis.commentary.versions import wants_draft
    from analysis.errors import NotebookError

    hashes = KeptHashes(work.project.cache)
    found = situation(work.project, work.asked.quarter, hashes.of)
    if needed.need(found, hashes.of) is Need.RUN:
        return None
    try:
        made = work.last_run()
    except NotebookError:
        # The run meets it as well, and says what to do.
        return None
    return None if any(map(wants_draft, made.notebooks.values())) else made


def _forget(work: Work) -> None:
    from analysis.inputs.prepared import forget

    forget(work.asked.quarter, work.project.cache)


def _await_earlier(work: Work) -> None:
    """Read the quarter's own data, then wait until the earlier ones are delivered.

    Without the word there is nobody left who asked for this.
    """
    from analysis import pipeline

    if needed.need(work.found, file_hash) is Need.RUN:
        pipeline.read_ahead(work.project, work.asked.quarter, work.progress)
    with work.progress.step("等待较早的季度"):
        if sys.stdin.readline() != GO:
            raise click.Abort
    work.look()


def _run(work: Work) -> None:
    from analysis import pipeline
    from analysis.outputs import run_outputs

    edition = work.check()
    made = pipeline.run(edition, work.progress)
    published(work, made, run_outputs(made, edition))
