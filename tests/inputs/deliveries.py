"""A quarter's evaluations as several offices deliver them, kept as a model that can be damaged."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from analysis.errors import BulletinError
from analysis.inputs.delivered import Inputs
from analysis.inputs.kept_evaluations import Evaluations
from tests.inputs.exports import QUARTER, ROSTER, reading
from tests.inputs.readers.workbooks import Cell, write_workbook
from tests.inputs.reading import evaluations_of

Row = list[str]

# Encoding and delimiter of the text forms.
TEXT_FORMS: Mapping[str, tuple[str, str]] = {
    "utf-8": ("utf-8", ","),
    "gb18030": ("gb18030", "\t"),
    "utf-16": ("utf-16", ";"),
}
FORMS = (*TEXT_FORMS, "xlsx", "parquet")


@dataclass
class Table:
    """One table: rows above the header, the header, the rows; a row [] is an empty line."""

    headers: Row
    rows: list[Row]
    sheet: str = ""
    titles: list[Row] = field(default_factory=list)

    @property
    def lines(self) -> list[Row]:
        """Every row as it stands in the file."""
        return [*self.titles, self.headers, *self.rows]


@dataclass
class File:
    """A file of one form; only a workbook has several tables."""

    name: str
    form: str
    tables: list[Table]

    def called(self, table: Table) -> str:
        """Return what messages call a table."""
        return f"{self.name}［{table.sheet}］" if self.form == "xlsx" else self.name

    def row_number(self, table: Table, place: int) -> int:
        """Return the row that a spreadsheet would show for a place in `rows`."""
        return place + (1 if self.form == "parquet" else len(table.titles) + 2)

    def write(self, folder: Path) -> None:
        """Write the file into a folder."""
        path = folder / self.name
        if self.form == "xlsx":
            sheets: dict[str, Sequence[Sequence[Cell]]] = {t.sheet: t.lines for t in self.tables}
            write_workbook(path, sheets)
        elif self.form == "parquet":
            (table,) = self.tables
            pd.DataFrame(table.rows, columns=table.headers, dtype="str").to_parquet(path)
        else:
            path.write_bytes(_text(self.tables[0].lines, *TEXT_FORMS[self.form]))


def _text(lines: list[Row], encoding: str, delimiter: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode(encoding)


Delivery = list[File]
HEADERS = ("评价编号", "区域", "单位", "事项名称", "评价渠道", "满意度", "主动评价", "评价时间")
_PLACES = (("市本级", "临江市民政局"), ("市本级", "临江税务"), ("东城区", "东城区市监局"))
_WORDS = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
_FREE = (("登记", "窗口"), ('"急"件、换证', "网上"), ("申报\n（加急）", "窗口"))


def record(number: int) -> dict[str, str]:
    """Return a record of its own, with quotes, line breaks and personal columns here and there."""
    region, unit = _PLACES[number % 3]
    item, channel = _FREE[number % 3 if number % 2 else 0]
    return {
        "评价编号": f"PJ{number:04}",
        "区域": region,
        "单位": unit,
        "事项名称": item,
        "评价渠道": channel,
        "满意度": _WORDS[number % 5],
        "主动评价": ("是", "否", "TRUE")[number % 3],
        "评价时间": f"2026-{7 + number % 3:02}-{1 + number % 28:02} 10:{number % 60:02}:00",
        "申请人姓名": "赵某",
        "数量": str(1 + number % 4),
    }


def table(numbers: range, headers: Sequence[str] = HEADERS, sheet: str = "") -> Table:
    """Return a table of the records with these numbers."""
    rows = [[record(number)[header] for header in headers] for number in numbers]
    return Table(list(headers), rows, sheet)


def whole_delivery() -> Delivery:
    """Five files of all forms, 34 records, each with another order of columns."""
    counted = (*HEADERS[1:4], "申请人姓名", *HEADERS[4:], "数量")
    sheets = [table(range(18, 23), sheet="7月"), table(range(23, 28), counted, sheet="8月")]
    for sheet in sheets:
        sheet.titles = [["二〇二六年第三季度评价明细"], []]
    return [
        File("evaluations_1市级.csv", "utf-8", [table(range(7), (*HEADERS, "申请人姓名"))]),
        File("evaluations_2东城.csv", "gb18030", [table(range(7, 13), HEADERS[::-1])]),
        File("evaluations_3税务.csv", "utf-16", [table(range(13, 18), counted)]),
        File("evaluations_4平台.xlsx", "xlsx", sheets),
        File("evaluations_5大厅.parquet", "parquet", [table(range(28, 34))]),
    ]


def read(
    delivery: Delivery,
    damage: Callable[[Path], None] = lambda _: None,
    **declared: object,
) -> Evaluations | BulletinError:
    """Write a delivery, damage its folder, read it; what stops the run is returned.

    Keywords are what params declare. Any other exception is no way to stop.
    """
    with TemporaryDirectory() as place:
        folder = Path(place, "data")
        folder.mkdir()
        for file in delivery:
            file.write(folder)
        damage(folder)
        inputs = Inputs(folder, QUARTER, ROSTER, reading(**declared), ("evaluations",))
        try:
            return evaluations_of(inputs, Path(place))
        except BulletinError as stopped:
            return stopped


def copy(delivery: Delivery) -> Delivery:
    """Return a delivery that can be damaged without the first."""
    return deepcopy(delivery)
