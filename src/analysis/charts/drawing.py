"""How every chart is drawn: one style, one font, colours, SVG with equal bytes for equal facts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import StringIO
from pathlib import Path

import matplotlib.style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.text import Text

from analysis.charts.chart import NO_DATA, Chart
from analysis.charts.compact import compact
from analysis.fonts import SANS, SANS_FAMILY, require_glyphs

_STYLE = Path(__file__).with_name("bulletin.mplstyle")
# As wide as the text of an A4 page with margins of 28 and 26 mm.
WIDE_INCHES = 6.15
# At this width text keeps its size on the screen of a phone.
NARROW_INCHES = 3.4

# Told apart by colour-blind readers and in grey print; all marks have 3:1 against white or more.
NOW = "#1f4e79"
BEFORE = "#7d97b3"
OTHERS = "#8695a6"
WARNING = "#b5452c"
RULE = "#59626d"
# Small print of less weight; 4.5:1 or more, as text needs.
MUTED = "#59626d"


@contextmanager
def bulletin_style() -> Iterator[None]:
    """Draw and save in the bulletin's style (also a decorator); global settings come back after."""
    _register_font()
    with matplotlib.style.context([_STYLE, {"font.family": SANS_FAMILY}]):
        yield


@cache
def _register_font() -> None:
    fontManager.addfont(SANS)


def new_axes(width_inches: float, height_inches: float) -> tuple[Figure, Axes]:
    """Return a figure with one pair of axes, apart from pyplot's state."""
    figure = Figure(figsize=(width_inches, height_inches))
    return figure, figure.subplots()


def empty_chart(kind: str, subject: str) -> Chart:
    """Return a chart that says that there is nothing to show of its subject."""
    nothing = f"{subject}，{NO_DATA}"
    wide, narrow = (to_svg(_empty_figure(width)) for width in (WIDE_INCHES, NARROW_INCHES))
    return Chart(wide, f"{kind}：{nothing}。", nothing, narrow=narrow)


def _empty_figure(width_inches: float) -> Figure:
    figure, axes = new_axes(width_inches, 0.6)
    axes.set_axis_off()
    axes.text(0.5, 0.5, NO_DATA, ha="center", va="center", transform=axes.transAxes)
    return figure


def to_svg(figure: Figure) -> str:
    """Return the figure as an <svg> element without clock or version; ExportError on a glyph."""
    require_glyphs("".join(text.get_text() for text in figure.findobj(Text)))
    written = StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(written, format="svg", metadata=nothing)
    # The prolog names a DTD on the network; an <img> needs neither.
    document = written.getvalue()
    return compact(document[document.index("<svg") :])
