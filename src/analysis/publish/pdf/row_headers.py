"""Marks the first cell of each table row as that row's header, which Typst cannot do.

A screen reader then says the region before each of its figures. The file stays PDF/UA-1:
every header cell has an ID that stands in the tree of IDs (ISO 32000-1, 14.7.2 and 14.8.5.7).
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pikepdf import Array, Dictionary, Name, NameTree, Object, ObjectStreamMode, Pdf, String

# Typst writes its own header cells as U1x0y0; another prefix cannot clash with them.
_ID_PREFIX = "row-header-"


def with_row_headers(pdf: bytes) -> bytes:
    """Return a tagged PDF with row headers; the same input gives the same bytes."""
    with Pdf.open(BytesIO(pdf)) as file:
        structure = file.Root.StructTreeRoot
        rows = [row for row in _elements(structure, "/TR") if _is_body_row(row)]
        for number, row in enumerate(rows, start=1):
            _mark(row, f"{_ID_PREFIX}{number}", NameTree(structure.IDTree))
        target = BytesIO()
        file.save(
            target,
            deterministic_id=True,
            object_stream_mode=ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
    return target.getvalue()


def _elements(element: Object, role: str) -> Iterator[Object]:
    """Yield the structure elements with a role below an element, in reading order."""
    for child in _children(element):
        if child.get("/S") == role:
            yield child
        yield from _elements(child, role)


def _children(element: Object) -> list[Object]:
    """Return the child elements; marked content and objects stand among them, without a role."""
    kids = element.get("/K", Array())
    listed = kids if isinstance(kids, Array) else [kids]
    return [kid for kid in listed if isinstance(kid, Dictionary) and "/S" in kid]


def _is_body_row(row: Object) -> bool:
    return bool(row.P.S == "/TBody")


def _mark(row: Object, identity: str, identities: NameTree) -> None:
    header, *cells = _children(row)
    header.S = Name.TH
    header.ID = String(identity)
    _table_attributes(header).Scope = Name.Row
    identities[identity] = header
    for cell in cells:
        # Typst lists each cell's column headers; where a list is given, scope is not looked at.
        _table_attributes(cell).Headers.append(String(identity))


def _table_attributes(cell: Object) -> Object:
    return next(attributes for attributes in cell.A if attributes.O == "/Table")
