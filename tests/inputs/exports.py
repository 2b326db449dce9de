"""What a small invented city exports, and how its files are written."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from analysis.params.blocks import Reading
from analysis.quarter import Quarter
from analysis.roster import Roster, Unit

Cell = str | int | float

QUARTER = Quarter(2026, 3)
ROSTER = Roster(
    ("市本级", "东城区"),
    (
        Unit("临江市民政局", "市本级"),
        Unit("临江市税务局", "市本级", ("临江税务",)),
        Unit("东城区市监局", "东城区"),
    ),
)
HEADERS = "评价编号,区域,单位,事项名称,评价渠道,满意度,主动评价,评价时间"
RECORD = {
    "评价编号": "E1",
    "区域": "市本级",
    "单位": "临江市税务局",
    "事项名称": "申报",
    "评价渠道": "窗口",
    "满意度": "满意",
    "主动评价": "是",
    "评价时间": "2026-07-15 10:00:00",
}

_PARTS = {
    "[Content_Types].xml": """<Types xmlns="http://schemas.openxmlformats.org/package/2006/\
content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.\
relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.\
openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override \
PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.\
spreadsheetml.worksheet+xml"/></Types>""",
    "_rels/.rels": """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/\
relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/\
relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/workbook.xml": """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/\
main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>\
<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": """<Relationships xmlns="http://schemas.openxmlformats.org/\
package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/\
officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""",
}


def reading(**declared: object) -> Reading:
    """How params say that inputs are read: everything may be rejected, nothing is declared."""
    usual = {"best_code": None, "time_zone": "Asia/Shanghai", "max_rejected_percent": 100}
    return Reading.model_validate({**usual, **declared})


def record(**changed: str) -> dict[str, str]:
    """A valid evaluation record, some of its cells changed."""
    return {**RECORD, **changed}


def csv(*records: Mapping[str, str], headers: str = HEADERS) -> str:
    """Records as CSV text under the given headers; a cell that a record lacks is empty."""
    names = headers.split(",")
    return "\n".join([headers, *(",".join(r.get(n, "") for n in names) for r in records), ""])


def write_xlsx(path: Path, rows: Sequence[Sequence[Cell]]) -> None:
    """Write rows to the first sheet of a workbook: text inline, numbers as numbers."""
    lines = "".join(f"<row>{''.join(_cell(cell) for cell in row)}</row>" for row in rows)
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{lines}</sheetData></worksheet>"
    )
    with zipfile.ZipFile(path, "w") as workbook:
        for name, content in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            workbook.writestr(name, content)


def _cell(value: Cell) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"
