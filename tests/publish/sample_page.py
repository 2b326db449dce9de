"""An assembled notebook like a real edition, typed in by hand: what the page tests open."""

from __future__ import annotations

from functools import cache
from io import StringIO
from typing import Any

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.fonts import SANS, SANS_FAMILY

TABLE = "application/vnd.bulletin.table+json"
FACTS = "application/vnd.bulletin.facts+json"
SVG = "image/svg+xml"
NARROW_SVG = "application/vnd.bulletin.narrow+svg"

ABOUT = {
    "title": "厦门市政务服务工作通报",
    "subtitle": "2025年第一季度",
    "issuer": "厦门市政务服务中心",
    "published_on": "2025年4月15日",
    "notice": "本期评价记录按公开通报的汇总数重构，部分区域数字并非原始数据，仅供演示，请勿引用。",
    "key_figures": [
        {"label": "评价总数", "value": "105.97万件", "change": "较上季度+4.68%"},
        {"label": "主动评价率", "value": "96.43%", "change": "较上季度+0.82个百分点"},
        {"label": "大厅主动电子评价率", "value": "97.61%", "change": "与上季度持平"},
        {"label": "锦旗", "value": "11面", "change": ""},
    ],
    "provenance": {"报告期": "2025年第一季度", "数据指纹": "3f2a9c", "程序版本": "0.1.0"},
}

LEVELS = ("非常不满意", "不满意", "基本满意", "满意", "非常满意")

# The published table; the two illegible rows are the split that the reconstruction uses.
REGIONS = """
市直部门 1025598 992977 72 0.01% 56 0.01% 73 0.01% 341 0.03% 1025056 99.94%
思明区 8196 6318 8 0.10% 0 0.00% 2 0.02% 9 0.11% 8177 99.77%
湖里区 4428 3448 3 0.07% 1 0.02% 0 0.00% 5 0.11% 4419 99.80%
集美区 5321 4862 1 0.02% 0 0.00% 0 0.00% 3 0.06% 5317 99.92%
海沧区 4641 3934 1 0.02% 0 0.00% 0 0.00% 5 0.11% 4635 99.87%
同安区 5800 5200 0 0.00% 0 0.00% 0 0.00% 4 0.07% 5796 99.93%
翔安区 5716 5160 0 0.00% 0 0.00% 0 0.00% 3 0.05% 5713 99.95%
"""

UNITS = """
厦门市医疗保障中心 18234 99.88%
厦门市自然资源和不动产权属档案中心 12860 99.79%
厦门易通卡运营有限责任公司 9745 99.77%
厦门市不动产登记中心 21408 98.82%
厦门市住房公积金中心 8813 98.74%
国家税务总局厦门市税务局 15027 97.91%
厦门市社会保险中心 11592 96.69%
厦门市公安局 26371 96.12%
厦门市人力资源和社会保障局 4390 95.83%
厦门市市场监督管理局 6178 95.26%
"""

AWARDS = """# 【评优评先】

2025年第一季度，至少两个月被评为“服务之星”的窗口工作人员如下：余玠（国家外汇管理局厦门市分局），\
陈雅玲、黄莎莎、陈勉（厦门市市场监督管理局），建议所在单位予以表扬。"""

OVERALL = """# 【“好差评”】

## 一、总体评价情况

2025年第一季度，全市政务服务事项共收到评价105.97万件，其中主动评价102.19万件，主动评价率96.43%，\
较上季度略有提升。[^1]评价为“非常满意”的105.91万件，占99.94%；“满意”370件，占0.03%；“基本满意”75件，\
占0.01%。**基本满意及以下各等级占比均有不同程度上升**，应当引起重视。

[^1]: 主动评价率 = 主动评价件数 ÷ 评价总数；不含系统到期后默认的好评。"""

HALL = """## 二、现场主动评价情况

市政务服务大厅主动电子评价率97.61%，与上季度基本持平。叫号量在4000件以上且主动评价率不低于95%的单位如下表。"""

WORK = """## 三、本季度工作情况

### （一）存在的问题

1. 个别单位对差评的核实流于形式，回访记录不完整；
2. 群众通过自助终端办理的咨询类事项容易评到其他单位名下，造成督办单错派。

### （二）下一步工作

- 实现窗口、事项、渠道评价*全覆盖*；
- 从“基本满意”及以下的评价中查找线索，不定期开展暗访。"""


@cache
def sample_notebook() -> NotebookNode:
    """Return the assembled notebook; callers must not change it."""
    cells = [
        new_markdown_cell(AWARDS, id="awards"),
        new_markdown_cell(OVERALL, id="overall"),
        _code("facts", {FACTS: {"total": 1059700}, "text/plain": "12 个指标"}),
        _code("regions", {TABLE: regions_table(), "text/html": "<b>草稿</b>"}),
        new_markdown_cell(HALL, id="hall"),
        _code("units", {TABLE: units_table()}),
        _code(
            "rates", {SVG: rates_chart(6.15), NARROW_SVG: rates_chart(3.4)}, {SVG: chart_words()}
        ),
        new_markdown_cell(WORK, id="work"),
    ]
    return new_notebook(cells=cells, metadata={"bulletin": ABOUT})


def regions_table() -> dict[str, Any]:
    """Return the published table of 13 columns."""
    single = [("区域", "", "text"), ("评价总数", "", "number"), ("主动评价", "", "number")]
    paired = [(label, level, "number") for level in LEVELS for label in ("件数", "占比")]
    notes = ["占比 = 该等级件数 ÷ 评价总数。", "“非常满意”占比为100%减去其余各等级占比。"]
    return _table("各区域评价情况", [*single, *paired], REGIONS, notes)


def units_table() -> dict[str, Any]:
    """Return a table of ten rows and three columns."""
    columns = [("单位", "", "text"), ("叫号量", "", "number"), ("主动评价率", "", "number")]
    notes = ["叫号量为本季度大厅取号数。"]
    return _table("叫号量大且主动评价率高的单位", columns, UNITS, notes)


def chart_words() -> dict[str, str]:
    """Return the text alternative and the title of the chart."""
    return {
        "alt": "条形图：各区域主动评价率，市直部门96.82%最高，思明区77.09%最低。",
        "title": "市直部门主动评价率最高，思明区、湖里区不足八成",
        "note": "主动评价率 = 主动评价件数 ÷ 评价总数，从高到低。",
    }


def rates_chart(width: float) -> str:
    """Draw the active rates by region: active ÷ total of the published table."""
    font_manager.fontManager.addfont(SANS)
    rates = {"市直部门": 96.82, "集美区": 91.37, "海沧区": 84.77, "湖里区": 77.87, "思明区": 77.09}
    options: Any = {
        "font.family": SANS_FAMILY,
        "svg.fonttype": "path",
        "svg.hashsalt": "sample",
        "axes.unicode_minus": False,
    }
    with mpl.rc_context(options):
        figure = Figure(figsize=(width, 3.2), layout="constrained")
        axes = figure.subplots()
        bars = axes.barh(list(rates)[::-1], list(rates.values())[::-1], color="#3b6ea5")
        axes.bar_label(bars, fmt="%.2f%%", padding=4)
        axes.set_xlim(0, 100)
        axes.set_xlabel("主动评价率（%）")
        axes.spines[["top", "right"]].set_visible(False)
        drawing = StringIO()
        figure.savefig(drawing, format="svg", metadata={"Date": None})
    return drawing.getvalue()


def _code(name: str, data: dict[str, Any], metadata: dict[str, Any] | None = None) -> NotebookNode:
    output = new_output("display_data", data=data, metadata=metadata or {})
    return new_code_cell(f"show({name!r})", id=name, outputs=[output])


def _table(
    title: str, columns: list[tuple[str, str, str]], rows: str, notes: list[str]
) -> dict[str, Any]:
    cells = [line.split() for line in rows.split("\n") if line]
    labels = [{"label": label, "group": group, "kind": kind} for label, group, kind in columns]
    return {
        "key": "sample",
        "title": title,
        "notes": notes,
        "columns": labels,
        "cells": cells,
        "rows": cells,
    }
