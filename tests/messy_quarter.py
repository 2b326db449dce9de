"""A quarter that arrived in every way at once: files, declarations, what must come of each row."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd

from analysis.project import Project
from tests.inputs.readers.workbooks import Rows, write_workbook
from tests.projects import LEDGERS, PARAMS, ROOT, UNITS

# 1: GB18030, tabs, aliases, personal columns, comments of two lines.
_CITY_TITLES = (
    "评价时间\t满意度\t评价编号\t区划\t部门\t事项\t渠道\t是否主动评价\t申请人姓名\t评价内容"
)
_SAID = '\t赵某\t"很好\n谢谢"'
# Row 7 is cut off, row 8 nothing at all, row 11 nothing that is read.
CITY = f"""{_CITY_TITLES}
2026-07-01 09:00:00\t非常满意\tA1\t市本级\t临江市民政局\t婚姻登记\t窗口\t是{_SAID}
２０２６－０８－０３ １０：００\t满意\tA2\t市本级\t临江税务\t申报\t网上\t否{_SAID}
2026-08-04 10:00:00\t\tA3\t市本级\t临江税务\t申报\t网上\t是{_SAID}
2026-07-01 09:00:05\t不满意\tA1\t市本级\t临江市民政局\t婚姻登记\t窗口\t是{_SAID}
2026-10-01 00:00:00\t满意\tA4\t市本级\t临江税务\t申报\t网上\t是{_SAID}
2026-09-01\t满意\tA5

2026-09-29 11:00:00\t基本满意\tA6\t市本级\t临江市税务局\t申报\t网上\t否{_SAID}
2026-02-30\t满意\tA7\t市本级\t临江市税务局\t申报\t网上\t否{_SAID}
\t\t\t\t\t\t\t{_SAID}
"""
# 2: a workbook of two sheets, one with a title, a merged header of two rows and a total.
_MORNING = datetime.fromisoformat("2026-07-02T09:30:00")
_FIRST = ["E1", "东城区", "东城区民政局", "低保", "窗口", "非常满意", "否", _MORNING]
_JULY: Rows = [
    ["东城区2026年第三季度“好差评”明细"],
    [],
    ["序号", "评价编号", "归属", None, "事项名称", "评价渠道", "评价", None, None],
    [None, None, "区域", "单位", None, None, "满意度", "主动评价", "评价时间"],
    [1, *_FIRST],
    # Serial 46,221.5 is noon of 18 July.
    [2, "E2", "东城区", "东城区\u00a0民政局", "低保", "窗口", " 满意", "否", 46_221.5],
    [],
    [3, "E3", "东城区", None, "低保", "窗口", "满意", "是", "2026/7/20"],
    [None, "合计", None, None, None, None, "3件"],
]
_AUGUST: Rows = [
    ["评价时间", "主动评价", "满意度", "评价渠道", "事项名称", "单位", "区域", "评价编号"],
    ["2026年8月9日", "TRUE", "非常满意", "窗口", "低保", "东城区民政局", "东城区", "E4"],
    [*reversed(_FIRST)],
]
# 3: UTF-16, semicolons; titles, words and names of its own, the day first.
WEST = """编号;科室;打分;方式;时间;事项
W1;西民（窗口）;很好;本人;05/07/2026 09:00;低保
W2;西民（窗口）;差;系统;06/08/2026;低保
W3;西民（窗口）;未评价;系统;06/08/2026;低保
W4;西城区民政局;好;本人;31/09/2026;低保
"""
# 5: gzip, UTF-8 with a mark, English titles, several evaluations to a row.
_TAX = """evaluation_id,region,unit,item,channel,satisfaction,active,evaluated_at,count
T1,市本级,临江市税务局,申报,网上,非常满意,是,2026-07-31 23:59:59,１２
A2,市本级,临江税务,申报,网上,满意,否,2026-08-03 10:00:00,1
,,合计,,,,,,13
"""
# 6: a survey from abroad: the month first, codes of which 1 is best.
_SURVEY = """Response,Submitted,Office,Score,By
S1,07/04/2026 09:05,CIVIL,1,Self
S2,09/30/2026 23:59,TAX,5.0,Timeout
S3,08/13/2026,TAX,9,Self
S4,13/08/2026,TAX,2,Self
S5,07/05/2026,Civil,２,self
"""
SOURCES = """quarter: 2026Q3
sources:
  - files: evaluations_3西城*.csv
    columns: {评价编号: 编号, 单位: 科室, 满意度: 打分, 主动评价: 方式, 评价时间: 时间,
              事项名称: 事项}
    constants: {区域: 西城区, 评价渠道: 窗口}
    date_order: dmy
    levels: {很好: 非常满意, 好: 满意, 差: 不满意}
    no_answer: [未评价]
    active: {本人: 是, 系统: 否}
    units: {西民(窗口): 西城区民政局}
  - files: evaluations_6*.csv
    columns: {评价编号: Response, 评价时间: Submitted, 单位: Office, 满意度: Score, 主动评价: By}
    constants: {区域: 市本级, 评价渠道: 问卷, 事项名称: ""}
    date_order: mdy
    best_code: 1
    no_answer: [9]
    active: {Self: 是, Timeout: 否}
    units: {TAX: 临江市税务局, CIVIL: 临江市民政局}
"""
_HALL: Rows = [
    ["大厅评价情况"],
    ["单位", "叫号量", "办件量", "现场主动评价数", "网上办件量", "网上主动评价数"],
    ["临江税务", "200", 150, 150, 50, "４０"],
    ["临江市民政局", 120, 60, 114, 30, 27],
    ["合　计", 320, 210, 264, 80, 67],
]

RECONCILED = [
    (
        "evaluations_1市级.csv：读入 9 行 = 计入 3 行 + 不计 1 行（空行 1 行）"
        " + 剔除 5 行（列数与表头不符 1 行，评价时间不存在 1 行，评价时间不在本季度 1 行，"
        "满意度为空 1 行，评价编号与前面的记录重复 1 行）"
    ),
    (
        "evaluations_2东城.xlsx［7月］：读入 4 行 = 计入 2 行 + 不计 1 行（合计行 1 行）"
        " + 剔除 1 行（单位为空 1 行）"
    ),
    (
        "evaluations_2东城.xlsx［8月］：读入 2 行 = 计入 1 行"
        " + 剔除 1 行（评价编号与前面的记录重复 1 行）"
    ),
    (
        "evaluations_3西城.csv：读入 4 行 = 计入 2 行 + 不计 1 行（声明为未作评价 1 行）"
        " + 剔除 1 行（评价时间不存在 1 行）"
    ),
    "evaluations_4网上.parquet：读入 3 行 = 计入 2 行 + 剔除 1 行（区域为空 1 行）",
    (
        "evaluations_5税务.csv.gz：读入 3 行 = 计入 1 行 + 不计 1 行（合计行 1 行）"
        " + 剔除 1 行（评价编号与前面的记录重复 1 行）"
    ),
    (
        "evaluations_6问卷.csv：读入 5 行 = 计入 3 行 + 不计 1 行（声明为未作评价 1 行）"
        " + 剔除 1 行（评价时间不存在 1 行）"
    ),
    (
        "合计：读入 30 行 = 计入 14 行 + 不计 5 行（空行 1 行，合计行 2 行，声明为未作评价 2 行）"
        " + 剔除 11 行（列数与表头不符 1 行，评价时间不存在 3 行，评价时间不在本季度 1 行，"
        "区域为空 1 行，单位为空 1 行，满意度为空 1 行，评价编号与前面的记录重复 3 行）"
    ),
]
# File, row as Excel counts, rule, id; of a row that was cut off no cell is trusted.
REJECTS = [
    ["evaluations_1市级.csv", 4, "missing_level", "A3"],
    ["evaluations_1市级.csv", 5, "repeated_id", "A1"],
    ["evaluations_1市级.csv", 6, "outside_quarter", "A4"],
    ["evaluations_1市级.csv", 7, "malformed_row", ""],
    ["evaluations_1市级.csv", 10, "no_such_time", "A7"],
    ["evaluations_2东城.xlsx［7月］", 8, "missing_unit", "E3"],
    ["evaluations_2东城.xlsx［8月］", 3, "repeated_id", "E1"],
    ["evaluations_3西城.csv", 5, "no_such_time", "W4"],
    ["evaluations_4网上.parquet", 2, "missing_region", "N2"],
    ["evaluations_5税务.csv.gz", 3, "repeated_id", "A2"],
    ["evaluations_6问卷.csv", 5, "no_such_time", "S4"],
]
# Region: evaluations, active ones, then by level from the worst to the best.
FIGURES: Mapping[str, Sequence[int]] = {
    # A1 A2 A6, N1 N3, twelve of T1, S1 S2 S5.
    "市本级": [20, 16, 1, 0, 1, 2, 16],
    # E1 E2 E4.
    "东城区": [3, 1, 0, 0, 0, 1, 2],
    # W1 W2.
    "西城区": [2, 1, 0, 1, 0, 0, 1],
    "合计": [25, 18, 1, 1, 1, 3, 19],
}


def lay_out(root: Path, *, percent: str = "40", city: str = CITY, west: str = WEST) -> Project:
    """Write the quarter's project; so many percent of the rows may be rejected."""
    data, params = root / "data" / "2026Q3", root / "params"
    data.mkdir(parents=True)
    params.mkdir()
    limited = PARAMS.replace("max_rejected_percent: 0\n", f"max_rejected_percent: {percent}\n")
    (params / "defaults.yaml").write_text(limited, "utf-8")
    (params / "units.yaml").write_text(UNITS, "utf-8")
    (params / "2026Q3.yaml").write_text(SOURCES, "utf-8")
    (root / "notebooks").symlink_to(ROOT / "notebooks")
    write_city(data, city)
    write_workbook(data / "evaluations_2东城.xlsx", {"7月": _JULY, "8月": _AUGUST})
    (data / "evaluations_3西城.csv").write_bytes(west.encode("utf-16"))
    _online().to_parquet(data / "evaluations_4网上.parquet")
    (data / "evaluations_5税务.csv.gz").write_bytes(gzip.compress(_TAX.encode("utf-8-sig")))
    (data / "evaluations_6问卷.csv").write_text(_SURVEY, "utf-8")
    _write_ledgers(data)
    return Project(root)


def write_city(data: Path, text: str) -> None:
    """Write the city's own file; a line ends as Windows ends it, but not within a comment."""
    ends = text.replace("\n", "\r\n").replace("很好\r\n谢谢", "很好\n谢谢")
    (data / "evaluations_1市级.csv").write_bytes(ends.encode("gb18030"))


def _online() -> pd.DataFrame:
    """Return what the platform exports: typed, one region missing."""
    times = ["2026-07-03 08:00:00", "2026-07-03 08:00:01", "2026-09-30 23:59:59"]
    return pd.DataFrame(
        {
            "评价编号": ["N1", "N2", "N3"],
            "区域": ["市本级", None, "市本级"],
            "单位": ["临江市民政局"] * 3,
            "事项名称": ["婚姻登记"] * 3,
            "评价渠道": ["网上"] * 3,
            "满意度": ["非常满意"] * 3,
            "主动评价": [True, True, False],
            "评价时间": pd.to_datetime(times),
        }
    )


def _write_ledgers(data: Path) -> None:
    write_workbook(data / "hall.xlsx", {"汇总": _HALL, "说明": [["填表人：某"]]})
    stars = LEDGERS["service_stars"].replace(",", ";").encode("gb18030")
    (data / "service_stars.csv").write_bytes(stars)
    for name in ("supervision_orders", "commendations"):
        (data / f"{name}.csv").write_text(LEDGERS[name], "utf-8")
