"""Building several quarters by one command: what is told of each, in order."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence

import click

from analysis import needed
from analysis.cli.board import Board
from analysis.cli.leaving import Wanted, left_as_it_is
from analysis.cli.options import notice, printed, say, shown
from analysis.cli.side_by_side import NOTICE, Plan, Result, side_by_side
from analysis.cli.work import Done
from analysis.inputs.files import input_files
from analysis.inputs.kept_hashes import KeptHashes
from analysis.needed import Need, situation
from analysis.project import Project
from analysis.publish.site.index import INDEX, write_index
from analysis.quarter import Quarter
from analysis.report_files import HTML
from analysis.surroundings import cores


def build_many(
    project: Project, quarters: Sequence[Quarter], wanted: Wanted, *, ranged: Collection[Quarter]
) -> None:
    """Build quarters side by side, tell what came of each in order, and list what is published.

    Ends with the exit code of the first that failed. Of a range (`ranged`) those are left out
    that have no data at all.
    """
    chosen = [
        one
        for one in quarters
        if one not in ranged or input_files(project.data(one)) or wanted.anew
    ]
    for quarter in quarters:
        if quarter not in chosen and not wanted.if_changed:
            notice([f"{quarter} 没有数据，略过。"])
    plan = Plan(
        options=["-C", str(project.root), *wanted.options],
        left=lambda quarter: left_as_it_is(project, quarter, wanted, brief=True),
        at_once=lambda quarter: wanted.anew or _runs_anyway(project, quarter, wanted),
        board=Board(sys.stderr, quiet=wanted.quiet),
        cores=cores(),
    )
    results = side_by_side(chosen, plan)
    for result in results:
        _tell(project, result, wanted)
    if any(result.values["done"] in (Done.BUILT, Done.PUBLISHED) for result in results):
        notice(write_index(project.reports, project.cache))
        say(shown(project.reports / INDEX), err=wanted.as_json)
    if wanted.as_json:
        click.echo(printed([result.values for result in results]))
    if failed := [result.exit_code for result in results if result.exit_code]:
        sys.exit(failed[0])


def _runs_anyway(project: Project, quarter: Quarter, wanted: Wanted) -> bool:
    """Tell whether a quarter is run again whatever becomes of the earlier ones."""
    hashes = KeptHashes(project.cache)
    found = situation(project, quarter, hashes.of)
    return not wanted.if_changed and needed.need(found, hashes.of) is Need.RUN


def _tell(project: Project, result: Result, wanted: Wanted) -> None:
    for line in result.lines:
        of_text = line.startswith(NOTICE)
        say(f"{result.quarter} {line}" if of_text else line, err=of_text or wanted.as_json)
    if result.exit_code:
        message = result.values["error"]["message"]
        say(f"{result.quarter} 没有做成（退出码 {result.exit_code}）：{message}", err=True)
    elif result.values["done"] in (Done.BUILT, Done.PUBLISHED):
        page = shown(project.report(result.quarter) / HTML)
        say(f"{result.quarter} 已发布：{page}", err=wanted.as_json)
