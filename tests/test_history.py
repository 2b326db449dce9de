"""Nine quarters of an invented city: what earlier quarters give the ninth, and how it is built."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from analysis.edition import open_edition
from analysis.errors import InputsError
from analysis.facts import Facts
from analysis.project import Project
from analysis.provenance import manifest, stale_since
from analysis.quarter import Quarter
from analysis.wording import percent, share
from benchmarks.nine_quarters import LAST, QUARTERS, UNITS, WITHOUT_HALL, make
from tests.projects import bulletin

YEAR_2024 = [Quarter(2024, number) for number in (1, 2, 3, 4)]


@pytest.fixture(scope="module")
def nine(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """All nine quarters' data; nothing is published."""
    return make(tmp_path_factory.mktemp("nine") / "project")


@pytest.fixture
def few(tmp_path: Path) -> Project:
    """The last quarter and the three before it, to be changed by a test."""
    return make(tmp_path / "project", QUARTERS[-4:])


def rows(project: Project, quarter: Quarter, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a ledger as they were delivered."""
    with (project.data(quarter) / f"{name}.csv").open(encoding="utf-8-sig") as file:
        yield from csv.DictReader(file)


def publish_facts(project: Project, quarter: Quarter, facts: Facts) -> Path:
    """Write a facts.json as a run does."""
    path = project.report(quarter) / "facts.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"facts": [fact.payload() for fact in facts.items]}), "utf-8")
    return path


def test_eight_quarters_are_computed_from_data_with_a_gap_where_a_ledger_is_missing(
    nine: Project,
) -> None:
    shown = open_edition(LAST, nine).trend("total", "active_rate", "hall_rate")
    assert shown.quarters == QUARTERS[1:]
    total, active, hall = shown.lines
    assert None not in (*total.values, *active.values)
    assert [q for q, rate in zip(shown.quarters, hall.values, strict=True) if rate is None] == [
        WITHOUT_HALL
    ]
    for quarter, value in zip(shown.quarters, total.values, strict=True):
        assert value == sum(int(row["数量"]) for row in rows(nine, quarter, "evaluations"))


def test_a_quarter_is_set_beside_the_one_before_and_a_year_ago(nine: Project) -> None:
    facts = open_edition(LAST, nine).section("overall").facts
    before = open_edition(LAST.previous, nine).facts()
    year_ago = open_edition(LAST.year_ago, nine).facts()
    for key, subject in (("total", ""), ("active_rate", ""), ("active_rate", "东川区")):
        fact = facts.get(key, subject)
        assert fact.previous == before.get(key, subject).value
        assert fact.year_ago == year_ago.get(key, subject).value


def test_the_year_so_far_is_what_all_its_records_give_together(nine: Project) -> None:
    """Counted here from the delivered rows, without any of the program's own sums."""
    records = [row for quarter in YEAR_2024 for row in rows(nine, quarter, "evaluations")]
    total = sum(int(row["数量"]) for row in records)
    active = sum(int(row["数量"]) for row in records if row["主动评价"] == "是")
    halls = [row for quarter in YEAR_2024 for row in rows(nine, quarter, "hall")]
    tickets = sum(int(row["叫号量"]) for row in halls)
    onsite = sum(int(row["现场主动评价数"]) for row in halls)
    facts = open_edition("2024Q4", nine).section("year_to_date").facts
    assert {key: str(facts.get(key)) for key in ("ytd_active_rate", "ytd_hall_rate")} == {
        "ytd_active_rate": percent(share(active, total)),
        "ytd_hall_rate": percent(share(onsite, tickets)),
    }
    assert facts.get("ytd_total").value == total
    assert facts.get("ytd_total").measure.label == "全年评价总数"
    # The year before is known too, but for the hall: a ledger is missing.
    assert facts.get("ytd_total").year_ago is not None
    assert facts.get("ytd_hall_rate").year_ago is None
    assert all(fact.previous is None for fact in facts.items)


def test_no_figure_of_the_year_so_far_shares_a_name_or_key_with_a_quarter_s(nine: Project) -> None:
    edition = open_edition("2024Q3", nine)
    own = edition.facts().items
    names = {name for fact in own for name in (fact.measure.label, *fact.measure.aliases)}
    so_far = edition.section("year_to_date").facts.items
    assert len(so_far) > 10
    for fact in so_far:
        assert fact.measure.key not in {one.measure.key for one in own}
        assert not {fact.measure.label, *fact.measure.aliases} & names
        assert fact.measure.label.startswith("前三季度")


def test_what_a_quarter_published_of_the_year_so_far_is_no_value_of_the_quarter(
    few: Project, nine: Project
) -> None:
    edition = open_edition("2024Q4", few)
    so_far = open_edition("2024Q3", nine).section("year_to_date").facts
    own = open_edition("2024Q3", few).facts()
    publish_facts(few, Quarter(2024, 3), Facts((*own.items, *so_far.items)))
    assert edition.section("overall").facts.get("total").previous == own.get("total").value
    assert [line.values[0] for line in edition.trend("total").lines] == [
        open_edition("2024Q2", few).facts().get("total").value
    ]


def test_published_facts_go_before_data(few: Project) -> None:
    earlier = open_edition("2024Q4", few).facts()
    changed = Facts(
        tuple(f.measure.fact(7) if f.key == "total" else f for f in earlier.items),
    )
    publish_facts(few, Quarter(2024, 4), changed)
    edition = open_edition(LAST, few)
    assert edition.section("overall").facts.get("total").previous == 7
    assert edition.trend("total").lines[0].values[-2] == 7
    assert edition.compared_with()["2024Q4"].keys() == {"facts.json"}


def test_units_that_moved_most_are_those_whose_rates_differ_most(nine: Project) -> None:
    section = open_edition(LAST, nine).section("movers", movers=2)

    def rates(quarter: Quarter) -> dict[str, float]:
        return {
            row["单位"]: int(row["现场主动评价数"]) / int(row["叫号量"])
            for row in rows(nine, quarter, "hall")
        }

    now, before = rates(LAST), rates(LAST.previous)
    ordered = sorted(UNITS, key=lambda unit: before[unit] - now[unit])
    assert section.facts.get("risen_most").value == tuple(ordered[:2])
    assert section.facts.get("fallen_most").value == tuple(ordered[::-1][:2])


def test_the_manifest_names_every_quarter_used_and_notices_when_one_of_them_changes(
    nine: Project, tmp_path: Path
) -> None:
    edition = open_edition(LAST, nine)
    assert list(edition.compared_with()) == [str(quarter) for quarter in LAST.last(8)[1:]]
    written = tmp_path / "manifest.json"
    written.write_bytes(manifest(edition))
    assert stale_since(written, edition.imprint) == []
    oldest = nine.data(QUARTERS[1]) / "hall.csv"
    before = oldest.read_bytes()
    try:
        oldest.write_bytes(before.replace(b"\r\n", b"\n"))
        assert stale_since(written, open_edition(LAST, nine).imprint) == ["往期数据"]
    finally:
        oldest.write_bytes(before)


def test_the_first_quarter_of_all_has_no_past_and_says_nothing_of_it(nine: Project) -> None:
    edition = open_edition(QUARTERS[0], nine)
    assert edition.compared_with() == {}
    assert edition.trend("active_rate").table("各季度主要指标") is None
    for name in ("year_to_date", "movers"):
        section = edition.section(name)
        assert (section.facts.items, section.tables) == ((), {})


def test_an_earlier_quarter_that_cannot_be_read_is_named(few: Project) -> None:
    hall = few.data(Quarter(2024, 2)) / "hall.csv"
    hall.write_text(hall.read_text("utf-8-sig").replace("云溪市气象局", "云溪市天文台"), "utf-8")
    with pytest.raises(InputsError, match=r"^往期 2024Q2 用来比较，读不出来：hall\.csv.*天文台"):
        open_edition(LAST, few).trend("total")


@pytest.mark.parametrize("content", ["{", "[]", '{"facts": [{"key": "total"}]}', "{}"])
def test_damaged_facts_of_an_earlier_quarter_are_named_with_what_to_do(
    few: Project, content: str
) -> None:
    path = publish_facts(few, Quarter(2024, 3), Facts(()))
    path.write_text(content, "utf-8")
    with pytest.raises(InputsError) as stopped:
        open_edition(LAST, few).section("overall")
    assert str(stopped.value) == (
        f"往期 2024Q3 用来比较，但 {path} 已损坏。"
        "请恢复这个文件，或者重新运行 bulletin run 2024Q3。"
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The fourth quarter of 2024 built, with the two years' data before it."""
    project = make(tmp_path_factory.mktemp("built") / "project")
    assert bulletin("build", "2024Q4", "-C", str(project.root), "--quiet") == 0
    return project


def test_an_edition_tells_its_past_in_text_and_tables_and_nothing_of_it_is_doubted(
    built: Project,
) -> None:
    report = built.report(Quarter(2024, 4))
    page = BeautifulSoup((report / "bulletin.html").read_text("utf-8"), "html.parser")
    text = page.get_text()
    for clause in (
        "较上季度略有提升，较上年同期有所提升",
        "较上季度不同程度下降，较上年同期不同程度下降",
        "全年评价总数89.60万件，较上年同期增长7.76%；全年主动评价率92.75%，较上年同期略有提升；",
        "升幅居前的有：云溪市税务局（上升4.79个百分点）、",
        "主动评价率连续三个季度上升，为近八个季度中最高；",
        "为有数据的七个季度中最高",
    ):
        assert clause in text, clause
    for name, lines in (("trend", 9), ("year_to_date_comparison", 9), ("movers", 7)):
        written = (report / f"tables/{name}.csv").read_text("utf-8-sig").splitlines()
        assert len(written) == lines, name
    assert any("折线图：" in image["alt"] for image in page.find_all("img"))
    assert "本季度" not in (report / "tables/year_to_date_comparison.csv").read_text("utf-8-sig")


def test_a_quarter_without_its_hall_ledger_is_refused_by_name(nine: Project) -> None:
    assert bulletin("check", str(WITHOUT_HALL), "-C", str(nine.root), "--quiet") == 11
