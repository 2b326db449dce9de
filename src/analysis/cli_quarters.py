"""The commands about quarters as such: begin one, and see how each of them stands."""

from __future__ import annotations

from pathlib import Path

import click

from analysis.cli_chinese import Command
from analysis.cli_options import FOLDER, QUARTER, shown
from analysis.cli_table import aligned
from analysis.project import Project
from analysis.quarter import Quarter


@click.command(cls=Command, example="bulletin new 2025Q2")
@click.argument("quarter", type=QUARTER, metavar="季度")
@FOLDER
def new(quarter: Quarter, folder: Path | None) -> None:
    """由上季度新建一个季度：参数文件、数据文件夹和要放入的文件清单。"""
    from analysis.new_quarter import new_quarter

    begun = new_quarter(Project.find(folder), quarter)
    params, checklist = begun.written
    click.echo(
        f"已依照 {begun.before} 新建 {quarter}："
        if begun.before
        else f"没有更早的季度，已照约定新建 {quarter}："
    )
    made = [
        (shown(params), "参数：标有【待填】【沿用】的请核对"),
        (shown(checklist), "要放进这个文件夹的文件和它们的列"),
    ]
    for line in aligned(made):
        click.echo(f"  {line}")
    click.echo("要放入的文件：")
    for line in aligned(begun.checklist.rows()):
        click.echo(f"  {line}")
    click.echo(f"放齐之后运行 bulletin check {quarter}。")
