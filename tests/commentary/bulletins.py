"""Bulletins at random: the same template over other data, where every figure differs."""

from __future__ import annotations

from random import Random

from jinja2 import Environment
from nbformat import NotebookNode

from tests.commentary.notebooks import code, commentary, markdown, notebook

# In the register of the real ones: levels named alike, clauses that come and go, lists in the
# order of their figures, Markdown.
DRAFTS = {
    "totals": (
        "第一季度，全市共收到评价{{a}}件，其中主动评价{{b}}件，主动评价率{{p}}%，较上季度{{w}}。"
        "从评价等级看，非常满意{{c}}件，占{{q}}%；满意{{d}}件，占{{r}}%；基本满意{{e}}件；"
        "不满意{{f}}件；非常不满意{{g}}件。{% if rose %}各等级件数较上季度{{w}}。{% endif %}"
    ),
    "rates": (
        "服务大厅主动电子评价率{{q}}%，达到{{h}}%的要求；市直部门主动评价率{{r}}%。\n\n"
        "**领先的单位**。居前的有：{{names}}。"
    ),
    "regions": "{% for n, x in regions %}{{n}}{{x}}件{{ '。' if loop.last else '；' }}{% endfor %}",
    "orders": (
        "本季度共发出督办单{{g}}件。{% if proven %}经逐件核实，属实{{e}}件、误评{{f}}件；"
        "{% else %}均为误评，没有属实的差评；{% endif %}按时办结率{{p}}%。\n\n"
        "- 窗口{{a}}件\n- 网上{{b}}件"
    ),
}
PROMPT = "（请在此写明问题。写好之前，不会出现。）"
UNITS = ("民政局", "税务局", "公安局", "教育局", "海关", "医保中心", "科技局")
REGIONS = ("东城区", "西城区", "南城区")

_environment = Environment(autoescape=False)  # noqa: S701 - Markdown of a test
_templates = {name: _environment.from_string(text) for name, text in DRAFTS.items()}


def bulletin(random: Random) -> NotebookNode:
    """Return an executed template whose drafts are those of other data each time."""
    values = _values(random)
    cells = [markdown("# 部分", "part"), code("edition = 1", "open")]
    for number, name in enumerate(DRAFTS):
        if number % 2 == 0:
            cells.append(markdown(f"## 标题{'一二三四'[number]}", f"heading-{number}"))
        cells.append(commentary(name, _templates[name].render(values).strip()))
        cells.append(code(f"chart({number})", f"chart-{number}"))
    return notebook(*cells, commentary("problems", PROMPT, prompt=True))


def _values(random: Random) -> dict[str, object]:
    values: dict[str, object] = {
        key: random.randrange(10 ** random.randrange(1, 7)) for key in "abcdefgh"
    }
    values |= {key: f"{random.uniform(0, 100):.2f}" for key in "pqr"}
    regions = [(name, random.randrange(1000)) for name in REGIONS]
    return {
        **values,
        "w": random.choice(["略有提升", "基本持平", "有所下降"]),
        "names": "、".join(random.sample(UNITS, random.randrange(1, 6))),
        "regions": sorted(regions, key=lambda found: -found[1]),
        "rose": random.random() < 0.7,
        "proven": random.random() < 0.5,
    }
