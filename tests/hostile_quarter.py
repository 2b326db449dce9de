"""A quarter in which every free text is an injection, and the same quarter without one."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import yaml

from analysis.inputs.privacy import looks_private, looks_private_item
from analysis.project import Project
from analysis.spelling import folded
from tests.injections import CONTROLS, LONG, PILE, injections, innocent
from tests.inputs.readers.workbooks import write_workbook
from tests.projects import PARAMS, ROOT

QUARTER = "2026Q3"
# Text -> what stands in its place: itself, or an innocent word.
Disguise = Callable[[str], str]

# What ledgers take for a person's name or a unit: no sentence, number or address.
NAMES = [text for text in injections() if not looks_private(text)]
# Of a unit, and of a region, there is only one with the same letters.
UNITS = list({folded(text): text for text in NAMES}.values())
REGIONS = 5
# YAML escapes controls; a name of the roster has none that the data could not have.
_HALL = ("单位", "叫号量", "办件量", "现场主动评价数", "网上办件量", "网上主动评价数")
_RECORDS = ("评价编号", "区域", "单位", "事项名称", "评价渠道", "满意度", "主动评价", "评价时间")
_HOSTILE_FILE = "evaluations_<b>'=1{{7}}\x1b[31m\u202e&#60;.csv"
_HOSTILE_SHEET = "=1+1<b>{{7}}"


def as_they_are(text: str) -> str:
    return text


def without_attack() -> Disguise:
    """Return a disguise that gives each text an innocent word of its own."""
    given: dict[str, str] = {}
    return lambda text: given.setdefault(folded(text), innocent(len(given)))


def lay_out(root: Path, disguise: Disguise) -> Project:
    """Write the project; templates are the project's own."""
    data = root / "data" / QUARTER
    data.mkdir(parents=True)
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    _write_params(root / "params", disguise)
    units = [disguise(text) for text in UNITS]
    named = [(disguise(text), units[at % len(units)]) for at, text in enumerate(NAMES)]
    _write(data / "hall.csv", [_HALL, *((unit, 200, 150, 199, 10, 9) for unit in units)])
    months = ("2026-07", "2026-08", "2026-09")
    stars = [(month, name, unit) for name, unit in named for month in months]
    _write(data / "service_stars.csv", [("月份", "姓名", "单位"), *stars])
    praise = [("2026-07-09", "表扬", unit, name, 1) for name, unit in named]
    flags = [("2026-07-09", "锦旗", unit, "", 1) for unit in units]
    letters = [("2026-07-10", "感谢信", unit, "", 2) for unit in units]
    header = ("日期", "类型", "单位", "姓名", "次数")
    _write(data / "commendations.csv", [header, *praise, *flags, *letters])
    _write_orders(data, disguise, units)
    _write_records(data, disguise, units)
    return Project(root)


def stated(disguise: Disguise) -> dict[str, str]:
    """Return the text params: each holds injections of every kind."""
    short = [disguise(text) for text in NAMES if text not in (*LONG, PILE)]
    parts = ["".join(short[at::4]) for at in range(4)]
    keys = ("title", "issuer", "area", "data_notice")
    return {key: f"文{part}" for key, part in zip(keys, parts, strict=True)}


def _write_params(folder: Path, disguise: Disguise) -> None:
    folder.mkdir()
    values = {**yaml.safe_load(PARAMS), **stated(disguise), "max_rejected_percent": 50}
    values["published_on"] = "2026年10月9日"
    _dump(folder / "defaults.yaml", values)
    _dump(folder / f"{QUARTER}.yaml", {"quarter": QUARTER})
    regions = [f"区{disguise(text)}" for text in UNITS[:REGIONS]]
    entries = [{"name": disguise(text), "aliases": [f"简称{disguise(text)}"]} for text in UNITS]
    by_region = {region: entries[at::REGIONS] for at, region in enumerate(regions)}
    _dump(folder / "units.yaml", {"regions": regions, "units": by_region})


def _write_orders(data: Path, disguise: Disguise, units: Sequence[str]) -> None:
    header = ("督办单号", "评价编号", "单位", "发出时间", "办结时限", "办结时间", "核实结果")
    ids = [disguise(text) for text in UNITS if not looks_private_item(text)]
    rows = [
        (order, f"E{at}", units[at], "2026-09-01", "2026-09-05", "2026-09-05", "属实")
        for at, order in enumerate(ids)
    ]
    _write(data / "supervision_orders.csv", [header, *rows])


def _write_records(data: Path, disguise: Disguise, units: Sequence[str]) -> None:
    """Write records of every unit by its short name, and some that are rejected."""
    regions = [f"区{disguise(text)}" for text in UNITS[:REGIONS]]
    rows = [
        (f"A{at}", regions[at % REGIONS], f"简称{unit}", word, word, level, "是", "2026-07-01")
        for at, unit in enumerate(units)
        for word in [disguise([*injections()][at])]
        for level in ["不满意" if at % 3 else "非常满意"]
    ]
    bad = [(f"-{at}/1+1", regions[0], units[0], "甲", "乙", "", "是", "2026-07-01") for at in "12"]
    _write(data / disguise_file(disguise), [_RECORDS, *rows, *bad])
    sheet = [[f"X{cells[0]}", *cells[1:]] for cells in rows[:40]]
    write_workbook(
        data / "evaluations_2.xlsx",
        {_HOSTILE_SHEET: [list(_RECORDS), *([_sheet_text(c) for c in row] for row in sheet)]},
    )


def disguise_file(disguise: Disguise) -> str:
    """Return the name of the file of records."""
    return _HOSTILE_FILE if disguise is as_they_are else "evaluations_1.csv"


def _sheet_text(cell: str) -> str:
    """Return a cell without the controls that XML cannot hold."""
    return "".join(c for c in cell if c >= " " or c in "\t\n") if cell in CONTROLS else cell


def _write(path: Path, rows: Iterable[Sequence[object]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), "utf-8", newline="")


def _dump(path: Path, values: object) -> None:
    path.write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), "utf-8")
