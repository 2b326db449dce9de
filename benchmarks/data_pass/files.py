"""Record batches to files: Parquet as the sample's, CSV in any encoding, a sheet of Excel."""

from __future__ import annotations

import codecs
import zipfile
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

Batches = Iterable[pa.RecordBatch]

_SHEET = "xl/worksheets/sheet1.xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>
<Override PartName="/{_SHEET}" ContentType="{_TYPE}.worksheet+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>
</Relationships>""",
    "xl/workbook.xml": f"""<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">
<sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
</Relationships>""",
}


def write_parquet(batches: Batches, path: Path) -> None:
    """Write zstd Parquet, a row group a batch, plain text columns as in a city's export."""
    first, every = _peeked(batches)
    words = [field.name for field in first.schema if pa.types.is_dictionary(field.type)]
    with pq.ParquetWriter(
        path, first.schema, compression="zstd", use_dictionary=words, store_schema=False
    ) as writer:
        for batch in every:
            writer.write_batch(batch)


def write_csv(batches: Batches, path: Path, encoding: str) -> None:
    """Write comma-separated text without quotes, as platforms export it."""
    first, every = _peeked(_as_text(batch) for batch in batches)
    dialect = pa_csv.WriteOptions(quoting_style="none")
    with (
        path.open("wb") as target,
        codecs.EncodedFile(target, "utf-8", encoding) as encoded,
        pa_csv.CSVWriter(encoded, first.schema, write_options=dialect) as writer,
    ):
        for batch in every:
            writer.write_batch(batch)


def write_xlsx(batches: Batches, path: Path) -> None:
    """Write one sheet, every cell as inline text with its reference, as Java libraries do."""
    first, every = _peeked(_as_text(batch) for batch in batches)
    header = pa.record_batch([[name] for name in first.schema.names], first.schema.names)
    written = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as workbook:
        for name, content in _PARTS.items():
            workbook.writestr(name, content)
        with workbook.open(_SHEET, "w", force_zip64=True) as sheet:
            # They cannot know the size beforehand, and so state A1.
            start = f'<worksheet xmlns="{_MAIN}"><dimension ref="A1"/><sheetData>'
            sheet.write(start.encode())
            for batch in chain([header], every):
                sheet.write(_sheet_rows(batch, written + 1))
                written += batch.num_rows
            sheet.write(b"</sheetData></worksheet>")


def _peeked(batches: Batches) -> tuple[pa.RecordBatch, Batches]:
    every = iter(batches)
    first = next(every)
    return first, chain([first], every)


def _as_text(batch: pa.RecordBatch) -> pa.RecordBatch:
    return pa.record_batch([_text(column) for column in batch.columns], batch.schema.names)


def _text(column: pa.Array) -> pa.Array:
    if pa.types.is_timestamp(column.type):
        return pc.strftime(column.cast(pa.timestamp("s")), format="%Y-%m-%d %H:%M:%S")
    return column.cast(pa.string())


def _sheet_rows(batch: pa.RecordBatch, first: int) -> bytes:
    """Return a batch as rows of a sheet; no text of the city needs an escape."""
    numbers = pa.array(range(first, first + batch.num_rows)).cast(pa.string())
    parts = ['<row r="', numbers, '">']
    for letter, column in zip("ABCDEFGHIJ", batch.columns, strict=True):
        cell = pc.binary_join_element_wise(
            f'<c r="{letter}', numbers, '" t="inlineStr"><is><t>', column, "</t></is></c>", ""
        )
        parts.append(cell.fill_null(""))
    rows = pc.binary_join_element_wise(*parts, "</row>", "")
    return "".join(rows.to_pylist()).encode()
