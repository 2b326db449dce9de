"""The fonts that set the PDF: the bundled ones, an office's own before them, and no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from analysis.fonts import SANS, SANS_FAMILY, SERIF, SERIF_FAMILY
from analysis.named_fonts import OfficeFonts
from analysis.office_fonts import Face, office_faces, renamed

TEMPLATE = Path(__file__).parent / "templates" / "bulletin.typ"

# What draws each use where the office has no font of its own, or its font lacks a character.
_BUNDLED = {
    "title": SERIF_FAMILY,
    "heading": SANS_FAMILY,
    "subheading": SANS_FAMILY,
    "body": SERIF_FAMILY,
    "table": SANS_FAMILY,
    "number": SERIF_FAMILY,
}


@dataclass(frozen=True)
class Setter:
    """A compiler of the template, and the families to draw each use with, first to last."""

    compiler: typst.Compiler
    families: Mapping[str, list[str]]


@contextmanager
def setter(fonts: OfficeFonts) -> Iterator[Setter]:
    """Give what sets a document in these fonts (ParamsError where one cannot be used)."""
    faces = office_faces(fonts)
    families = {use: _families(use, faces) for use in _BUNDLED}
    if not faces:
        yield Setter(_bundled_compiler(), families)
        return
    with TemporaryDirectory() as folder:
        for use, face in faces.items():
            (Path(folder) / f"{use}{face.path.suffix}").write_bytes(renamed(face, _own(use)))
        yield Setter(_compiler(folder), families)


def _families(use: str, faces: Mapping[str, Face]) -> list[str]:
    # A subheading without a font of its own looks as the headings do.
    source = "heading" if use == "subheading" and use not in faces else use
    own = [_own(source)] if source in faces else []
    return [*own, _BUNDLED[use]]


def _own(use: str) -> str:
    return f"office-{use}"


@cache
def _bundled_compiler() -> typst.Compiler:
    return _compiler()


def _compiler(*folders: str) -> typst.Compiler:
    """Return a compiler with these fonts and the bundled, so that no machine sets differently."""
    paths = [*folders, *sorted({str(SERIF.parent), str(SANS.parent)})]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=fonts)
