"""Projects to test on: where they come from, and the command run on them."""

from pathlib import Path

from analysis.cli.main import main
from analysis.project import Project

ROOT = Path(__file__).parents[1]
# The quarter that is published with the project, and the one it is compared with.
QUARTERS = ("2024Q4", "2025Q1")


def bulletin(*arguments: str) -> int:
    """Run the command in this process and return its exit code."""
    try:
        main(list(arguments))
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


# A small city that does not exist, with three regions and thresholds of its own.
PARAMS = """
title: 临江市营商环境季报
issuer: 临江市政务局
area: 全市
published_on: null
data_notice: ""
corrections: []
best_code: null
time_zone: Asia/Shanghai
max_rejected_percent: 0
max_memory_mb: 400
sources: []
change_steps: [{below: 1, word: 大体稳定, directed: false}, {below: null, word: 显著}]
star_months: 3
hall_target: 90
leading_cases: 10
leading_units: 2
busy_tickets: 100
busy_rate: 95
low_rate: 80
movers: 2
mover_points: 1
least_evaluations: 5
least_tickets: 50
unit_jump_percent: 50
region_jump_percent: 30
active_rate_points: 2
very_satisfied_points: 0.3
hall_rate_points: 4
perfect_active: 60
perfect_tickets: 1000
burst_size: 2
burst_large: 20
burst_percent: 1
findings_listed: 10
"""
UNITS = """
regions: [市本级, 东城区, 西城区]
units:
  市本级: [临江市民政局, {name: 临江市税务局, aliases: [临江税务]}]
  东城区: [东城区民政局]
  西城区: [西城区民政局]
"""
LEDGERS = {
    "evaluations": """区域,单位,事项名称,评价渠道,满意度,主动评价,评价时间,数量
市本级,临江市民政局,婚姻登记,窗口,非常满意,是,2026-07-01 09:00:00,80
市本级,临江市民政局,婚姻登记,窗口,非常满意,否,2026-07-02 09:00:00,10
市本级,临江市民政局,婚姻登记,窗口,满意,是,2026-08-03 09:00:00,6
市本级,临江税务,申报,网上,基本满意,是,2026-08-04 09:00:00,2
市本级,临江税务,申报,网上,不满意,是,2026-09-29 09:00:00,1
市本级,临江税务,申报,网上,非常不满意,是,2026-09-30 23:59:59,1
东城区,东城区民政局,低保,窗口,非常满意,是,2026-07-01 10:00:00,45
东城区,东城区民政局,低保,窗口,非常满意,否,2026-07-01 10:00:00,5
""",
    "hall": """单位,叫号量,办件量,现场主动评价数,网上办件量,网上主动评价数
临江税务,200,150,150,50,40
临江市民政局,120,60,114,30,27
""",
    "service_stars": """月份,姓名,单位
2026-07,王一,临江市税务局
2026-08,王一,临江市税务局
2026-09,王一,临江税务
2026-07,李二,临江市民政局
2026-08,李二,临江市民政局
""",
    "supervision_orders": """督办单号,评价编号,单位,发出时间,办结时限,办结时间,核实结果
D1,E1,临江市税务局,2026-09-01,2026-09-05,2026-09-05,属实
D2,E2,临江市税务局,2026-09-02,2026-09-05,2026-09-06,误评
""",
    "commendations": """日期,类型,单位,姓名,次数
2026-07-09,锦旗,临江市民政局,,1
""",
}


def invent_city(root: Path, **data: str | None) -> Project:
    """Make the small city's project; `data` replaces ledgers by name, None leaves one out."""
    folder = root / "data" / "2026Q3"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "params").mkdir(exist_ok=True)
    (root / "params/defaults.yaml").write_text(PARAMS, "utf-8")
    (root / "params/units.yaml").write_text(UNITS, "utf-8")
    (root / "params/2026Q3.yaml").write_text("quarter: 2026Q3\n", "utf-8")
    for name, content in {**LEDGERS, **data}.items():
        if content is not None:
            (folder / f"{name}.csv").write_text(content, "utf-8")
    if not (root / "notebooks").exists():
        (root / "notebooks").symlink_to(ROOT / "notebooks")
    return Project(root)
