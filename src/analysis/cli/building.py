"""The command `build`: a quarter from its data to what is published, and no more than is needed."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis import needed
from analysis.attempts import WAITED, Attempt, followed, keep, last_attempt
from analysis.claiming import mended
from analysis.cli.chinese import Command
from analysis.cli.making import FORCE, published
from analysis.cli.options import AS_JSON, QUARTER, common, notice, printed, say, shown
from analysis.cli.work import Asked, Done, Outcome, Work, as_values, at_work
from analysis.inputs.columns import TITLES
from analysis.inputs.kept_hashes import KeptHashes
from analysis.needed import Need, Situation, situation
from analysis.project import Project
from analysis.publish.site.index import INDEX, write_index
from analysis.publish.site.reports import FORMATS
from analysis.quarter import Quarter
from analysis.standing import State, standing

if TYPE_CHECKING:
    from analysis.outputs import Run


@dataclass(frozen=True)
class Wanted:
    """How a build is asked for: `anew` all of it, `if_changed` only since the last attempt."""

    _: KW_ONLY
    force: bool
    anew: bool
    if_changed: bool
    as_json: bool
    quiet: bool


@click.command(cls=Command, example="bulletin build 2025Q1")
@click.argument("quarter", type=QUARTER, metavar="季度")
@FORCE
@click.option("--anew", is_flag=True, help="没有变动也全部重做，数据重新读取。")
@click.option(
    "--if-changed", is_flag=True, help="供定时任务用：上次之后没有变动，就什么也不做、不说。"
)
@AS_JSON
@common
def build(quarter: Quarter, folder: Path | None, **options: bool) -> None:
    """一步到位：check、run、publish；没有变动的步骤略过。"""
    wanted = Wanted(**options)
    project = Project.find(folder)
    notice(mended(project, quarter))
    if done := skipped(project, quarter, wanted):
        if wanted.as_json:
            click.echo(printed(done))
        return
    build_one(project, quarter, wanted)


def skipped(project: Project, quarter: Quarter, wanted: Wanted) -> dict[str, object] | None:
    """Return what --json says of a quarter that is left as it is, once that is told; else None."""
    if wanted.anew:
        return None
    hashes = KeptHashes(project.cache)
    found = situation(project, quarter, hashes.of)
    done = _left(project, found, wanted, hashes)
    hashes.keep()
    if done is None:
        return None
    asked = Asked("build", quarter, as_json=wanted.as_json, quiet=wanted.quiet)
    return as_values(asked, project, Outcome(done=done))


def _left(project: Project, found: Situation, wanted: Wanted, hashes: KeptHashes) -> Done | None:
    """Say why a quarter is left as it is, and tell it; None where there is something to do."""
    tried = last_attempt(project, found.quarter)
    if wanted.if_changed and tried and tried.covers(found):
        return Done.UNCHANGED
    if needed.need(found, hashes.of) is Need.NOTHING:
        notice(write_index(project.reports, project.cache))
        if wanted.if_changed:
            return Done.UNCHANGED
        if found.report.recorded("forced") and not wanted.force:
            return None
        say(f"{found.quarter} 没有变动，通报保持原样：", err=wanted.as_json)
        _tell_places(project, found.quarter, err=wanted.as_json)
        return Done.UNCHANGED
    return _waiting(project, found, wanted, hashes) if wanted.if_changed else None


def _waiting(project: Project, found: Situation, wanted: Wanted, hashes: KeptHashes) -> Done | None:
    """Wait for data that have not all come; told once for every change."""
    now = standing(project, found.quarter, hashes.of)
    if not now.missing or now.state is State.DAMAGED:
        return None
    lacking = "、".join(f"{TITLES[kind]}（{kind}）" for kind in now.missing)
    say(f"{found.quarter} 数据未齐，缺 {lacking}；到齐后再做。", err=wanted.as_json)
    waited = Attempt(WAITED, followed(found), dict(found.report.texts), 0)
    keep(waited, project, found.quarter)
    return Done.WAITING


def build_one(project: Project, quarter: Quarter, wanted: Wanted) -> None:
    """Build a quarter, from the step on that its changes ask for."""
    asked = Asked("build", quarter, as_json=wanted.as_json, quiet=wanted.quiet, force=wanted.force)
    with at_work(asked, project) as work:
        made = None if wanted.anew else _only_to_publish(work)
        if made is not None:
            published(work, made, {})
            return
        _run(work, anew=wanted.anew)


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


def _run(work: Work, *, anew: bool) -> None:
    from analysis import pipeline
    from analysis.inputs.prepared import forget
    from analysis.outputs import run_outputs

    if anew:
        forget(work.asked.quarter, work.project.cache)
    edition = work.check()
    made = pipeline.run(edition, work.progress)
    published(work, made, run_outputs(made, edition))


def _tell_places(project: Project, quarter: Quarter, *, err: bool) -> None:
    for name in ("bulletin.html", *FORMATS.values()):
        say(shown(project.report(quarter) / name), err=err)
    say(shown(project.reports / INDEX), err=err)
