"""A chart as the bulletin carries it: a picture, and the same in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analysis.facts import Fact, printed

SVG_MIME = "image/svg+xml"
# Known to the bulletin's page alone: a notebook shows the wide drawing.
NARROW_SVG_MIME = "application/vnd.bulletin.narrow+svg"
# What a chart without a single value shows and says.
NO_DATA = "无数据"


@dataclass(frozen=True)
class Chart:
    """A drawn chart: SVG whose text is paths, and what is said of it.

    `title` is the finding in one line, `note` how to read the marks ('' where it is plain),
    `alt` the same chart in words, with its figures. `narrow` is the same chart drawn for the
    screen of a phone; without it a phone shows the wide one, small.
    """

    svg: str
    alt: str
    title: str
    note: str = ""
    narrow: str = ""

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        narrow = {NARROW_SVG_MIME: self.narrow} if self.narrow else {}
        data = {SVG_MIME: self.svg, **narrow, "text/plain": self.alt}
        return data, {SVG_MIME: {"alt": self.alt, "title": self.title, "note": self.note}}


def previous_printed(fact: Fact) -> str:
    """Return the value of the quarter before as printed; '' where none is known."""
    return "" if fact.previous is None else printed(fact.previous, fact.measure.unit)


def stated(fact: Fact) -> str:
    """State a value beside the quarter before, where known: 370件（上季度350件）."""
    before, counter = previous_printed(fact), fact.measure.counter
    return f"{fact}{counter}" + (f"（上季度{before}{counter}）" if before else "")
