"""How the quarters stand, in words for the terminal and as plain values for machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from analysis.basis import Difference, How, Part
from analysis.inputs.columns import TITLES
from analysis.standing import Standing, State

STATES = {
    State.NO_DATA: "未到数据",
    State.INCOMPLETE: "数据未齐",
    State.READY: "数据已到未运行",
    State.STALE: "已过时",
    State.DRAFT: "草稿",
    State.PUBLISHED: "已发布",
    State.DAMAGED: "有损坏",
}
_HEAD = ("季度", "状态", "数据", "参数", "数据项", "文字提醒", "印发日期")
_PARTS = {
    Part.INPUTS: "数据文件",
    Part.PARAMS: "参数",
    Part.ROSTER: "单位名录",
    Part.TEMPLATES: "笔记本模板",
    Part.EARLIER: "往期数据",
    Part.PROGRAM: "程序",
}
_HOW = {How.CHANGED: "", How.ADDED: "（新增）", How.GONE: "（没有了）"}
# What there is to do, by state.
_NEXT = {
    State.READY: "运行 bulletin run {quarter}",
    State.STALE: "重新运行 bulletin run {quarter}，再发布",
    State.DRAFT: "改好文字后运行 bulletin publish {quarter}",
    State.DAMAGED: "恢复损坏的文件，或把它移走，再运行 bulletin run {quarter}",
}


def rows(found: Sequence[Standing]) -> list[tuple[str, ...]]:
    """Return a row a quarter below its head, for aligned columns."""
    return [_HEAD, *map(_row, found)]


def remarks(one: Standing) -> Iterator[str]:
    """Say what a row of the table does not: what lacks, what changed, what is damaged."""
    since = one.since
    if one.missing and one.state in (State.INCOMPLETE, State.STALE, State.DRAFT):
        yield f"缺 {'、'.join(f'{TITLES[kind]}（{kind}）' for kind in one.missing)}"
    if since.changed:
        yield f"上次运行之后有变动：{_changes(since.changed)}"
    if since.absent:
        yield f"上次运行用过、现在不在的文件：{'、'.join(since.absent)}，无法核对是否有变动"
    if since.edited:
        then = "发布" if one.report.is_published() else "运行"
        told = "、".join(f"{name}（{_moment(when)}）" for name, when in since.edited.items())
        yield f"{then}之后文字改过：{told}"
    if since.reworded:
        yield f"标题、印发日期等参数在发布之后改过，运行 bulletin publish {one.quarter} 才会印出"
    if one.state in (State.DRAFT, State.STALE) and one.report.is_of_an_earlier_run():
        yield "现有的通报是这次运行之前发布的"
    yield from (problem.rstrip("。") for problem in one.damaged)
    if one.state in _NEXT:
        yield f"下一步：{_NEXT[one.state].format(quarter=one.quarter)}"


def as_values(one: Standing) -> dict[str, Any]:
    """Return a quarter's standing with the keys that the manual documents."""
    since, report = one.since, one.report
    return {
        "quarter": str(one.quarter),
        "state": one.state.value,
        "data": {kind: list(files) for kind, files in one.data.items()},
        "missing": one.missing,
        "params": one.params is not None,
        "facts": report.fact_count,
        "findings": report.findings,
        "bulletin": report.has_bulletin,
        "published_on": one.published_on,
        "changed": [asdict(difference) for difference in since.changed],
        "absent": list(since.absent),
        "edited": {name: when.isoformat("T", "seconds") for name, when in since.edited.items()},
        "reworded": since.reworded,
        "damaged": list(one.damaged),
    }


def _row(one: Standing) -> tuple[str, ...]:
    counts = (one.report.fact_count, one.report.findings)
    return (
        str(one.quarter),
        STATES[one.state],
        _data(one),
        _params(one),
        *("" if count is None else str(count) for count in counts),
        one.published_on or "",
    )


def _data(one: Standing) -> str:
    files = sum(map(len, one.data.values()))
    if not files:
        return "无"
    lacking = f"缺 {len(one.missing)} 种" if one.missing else "齐"
    return f"{lacking}，{files} 个文件"


def _params(one: Standing) -> str:
    if one.params is not None:
        return "有"
    return "读不出" if one.has_params_file else "无"


def _changes(changed: Sequence[Difference]) -> str:
    named = {part: [one for one in changed if one.part is part] for part in Part}
    return "；".join(
        f"{_PARTS[part]} {'、'.join(f'{one.name}{_HOW[one.how]}' for one in found)}"
        for part, found in named.items()
        if found
    )


def _moment(when: datetime) -> str:
    return f"{when.year}年{when.month}月{when.day}日 {when:%H:%M}"
