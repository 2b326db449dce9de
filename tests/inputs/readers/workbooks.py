"""Workbooks as Excel writes them: rows and cells with their places, texts kept apart, styles."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

from analysis.inputs.places import column_letter

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Style 1 is a date with a time.
_STYLES = f"""<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/>\
</cellXfs></styleSheet>"""
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001  what Excel counts from has no zone


@dataclass(frozen=True)
class Stored:
    """A cell by its type in the file: `Stored("e", "#N/A")`."""

    type: str
    content: str


Cell = str | int | float | datetime | Stored | None
Rows = Sequence[Sequence[Cell]] | Mapping[int, Sequence[Cell]]


def write_workbook(path: Path, sheets: Mapping[str, Rows], *, left: int = 0) -> None:
    """Write sheets: rows from row 1 on, or by their number; cells from column `left` on.

    None leaves a cell out, as Excel does with all but the first of merged ones.
    """
    texts: dict[str, int] = {}
    parts = {
        f"xl/worksheets/sheet{number}.xml": _sheet(rows, texts, left)
        for number, rows in enumerate(sheets.values(), start=1)
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**_frame(list(sheets)), **parts, **_shared(texts)}.items():
            archive.writestr(name, content)


def _sheet(rows: Rows, texts: dict[str, int], left: int) -> str:
    numbered = rows if isinstance(rows, Mapping) else dict(enumerate(rows, start=1))
    lines = "".join(
        f'<row r="{number}">'
        + "".join(
            _cell(cell, f"{column_letter(left + place)}{number}", texts)
            for place, cell in enumerate(cells)
        )
        + "</row>"
        for number, cells in numbered.items()
    )
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _cell(cell: Cell, place: str, texts: dict[str, int]) -> str:
    match cell:
        case None:
            return ""
        case str():
            return f'<c r="{place}" t="s"><v>{texts.setdefault(cell, len(texts))}</v></c>'
        case Stored("inlineStr", content):
            return f'<c r="{place}" t="inlineStr"><is>{_text(content)}</is></c>'
        case Stored(kind, content):
            return f'<c r="{place}" t="{kind}"><v>{escape(content)}</v></c>'
        case datetime():
            days = (cell - _FIRST_DAY).total_seconds() / 86_400
            return f'<c r="{place}" s="1"><v>{days!r}</v></c>'
    return f'<c r="{place}"><v>{cell}</v></c>'


def _shared(texts: Mapping[str, int]) -> dict[str, str]:
    items = "".join(f"<si>{_text(text)}</si>" for text in texts)
    return {"xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{items}</sst>'}


def _text(text: str) -> str:
    return f'<t xml:space="preserve">{escape(text)}</t>'


def _frame(names: Sequence[str]) -> dict[str, str]:
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="r{number}"/>'
        for number, name in zip(numbers, names, strict=True)
    )
    links = "".join(
        f'<Relationship Id="r{number}" Type="{_OFFICE}/worksheet" '
        f'Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    others = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>'
        for name in ("sharedStrings", "styles")
    )
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_SHEET_TYPE}.{kind}+xml"/>'
        for part, kind in (
            ("workbook", "sheet.main"),
            ("sharedStrings", "sharedStrings"),
            ("styles", "styles"),
            *((f"worksheets/sheet{number}", "worksheet") for number in numbers),
        )
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        f"{others}</Relationships>",
        "xl/styles.xml": _STYLES,
    }
