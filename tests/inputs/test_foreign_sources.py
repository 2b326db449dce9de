"""Exports with other scales, languages and habits, read only through what params declare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import pytest

from analysis.errors import BulletinError
from tests.inputs.declared import Files, read
from tests.inputs.exports import csv, record
from tests.inputs.outcomes import cube_of, require_clear_stop
from tests.inputs.readers.workbooks import Rows

TAX, CIVIL, MARKET = "临江市税务局", "临江市民政局", "东城区市监局"
CITY, EAST = "市本级", "东城区"
LEVELS = (
    *("very_satisfied", "satisfied", "basically_satisfied"),
    *("dissatisfied", "very_dissatisfied"),
)
Cell = tuple[object, ...]


@dataclass(frozen=True)
class Survey:
    """What arrives, what declares it, and what must come of it: counts by cell, rows by fate."""

    files: Files
    sources: str
    cube: Mapping[Cell, int]
    lines: tuple[str, ...]
    best_code: int | None = None


ENGLISH = """Response ID,Submitted at,Dept,Overall,How
R-1,07/04/2026 09:30,TAX,Excellent,Self
R-2,08/09/2026,CIVIL,Very  good,self
R-3,09/30/2026 23:59,TAX,Poor,Timeout
R-4,12/08/2026,TAX,Fair,Self
R-5,07/05/2026,Civil,Don't know,Self
R-6,07/06/2026,CIVIL,Terrible,Timeout
"""
ENGLISH_SOURCE = """
  - files: evaluations_survey*.csv
    columns: {评价编号: Response ID, 评价时间: Submitted at, 单位: Dept, 满意度: Overall,
              主动评价: How}
    constants: {区域: 市本级, 评价渠道: 问卷, 事项名称: ""}
    date_order: mdy
    levels: {Excellent: 非常满意, Very good: 满意, Fair: 基本满意, Poor: 不满意,
             Terrible: 非常不满意}
    no_answer: [Don't know]
    active: {Self: 是, Timeout: 否}
    units: {TAX: 临江市税务局, CIVIL: 临江市民政局}
"""
TEN = "编号;单位;打分;时间;事项;渠道\n" + "".join(
    f"T{n};{TAX};{n};2026-07-{10 + n % 10};{'甲' if n % 2 else '乙'};电话\n"
    for n in (*range(11), 99)
)
TEN_SOURCE = """
  - files: evaluations_十分制.csv
    delimiter: ";"
    encoding: gbk
    columns: {评价编号: 编号, 满意度: 打分, 评价时间: 时间}
    constants: {区域: 市本级, 主动评价: 是}
    levels: {10: 非常满意, 9: 非常满意, 8: 满意, 7: 满意, 6: 基本满意, 5: 基本满意,
             4: 不满意, 3: 不满意, 2: 非常不满意, 1: 非常不满意}
    no_answer: [0, 99]
"""
SPANISH = (
    "id\ttrámite\tvaloración\tfecha\n"
    "1\tpasaporte\tMuy satisfecho\t31.07.2026 23:59:59\n"
    "2\tpasaporte\tNI SATISFECHO NI INSATISFECHO\t01.08.2026\n"
    "3\tlicencia\tmuy insatisfecho\t2026-09-02\n"
    "4\tlicencia\tNS/NC\t02.09.2026\n"
    "5\tlicencia\t\t03.09.2026\n"
)
SPANISH_SOURCE = """
  - files: Evaluations_es.*
    columns: {evaluation_id: id, item: trámite, satisfaction: valoración, evaluated_at: fecha}
    constants: {region: 东城区, unit: 东城区市监局, channel: 网上, active: "true"}
    date_order: dmy
    levels: {muy satisfecho: 非常满意, ni satisfecho ni insatisfecho: 基本满意,
             muy insatisfecho: 非常不满意}
    no_answer: [NS/NC, ""]
"""
FORM: Rows = [
    ["2026年第三季度东城区政务服务评价明细表（评价编号、区域、单位、满意度）"],
    ["填报单位：东城区", None, "评价时间：第三季度"],
    ["编号", "办理单位", "评价结果", "评价方式", "评价时间", "办理事项", "渠道"],
    [
        "D1",
        "市监科",
        "很好",
        "本人评价",
        datetime.fromisoformat("2026-07-15T10:00:00"),
        "执照",
        "窗口",
    ],
    ["D2", "市监科", "差", "超时默认", 46_240, "执照", "窗口"],
    ["D3", "市监科", "未评价", "超时默认", "2026/8/8", "执照", "窗口"],
    ["合计", "3条"],
]
FORM_SOURCE = """
  - files: evaluations_东城*.xlsx
    sheets: [明细, 补报]
    header_row: 3
    columns: {评价编号: 编号, 单位: 办理单位, 满意度: 评价结果, 主动评价: 评价方式,
              事项名称: 办理事项}
    constants: {区域: 东城区}
    levels: {很好: 非常满意, 差: 不满意}
    no_answer: [未评价]
    active: {本人评价: 是, 超时默认: 否}
    units: {市监科: 东城区市监局}
"""
MORE: Rows = [*FORM[:3], ["D4", "市监科", "满意", "本人评价", "2026年9月1日", "执照", "网上"]]
CODES = csv(
    record(评价编号="C1", 满意度="1"),
    record(评价编号="C2", 满意度="5.0"),
    record(评价编号="C3", 满意度="２"),
    record(评价编号="C4", 满意度="9"),
    record(评价编号="C5", 满意度="非常满意"),
)
DEFAULTED = csv(
    record(评价编号="B1", 是否默认="是"),
    record(评价编号="B2", 是否默认="否"),
    record(评价编号="B3", 是否默认=""),
    headers="评价编号,区域,单位,事项名称,评价渠道,满意度,是否默认,评价时间",
)


def base(level: str, *, active: bool = True, region: str = CITY) -> Cell:
    """A cell of the base record."""
    return (7, region, TAX, "申报", "窗口", level, active)


SURVEYS = {
    "English words, month first, with constants": Survey(
        {"evaluations_survey 1.csv": ENGLISH},
        ENGLISH_SOURCE,
        {
            (7, CITY, TAX, "", "问卷", "very_satisfied", True): 1,
            (8, CITY, CIVIL, "", "问卷", "satisfied", True): 1,
            (9, CITY, TAX, "", "问卷", "dissatisfied", False): 1,
            (7, CITY, CIVIL, "", "问卷", "very_dissatisfied", False): 1,
        },
        (
            (
                "evaluations_survey 1.csv：读入 6 行 = 计入 4 行 + 不计 1 行（声明为未作评价 1 行）"
                " + 剔除 1 行（评价时间不在本季度 1 行）"
            ),
        ),
    ),
    "ten points in GB18030, with codes for no answer": Survey(
        {"evaluations_十分制.csv": TEN.encode("gb18030")},
        TEN_SOURCE,
        {
            # One of an odd and one of an even number of points for each level.
            (7, CITY, TAX, item, "电话", level, True): 1
            for level in LEVELS
            for item in ("甲", "乙")
        },
        (
            (
                "evaluations_十分制.csv：读入 12 行 = 计入 10 行 + 不计 2 行（声明为未作评价 2 行）"
                " + 剔除 0 行"
            ),
        ),
    ),
    "Spanish words in UTF-16, day first, other capitals": Survey(
        {"evaluations_es.csv": SPANISH.encode("utf-16")},
        SPANISH_SOURCE,
        {
            (7, EAST, MARKET, "pasaporte", "网上", "very_satisfied", True): 1,
            (8, EAST, MARKET, "pasaporte", "网上", "basically_satisfied", True): 1,
            (9, EAST, MARKET, "licencia", "网上", "very_dissatisfied", True): 1,
        },
        (
            (
                "evaluations_es.csv：读入 5 行 = 计入 3 行 + 不计 2 行（声明为未作评价 2 行）"
                " + 剔除 0 行"
            ),
        ),
    ),
    "a district's form: titles, two of three sheets, a total": Survey(
        {"evaluations_东城（终）.xlsx": {"封面": [["东城区"]] * 2, "明细": FORM, "补报": MORE}},
        FORM_SOURCE,
        {
            (7, EAST, MARKET, "执照", "窗口", "very_satisfied", True): 1,
            (8, EAST, MARKET, "执照", "窗口", "dissatisfied", False): 1,
            (9, EAST, MARKET, "执照", "网上", "satisfied", True): 1,
        },
        (
            (
                "evaluations_东城（终）.xlsx［明细］：读入 4 行 = 计入 2 行"
                " + 不计 2 行（合计行 1 行，声明为未作评价 1 行） + 剔除 0 行"
            ),
            "evaluations_东城（终）.xlsx［补报］：读入 1 行 = 计入 1 行 + 剔除 0 行",
            (
                "合计：读入 5 行 = 计入 3 行 + 不计 2 行（合计行 1 行，声明为未作评价 1 行）"
                " + 剔除 0 行"
            ),
        ),
    ),
    "codes of which 1 is best, against the params of all": Survey(
        {"evaluations_c.csv": CODES},
        "\n  - {files: evaluations_c.csv, best_code: 1, no_answer: [9]}\n",
        {base("very_satisfied"): 2, base("very_dissatisfied"): 1, base("satisfied"): 1},
        (
            (
                "evaluations_c.csv：读入 5 行 = 计入 4 行 + 不计 1 行（声明为未作评价 1 行）"
                " + 剔除 0 行"
            ),
        ),
        best_code=5,
    ),
    "a column that says the opposite": Survey(
        {"evaluations_b.csv": DEFAULTED},
        """
  - files: evaluations_b.csv
    columns: {主动评价: 是否默认}
    active: {是: 否, 否: 是, "": 否}
""",
        {base("satisfied", active=False): 2, base("satisfied"): 1},
        ("evaluations_b.csv：读入 3 行 = 计入 3 行 + 剔除 0 行",),
    ),
    "the same date of two orders, and files of nobody's": Survey(
        {
            "evaluations_dmy.csv": csv(record(评价编号="M1", 评价时间="09/08/2026")),
            "evaluations_mdy.csv": csv(record(评价编号="M2", 评价时间="09/08/2026")),
            "evaluations_own.csv": csv(record(评价编号="M3", 评价时间="2026-07-08")),
        },
        """
  - {files: evaluations_dmy.csv, date_order: dmy}
  - {files: evaluations_mdy.csv, date_order: mdy}
""",
        {
            (8, CITY, TAX, "申报", "窗口", "satisfied", True): 1,
            (9, CITY, TAX, "申报", "窗口", "satisfied", True): 1,
            (7, CITY, TAX, "申报", "窗口", "satisfied", True): 1,
        },
        (
            "evaluations_dmy.csv：读入 1 行 = 计入 1 行 + 剔除 0 行",
            "evaluations_mdy.csv：读入 1 行 = 计入 1 行 + 剔除 0 行",
            "evaluations_own.csv：读入 1 行 = 计入 1 行 + 剔除 0 行",
            "合计：读入 3 行 = 计入 3 行 + 剔除 0 行",
        ),
    ),
}
# All in one folder, each by its own source, none by another's.
TOGETHER = Survey(
    {name: content for one in SURVEYS.values() for name, content in one.files.items()},
    "".join(one.sources for one in SURVEYS.values()),
    {},
    (),
    best_code=5,
)


@pytest.mark.parametrize("survey", SURVEYS.values(), ids=SURVEYS.keys())
def test_a_declared_source_is_read_as_it_is_declared(survey: Survey) -> None:
    found = read(survey.files, survey.sources, survey.best_code)
    assert not isinstance(found, BulletinError), found
    assert cube_of(found) == survey.cube
    assert found.quality.lines() == list(survey.lines)


def test_several_sources_in_one_folder_stay_apart() -> None:
    found = read(TOGETHER.files, TOGETHER.sources, TOGETHER.best_code)
    assert not isinstance(found, BulletinError), found
    whole: Counter[Cell] = Counter()
    for survey in SURVEYS.values():
        whole.update(survey.cube)
    assert cube_of(found) == whole
    own = [line for one in SURVEYS.values() for line in one.lines if not line.startswith("合计")]
    assert sorted(found.quality.lines()[:-1]) == sorted(own)


@pytest.mark.parametrize("survey", SURVEYS.values(), ids=SURVEYS.keys())
def test_the_same_files_undeclared_are_refused(survey: Survey) -> None:
    stopped = read(survey.files, "", survey.best_code)
    assert isinstance(stopped, BulletinError), stopped
    told = require_clear_stop(stopped, list(survey.files))
    assert "在 params/<季度>.yaml 的 sources 中声明，例如：\n  - files: " in told
