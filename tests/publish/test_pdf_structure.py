"""What the PDF says of itself: standards, headings, headers of tables, alternative texts."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from analysis.errors import ExportError
from analysis.publish.document import document
from analysis.publish.pdf.bulletin import pdf
from tests.publish.sample_pdf import (
    bulletin,
    chart,
    code,
    elements,
    exported,
    notebook,
    read,
    region_table,
    tags,
)


@pytest.fixture(scope="module")
def made() -> bytes:
    return exported(bulletin())


def test_the_same_notebook_gives_the_same_bytes(made: bytes) -> None:
    assert exported(bulletin()) == made


def test_the_file_says_what_it_is(made: bytes) -> None:
    with pikepdf.open(BytesIO(made)) as file:
        meta = file.open_metadata()
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("2", "A")
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"] == "海州市政务服务工作通报"
        assert meta["dc:creator"] == ["海州市政务服务中心"]
        assert file.Root.Lang == "zh-CN"
        assert file.Root.MarkInfo.Marked
        assert file.docinfo["/CreationDate"] == "D:20250415000000Z"


def test_without_a_date_nothing_is_signed_and_no_clock_is_read() -> None:
    made = exported(notebook("# 题", "文。", published_on=None))
    assert read(made).endswith("题文。" + "报告期2025年第一季度数据指纹3f2a9c01d7e4")
    with pikepdf.open(BytesIO(made)) as file:
        assert file.docinfo["/CreationDate"] == "D:19700101000000Z"


def test_a_date_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ExportError, match="发布日期“2025年2月30日”不是有效的日期"):
        exported(notebook("# 题", "文。", published_on="2025年2月30日"))


def test_the_first_cell_of_a_row_is_its_header() -> None:
    with pikepdf.open(BytesIO(exported(notebook("# 题", code(region_table()))))) as file:
        structure = file.Root.StructTreeRoot
        body = next(e for e in elements(structure) if e.S == "/TBody")
        rows = [elements(row) for row in elements(body) if row.S == "/TR"]
        identities = pikepdf.NameTree(structure.IDTree)
        assert len(rows) == 7
        for row in rows:
            header, *cells = (cell for cell in row if cell.S in {"/TH", "/TD"})
            assert header.S == "/TH"
            assert header.A[0].Scope == "/Row"
            assert identities[str(header.ID)].objgen == header.objgen
            assert [str(cell.S) for cell in cells] == ["/TD"] * 12
            assert all(header.ID in cell.A[0].Headers for cell in cells)


def test_a_spanner_is_the_header_of_its_columns() -> None:
    with pikepdf.open(BytesIO(exported(notebook("# 题", code(region_table()))))) as file:
        head = next(e for e in elements(file.Root.StructTreeRoot) if e.S == "/THead")
        first, second = ([e.A[0] for e in elements(row) if e.S == "/TH"] for row in head.K)
        assert [(int(a.get("/RowSpan", 1)), int(a.get("/ColSpan", 1))) for a in first] == [
            *[(2, 1)] * 3,
            *[(1, 2)] * 5,
        ]
        assert len(second) == 10
        assert all(a.Scope == "/Column" for a in (*first, *second))


def test_headings_start_at_one_and_skip_no_level() -> None:
    made = exported(notebook("## 一", "文。", "#### （一）", "文。", "# 二", "文。"))
    assert [tag for tag in tags(made) if tag.startswith("/H")] == ["/H1", "/H2", "/H1"]


def test_a_chart_has_its_words() -> None:
    with pikepdf.open(BytesIO(exported(notebook("# 题", code(chart()))))) as file:
        figure = next(e for e in elements(file.Root.StructTreeRoot) if e.S == "/Figure")
        assert str(figure.Alt) == "条形图：市直部门主动评价率最高，为96.8%。"


def test_a_document_is_set_without_a_notebook() -> None:
    assert pdf(document(bulletin())) == exported(bulletin())


def test_bookmarks_nest_as_the_headings_do_and_name_each_annex(made: bytes) -> None:
    assert list(bookmarks(PdfReader(BytesIO(made)).outline)) == [
        (0, "【评优评先】"),
        (0, "【“好差评”】"),
        (1, "一、总体评价情况"),
        (1, "二、主动评价情况"),
        (1, "三、本季度工作情况"),
        (2, "（一）存在问题"),
        (2, "（二）下一步工作"),
        (0, "【优质服务】"),
        (0, "附件1 总体评价情况"),
        (0, "附件2 叫号量大且现场主动评价率高的单位"),
    ]


def bookmarks(outline: list[Any], depth: int = 0) -> Iterator[tuple[int, str]]:
    for entry in outline:
        if isinstance(entry, list):
            yield from bookmarks(entry, depth + 1)
        else:
            yield depth, str(entry.title)


def test_a_viewer_shows_the_title_and_follows_the_structure(made: bytes) -> None:
    with pikepdf.open(BytesIO(made)) as file:
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert all(page.Tabs == "/S" for page in file.pages)
