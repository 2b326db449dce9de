"""The commands that answer questions about a quarter and leave everything as it is."""

from __future__ import annotations

from dataclasses import asdict, astuple
from pathlib import Path

import click

from analysis.claiming import mended
from analysis.cli.chinese import Command
from analysis.cli.options import FOLDER, QUARTER, common, notice, printed, say
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


@click.command(cls=Command, example="bulletin diff 2025Q1")
@click.argument("quarter", type=QUARTER, metavar="季度")
@click.option(
    "--edition", type=click.IntRange(min=1), metavar="版次", help="与哪一版比较；不写则与最新一版。"
)
@click.option(
    "--with",
    "other",
    type=click.IntRange(min=1),
    metavar="版次",
    help="拿哪一版来比；不写则拿最近一次运行的结果。",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取；各键见使用手册。")
@FOLDER
def diff(
    quarter: Quarter,
    edition: int | None,
    other: int | None,
    folder: Path | None,
    *,
    as_json: bool,
) -> None:
    """比较最近一次运行与已发布的通报：数据、名单、表格、文字；有无不同，退出码都是 0。"""
    from analysis.cli.diff_text import as_values, lines
    from analysis.delivery import mend
    from analysis.editions.comparing import changes
    from analysis.editions.content import read_run
    from analysis.editions.shelf import read_edition
    from analysis.standing import moved_since_run

    project = Project.find(folder)
    report = project.report(quarter)
    notice([told] if (told := mend(report)) else [])
    number, old = read_edition(report, edition)
    new = read_edition(report, other)[1] if other else read_run(report)
    found = changes(old, new)
    names = f"第 {number} 版", f"第 {other} 版" if other else "最近一次运行"
    stale = [] if other else moved_since_run(project, quarter)
    if stale:
        notice([f"上次运行之后，{'、'.join(stale)}有变动；比较的是上次运行的结果。"])
    if as_json:
        stated = {"quarter": str(quarter), "edition": number, "with": other, "stale": stale}
        click.echo(printed({**stated, "changes": as_values(found)}))
        return
    told = f"{len(found)} 处不同：" if found else "没有不同。"
    say(f"{quarter} {names[1]}与已发布的{names[0]}相比，{told}")
    for line in lines(found, *names):
        say(line)


@click.command(cls=Command, example="bulletin trace active_rate 2025Q1")
@click.argument("name", metavar="数据")
@click.argument("quarter", type=QUARTER, metavar="季度")
@click.option(
    "--edition",
    type=click.IntRange(min=1),
    metavar="版次",
    help="哪一版的；不写则取最近一次运行。",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取。")
@FOLDER
def trace(
    name: str, quarter: Quarter, edition: int | None, folder: Path | None, *, as_json: bool
) -> None:
    """追溯一个数：怎样算出、由哪些数、哪些文件和行、印在哪里；写引用名或中文名称。"""
    from analysis.cli.trace_text import as_values, lines
    from analysis.delivery import mend
    from analysis.tracing.finding import found
    from analysis.tracing.kept import read
    from analysis.tracing.trace import traced

    report = Project.find(folder).report(quarter)
    notice([told] if (told := mend(report)) else [])
    content, kept = read(report, quarter, edition)
    way = traced(found(content.facts, name), content, kept)
    if as_json:
        click.echo(printed(as_values(way)))
        return
    for line in lines(way):
        say(line)
