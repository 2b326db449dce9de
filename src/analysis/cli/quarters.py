"""The commands about quarters as such: begin one, and see how each of them stands."""

from __future__ import annotations

from pathlib import Path

import click

from analysis.cli.chinese import Command
from analysis.cli.options import FOLDER, QUARTER, notice, printed, say, shown
from analysis.cli.text_table import aligned
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
    say(
        f"已依照 {begun.before} 新建 {quarter}："
        if begun.before
        else f"没有更早的季度，已照约定新建 {quarter}："
    )
    made = [
        (shown(params), "参数：标有【待填】【沿用】的请核对"),
        (shown(checklist), "要放进这个文件夹的文件和它们的列"),
    ]
    for line in aligned(made):
        say(f"  {line}")
    say("要放入的文件：")
    for line in aligned(begun.checklist.rows()):
        say(f"  {line}")
    say(f"放齐之后运行 bulletin check {quarter}。")


@click.command(cls=Command, example="bulletin status")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取；各键见使用手册。")
@FOLDER
def status(folder: Path | None, *, as_json: bool) -> None:
    """列出每个季度的状态：数据是否到齐、是否运行、是否过时、是否发布。"""
    from analysis.delivery import mend
    from analysis.quarters import misnamed, quarters_of
    from analysis.standing import standings
    from analysis.standing_text import as_values, remarks, rows

    project = Project.find(folder)
    notice(line for one in quarters_of(project) if (line := mend(project.report(one))))
    found = standings(project)
    odd = [str(path.relative_to(project.root)) for path in misnamed(project)]
    if as_json:
        click.echo(printed({"quarters": [as_values(one) for one in found], "misnamed": odd}))
        return
    for line in aligned(rows(found)):
        say(line)
    for one in found:
        for remark in remarks(one):
            say(f"{one.quarter}：{remark}。")
    for name in odd:
        say(f"注意：{name} 的名称不是季度，季度写作 2025Q1。")
