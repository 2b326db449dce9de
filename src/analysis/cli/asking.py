"""The commands that answer questions about a quarter and leave everything as it is."""

from __future__ import annotations

from dataclasses import asdict, astuple
from pathlib import Path

import click

from analysis.claiming import mended
from analysis.cli.chinese import Command
from analysis.cli.options import QUARTER, common, notice, say
from analysis.cli.text_table import aligned
from analysis.progress import Progress
from analysis.project import Project
from analysis.quarter import Quarter


@click.command(cls=Command, example="bulletin facts 2025Q1")
@click.argument("quarter", type=QUARTER, metavar="季度")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，名单写全。")
@common
def facts(quarter: Quarter, folder: Path | None, *, as_json: bool, quiet: bool) -> None:
    """列出文字里可以引用的数据：写法、名称、数值、印法、上季度。"""
    from analysis import pipeline, provenance
    from analysis.commentary.citable import citable

    project = Project.find(folder)
    notice(mended(project, quarter))
    edition = pipeline.check(project, quarter, Progress(quiet=quiet))
    found = citable(pipeline.compared_facts(edition))
    if as_json:
        click.echo(provenance.as_json([asdict(one) for one in found]).decode(), nl=False)
        return
    head = ("写法", "名称", "数值", "印法", "上季度")
    for line in aligned([head, *(astuple(one) for one in found)]):
        say(line)
