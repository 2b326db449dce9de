"""Charts: what they say in words is exact, what they draw is seen through the renderer."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from matplotlib.text import Text

from analysis import charts
from analysis.charts import Chart, drawing
from analysis.charts.boxes import crossings, nearest, overlaps, run_through
from analysis.charts.compact import compact
from analysis.charts.drawing import bulletin_style
from analysis.charts.labelling import Surroundings, place
from analysis.charts.level_bars import level_figure
from analysis.charts.outlines import stepwise
from analysis.charts.region_dots import NARROW, WIDE, Layout, region_figure
from analysis.charts.short_names import short_names
from analysis.charts.unit_figure import Drawn, Point, Thresholds, unit_figure
from analysis.errors import ExportError
from analysis.facts import Fact, Facts
from analysis.levels import LEVELS
from analysis.section import Section
from analysis.sections.hall import BELOW, BUSY, ONSITE_RATE, TICKETS
from analysis.sections.overall import ACTIVE_RATE, COUNTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.figure import Figure

SVG = "{http://www.w3.org/2000/svg}"
DRAWING_TAGS = ("svg", "defs", "style", "g", "path", "use", "clipPath", "rect")
THRESHOLDS = {"busy_tickets": 4000, "busy_rate": Decimal(95), "low_rate": Decimal(90)}


def levels_section(now: Sequence[int], before: Sequence[int | None]) -> Section:
    """Counts of 满意, 基本满意, 不满意, 非常不满意."""
    facts = (
        Fact(COUNTS[level.key], count, previous=earlier)
        for level, count, earlier in zip(LEVELS[1:], now, before, strict=True)
    )
    return Section("overall", Facts(tuple(facts)))


def rates_section(rates: Mapping[str, tuple[str, str | None]]) -> Section:
    """Active rates by region, '' for the whole: (now, before)."""
    facts = (
        Fact(
            ACTIVE_RATE, Decimal(now), region, previous=None if before is None else Decimal(before)
        )
        for region, (now, before) in rates.items()
    )
    return Section("overall", Facts(tuple(facts)))


def hall_section(
    units: Mapping[str, tuple[int, str | None]], busy: Sequence[str] = (), below: Sequence[str] = ()
) -> Section:
    """Tickets and on-site rate of units, and which of them are on which list."""

    def rated(names: Sequence[str]) -> tuple[tuple[str, Decimal], ...]:
        return tuple((name, Decimal(str(units[name][1]))) for name in names)

    rates = (ONSITE_RATE.fact(Decimal(rate), n) for n, (_, rate) in units.items() if rate)
    tickets = (TICKETS.fact(count, name) for name, (count, _) in units.items())
    lists = (BUSY.fact(rated(busy)), BELOW.fact(rated(below)))
    return Section("hall", Facts((*lists, *tickets, *rates)))


CITY_LEVELS = levels_section((370, 75, 57, 85), (350, 61, 48, 70))
CITY_RATES = rates_section(
    {
        "": ("91.20", "90.35"),
        "市本级": ("95.00", "94.10"),
        "云东区": ("88.40", "89.00"),
        "云西区": ("92.75", "91.90"),
    }
)
CITY_HALL = hall_section(
    {
        "云州市税务局": (5200, "97.31"),
        "云州市医疗保障局": (310, "92.00"),
        "云州市档案局": (40, "85.00"),
        "云州供电公司": (0, None),
    },
    busy=["云州市税务局"],
    below=["云州市档案局"],
)


def drawn() -> list[Chart]:
    return [
        charts.levels(CITY_LEVELS),
        charts.rates_by_region(CITY_RATES),
        charts.units(CITY_HALL, **THRESHOLDS),
    ]


def drawings() -> list[str]:
    return [svg for chart in drawn() for svg in (chart.svg, chart.narrow)]


def width_of(svg: str) -> float:
    return float(ET.fromstring(svg).attrib["width"].removesuffix("pt"))  # noqa: S314 - our own


def facts_of(section: Section) -> list[Fact]:
    return [section.facts.get(level.key) for level in LEVELS[1:]]


def figures_at(layout: Layout) -> list[Figure]:
    """Every kind of chart at one width."""
    rates, width = CITY_RATES.facts, layout.width_inches
    return [
        level_figure(facts_of(CITY_LEVELS), width),
        region_figure(rates.about("active_rate"), rates.get("active_rate"), layout),
        crowded(width).figure,
    ]


def words_in(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


# ---- what is said


def test_levels_say_every_count_beside_the_quarter_before() -> None:
    chart = charts.levels(CITY_LEVELS)
    assert chart.alt == (
        "条形图：非常满意以下各等级的评价件数。满意370件（上季度350件）、基本满意75件（上季度61件）、"
        "不满意57件（上季度48件）、非常不满意85件（上季度70件）。"
    )
    assert chart.title == "非常满意以下各等级的评价件数，较上季度均有上升"


@pytest.mark.parametrize(
    ("before", "title"),
    [
        ((350, 61, 48, 70), "非常满意以下各等级的评价件数，较上季度均有上升"),
        ((371, 76, 58, 86), "非常满意以下各等级的评价件数，较上季度均有下降"),
        ((370, 75, 57, 85), "非常满意以下各等级的评价件数，均与上季度持平"),
        (
            (350, 80, 48, 85),
            "非常满意以下各等级的评价件数，较上季度满意、不满意上升，基本满意下降，非常不满意持平",
        ),
        ((None, None, None, None), "非常满意以下各等级的评价件数，满意最多（370件）"),
    ],
)
def test_levels_title_says_how_the_counts_moved(before: Sequence[int | None], title: str) -> None:
    chart = charts.levels(levels_section((370, 75, 57, 85), before))
    assert (chart.title, chart.note) == (title, "")


def test_levels_without_a_quarter_before_leave_it_out() -> None:
    section = levels_section((12345, 0, 0, 3), (None,) * 4)
    assert charts.levels(section).alt == (
        "条形图：非常满意以下各等级的评价件数。满意1.23万件、基本满意0件、不满意0件、非常不满意3件。"
    )
    with bulletin_style():
        words = words_in(level_figure(facts_of(section), drawing.WIDE_INCHES))
    assert not [word for word in words if "季度" in word]


def test_levels_all_zero_are_drawn() -> None:
    assert charts.levels(levels_section((0, 0, 0, 0), (0, 0, 0, 0))).svg.startswith("<svg")


def test_rates_are_said_from_high_to_low_with_the_whole() -> None:
    chart = charts.rates_by_region(CITY_RATES)
    assert chart.alt == (
        "点图：各区域主动评价率，从高到低。市本级95.00%（上季度94.10%）、云西区92.75%（上季度91.90%）、"
        "云东区88.40%（上季度89.00%）。总体91.20%（上季度90.35%）。"
    )
    assert chart.title == "主动评价率市本级最高（95.00%），云东区最低（88.40%）"
    assert chart.note == "各区域主动评价率，从高到低；虚线为总体（91.20%）。"


@pytest.mark.parametrize(
    ("rates", "alt", "title"),
    [
        (
            {"": ("90.00", None), "甲区": ("80.00", None), "乙区": ("100.00", None)},
            "点图：各区域主动评价率，从高到低。乙区100%、甲区80.00%。总体90.00%。",
            "主动评价率乙区最高（100%），甲区最低（80.00%）",
        ),
        (
            {
                "": ("90.00", "91.00"),
                "甲区": ("92.00", None),
                "乙区": ("88.00", "87.00"),
                "丙区": ("92.00", "95.00"),
            },
            (
                "点图：各区域主动评价率，从高到低。甲区92.00%、丙区92.00%（上季度95.00%）、"
                "乙区88.00%（上季度87.00%）。总体90.00%（上季度91.00%）。"
            ),
            "主动评价率甲区、丙区最高（92.00%），乙区最低（88.00%）",
        ),
        (
            {"": ("90.00", None), "全县": ("90.00", None)},
            "点图：各区域主动评价率，从高到低。全县90.00%。总体90.00%。",
            "各区域主动评价率均为90.00%",
        ),
        ({}, "点图：各区域主动评价率，无数据。", "各区域主动评价率，无数据"),
    ],
)
def test_rates_in_words(rates: Mapping[str, tuple[str, str | None]], alt: str, title: str) -> None:
    chart = charts.rates_by_region(rates_section(rates))
    assert (chart.alt, chart.title) == (alt, title)


def test_rates_without_a_quarter_before_have_one_column_of_values() -> None:
    section = rates_section({"": ("90.00", None), "甲区": ("80.00", None)})
    with bulletin_style():
        figures = [
            region_figure(section.facts.about("active_rate"), section.facts.get("active_rate"), at)
            for at in (WIDE, NARROW)
        ]
    assert not [word for figure in figures for word in words_in(figure) if "上季度" in word]


def test_units_say_both_lists() -> None:
    chart = charts.units(CITY_HALL, **THRESHOLDS)
    assert chart.alt == (
        "散点图：各单位叫号量与现场主动评价率。叫号量大且评价率高的单位：云州市税务局（97.31%）；"
        "评价率偏低单位：云州市档案局（85.00%）。"
    )
    assert chart.title == "1个单位叫号量大且现场主动评价率高，1个单位低于底线"
    assert chart.note == (
        "各单位叫号量与现场主动评价率，叫号量为对数刻度，虚线为标准线；"
        "实心圆点为叫号量大且评价率高的单位；菱形为评价率偏低单位。"
    )


def test_units_with_empty_lists() -> None:
    chart = charts.units(hall_section({"云州市档案局": (40, "93.00")}), **THRESHOLDS)
    assert chart.alt == (
        "散点图：各单位叫号量与现场主动评价率。叫号量大且评价率高的单位：无；评价率偏低单位：无。"
    )
    assert chart.title == "没有单位叫号量大且现场主动评价率高，没有单位低于底线"
    assert chart.note == "各单位叫号量与现场主动评价率，叫号量为对数刻度，虚线为标准线。"


@pytest.mark.parametrize("units", [{}, {"云州供电公司": (0, None)}])
def test_a_hall_without_any_rate_has_no_data(units: Mapping[str, tuple[int, str | None]]) -> None:
    chart = charts.units(hall_section(units), **THRESHOLDS)
    assert chart.alt == "散点图：各单位叫号量与现场主动评价率，无数据。"
    assert chart.title == "各单位叫号量与现场主动评价率，无数据"


# ---- what is drawn


def test_a_notebook_gets_the_picture_and_its_words() -> None:
    chart = charts.levels(CITY_LEVELS)
    data, metadata = chart._repr_mimebundle_()
    assert data == {
        "image/svg+xml": chart.svg,
        "application/vnd.bulletin.narrow+svg": chart.narrow,
        "text/plain": chart.alt,
    }
    assert metadata == {"image/svg+xml": {"alt": chart.alt, "title": chart.title, "note": ""}}


def test_a_chart_may_have_no_narrow_drawing() -> None:
    data, _ = Chart("<svg/>", alt="甲", title="乙")._repr_mimebundle_()
    assert data == {"image/svg+xml": "<svg/>", "text/plain": "甲"}


def test_equal_facts_draw_equal_bytes_without_a_complaint(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert drawings() == drawings()
    assert not caplog.records


def test_text_is_paths_and_nothing_is_fetched() -> None:
    for svg in drawings():
        root = ET.fromstring(svg)  # noqa: S314 - our own output
        assert root.tag == f"{SVG}svg"
        tags = {element.tag for element in root.iter()}
        assert tags <= {f"{SVG}{tag}" for tag in DRAWING_TAGS}
        links = re.findall(r'href="([^"]*)"', svg)
        assert links
        assert all(link.startswith("#") for link in links)


def test_charts_are_as_wide_as_the_text_of_a_page_and_small() -> None:
    for chart in drawn():
        # The text of a page is 156 mm wide, the narrow drawing 86.
        assert width_of(chart.svg) == pytest.approx(156 / 25.4 * 72, rel=0.005)
        assert width_of(chart.narrow) == pytest.approx(86 / 25.4 * 72, rel=0.005)
        assert max(len(chart.svg), len(chart.narrow)) < 45_000


def test_no_text_is_smaller_than_8_5_points() -> None:
    with bulletin_style():
        figures = [figure for layout in (WIDE, NARROW) for figure in figures_at(layout)]
    sizes = [text.get_fontsize() for figure in figures for text in figure.findobj(Text)]
    assert min(sizes) >= 8.5


def test_a_character_that_no_font_has_is_named() -> None:
    section = rates_section({"": ("90.00", None), "\ue000区": ("90.00", None)})
    with pytest.raises(ExportError, match=r"U\+E000"):
        charts.rates_by_region(section)


def contrast(colour: str) -> float:
    """Contrast against white, by WCAG 2.2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 1.05 / (luminance + 0.05)


def test_marks_and_text_stand_out_from_white() -> None:
    assert contrast("#ffffff") == pytest.approx(1)
    assert contrast("#000000") == pytest.approx(21)
    for mark in (drawing.NOW, drawing.BEFORE, drawing.OTHERS, drawing.WARNING, drawing.RULE):
        assert contrast(mark) >= 3
    for text in (drawing.NOW, drawing.MUTED, drawing.WARNING):
        assert contrast(text) >= 4.5


# ---- labels


CROWD = [
    Point(
        unit=f"云州市第{number}号区域综合行政审批服务中心",
        tickets=4100 + 37 * number if number % 3 else 20 + number,
        rate=96 + number / 20 if number % 3 else 88.0 + number % 5,
        is_busy_and_good=bool(number % 3),
        is_below=number % 3 == 0 and number % 5 < 2,
    )
    for number in range(60)
]
CROWD_NAMES = [point.unit for point in CROWD]


def crowded(width: float) -> Drawn:
    return unit_figure(CROWD, CROWD_NAMES, Thresholds(4000, 95, 90), width_inches=width)


@pytest.mark.parametrize(
    ("width", "least"), [(drawing.WIDE_INCHES, 40), (drawing.NARROW_INCHES, 30)]
)
def test_labels_of_sixty_crowded_units_do_not_overlap(width: float, least: int) -> None:
    with bulletin_style():
        figure, all_labelled = crowded(width)
        figure.draw_without_rendering()
        axes = figure.axes[0]
        labels = [text for text in axes.texts if text.get_text().endswith("中心")]
        boxes = [label.get_window_extent() for label in axes.texts]
        frame = axes.get_window_extent()
        inside = [label.get_window_extent() for label in labels]
    marked = sum(point.is_busy_and_good or point.is_below for point in CROWD)
    assert marked == 48
    assert least <= len(labels) <= marked
    assert all_labelled == (len(labels) == marked)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 for box in inside)
    assert all(frame.y0 <= box.y0 and box.y1 <= frame.y1 for box in inside)


def test_the_note_admits_labels_that_found_no_place() -> None:
    # One point for all: labels reach only so far around it.
    names = [f"云州市第{number}号区域综合行政审批服务中心分中心" for number in range(100)]
    section = hall_section(dict.fromkeys(names, (9000, "99.00")), busy=names)
    note = charts.units(section, **THRESHOLDS).note
    assert note == (
        "各单位叫号量与现场主动评价率，叫号量为对数刻度，虚线为标准线；"
        "实心圆点为叫号量大且评价率高的单位；部分单位因位置所限未标名称。"
    )


def test_the_figure_shows_thresholds_and_only_labels_what_stands_out() -> None:
    points = [
        Point("云州市税务局", 5200, 97.31, is_busy_and_good=True, is_below=False),
        Point("云州市医保局", 310, 92.0, is_busy_and_good=False, is_below=False),
        Point("云州市档案局", 40, 85.0, is_busy_and_good=False, is_below=True),
    ]
    with bulletin_style():
        figure, _ = unit_figure(
            points,
            [p.unit for p in points],
            Thresholds(4000, 95, 89.5),
            width_inches=drawing.WIDE_INCHES,
        )
    words = [text.get_text() for text in figure.axes[0].texts]
    assert words == ["叫号量 4000", "评价率 95%", "底线 89.5%", "税务局", "档案局"]


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (
            ["云州市教育局", "云州市民政局", "云州海关"],
            ["教育局", "民政局", "云州海关"],
        ),
        # Only half of the names share a beginning.
        (["云州市教育局", "云州市民政局", "海关", "税务局"],) * 2,
        # What is left would be no name, or another unit's.
        (["甲市医疗保障局", "甲市医疗保障中心"],) * 2,
        (["甲市税务局", "甲市教育局", "税务局"], ["甲市税务局", "教育局", "税务局"]),
        (["云州市税务局"],) * 2,
        ([], []),
    ],
)
def test_short_names_drop_what_most_names_begin_with(names: list[str], short: list[str]) -> None:
    assert list(short_names(names).values()) == short


def test_a_lone_label_stands_right_beside_its_mark() -> None:
    free = Surroundings(
        frame=np.array([0.0, 0, 400, 200]),
        taken=np.empty((0, 4)),
        avoided=np.empty((0, 4)),
        mark=3.5,
    )
    (box,) = place(np.array([[100.0, 100]]), np.array([[60.0, 12]]), free)
    # 5 points from the mark, centred on it: from 105 to 165, from 94 to 106.
    assert box is not None
    assert box == pytest.approx([105, 94, 165, 106])


def test_a_label_larger_than_the_frame_has_no_place() -> None:
    narrow = Surroundings(
        frame=np.array([0.0, 0, 50, 50]),
        taken=np.empty((0, 4)),
        avoided=np.empty((0, 4)),
        mark=3.5,
    )
    assert place(np.array([[25.0, 25]]), np.array([[60.0, 12]]), narrow) == [None]


def test_a_label_keeps_off_marks_by_moving_aside_within_the_frame() -> None:
    beset = Surroundings(
        frame=np.array([0.0, 0, 200, 200]),
        taken=np.empty((0, 4)),
        # In the way of all places to the left of its mark; at the right there is no room.
        avoided=np.array([[60.0, 88, 67, 112]]),
        mark=3.5,
    )
    (box,) = place(np.array([[160.0, 100]]), np.array([[120.0, 10]]), beset)
    # 5 points above the mark, from 105 to 115, as far to the right as the frame reaches.
    assert box is not None
    assert box == pytest.approx([80, 105, 200, 115])


def test_boxes_and_lines() -> None:
    box = np.array([[0.0, 0, 10, 10]])
    starts = np.array([[-5.0, 5], [-5, 15], [5, 5]])
    ends = np.array([[15.0, 5], [15, 15], [5, 20]])
    assert run_through(starts, ends, box).ravel().tolist() == [True, False, True]
    assert nearest(box, np.array([[12.0, 4]])).tolist() == [[10, 4]]
    assert overlaps(box, np.array([[9.0, 9, 12, 12], [10, 0, 12, 5]])).tolist() == [[True, False]]
    crossed = crossings(starts, ends, np.array([[0.0, 0]]), np.array([[0.0, 10]]))
    assert crossed.ravel().tolist() == [True, False, False]


# ---- small files


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("M 16 32 L 48 32 L 48 64 L 16 64 z", "m1,2h2v2h-2z"),
        ("M 0 0 L 16 32 L 48 16 z", "m0,0l1,2,2-1z"),
        ("M 16 16 Q 32 32 48 16 Q 64 0 80 16 z", "m1,1q1,1,2,0,1-1,2,0z"),
        ("M 0 0 C 16 0 32 16 32 32 L 32 32 z", "m0,0c1,0,2,1,2,2z"),
        # After z the pen is back where the part began.
        ("M 16 16 L 32 16 z M 32 32 L 48 32 z", "m1,1h1zm1,1h1z"),
        # 31 and 33 are the same place, so there is no step between them.
        ("M 16 0 L 31 0 L 33 16 z", "m1,0h1v1z"),
    ],
)
def test_an_outline_is_written_in_whole_steps(path: str, steps: str) -> None:
    assert stepwise(path, coarser=16) == steps


def test_only_what_is_referred_to_keeps_its_name_and_only_what_says_something_its_group() -> None:
    svg = (
        '<svg><g id="figure_1"><!-- 甲 --><g id="a" transform="scale(2)">\n'
        '<defs><path id="used" d="M 1.23456 2 \nL 3 4 "/></defs><g/>'
        '<use xlink:href="#used" style="fill: #ffffff; stroke: none" '
        'transform="translate(55.5 0)"/></g></g></svg>'
    )
    assert compact(svg) == (
        '<svg><g transform="scale(2)"><defs><path id="used" d="M1.235 2L3 4"/></defs>'
        '<use xlink:href="#used" style="fill:#ffffff;stroke:none" x="55.5"/></g></svg>'
    )
