"""How a figure's way back stands in a terminal, and in --json."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from analysis.cli.text_table import aligned
from analysis.facts import Fact
from analysis.tracing.making import Recomputed
from analysis.tracing.trace import File, Trace

_IN = "  "


def lines(trace: Trace) -> Iterator[str]:
    """Yield a figure's way back, from what is printed to the source of the program."""
    fact = trace.fact
    yield f"{trace.label}（{fact.key}）：{fact}{fact.measure.counter}"
    yield f"取自：{trace.taken_from}"
    yield f"定义：{fact.measure.definition or '没有写明'}"
    if trace.recomputed:
        yield f"计算：{_computed(trace.recomputed)}"
    if trace.thresholds:
        yield f"标准：{'，'.join(f'{key} {value}' for key, value in trace.thresholds.items())}"
    if trace.parts:
        yield "所用的数：" if trace.recomputed else "名单上各单位的数："
        yield from _table([(one.key, one.measure.label, str(one.value)) for one in trace.parts])
    yield from _source(trace)
    for one in trace.earlier:
        yield f"{one.label}：{one.value}，取自 {one.quarter}："
        yield from _table(list(one.files.items()))
    yield (f"印在，{len(trace.places)} 处：" if trace.places else "印在：正文和表格中都没有")
    yield from (f"{_IN}{place}" for place in trace.places)
    yield f"参数：{'，'.join(trace.params_files)}"
    yield f"程序：{'，'.join(f'{name} {number}' for name, number in trace.versions.items())}"
    if trace.source_id:
        yield f"源码：{trace.source_id}，所在的提交用下面一行查出："
        yield f"{_IN}{trace.commit_command}"


def _computed(made: Recomputed) -> str:
    if not made.value:
        return f"{made.formula}，不能重算"
    return f"{made.formula} = {made.value}，{'与印出的相符' if made.agrees else '与印出的不符'}"


def _source(trace: Trace) -> Iterator[str]:
    origin = trace.source
    if origin is None:
        yield "来源：没有记录（笔记本里自加的数据，或早先版本的运行结果）"
        return
    named = "、".join(
        name if rows is None else f"{name}（{rows} 行）" for name, rows in origin.tables.items()
    )
    back = "由各季度的数据项计算" if origin.looks_back else ""
    yield f"来源：{origin.section} 一节，{f'由表 {named} 计算' if named else back}"
    if origin.files:
        yield "数据文件："
        yield from _table([row for file in origin.files for row in _file(file)])


def _file(file: File) -> Iterator[Sequence[str]]:
    yield file.name, f"SHA-256 {file.sha256}"
    for row in file.rows:
        aside, rejected = (sum(row[name].values()) for name in ("set_aside", "rejected"))
        counted = f"读入 {row['read']} 行 = 计入 {row['counted']} 行"
        yield "", f"{counted} + 不计 {aside} 行 + 剔除 {rejected} 行"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    return (f"{_IN}{line}" for line in aligned(rows, whole=True)) if rows else iter(())


def as_values(trace: Trace) -> Mapping[str, Any]:
    """Return a figure's way back as JSON data, with the keys that the manual documents."""
    stated = {**vars(trace), "fact": _fact(trace.fact), "parts": [_fact(p) for p in trace.parts]}
    for name in ("recomputed", "source"):
        stated[name] = asdict(stated[name]) if stated[name] else None
    return {**stated, "earlier": [asdict(one) for one in trace.earlier]}


def _fact(fact: Fact) -> dict[str, Any]:
    return fact.payload()
