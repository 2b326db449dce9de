"""A workbook's own XML: its sheets, and the cells at their tops; the bulk is for fastexcel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, reduce
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

import fastexcel

from analysis.inputs.readers.damage import workbook_errors

# A sheet has no more columns: the last is XFD.
COLUMNS = 16_384


@dataclass(frozen=True)
class Cell:
    """A cell that holds something: its column from A as 0, and its content.

    The content of one that is `shared` is the place of its text among the workbook's texts.
    """

    column: int
    content: str
    shared: bool


@dataclass(frozen=True)
class Workbook:
    """An .xlsx file; InputsError wherever it cannot be read."""

    path: Path

    @cached_property
    def sheets(self) -> Mapping[str, str]:
        """Name -> part of the archive, of each sheet with cells, hidden ones included."""
        parts = {
            link.get("Id"): _in_archive(link.get("Target", ""))
            for link in self._links
            if link.get("Type", "").endswith("/worksheet")
        }
        named = {}
        for sheet in self._elements("xl/workbook.xml", "sheet"):
            part = next((parts.get(id_) for key, id_ in sheet.items() if key.endswith("}id")), None)
            if part:
                named[sheet.get("name", "")] = part
        return named

    @cached_property
    def reader(self) -> fastexcel.ExcelReader:
        """The file as fastexcel opens it, with its texts read once for all sheets."""
        with workbook_errors(self.path):
            return fastexcel.read_excel(self.path)

    @contextmanager
    def part(self, name: str) -> Iterator[IO[bytes]]:
        """Open a part of the archive."""
        with workbook_errors(self.path), ZipFile(self.path) as archive, archive.open(name) as part:
            yield part

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the rows of a sheet in which a cell holds something, with their numbers."""
        number = 0
        for row in self._elements(self.sheets[sheet], "row"):
            number = int(row.get("r", number + 1))
            if cells := [*_cells(row)]:
                yield number, cells

    def texts(self) -> Iterator[str]:
        """Yield the texts that are kept apart from the sheets."""
        if self.texts_part:
            yield from map(_text_of, self._elements(self.texts_part, "si"))

    @cached_property
    def texts_part(self) -> str | None:
        """The part of the archive that keeps texts for all sheets, where there is one."""
        targets = (link for link in self._links if link.get("Type", "").endswith("/sharedStrings"))
        return next((_in_archive(link.get("Target", "")) for link in targets), None)

    @cached_property
    def _links(self) -> list[dict[str, str]]:
        relationships = self._elements("xl/_rels/workbook.xml.rels", "Relationship")
        return [dict(link.items()) for link in relationships]

    def _elements(self, part: str, tag: str) -> Iterator[Element]:
        """Yield the elements of a name, whole; each is gone when the next is asked for."""
        above: list[Element] = []
        with self.part(part) as content:
            # Expat itself refuses entities that grow beyond bounds.
            for event, element in iterparse(content, ("start", "end")):  # noqa: S314
                if event == "start":
                    above.append(element)
                    continue
                above.pop()
                if _name(element) == tag:
                    yield element
                    above[-1].clear()


def _in_archive(target: str) -> str:
    """Return where a part lies: targets are written from the root or from xl/."""
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _cells(row: Element) -> Iterator[Cell]:
    column = -1
    for element in row:
        place = element.get("r")
        column = column_of(place) if place else column + 1
        if content := _content(element):
            yield Cell(column, content, shared=element.get("t") == "s")


def column_of(place: str) -> int:
    """Return the column of a place such as AB12, from A as 0; ValueError if Excel has none such."""
    letters = place.rstrip("0123456789")
    column = reduce(lambda before, letter: before * 26 + ord(letter) - 64, letters, 0) - 1
    if not 0 <= column < COLUMNS:
        raise ValueError(place)
    return column


def _content(cell: Element) -> str:
    """Return what a cell holds: its value, or its text where that stands in the sheet itself."""
    for part in cell:
        if _name(part) == "v":
            return part.text or ""
        if _name(part) == "is":
            return _text_of(part)
    return ""


def _text_of(element: Element) -> str:
    """Return a text without how it is pronounced; it may be in several runs."""
    parts = []
    for part in element:
        if _name(part) == "t":
            parts.append(part.text or "")
        elif _name(part) == "r":
            parts.append(_text_of(part))
    return "".join(parts)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
