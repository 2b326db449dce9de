"""The pages of the PDF: numbers, annexes, what is kept together."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from tests.publish.sample_pdf import (
    ABOUT,
    NEXT_STEPS,
    OVERALL,
    REGIONS,
    bulletin,
    chart,
    code,
    elements,
    exported,
    notebook,
    number_columns,
    pages,
    placed,
    read,
    region_table,
    table,
    tags,
    unit_table,
)


@pytest.fixture(scope="module")
def made() -> bytes:
    return exported(bulletin())


MM = 72 / 25.4
# The distance of two lines of the body: 22 to a page.
LINE = 225 / 22 * MM


def test_pages_are_a4_and_numbered_outside(made: bytes) -> None:
    pages = PdfReader(BytesIO(made)).pages
    for number, page in enumerate(pages, start=1):
        assert float(page.mediabox.width) == pytest.approx(595.28, abs=0.01)
        assert float(page.mediabox.height) == pytest.approx(841.89, abs=0.01)
        assert page.extract_text().endswith(f"— {number} —")


def test_an_annex_opens_a_page_with_its_number_and_title_in_the_third_line() -> None:
    made = exported(notebook("# 一、甲", OVERALL, code(region_table()), code(chart())))
    assert [page.startswith("附件\n甲") for page in pages(made)] == [False, True]
    words = placed(made, 1)
    x, y = words["附件"]
    assert (x, y) == pytest.approx((28 * MM, (297 - 37) * MM - 0.8 * 16), abs=0.1)
    x, y = words["甲"]
    assert x == pytest.approx((28 + 156 / 2) * MM - 22 / 2, abs=0.5)
    assert y == pytest.approx((297 - 37) * MM - 2 * LINE - 0.8 * 22, abs=0.1)


def test_titles_of_annexes_stand_below_each_other() -> None:
    sections = [(f"# {name}", "文。", code(chart())) for name in ("一、甲", "乙" * 30)]
    words = placed(exported(notebook(*[cell for section in sections for cell in section])), 0)
    *_heading, second, further = (place for text, place in words.items() if set(text) == {"乙"})
    label, first = words["附件："], words["甲"]
    assert label[0] == pytest.approx(28 * MM + 2 * 16, abs=0.5)
    assert first[0] == second[0] == further[0]
    assert [label[1] - y for _, y in (first, second, further)] == pytest.approx(
        [0, LINE, 2 * LINE], abs=0.1
    )


@pytest.mark.parametrize(
    ("issuer", "indent", "blank"),
    [("海州市政务服务中心", 2, None), ("政务局", 2, 2)],
    ids=["a longer issuer", "a longer date"],
)
def test_the_date_begins_two_characters_after_the_issuer(
    issuer: str, indent: int, blank: int | None
) -> None:
    date = "2025年4月15日"
    words = placed(exported(notebook("# 题", "文。", issuer=issuer, published_on=date)), 0)
    character = 156 * MM / 28
    edge = (28 + 156) * MM
    assert words[date][0] - words[issuer][0] == pytest.approx(indent * character, abs=1)
    assert words[issuer][1] - words[date][1] == pytest.approx(LINE, abs=0.1)
    if blank is None:
        # Nine characters, and two to the edge.
        assert edge - words[issuer][0] == pytest.approx(11 * character, abs=1)
    else:
        assert edge - words[date][0] > 5 * character


@pytest.mark.parametrize(
    ("words", "characters"),
    [
        # Each closing mark gives up the half behind it where another follows.
        ("中”。", 1 + 0.5 + 1),
        ("中：“中”、“中", 1 + 0.5 + 1 + 1 + 0.5 + 0.5 + 1 + 1),
        # Of two opening marks, the second gives up the half before it.
        ("（“中”）。", 1 + 0.5 + 1 + 0.5 + 0.5 + 1),
        ("中“中”中", 5),
    ],
)
def test_quotation_marks_leave_no_gap_to_a_mark_beside_them(words: str, characters: float) -> None:
    # What is strong is set in a run of its own, and so tells where the words before it end.
    x, _ = placed(exported(notebook("# 题", f"{words}**终**中")), 0)["终"]
    character = 156 * MM / 28
    # The blank half of one mark is 8 pt.
    assert x == pytest.approx(28 * MM + (2 + characters) * character, abs=3)


def test_the_published_table_wraps_no_cell() -> None:
    lines = pages(exported(notebook("# 题", code(region_table()))))[1].splitlines()
    assert [line for line in lines if line in REGIONS] == REGIONS
    assert "非常不满意 不满意 基本满意 满意 非常满意" in lines
    assert "区域 评价总数 主动评价数" in lines


def test_a_long_table_repeats_its_header() -> None:
    made = exported(notebook("# 题", code(unit_table(200))))
    _, *attached = pages(made)
    assert len(attached) == 7
    assert ["现场主动评价率\n" in page for page in attached] == [True] * 7
    assert tags(made).count("/THead") == 1
    rows = [line for page in attached for line in page.splitlines() if line.startswith("海州市第")]
    assert len(rows) == 200


def test_no_row_is_cut_in_two() -> None:
    columns = [{"label": name, "group": "", "kind": "text"} for name in ("事项", "说明")]
    cells = [[f"第{n}项", f"始{n}" + "很长的说明" * 60 + f"终{n}。"] for n in range(1, 20)]
    attached = pages(exported(notebook("# 题", code(table("事项说明", columns, cells)))))
    for n in range(1, 20):
        found = ["".join(page.split()) for page in attached]
        assert [f"始{n}很" in page for page in found] == [f"说明终{n}。" in page for page in found]


def test_a_row_longer_than_a_page_loses_nothing() -> None:
    columns = [{"label": name, "group": "", "kind": "text"} for name in ("事项", "说明")]
    cells = [["甲", "始" + "很长的说明" * 900 + "终"], ["乙", "短"]]
    text = read(exported(notebook("# 题", code(table("事项说明", columns, cells)))))
    assert text.count("很") == 900
    found = pages(exported(notebook("# 题", code(table("事项说明", columns, cells)))))
    assert max(page.count("说") for page in found) < 700


def test_a_short_table_is_not_divided() -> None:
    for rows in range(14, 26, 2):
        made = exported(notebook("# 题", code(unit_table(rows)), code(region_table())))
        found = pages(made)
        assert [all(row in page for row in REGIONS) for page in found].count(True) == 1
        assert all(("各区域评价情况" in page) == ("滨海区 5716" in page) for page in found)


def test_a_long_table_leaves_no_lone_rows_at_the_foot_of_a_page() -> None:
    for rows in range(14, 26, 2):
        made = exported(notebook("# 题", code(unit_table(rows)), code(unit_table(40))))
        title = "叫号量大且现场主动评价率高的单位"
        second = next(page for page in reversed(pages(made)) if title in page)
        below = second[second.rindex(title) :]
        assert below.count("海州市第") >= 3


@pytest.mark.parametrize(
    ("rows", "count", "narrowest", "widest"),
    [(7, 2, 155, 157), (11, 2, 137, 154), (13, 3, 155, 157)],
    ids=["all fits", "all fits in smaller charts", "smaller charts would not do"],
)
def test_charts_shrink_a_little_where_that_saves_a_page(
    rows: int, count: int, narrowest: int, widest: int
) -> None:
    """At full width a chart is 156 mm wide; 88 % of it, 137 mm, keeps its words at 7 pt."""
    made = exported(notebook("# 题", code(chart()), code(unit_table(rows))))
    assert len(pages(made)) == count
    assert all(narrowest <= width <= widest for width in chart_widths(made))


def test_a_table_too_wide_for_the_page_lies_on_a_turned_one() -> None:
    columns = number_columns(*["评价数"] * 18)
    made = exported(notebook("# 题", code(table("宽表", columns, [["1025598"] * 18]))))
    upright, turned = PdfReader(BytesIO(made)).pages
    assert upright.mediabox.width < upright.mediabox.height
    assert turned.mediabox.width > turned.mediabox.height
    text = turned.extract_text()
    assert text.startswith("附件\n宽表")
    assert "数据指纹" in text
    xs = [x for words, (x, _) in placed(made, 1).items() if words == "1025598"]
    assert xs[0] >= 37 * MM


@pytest.mark.parametrize("words", range(300, 700, 40))
def test_headings_and_paragraphs_are_kept_in_twos(words: int) -> None:
    made = exported(notebook("# 甲", (OVERALL * 3)[:words], "## 一、标题", OVERALL, "完。"))
    for page in pages(made):
        *lines, _number = page.splitlines()
        assert lines[-1] != "一、标题"
        # A paragraph's only line at the foot begins with its indent, its last one ends it.
        assert not lines[-1].startswith("本季度，全市")
        assert not lines[0].endswith("需要在下一阶段予以改进。")


@pytest.mark.parametrize("ends_with", ["", NEXT_STEPS], ids=["a paragraph", "a list"])
def test_issuer_and_date_never_stand_alone(ends_with: str) -> None:
    for length in range(300, 560, 20):
        cells = [(OVERALL * 3)[:length], *filter(None, [ends_with])]
        *_, last = pages(exported(notebook("# 题", *cells, notice="", provenance={})))
        assert not last.startswith(ABOUT["issuer"])


def test_the_body_of_the_published_bulletin_has_two_to_four_pages() -> None:
    published = (Path(__file__).parents[2] / "reports" / "2025Q1" / "bulletin.pdf").read_bytes()
    assert (
        2 <= next(n for n, page in enumerate(pages(published)) if page.startswith("附件1\n")) <= 4
    )


def test_a_long_title_is_broken_between_words() -> None:
    title = "关于2025年第一季度海州市政务服务大厅“好差评”工作和便民热线办理情况的通报"
    first, second, *_ = pages(exported(notebook("# 题", "文。", title=title)))[0].splitlines()
    assert first == "关于2025年第一季度海州市政务服务大厅"
    assert second == "“好差评”工作和便民热线办理情况的通报"


def chart_widths(made: bytes) -> list[float]:
    """Return how wide the charts are, in mm: each is tagged with its box."""
    with pikepdf.open(BytesIO(made)) as file:
        boxes = [
            attributes.BBox
            for element in elements(file.Root.StructTreeRoot)
            if element.S == "/Figure"
            for attributes in element.A
            if "/BBox" in attributes
        ]
        return [float(box[2] - box[0]) / MM for box in boxes]
