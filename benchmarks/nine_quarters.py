"""A project of a small invented city with nine quarters of data, to build and to look at.

`python -m benchmarks.nine_quarters FOLDER` writes it; then `bulletin build 2023Q1 -C FOLDER` and
so on, a quarter after the other. Figures have a trend, a season and a dip; in one quarter the
hall's ledger did not come, so that it cannot be published and leaves a gap.
"""

from __future__ import annotations

import csv
import math
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from analysis.levels import LEVELS
from analysis.project import Project
from analysis.quarter import Quarter

_ROOT = Path(__file__).parents[1]
LAST = Quarter(2025, 1)
QUARTERS = LAST.last(9)[::-1]
# The hall's ledger of this quarter never came.
WITHOUT_HALL = Quarter(2023, 3)
# When half of the hall's devices were out of order.
_DIP = Quarter(2024, 1)

HOME = "市直部门"
_DEPARTMENTS = (
    *("公安局", "民政局", "税务局", "医疗保障局", "人力资源和社会保障局", "自然资源局"),
    *("市场监督管理局", "住房公积金中心", "不动产登记中心", "住房和城乡建设局", "交通运输局"),
    "气象局",
)
UNITS = tuple(f"云溪市{name}" for name in _DEPARTMENTS)
DISTRICTS = ("东川区", "南浦区", "北塔县")
_ITEMS = ("业务办理", "咨询")
_PEOPLE = ("周明", "吴清", "郑和平", "王小川", "冯雨")

Row = Sequence[object]


def make(root: Path, quarters: Sequence[Quarter] = QUARTERS) -> Project:
    """Write params, templates and the data of the quarters below a folder."""
    project = Project(root)
    _write_params(project, quarters)
    shutil.copytree(_ROOT / "notebooks", project.notebooks)
    for quarter in quarters:
        for name, (header, rows) in _ledgers(quarter).items():
            _write(project.data(quarter) / f"{name}.csv", header, rows)
    return project


def _write_params(project: Project, quarters: Sequence[Quarter]) -> None:
    stated: dict[str, Any] = yaml.safe_load((_ROOT / "params/defaults.yaml").read_text("utf-8"))
    stated |= {"title": "云溪市政务服务工作通报", "issuer": "云溪市政务服务中心"}
    stated["data_notice"] = "本通报的数据均为虚构。"
    units = {HOME: list(UNITS), **{name: [f"{name}行政审批局"] for name in DISTRICTS}}
    project.params.mkdir(parents=True)
    _write_yaml(project.params / "defaults.yaml", stated)
    _write_yaml(project.params / "units.yaml", {"regions": [HOME, *DISTRICTS], "units": units})
    for quarter in quarters:
        _write_yaml(project.params / f"{quarter}.yaml", {"quarter": str(quarter)})


def _write_yaml(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")


def _ledgers(quarter: Quarter) -> dict[str, tuple[str, list[Row]]]:
    ledgers = {
        "evaluations": (
            "区域,单位,事项名称,评价渠道,满意度,主动评价,评价时间,数量",
            list(_evaluations(quarter)),
        ),
        "hall": (
            "单位,叫号量,办件量,现场主动评价数,网上办件量,网上主动评价数",
            list(_hall(quarter)),
        ),
        "service_stars": ("月份,姓名,单位", list(_stars(quarter))),
        "supervision_orders": (
            "督办单号,评价编号,单位,发出时间,办结时限,办结时间,核实结果",
            list(_orders(quarter)),
        ),
        "commendations": ("日期,类型,单位,姓名,次数", list(_commendations(quarter))),
    }
    if quarter == WITHOUT_HALL:
        del ledgers["hall"]
    return ledgers


def _evaluations(quarter: Quarter) -> Iterator[Row]:
    """Yield a row for each unit, month, level and kind: so many evaluations."""
    for place, (region, unit) in enumerate(_places()):
        for month in quarter.months:
            moment = f"{quarter.year}-{month:02d}-15 10:00:00"
            for level, active, count in _levels(quarter, place, month):
                item = _ITEMS[place % len(_ITEMS)]
                if count:
                    yield region, unit, item, "窗口", level, active, moment, count


def _places() -> list[tuple[str, str]]:
    return [(HOME, unit) for unit in UNITS] + [(name, f"{name}行政审批局") for name in DISTRICTS]


def _levels(quarter: Quarter, place: int, month: int) -> Iterator[tuple[str, str, int]]:
    total = round(_volume(quarter, place) * (1 + 0.08 * math.sin(month + place)))
    active = round(total * _active_rate(quarter, place) / 100)
    lower = [round(total * share * _grumbling(quarter)) for share in (6e-3, 9e-4, 4e-4, 3e-4)]
    for level, count in zip(LEVELS[1:], lower, strict=True):
        yield level.word, "是", count
    yield LEVELS[0].word, "是", active - sum(lower)
    yield LEVELS[0].word, "否", total - active


def _age(quarter: Quarter) -> int:
    """Return how many quarters have gone by since the first."""
    return 4 * (quarter.year - QUARTERS[0].year) + quarter.number - QUARTERS[0].number


def _season(quarter: Quarter) -> float:
    return (-0.06, 0.03, 0.01, 0.02)[quarter.number - 1]


def _volume(quarter: Quarter, place: int) -> float:
    """Return how many evaluations a unit gets in a month."""
    size = 14_000 / (place + 1) ** 0.7
    return size * (1 + 0.02 * _age(quarter)) * (1 + _season(quarter))


def _active_rate(quarter: Quarter, place: int) -> float:
    dip = 2.6 if quarter == _DIP else 0
    return min(99.8, 90 + 0.55 * _age(quarter) + 8 * _season(quarter) + 2 * math.sin(place) - dip)


def _grumbling(quarter: Quarter) -> float:
    """Return how much more often than usual people are not very satisfied."""
    return 1.3 - 0.06 * _age(quarter) + (0.5 if quarter == _DIP else 0)


def _hall(quarter: Quarter) -> Iterator[Row]:
    for place, unit in enumerate(UNITS):
        tickets = round(_volume(quarter, place) * 1.4)
        wobble = 2.5 * math.sin(3 * place + 2 * _age(quarter))
        rate = min(99.9, _active_rate(quarter, place) + 1 + wobble)
        online = round(tickets * 0.2)
        onsite, answered = round(tickets * rate / 100), round(online * 0.7)
        yield unit, tickets, round(tickets * 0.9), onsite, online, answered


def _stars(quarter: Quarter) -> Iterator[Row]:
    for place, name in enumerate(_PEOPLE):
        for month in quarter.months[: 1 + (place + _age(quarter)) % 3]:
            yield f"{quarter.year}-{month:02d}", name, UNITS[place]


def _orders(quarter: Quarter) -> Iterator[Row]:
    found = ("误评", "误评", "恶意差评", "属实")
    for number in range(round(24 * _grumbling(quarter))):
        month = quarter.months[number % 3]
        days = [f"{quarter.year}-{month:02d}-{day:02d}" for day in (3, 10, 9 + number // 20 * 2)]
        unit = UNITS[number % len(UNITS)]
        yield f"D{number}", f"E{number}", unit, *days, found[number % len(found)]


def _commendations(quarter: Quarter) -> Iterator[Row]:
    for number in range(4 + _age(quarter) % 3):
        kind = ("锦旗", "感谢信", "表扬")[number % 3]
        name = _PEOPLE[number % len(_PEOPLE)] if kind == "表扬" else ""
        day = f"{quarter.year}-{quarter.months[number % 3]:02d}-{5 + number:02d}"
        yield day, kind, UNITS[number % 4], name, 1 + number % 2


def _write(path: Path, header: str, rows: Sequence[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header.split(","), *rows])


if __name__ == "__main__":
    make(Path(sys.argv[1]))
