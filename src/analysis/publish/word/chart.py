"""A chart as a picture: Word reads SVG only since 2019, and WPS not everywhere."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import cast

import typst
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph

from analysis.errors import ExportError
from analysis.publish.blocks import Figure

TEMPLATE = Path(__file__).parent / "templates" / "chart.typ"

# Sharp in print; a chart of the width of the page then takes some 40 KB.
_PIXELS_PER_INCH = 300

_WIDTH = Mm(156)
# Leaves room on the page for the title and the note.
_HIGHEST = Mm(190)

# Some programs add a distance of their own where a picture names none, and push it off the page.
_SIDES = ("T", "B", "L", "R")


def add_chart(paragraph: Paragraph, figure: Figure) -> None:
    """Add a chart as wide as the page, with its text alternative (ExportError: no valid SVG)."""
    picture = paragraph.add_run().add_picture(BytesIO(_png(figure)), width=_WIDTH)
    if picture.height > _HIGHEST:
        picture.width, picture.height = Length(_WIDTH * _HIGHEST // picture.height), _HIGHEST
    for side in _SIDES:
        picture._inline.set(f"dist{side}", "0")
    about = picture._inline.docPr
    about.set("name", f"图{about.id}")
    about.set("descr", figure.alt)
    if figure.title:
        about.set("title", figure.title)


def _png(figure: Figure) -> bytes:
    try:
        drawn = _compiler().compile(
            sys_inputs={"svg": figure.svg}, format="png", ppi=_PIXELS_PER_INCH
        )
    except typst.TypstError as error:
        named = figure.title or figure.alt
        raise ExportError(f"图“{named}”无法转成图片：{error.message}") from error
    return cast("bytes", drawn)


@cache
def _compiler() -> typst.Compiler:
    """Return the compiler without fonts: the words of a chart are paths."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    return typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=fonts)
