"""reports/index.html: every published quarter with its key figures, and how the rates moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from analysis.facts import Measure, Unit
from analysis.publish.blocks import Figure
from analysis.publish.html.blocks import figure_html
from analysis.publish.html.bulletin import FONTS_HERE, TEMPLATES
from analysis.publish.html.glyphs import drawn_text, font_faces
from analysis.publish.site.entry import SiteEntry, SiteFigure
from analysis.publish.site.reports import FORMATS, Published, Reports
from analysis.report_files import HTML
from analysis.trend import LEAST, LONGEST, Line, Trend

# The page says 较上季度 once, above the table.
_AGAINST = "较上季度"
# Where every bulletin is of a version that kept nothing to be listed.
_UNTITLED = "季度通报"


@dataclass(frozen=True)
class Row:
    """A quarter as the page lays it out; `figures` has None where a column is empty.

    `title` is '' where it is the page's own, `figures` None where nothing is known of them.
    """

    name: str
    address: str
    files: dict[str, str]
    published_on: str
    title: str
    figures: tuple[SiteFigure | None, ...] | None


def site_page(found: Reports) -> str:
    """Return the page of all published quarters, one or more; same reports, same bytes."""
    entries = [one.entry for one in found.published if one.entry]
    newest = entries[0] if entries else None
    columns = _columns(entries)
    html = (
        _environment()
        .get_template("index.html.j2")
        .render(
            title=newest.title if newest else _UNTITLED,
            issuer=newest.issuer if newest else "",
            columns=tuple(columns.values()),
            rows=[_row(one, tuple(columns), newest) for one in found.published],
            period=_period(found.published),
            notices=_notices(found.published),
            charts=[*_charts(found.published, columns)],
        )
    )
    # A character that no font has stopped its own publication; here the reader's system draws it.
    fonts = font_faces(drawn_text(html))
    return html.replace(FONTS_HERE, f"<style>\n{fonts}</style>", 1)


def _environment() -> Environment:
    folders = [Path(__file__).with_name("templates"), TEMPLATES / "bulletin_html"]
    return Environment(loader=FileSystemLoader(folders), autoescape=True, trim_blocks=True)


def _columns(entries: Iterable[SiteEntry]) -> dict[str, str]:
    """Return key -> label of every figure, as the newest quarter that has it calls it."""
    columns: dict[str, str] = {}
    for entry in entries:
        for figure in entry.figures:
            columns.setdefault(figure.key, figure.label)
    return columns


def _row(one: Published, keys: Sequence[str], newest: SiteEntry | None) -> Row:
    entry = one.entry
    figures = entry.by_key if entry else {}
    return Row(
        name=one.name,
        address=f"{one.quarter}/{HTML}",
        files={name: f"{one.quarter}/{FORMATS[name]}" for name in one.formats},
        published_on=entry.published_on if entry else "",
        title=entry.title if entry and newest and entry.title != newest.title else "",
        figures=tuple(_shown(figures.get(key)) for key in keys) if entry else None,
    )


def _shown(figure: SiteFigure | None) -> SiteFigure | None:
    change = figure.change.removeprefix(_AGAINST) if figure else ""
    return figure.model_copy(update={"change": change}) if figure else None


def _charts(published: Sequence[Published], columns: Mapping[str, str]) -> Iterator[str]:
    """Yield a chart for each key figure that is a share and known for three quarters or more."""
    if len(published) < LEAST:
        return
    from analysis.charts.trend import trend  # noqa: PLC0415 - it takes a second to load

    newest = published[0].quarter
    span = [quarter for quarter in newest.last(LONGEST) if quarter >= published[-1].quarter][::-1]
    entries = {one.quarter: one.entry for one in published}
    for key, label in columns.items():
        values = tuple(_percent(entries.get(quarter), key) for quarter in span)
        line = Line(Measure(key, label, Unit.SHARE, ""), values)
        chart = trend(Trend(tuple(span), (line,)), key)
        if chart is not None:
            # In a third of a laptop's page it stands as it does on a phone.
            yield figure_html(Figure(chart.narrow, chart.alt, chart.title, ""))


def _percent(entry: SiteEntry | None, key: str) -> Decimal | None:
    figure = entry.by_key.get(key) if entry else None
    return figure.percent if figure else None


def _period(published: Sequence[Published]) -> str:
    """Say which quarters there are: 2023年第一季度至2025年第一季度，共9期."""
    newest, oldest = published[0].name, published[-1].name
    return f"{oldest}至{newest}，共{len(published)}期" if newest != oldest else newest


def _notices(published: Sequence[Published]) -> dict[str, str]:
    """Return what the bulletins say of their data -> the quarters that say so."""
    quarters: dict[str, list[str]] = {}
    for one in published:
        if one.entry and one.entry.notice:
            quarters.setdefault(one.entry.notice, []).append(one.name)
    return {notice: "、".join(names) for notice, names in quarters.items()}
