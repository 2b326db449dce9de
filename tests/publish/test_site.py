from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from analysis.facts import Fact, Facts, Measure, Unit
from analysis.params.blocks import Publication
from analysis.project import Project
from analysis.publish.html.bulletin import BulletinHTMLExporter
from analysis.publish.site.entry import SiteFigure, site_entry
from analysis.publish.site.index import INDEX, write_index
from tests.projects import bulletin
from tests.publish.sample_page import sample_notebook
from tests.publish.sample_site import entry, publish, sample_site, write_manifest
from tests.reports import CORRECTED, explain

Maker = Callable[..., Project]
HOSTILE = """"'><script>alert(1)</script><img src=//a.cn/x onerror=alert(1)>{{ 7*7 }}</style>"""


@pytest.fixture
def page(tmp_path: Path) -> BeautifulSoup:
    return read(sample_site(tmp_path / "reports"))


def read(index: Path) -> BeautifulSoup:
    return BeautifulSoup(index.read_text("utf-8"), "lxml")


def texts(page: BeautifulSoup | Tag, selector: str) -> list[str]:
    return [" ".join(found.get_text(" ").split()) for found in page.select(selector)]


def listed(page: BeautifulSoup) -> list[str]:
    return texts(page, "tbody th a")


def test_an_entry_holds_the_key_figures_as_they_are_printed_and_the_number_of_a_share() -> None:
    total = Measure("total", "评价总数", Unit.COUNT, "", counter="件")
    rate = Measure("active_rate", "主动评价率", Unit.SHARE, "")
    facts = Facts(
        (
            Fact(total, 1059700, previous=1012329),
            Fact(rate, Decimal("96.43"), previous=Decimal("95.61")),
        )
    )
    stated = Publication(
        title="通报",
        issuer="中心",
        area="全市",
        published_on=None,
        data_notice="",
        key_figures=("active_rate", "pennants", "total"),
    )
    kept = site_entry(facts, stated)
    assert (kept.title, kept.issuer, kept.published_on) == ("通报", "中心", "")
    assert kept.figures == (
        SiteFigure(
            key="active_rate",
            label="主动评价率",
            value="96.43%",
            change="较上季度+0.82个百分点",
            percent=Decimal("96.43"),
        ),
        SiteFigure(key="total", label="评价总数", value="105.97万件", change="较上季度+4.68%"),
    )


def test_every_published_quarter_is_listed_the_newest_first(page: BeautifulSoup) -> None:
    assert listed(page)[:3] == ["2025年第一季度", "2024年第四季度", "2024年第三季度"]
    assert listed(page)[-2:] == ["2023年第一季度", "2022年第四季度"]
    assert texts(page, "h1, .subtitle, .issuer span, title") == [
        "厦门市政务服务工作通报（各季度）",
        "厦门市政务服务工作通报",
        "各季度",
        "厦门市政务服务中心",
        "2022年第四季度至2025年第一季度，共9期",
    ]


def test_a_row_has_date_figures_changes_and_files(page: BeautifulSoup) -> None:
    head, newest = page.select("tr")[:2]
    assert texts(head, "th") == [
        *("季度", "发布日期", "评价总数", "主动评价率", "大厅主动电子评价率", "下载")
    ]
    assert texts(newest, "th, td") == [
        *("2025年第一季度", "2025年4月15日", "105.97万件 +4.68%"),
        *("96.43% +0.82个百分点", "97.61% +0.27个百分点", "PDF"),
    ]
    assert [str(link["href"]) for link in newest.select("a")] == [
        "2025Q1/bulletin.html",
        "2025Q1/bulletin.pdf",
    ]
    assert newest.select("a")[1]["aria-label"] == "2025年第一季度通报 PDF"


def test_word_is_linked_where_it_lies_and_a_missing_pdf_is_not(tmp_path: Path) -> None:
    (publish(tmp_path, "2025Q1") / "bulletin.docx").write_text("", "utf-8")
    (publish(tmp_path, "2024Q4") / "bulletin.pdf").unlink()
    write_index(tmp_path, tmp_path / ".cache")
    assert texts(read(tmp_path / INDEX), ".files") == ["PDF Word", "—"]


def test_a_quarter_that_kept_nothing_is_listed_with_its_link_alone(page: BeautifulSoup) -> None:
    row = page.select("tbody tr")[4]
    assert texts(row, "th, td") == ["2024年第一季度", "—", "数字见通报", "PDF"]


def test_a_bulletin_without_any_manifest_is_listed_with_its_link_alone(tmp_path: Path) -> None:
    publish(tmp_path, "2025Q1")
    (publish(tmp_path, "2024Q4") / "manifest.json").unlink()
    assert write_index(tmp_path, tmp_path / ".cache") == ()
    row = read(tmp_path / INDEX).select("tbody tr")[1]
    assert texts(row, "th, td") == ["2024年第四季度", "—", "数字见通报", "PDF"]


def test_where_no_quarter_kept_anything_there_is_a_list_of_links(tmp_path: Path) -> None:
    publish(tmp_path, "2024Q1")
    write_index(tmp_path, tmp_path / ".cache")
    page = read(tmp_path / INDEX)
    assert texts(page, "h1, thead th") == ["季度通报", "季度", "发布日期", "下载"]
    assert texts(page, "tbody tr > *") == ["2024年第一季度", "—", "PDF"]


def test_figures_that_quarters_do_not_share_have_columns_of_their_own(tmp_path: Path) -> None:
    publish(tmp_path, "2025Q1")
    letters = {"key": "letters", "label": "感谢信", "value": "13封", "change": ""}
    publish(tmp_path, "2024Q4", figures=[letters])
    write_index(tmp_path, tmp_path / ".cache")
    page = read(tmp_path / INDEX)
    assert texts(page, "thead .number")[-1] == "感谢信"
    assert texts(page, "tbody tr:first-child .number")[-1] == "—"
    assert texts(page, "tbody tr:last-child .number") == ["—", "—", "—", "13封"]


def test_a_title_and_a_notice_of_its_own_stand_with_their_quarter(tmp_path: Path) -> None:
    publish(tmp_path, "2025Q1")
    publish(tmp_path, "2024Q4", title="政务服务季报")
    publish(tmp_path, "2024Q3", notice="上季度数据为重构，仅供演示。")
    write_index(tmp_path, tmp_path / ".cache")
    page = read(tmp_path / INDEX)
    assert texts(page, "tbody th .small") == ["政务服务季报"]
    assert texts(page, "figcaption li") == [
        "2025年第一季度、2024年第三季度：上季度数据为重构，仅供演示。"
    ]


def test_the_rates_are_drawn_with_their_figures_in_words(page: BeautifulSoup) -> None:
    active, hall = page.select(".trends img")
    assert active["alt"] == (
        "折线图：主动评价率，2023年第二季度92.80%、2023年第三季度无数据、2023年第四季度93.20%、"
        "2024年第一季度无数据、2024年第二季度94.50%、2024年第三季度96.00%、2024年第四季度95.61%、"
        "2025年第一季度96.43%。"
    )
    assert "大厅主动电子评价率，2023年第二季度" in str(hall["alt"])
    findings = [caption.text for caption in page.select(".trends figcaption")]
    assert findings == [
        "主动评价率为有数据的六个季度中最高",
        "大厅主动电子评价率连续两个季度上升，为有数据的六个季度中最高",
    ]


@pytest.mark.parametrize("quarters", [1, 2])
def test_fewer_than_three_quarters_are_no_trend(tmp_path: Path, quarters: int) -> None:
    page = read(sample_site(tmp_path, quarters))
    assert page.select("img, .trends") == []
    assert texts(page, "h2") == ["各季度通报"]


def test_a_run_alone_and_hidden_folders_and_files_are_not_spoken_of(tmp_path: Path) -> None:
    publish(tmp_path, "2025Q1")
    (publish(tmp_path, "2025Q2") / "bulletin.html").unlink()
    publish(tmp_path, ".2025Q3-scratch")
    (tmp_path / "说明.txt").write_text("", "utf-8")
    assert write_index(tmp_path, tmp_path / ".cache") == ()
    assert listed(read(tmp_path / INDEX)) == ["2025年第一季度"]


DAMAGES: dict[str, object] = {
    "half a file": b'{"quarter": "2024Q4", "listed": {',
    "not text": b"\xff\xfe\x00",
    "nested without end": b"[" * 100_000,
    "a list": [],
    "of another quarter": {"quarter": "2025Q1"},
    "an entry that is text": {"quarter": "2024Q4", "listed": "通报"},
    "an entry without its figures": {"quarter": "2024Q4", "listed": {"title": "通报"}},
    "a share that is none": {
        "quarter": "2024Q4",
        "listed": entry("2024Q4", (("1件", ""), ("NaN", ""), ("196.00", ""))),
    },
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_manifest_leaves_its_quarter_out_and_is_named(
    tmp_path: Path, damage: object
) -> None:
    publish(tmp_path, "2025Q1")
    report = publish(tmp_path, "2024Q4")
    if isinstance(damage, bytes):
        (report / "manifest.json").write_bytes(damage)
    else:
        write_manifest(report, damage)
    said = f"{report / 'manifest.json'} 已损坏或不是这一季度的，各季度目录没有列出 2024Q4。"
    assert write_index(tmp_path, tmp_path / ".cache") == (
        f"{said}请恢复该文件，或重新运行 bulletin build 2024Q4。",
    )
    assert listed(read(tmp_path / INDEX)) == ["2025年第一季度"]


@pytest.mark.parametrize("name", ["备份", "2025Q5", "2025q1", "2025Q1 副本", "２０２５Q1"])
def test_a_folder_that_is_no_quarters_is_left_out_and_named(tmp_path: Path, name: str) -> None:
    publish(tmp_path, "2025Q1")
    publish(tmp_path, name)
    said = f"{tmp_path / name} 不是季度的文件夹（名称应如 2025Q1），各季度目录没有列出。"
    assert write_index(tmp_path, tmp_path / ".cache") == (said,)
    assert listed(read(tmp_path / INDEX)) == ["2025年第一季度"]


def test_what_a_later_version_keeps_beyond_is_no_reason_to_leave_a_quarter_out(
    tmp_path: Path,
) -> None:
    publish(tmp_path, "2025Q1", colour="红")
    assert write_index(tmp_path, tmp_path / ".cache") == ()


def test_hostile_words_are_inert_wherever_they_stand(tmp_path: Path) -> None:
    for code in ("2025Q1", "2024Q4", "2024Q3"):
        rate = {"key": HOSTILE, "label": HOSTILE, "value": HOSTILE, "change": HOSTILE}
        texts_of = dict.fromkeys(("title", "issuer", "published_on", "notice"), HOSTILE)
        publish(tmp_path, code, **texts_of, figures=[{**rate, "percent": "90.00"}])
    assert write_index(tmp_path, tmp_path / ".cache") == ()
    page = read(tmp_path / INDEX)
    assert page.select("script, iframe, object, embed, form, base, svg") == []
    assert [name for tag in page.find_all() for name in tag.attrs if name.startswith("on")] == []
    assert len(page.select("img")) == 1
    assert texts(page, "h1") == [HOSTILE]
    assert "{{ 7*7 }}" in page.get_text()


def test_the_page_is_under_the_same_policy_as_the_bulletin(page: BeautifulSoup) -> None:
    html, _ = BulletinHTMLExporter().from_notebook_node(sample_notebook())
    selector = "head > meta, head > link"
    assert page.select("html[lang=zh-CN]")
    theirs = BeautifulSoup(html, "lxml").select(selector)
    assert [tag.attrs for tag in page.select(selector)] == [tag.attrs for tag in theirs]


def test_landmarks_headings_and_scopes_are_in_order(page: BeautifulSoup) -> None:
    for landmark in ("header", "main#main", "footer", "a.skip[href='#main']"):
        assert len(page.select(landmark)) == 1
    assert [tag.name for tag in page.select("h1, h2, h3")] == ["h1", "h2", "h2"]
    assert len(page.select("thead th[scope=col]")) == 6
    assert len(page.select("tbody th[scope=row]")) == 9
    assert texts(page, "caption") == ["主要指标，数字下方为较上季度的变化"]
    for section in page.select("section"):
        assert section.select(f"h2#{section['aria-labelledby']}")


def test_the_same_reports_give_the_same_bytes_in_whatever_order_they_came(tmp_path: Path) -> None:
    first = sample_site(tmp_path / "first").read_bytes()
    again = tmp_path / "again"
    again.mkdir()
    for report in sorted((tmp_path / "first").glob("*Q*")):
        shutil.copytree(report, again / report.name)
    write_index(again, again / ".cache")
    assert (again / INDEX).read_bytes() == first
    assert len(first) <= 200_000


def with_key_figures(project: Project) -> Path:
    defaults = project.params / "defaults.yaml"
    stated = defaults.read_text("utf-8")
    defaults.write_text(f"{stated}key_figures: [total, active_rate]\n", "utf-8")
    return project.root


def test_the_list_shows_what_was_published_and_never_a_draft(
    invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    root = with_key_figures(invented_city())

    def command(name: str) -> int:
        return bulletin(name, "2026Q3", "-C", str(root), "-q")

    assert command("run") == 0
    assert not (root / "reports" / INDEX).exists()
    (root / "reports/旧稿").mkdir()
    capsys.readouterr()
    assert command("build") == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[-1] == str(root / "reports" / INDEX)
    assert f"注意：{root / 'reports/旧稿'} 不是季度的文件夹" in told.err
    published = (root / "reports" / INDEX).read_bytes()
    page = read(root / "reports" / INDEX)
    assert texts(page, "td.number") == ["150件", "90.00%"]
    assert texts(page, "h1") == ["临江市营商环境季报"]

    with_key_figures(invented_city(evaluations=CORRECTED))
    assert command("run") == 0
    facts = json.loads((root / "reports/2026Q3/facts.json").read_text("utf-8"))["facts"]
    assert next(fact for fact in facts if fact["key"] == "total")["value"] == 152
    write_index(root / "reports", root / ".cache")
    assert (root / "reports" / INDEX).read_bytes() == published

    assert command("publish") == 17
    assert (root / "reports" / INDEX).read_bytes() == published
    explain(Project(root), 2)
    assert command("publish") == 0
    assert texts(read(root / "reports" / INDEX), "td.number") == ["152件", "90.13%"]
