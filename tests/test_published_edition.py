"""Every figure, name and list of the city's published bulletin, through the whole pipeline.

Expected values are those of tests/cases/published/2025Q1.json, transcribed from the
published edition: from records to facts.json, and read back from HTML, PDF and Word file.
"""

import csv
import json
import re
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from analysis.project import Project
from tests.publish.word_reader import text_of_page, text_of_word

EXPECTED: dict[str, Any] = json.loads(
    (Path(__file__).parent / "cases/published/2025Q1.json").read_text("utf-8")
)
# Measure of ours -> where the published edition prints it.
FIGURES = {
    **{key: ("overall", key) for key in ("total", "active", "active_rate")},
    **{
        key: ("overall", key)
        for level in ("very_satisfied", "satisfied", "basically_satisfied")
        for key in (level, f"{level}_share")
    },
    "hall_rate": ("hall", "hall_active_electronic_rate"),
    "rate_with_online": ("hall", "municipal_units_rate_with_online"),
    "orders_issued": ("rectification", "orders_issued"),
    "timely_rate": ("rectification", "timely_disposal_rate"),
}
# A clause that the published edition's words must follow from our reconstructed quarter before.
CLAUSES = {
    "active_rate_change": "主动评价率96.43%，较上季度略有提升",
    "low_levels_change": "基本满意及以下各等级件数较上季度不同程度上升",
    "hall_rate_change": "大厅主动电子评价率97.61%，较上季度基本持平",
    "hall_rate_floor": "达到95%的要求",
    "municipal_rate_change": "市直部门主动评价率95.39%，较上季度略有下降",
    "leading_rule": "办件量50件以上的单位",
    "busy_rule": "叫号量超过4000且现场主动评价率达到95%以上",
    "below_90": "现场主动评价率低于90%的单位：无",
    "findings": "均为误评或恶意差评",
    "praised_times": "10余人次",
}
# What each format reads as, by its name.
Texts: TypeAlias = dict[str, str]

LEVEL_COLUMNS = ("非常不满意", "不满意", "基本满意", "满意", "非常满意")


@pytest.fixture(scope="session")
def page(published: Project) -> str:
    html = (published.root / "reports/2025Q1/bulletin.html").read_text("utf-8")
    return squeezed(BeautifulSoup(html, "html.parser").body.get_text())


@pytest.fixture(scope="session")
def pdf(published: Project) -> str:
    """The PDF's text without page numbers: a list may run on over the foot of a page."""
    pages = PdfReader(published.root / "reports/2025Q1/bulletin.pdf").pages
    return "".join(re.sub("—[0-9]+—", "", squeezed(page.extract_text())) for page in pages)


@pytest.fixture(scope="session")
def word(published: Project) -> str:
    return text_of_word((published.root / "reports/2025Q1/bulletin.docx").read_bytes())


@pytest.fixture(scope="session")
def texts(page: str, pdf: str, word: str) -> Texts:
    return {"page": page, "pdf": pdf, "word": word}


@pytest.fixture(scope="session")
def regions(published: Project) -> list[dict[str, str]]:
    with (published.root / "reports/2025Q1/tables/levels_by_region.csv").open(
        encoding="utf-8-sig"
    ) as file:
        return list(csv.DictReader(file))


def lacking(words: str, texts: Texts) -> list[str]:
    """Return the formats that do not print the words."""
    return [name for name, text in texts.items() if words not in text]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("key", FIGURES)
def test_published_figure(key: str, published_facts: Any, texts: Texts) -> None:
    part, name = FIGURES[key]
    printed = str(EXPECTED[part][name])
    assert published_facts[key]["printed"] == printed
    assert lacking(printed, texts) == []


@pytest.mark.parametrize("clause", CLAUSES)
def test_published_words(clause: str, texts: Texts) -> None:
    assert lacking(CLAUSES[clause], texts) == []


def legible_rows() -> list[list[Any]]:
    return list(EXPECTED["table"]["rows"])


def printed_row(row: list[Any]) -> list[str]:
    return [str(cell) for cell in row[1:]]


@pytest.mark.parametrize("row", legible_rows(), ids=lambda row: f"total {row[1]}")
def test_published_table_row(row: list[Any], regions: Any, texts: Texts) -> None:
    ours = next(region for region in regions if region["评价总数"] == str(row[1]))
    shares = [f"{ours[f'{level}占比']}%" for level in LEVEL_COLUMNS]
    counts = [ours[f"{level}件数"] for level in LEVEL_COLUMNS]
    cells = [ours["评价总数"], ours["主动评价"]]
    cells += [cell for pair in zip(counts, shares, strict=True) for cell in pair]
    assert cells == printed_row(row)
    assert lacking("".join(cells), texts) == []


def test_published_regions_in_order(regions: Any) -> None:
    assert [row["区域"] for row in regions[:-1]] == EXPECTED["table"]["regions"]
    assert regions[0]["评价总数"] == "1025598"


def test_published_illegible_rows_lie_within_what_is_left(regions: Any) -> None:
    legible = {str(row[1]) for row in legible_rows()}
    lost = [row for row in regions[:-1] if row["评价总数"] not in legible]
    bounds = EXPECTED["table"]["illegible_rows_together"]
    assert len(lost) == bounds["count"]
    columns = {
        "total": "评价总数",
        "active": "主动评价",
        "satisfied": "满意件数",
        "basically_satisfied": "基本满意件数",
        "very_satisfied": "非常满意件数",
    }
    for key, column in columns.items():
        together = sum(int(row[column]) for row in lost)
        lowest, highest = bounds[key] if isinstance(bounds[key], list) else (bounds[key],) * 2
        assert lowest <= together <= highest, key


@pytest.mark.parametrize(
    ("unit", "names"), EXPECTED["service_stars"]["units"], ids=lambda value: str(value)[:20]
)
def test_published_service_stars(unit: str, names: list[str], texts: Texts) -> None:
    printed = f"{'、'.join(names)}（{unit}）"
    assert lacking(printed, texts) == []


def test_published_service_stars_are_all_and_in_order(published_facts: Any) -> None:
    ours = published_facts["stars"]["value"]
    assert ours == EXPECTED["service_stars"]["units"]


def test_published_leading_units(published_facts: Any, texts: Texts) -> None:
    units = EXPECTED["hall"]["top_onsite_rate"]["units"]
    assert published_facts["leading_units_list"]["value"] == units
    assert lacking(f"居前的有：{'、'.join(units)}。", texts) == []


@pytest.mark.parametrize(("unit", "rate"), EXPECTED["hall"]["busy_and_good"]["units"])
def test_published_busy_and_good_unit(
    unit: str, rate: str, published_facts: Any, texts: Texts
) -> None:
    assert published_facts[f"onsite_rate[{unit}]"]["printed"] == rate
    assert lacking(f"{unit}（{rate}）", texts) == []


def test_published_busy_and_good_units_are_all_and_in_order(published_facts: Any) -> None:
    ours = [[unit, f"{rate}%"] for unit, rate in published_facts["busy_and_good"]["value"]]
    assert ours == EXPECTED["hall"]["busy_and_good"]["units"]


def test_published_no_unit_is_below_the_floor(published_facts: Any) -> None:
    assert published_facts["below_low_rate"]["value"] == EXPECTED["hall"]["below_90"]


def test_published_no_order_was_substantiated(published_facts: Any) -> None:
    assert published_facts["orders_substantiated"]["value"] == 0


@pytest.mark.parametrize(
    ("key", "name"),
    [("pennant_units", "pennants"), ("letter_units", "letters_more_than_once")],
)
def test_published_commended_units(key: str, name: str, published_facts: Any, texts: Texts) -> None:
    units = EXPECTED["commendations"][name]
    assert published_facts[key]["value"] == units
    assert lacking("、".join(units), texts) == []


def test_published_praised_staff(published_facts: Any, texts: Texts) -> None:
    staff = EXPECTED["commendations"]["praised_staff"]
    assert published_facts["praised_staff"]["value"] == staff
    for unit, names in staff:
        assert lacking(f"{'、'.join(names)}（{unit}）", texts) == []


def test_published_parts_in_order(texts: Texts) -> None:
    parts = (
        "【评优评先】",
        "【“好差评”】",
        "一、",
        "二、",
        "三、",
        "（一）",
        "（二）",
        "【优质服务】",
    )
    for text in texts.values():
        # The last place: before it, a part is named in the contents of the page.
        places = [text.rindex(part) for part in parts if part.startswith("【")]
        assert places == sorted(places)
    for part in parts:
        assert lacking(part, texts) == []


def test_the_word_file_says_what_the_page_says(published: Project, word: str) -> None:
    html = (published.root / "reports/2025Q1/bulletin.html").read_text("utf-8")
    assert word == text_of_page(html)
