"""What must become of a delivery, by a plain walk through its model: no SQL, no code of ours."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tests.inputs.deliveries import Delivery, File, Table
from tests.inputs.exports import QUARTER, ROSTER

# Where a row stands: name of its table, row as a spreadsheet counts.
Place = tuple[str, int]

_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("评价编号", "evaluation_id"),
    "region": ("区域", "region", "行政区划", "区划"),
    "unit": ("单位", "unit", "单位名称", "部门"),
    "item": ("事项名称", "item", "事项"),
    "channel": ("评价渠道", "channel", "渠道"),
    "level": ("满意度", "satisfaction", "评价等级", "满意度等级"),
    "active": ("主动评价", "active", "是否主动评价"),
    "time": ("评价时间", "evaluated_at"),
    "count": ("数量", "count"),
}
_WORDS = ("region", "unit", "level", "active")
_LEVELS = {
    "非常满意": "very_satisfied",
    "满意": "satisfied",
    "基本满意": "basically_satisfied",
    "不满意": "dissatisfied",
    "非常不满意": "very_dissatisfied",
}
_ACTIVE = {"是": True, "true": True, "1": True, "否": False, "false": False, "0": False}
_TOTALS = ("合计", "总计", "小计", "共计")
_DATES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M", "%Y%m%d%H%M%S")
_DAY_FIRST = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}.*")
HIDDEN = "（疑似个人信息，不显示）"
_YEAR_FIRST = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}( .*)?")


@dataclass
class Expected:
    """What must come out: the cube, rejects and rows set aside, or the places that stop it."""

    cube: Counter[tuple[object, ...]] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    counted: Counter[str] = field(default_factory=Counter)
    aside: Counter[tuple[str, str]] = field(default_factory=Counter)
    rejects: list[tuple[str, int, str]] = field(default_factory=list)
    low: Counter[tuple[str, str]] = field(default_factory=Counter)
    stops: set[Place] = field(default_factory=set)


def expected(delivery: Delivery) -> Expected:
    """Walk through a delivery, file by file, as the data dictionary says."""
    out, seen = Expected(), set[str]()
    for file in sorted(delivery, key=lambda one: one.name):
        for table in file.tables:
            for place, row in _records(file, table):
                out.read[place[0]] += 1
                _walk(out, seen, place, _cells(file, table, row))
    return out


def _records(file: File, table: Table) -> Iterator[tuple[Place, list[str]]]:
    for number, row in enumerate(table.rows):
        if any(row) or file.form == "parquet":
            yield (file.called(table), file.row_number(table, number)), row


def _cells(file: File, table: Table, row: list[str]) -> dict[str, str] | None:
    """Return the cells by name; None where a row of text has more or fewer than the header."""
    if len(row) != len(table.headers) and file.form not in {"xlsx", "parquet"}:
        return None
    titles = [_plain(title) for title in table.headers]
    padded = [*row, *[""] * len(titles)]
    found = {
        name: padded[titles.index(title)]
        for name, names in _NAMES.items()
        for title in map(_plain, names)
        if title in titles
    }
    found["blank"] = "" if any(found.values()) or file.form == "parquet" else "blank"
    found["header"] = "header" if _is_header(found, table) else ""
    found["total"] = "total" if _is_total(found, file) else ""
    return found


def _is_header(cells: Mapping[str, str], table: Table) -> bool:
    titles = {*table.headers, *(title for names in _NAMES.values() for title in names)}
    return sum(cells[name].strip() in titles for name in (*_WORDS, "item", "channel")) >= 3


def _is_total(cells: Mapping[str, str], file: File) -> bool:
    words = [cells["region"], cells["unit"]]
    if file.form != "parquet":
        words.append(cells.get("id", ""))
    return any(_plain(word).rstrip(":").endswith(_TOTALS) for word in words)


def _walk(out: Expected, seen: set[str], place: Place, cells: dict[str, str] | None) -> None:
    if cells is None:
        out.rejects.append((*place, "malformed_row"))
        return
    verdict, cell, count = _judged(cells)
    number = _spaced(unicodedata.normalize("NFKC", _seen(cells.get("id", ""))))
    if verdict == "stop" or (verdict == "counted" and count is None):
        out.stops.add(place)
    elif verdict in {"blank_row", "total_row"}:
        out.aside[place[0], verdict] += 1
    elif verdict != "counted" or number in seen:
        out.rejects.append((*place, "repeated_id" if verdict == "counted" else verdict))
    else:
        seen |= {number} - {""}
        out.cube[cell] += count or 0
        out.counted[place[0]] += 1
        if cell[5] in {"basically_satisfied", "dissatisfied", "very_dissatisfied"}:
            out.low[kept_id(number), str(cell[5])] += 1


def _judged(cells: Mapping[str, str]) -> tuple[str, tuple[object, ...], int | None]:
    """Return what becomes of a row by itself, its cell of the cube, and what it stands for."""
    marks = {"header": "stop", "blank": "blank_row", "total": "total_row"}
    verdict = next((marks[mark] for mark in marks if cells[mark]), None)
    moment = _moment(cells["time"])
    if verdict or isinstance(moment, str):
        return verdict or str(moment), (), None
    if not QUARTER.start <= moment.date() < QUARTER.end:
        return "outside_quarter", (), None
    if missing := [name for name in _WORDS if not _plain(cells[name])]:
        return f"missing_{missing[0]}", (), None
    meant = [_MEANINGS[name].get(_plain(cells[name])) for name in _WORDS]
    if None in meant:
        return "stop", (), None
    region, unit, level, active = meant
    free = (_spaced(cells["item"]), _spaced(cells["channel"]))
    return "counted", (moment.month, region, unit, *free, level, active), _count(cells)


def _plain(word: str) -> str:
    """Return a word without spaces and what is not seen, in half-width characters."""
    narrow = unicodedata.normalize("NFKC", word).casefold()
    return "".join(c for c in narrow if not c.isspace() and c not in "\u200b\ufeff")


def _seen(text: str) -> str:
    return text.replace("\u200b", "").replace("\ufeff", "")


def _spaced(text: str) -> str:
    return " ".join(_seen(text).split())


def kept_id(number: str) -> str:
    """Return an id as it is kept: one with 汉字 or blanks is none, but a cell that slipped."""
    return number if not number or re.fullmatch(r"[0-9A-Za-z_./:#-]+", number) else HIDDEN


def _moment(text: str) -> datetime | str:
    plain = _spaced(_seen(unicodedata.normalize("NFKC", text)))
    if not plain:
        return "missing_time"
    for form in _DATES:
        try:
            return datetime.strptime(plain, form)  # noqa: DTZ007 - the clock of the city
        except ValueError:
            continue
    if _DAY_FIRST.fullmatch(plain):
        return "stop"
    return "no_such_time" if _YEAR_FIRST.fullmatch(plain) else "unreadable_time"


def _count(cells: Mapping[str, str]) -> int | None:
    """Return how many evaluations a row stands for; None where the cell says no such number."""
    if "count" not in cells:
        return 1
    plain = unicodedata.normalize("NFKC", cells["count"]).strip("\u200b\ufeff \u00a0")
    whole = re.fullmatch(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.0+)?", plain)
    number = int(whole[1].replace(",", "")) if whole else 0
    return number if 0 < number < 10**7 else None


_MEANINGS: Mapping[str, Mapping[str, object]] = {
    "region": {_plain(name): name for name in ROSTER.regions},
    "unit": {
        _plain(word): unit.name for unit in ROSTER.units for word in (unit.name, *unit.aliases)
    },
    "level": _LEVELS,
    "active": _ACTIVE,
}
