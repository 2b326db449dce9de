"""A bulletin to set as PDF, part by part, and what can be read back from the file."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import matplotlib as mpl
import nbformat
import pikepdf
from matplotlib import font_manager
from matplotlib.figure import Figure as Chart
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pypdf import PdfReader

from analysis.fonts import SANS, SANS_FAMILY
from analysis.publish.pdf.bulletin import BulletinPDFExporter

ABOUT = {
    "title": "海州市政务服务工作通报",
    "subtitle": "2025年第一季度",
    "issuer": "海州市政务服务中心",
    "published_on": "2025年4月15日",
    "notice": "本期由重构数据生成：合计数与已公布的通报一致，逐条记录为模拟，不指向任何真实办件。",
    "provenance": {"报告期": "2025年第一季度", "数据指纹": "3f2a9c01d7e4"},
}

LEVELS = ["非常不满意", "不满意", "基本满意", "满意", "非常满意"]

# The published table of 2025Q1; the two rows it leaves illegible are any that sum with the rest.
REGIONS = [
    "市直部门 1025598 992977 72 0.01% 56 0.01% 73 0.01% 341 0.03% 1025056 99.94%",
    "东城区 8196 6318 8 0.10% 0 0.00% 2 0.02% 9 0.11% 8177 99.77%",
    "西城区 4428 3448 3 0.07% 1 0.02% 0 0.00% 5 0.11% 4419 99.80%",
    "南城区 5321 4862 1 0.02% 0 0.00% 0 0.00% 3 0.06% 5317 99.92%",
    "北城区 4641 3934 1 0.02% 0 0.00% 0 0.00% 5 0.11% 4635 99.87%",
    "临江区 5800 5200 0 0.00% 0 0.00% 0 0.00% 4 0.07% 5796 99.93%",
    "滨海区 5716 5160 0 0.00% 0 0.00% 0 0.00% 3 0.05% 5713 99.95%",
]

OVERALL = (
    "本季度，全市各级各部门通过政务服务“好差评”系统共收到评价105.97万件，其中主动评价102.19万件，"
    "主动评价率96.43%，较上季度略有提升。从评价等级看，“非常满意”105.91万件，占99.94%；“满意”370件，"
    "占0.03%；“基本满意”75件，占0.01%；基本满意及以下各等级件数较上季度均有不同程度上升。从渠道看，"
    "现场窗口仍是评价的主要来源，自助终端和网上大厅的评价量保持平稳。各区、各部门总体上能够按照要求，"
    "引导办事群众在事项办结后及时、如实作出评价，评价结果能够反映政务服务的实际水平，但仍有个别单位"
    "的评价引导不够主动，个别事项的评价覆盖不够完整，需要在下一阶段予以改进。"
)
PROBLEMS = (
    "**一是核实不够细致。**个别单位对差评的核实停留在电话询问，未调取办件记录和现场影像，核实结论的依据"
    "不够充分，*回访记录*也不够完整。**二是评价对象不够准确。**部分群众在自助终端办理咨询类事项后，将对"
    "其他单位的意见评到本单位名下，造成督办单转派错误，影响了处置效率。据不完全统计，此类情形约占本季度"
    "督办单的两成[^1]。三是少数窗口人员对评价规则不熟悉，未能在办结环节作出清楚的说明，致使群众误将"
    "“非常不满意”当作最高等级选择，此类误评在核实后已逐件向当事人说明并做好解释工作。\n\n"
    "[^1]: 依据市政务服务中心督办台账（2025年1月至3月）人工归类。"
)
NEXT_STEPS = (
    "1. 全面覆盖窗口、事项和渠道，做到应评尽评；\n"
    "2. 存在问题的单位自查自纠，按月报送整改情况，由市政务服务中心对照办件记录逐项复核，"
    "复核结果纳入下一季度通报；\n"
    "3. 从基本满意及以下的评价中梳理线索，开展*暗访*，按时办结率保持**100%**。"
)


def number_columns(*labels: str, group: str = "") -> list[dict[str, str]]:
    return [{"label": label, "group": group, "kind": "number"} for label in labels]


def table(title: str, columns: list[dict[str, str]], cells: list[list[str]]) -> NotebookNode:
    payload = {
        "key": "table",
        "title": title,
        "notes": ["占比 = 该等级件数 ÷ 评价总数。", "非常满意的占比为100%减去其余四项。"],
        "columns": columns,
        "cells": cells,
        "rows": [],
    }
    return display({"application/vnd.bulletin.table+json": payload, "text/plain": "表格预览"})


def region_table() -> NotebookNode:
    columns = [{"label": "区域", "group": "", "kind": "text"}]
    columns += number_columns("评价总数", "主动评价数")
    columns += [c for level in LEVELS for c in number_columns("件数", "占比", group=level)]
    return table("各区域评价情况", columns, [row.split() for row in REGIONS])


def unit_table(rows: int) -> NotebookNode:
    columns = [{"label": "单位", "group": "", "kind": "text"}]
    columns += number_columns("叫号量", "现场主动评价数", "现场主动评价率")
    cells = [
        [f"海州市第{n}便民服务中心", str(4000 + 37 * n), str(3990 + 36 * n), f"{99 - n / 10:.2f}%"]
        for n in range(1, rows + 1)
    ]
    return table("叫号量大且现场主动评价率高的单位", columns, cells)


def chart() -> NotebookNode:
    font_manager.fontManager.addfont(SANS)
    style = {"svg.fonttype": "path", "svg.hashsalt": "test", "font.family": SANS_FAMILY}
    with mpl.rc_context(style):
        figure = Chart(figsize=(6.3, 2.8), layout="constrained")
        axes = figure.subplots()
        axes.barh([row.split()[0] for row in REGIONS], [96.8, 77.1, 77.9, 91.4, 84.8, 89.7, 90.3])
        axes.set_xlabel("主动评价率（%）")
        image = BytesIO()
        figure.savefig(image, format="svg", metadata={"Date": None})
    about = {"alt": "条形图：市直部门主动评价率最高，为96.8%。", "title": "各区域主动评价率"}
    about["note"] = "从高到低。"
    svg = image.getvalue().decode()
    return display({"image/svg+xml": svg, "text/plain": "<图>"}, {"image/svg+xml": about})


def display(bundle: dict[str, Any], metadata: dict[str, Any] | None = None) -> NotebookNode:
    return new_output("display_data", bundle, metadata=metadata or {})


def code(*outputs: NotebookNode) -> NotebookNode:
    return new_code_cell("section.tables['levels']", outputs=list(outputs))


def notebook(*cells: NotebookNode | str, **about: Any) -> NotebookNode:
    nodes = [new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    nb = new_notebook(cells=nodes, metadata={"bulletin": {**ABOUT, **about}})
    nbformat.validate(nb)
    return nb


def bulletin() -> NotebookNode:
    return notebook(
        "# 【评优评先】",
        "本季度，各单位按月评选服务之星。连续获评的有：任方（海州市科学技术局），陈雅玲、黄莎莎、陈勉"
        "（海州市市场监督管理局），余玠（国家外汇管理局海州市分局），余建华、钟雅萍、钟扬燕"
        "（海州市医疗保障中心），陈淑芳、李宇丹、杨雅桂、詹玲佳（海州市政务服务保障中心）。",
        "# 【“好差评”】",
        "## 一、总体评价情况",
        OVERALL,
        code(region_table()),
        code(chart()),
        "## 二、主动评价情况",
        OVERALL,
        code(unit_table(10)),
        "## 三、本季度工作情况",
        "### （一）存在问题",
        PROBLEMS,
        "### （二）下一步工作",
        NEXT_STEPS,
        "# 【优质服务】",
        OVERALL,
    )


def exported(nb: NotebookNode) -> bytes:
    made, resources = BulletinPDFExporter().from_notebook_node(nb)
    assert resources["output_extension"] == ".pdf"
    return bytes(made)


def read(made: bytes) -> str:
    """Return the text as a search finds it: no white space, no page numbers."""
    pages = (page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    return "".join(re.sub(r"—[0-9]+—$", "", "".join(page.split())) for page in pages)


def elements(element: pikepdf.Object) -> list[pikepdf.Object]:
    """Return the structure elements below one, in reading order."""
    kids = element.get("/K", pikepdf.Array())
    listed = kids if isinstance(kids, pikepdf.Array) else [kids]
    found = [kid for kid in listed if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return [below for kid in found for below in (kid, *elements(kid))]


def tags(made: bytes) -> list[str]:
    with pikepdf.open(BytesIO(made)) as file:
        return [str(element.S) for element in elements(file.Root.StructTreeRoot)]


def pages(made: bytes) -> list[str]:
    """Return the text of each page as it stands, line by line."""
    return [page.extract_text() for page in PdfReader(BytesIO(made)).pages]


def placed(made: bytes, page: int) -> dict[str, tuple[float, float]]:
    """Return where each piece of text on a page begins: x and y of its baseline in points."""
    found: dict[str, tuple[float, float]] = {}

    def visit(text: str, matrix: list[float], *_: Any) -> None:
        if text.strip():
            found.setdefault("".join(text.split()), (matrix[4], matrix[5]))

    PdfReader(BytesIO(made)).pages[page].extract_text(visitor_text=visit)
    return found
