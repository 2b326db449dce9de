"""Ledgers of the invented city, and the many ways in which people write one and the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from analysis.inputs.columns import KINDS
from analysis.inputs.totals import COUNTS
from tests.inputs.exports import QUARTER
from tests.inputs.readers.workbooks import Cell, write_workbook

Row = dict[str, str]

UNITS = ("临江市民政局", "临江市税务局", "东城区市监局")
PEOPLE = ("王一", "欧阳修", "司马光", "李二")
START = datetime.combine(QUARTER.start, datetime.min.time())
DAYS = (QUARTER.end - QUARTER.start).days
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
_SERIAL_START = datetime.fromisoformat("1899-12-30")
_WIDE = {ord("0") + digit: ord("０") + digit for digit in range(10)}
_WIDE_SIGNS = str.maketrans({"-": "－", ":": "：", " ": "\u3000"})


def _count(low: int = 0) -> st.SearchStrategy[str]:
    return st.integers(low, 30_000).map(str)


def _moment() -> st.SearchStrategy[datetime]:
    return st.integers(0, DAYS * 86_400 - 1).map(lambda seconds: START + timedelta(seconds=seconds))


@st.composite
def _hall(draw: st.DrawFn) -> list[Row]:
    rows = []
    for unit in draw(st.lists(st.sampled_from(UNITS), unique=True, max_size=3)):
        tickets, online = draw(st.integers(0, 30_000)), draw(st.integers(0, 30_000))
        counts = {
            "tickets": tickets,
            "cases": draw(st.integers(0, 2_000_000)),
            "onsite_active": draw(st.integers(0, tickets)),
            "online_cases": online,
            "online_active": draw(st.integers(0, online)),
        }
        rows.append({"unit": unit, **{name: str(count) for name, count in counts.items()}})
    return rows


@st.composite
def _order(draw: st.DrawFn) -> Row:
    issued = draw(_moment())
    resolved = draw(st.none() | st.integers(0, 40).map(lambda days: issued + timedelta(days=days)))
    return {
        "evaluation_id": draw(st.sampled_from(["PJ-1", "PJ-2"])),
        "unit": draw(st.sampled_from(UNITS)),
        "issued_at": str(issued),
        "due_at": str(issued + timedelta(days=draw(st.integers(0, 20)))),
        "resolved_at": str(resolved) if resolved else "",
        "finding": draw(st.sampled_from(["属实", "误评", "恶意差评"])) if resolved else "",
    }


# Rows of each kind in the plainest writing, under the names of the code.
LEDGERS: Mapping[str, st.SearchStrategy[list[Row]]] = {
    "hall": _hall(),
    "service_stars": st.lists(
        st.fixed_dictionaries(
            {
                "month": st.sampled_from([f"2026-{month:02d}" for month in QUARTER.months]),
                "name": st.sampled_from(PEOPLE),
                "unit": st.sampled_from(UNITS),
            }
        ),
        max_size=4,
    ),
    "supervision_orders": st.lists(_order(), max_size=4).map(
        lambda rows: [{"order_id": f"D-{place}", **row} for place, row in enumerate(rows)]
    ),
    "commendations": st.lists(
        st.fixed_dictionaries(
            {
                "date": _moment().map(lambda moment: f"{moment:%Y-%m-%d}"),
                "kind": st.sampled_from(["锦旗", "感谢信", "表扬"]),
                "unit": st.sampled_from(UNITS),
                "staff": st.sampled_from(["", *PEOPLE]),
                "times": _count(low=1),
            }
        ),
        max_size=4,
    ),
}


@dataclass(frozen=True)
class Style:
    """How a file is written: the order of its dates, and whether Excel holds numbers in it."""

    order: str
    sheet: bool


def _as_count(text: str, style: Style) -> list[Cell]:
    wide, number = text.translate(_WIDE), [int(text), float(text)] if style.sheet else []
    return [text, f"{int(text):,}", f"{text}.0", wide, f" {text}\u00a0", *number]


def _as_unit(text: str, _: Style) -> list[Cell]:
    alias = ["临江税务"] if text == "临江市税务局" else []
    return [text, f"\u3000{text} ", f"{text[:3]} {text[3:]}", *alias]


def _as_month(text: str, style: Style) -> list[Cell]:
    year, month = text.split("-")
    wide = f"{year}年{int(month)}月".translate(_WIDE)
    serial = [_serial(datetime.fromisoformat(f"{text}-01"))] if style.sheet else []
    forms = [f"{year}/{int(month)}", wide, f"{int(month)}月", f"{year}{month}", f"{text}-01"]
    return [text, *forms, *serial]


def _as_moment(text: str, style: Style) -> list[Cell]:
    if not text:
        return ["", " ", None] if style.sheet else ["", " "]
    moment = datetime.fromisoformat(text)
    day = f"{moment.year}年{moment.month}月{moment.day}日"
    clock = f" {moment:%H:%M:%S}" if ":" in text else ""
    forms = [
        text,
        text.replace("-", "/"),
        f"{moment.year}.{moment.month}.{moment.day}{clock}",
        day + clock,
        text.translate(_WIDE).translate(_WIDE_SIGNS),
        f"{moment:%Y%m%d%H%M%S}" if clock else f"{moment:%Y%m%d}",
        f"{text}+08:00" if clock else text,
    ]
    last = {"dmy": f"{moment:%d/%m/%Y}{clock}", "mdy": f"{moment:%m/%d/%Y}{clock}"}
    serial = [_serial(moment), moment] if style.sheet else []
    return [*forms, *([last[style.order]] if style.order in last else []), *serial]


def _serial(moment: datetime) -> float:
    passed = moment - _SERIAL_START
    return passed.days + passed.seconds / 86_400


def _as_word(text: str, _: Style) -> list[Cell]:
    return [text, f" {text}", " ".join(text)]


def _as_id(text: str, _: Style) -> list[Cell]:
    return [text, text.translate(_WIDE).translate(_WIDE_SIGNS), f"{text}\u00a0"]


_WRITERS: Mapping[str, Callable[[str, Style], list[Cell]]] = {
    **dict.fromkeys((*COUNTS["hall"], *COUNTS["commendations"]), _as_count),
    **dict.fromkeys(("date", "issued_at", "due_at", "resolved_at"), _as_moment),
    **dict.fromkeys(("kind", "finding", "name", "staff"), _as_word),
    **dict.fromkeys(("order_id", "evaluation_id"), _as_id),
    "unit": _as_unit,
    "month": _as_month,
}


@dataclass(frozen=True)
class Disguise:
    """A file of a ledger: how it is written, and its lines, the header first."""

    style: Style
    encoding: str
    delimiter: str
    title: bool
    lines: list[list[Cell]]

    def write(self, folder: Path, kind: str) -> None:
        """Write the file into a folder."""
        if self.style.sheet:
            title: list[list[Cell]] = [["二〇二六年第三季度"], []] if self.title else []
            write_workbook(folder / f"{kind}.xlsx", {"明细": [*title, *self.lines]})
            return
        text = io.StringIO()
        csv.writer(text, delimiter=self.delimiter).writerows(self.lines)
        (folder / f"{kind}.csv").write_bytes(text.getvalue().encode(self.encoding))


@st.composite
def disguises(draw: st.DrawFn, kind: str, rows: Sequence[Row]) -> Disguise:
    """Draw another writing of the same ledger."""
    style = Style(draw(st.sampled_from(["ymd", "dmy", "mdy"])), draw(st.booleans()))
    columns = draw(st.permutations(KINDS[kind]))
    names = [column.name for column in columns]
    lines = [[draw(st.sampled_from(_WRITERS[n](row[n], style))) for n in names] for row in rows]
    lines = [
        [draw(st.sampled_from(column.headers)) for column in columns],
        *lines,
        *draw(_ending(kind, rows, names)),
    ]
    if draw(st.booleans()):
        lines = [["序号" if place == 0 else place, *line] for place, line in enumerate(lines)]
    return Disguise(
        style,
        encoding=draw(st.sampled_from(ENCODINGS)),
        delimiter=draw(st.sampled_from(",;\t")),
        title=draw(st.booleans()),
        lines=lines,
    )


@st.composite
def _ending(
    draw: st.DrawFn, kind: str, rows: Sequence[Row], names: Sequence[str]
) -> list[list[Cell]]:
    """Draw blank rows, a total and notes, as they come at the end of a sheet."""
    counts = COUNTS.get(kind, {})
    ends: list[Row] = [{}] * draw(st.integers(0, 2))
    if draw(st.booleans()):
        label = draw(st.sampled_from(["合计", "总\u3000计", "全市小计："]))
        summed = {n: str(sum(int(row[n]) for row in rows)) for n in counts if draw(st.booleans())}
        places = ["unit"] if names[0] in counts else ["unit", names[0]]
        ends.append({**summed, draw(st.sampled_from(places)): label})
    if draw(st.booleans()):
        ends += [{}, {names[0]: "填表人：张三"}, {names[-1]: "备注：数据截至季末"}]
    return [[row.get(name, "") for name in names] for row in ends]
