"""Another city: three regions, other titles and thresholds, and no quarter before."""

import json
from collections.abc import Callable

from bs4 import BeautifulSoup

from analysis.project import Project
from tests.projects import ROOT, bulletin


def test_a_city_with_other_params_gets_its_own_bulletin(
    invented_city: Callable[..., Project],
) -> None:
    project = invented_city()
    assert bulletin("build", "2026Q3", "-C", str(project.root), "--quiet") == 0
    report = project.root / "reports" / "2026Q3"
    text = BeautifulSoup((report / "bulletin.html").read_text("utf-8"), "html.parser").get_text()
    for sentence in (
        "临江市营商环境季报",
        "2026年第三季度",
        # 150 evaluations: 140 + 6 + 2 + 1 + 1; active 80 + 6 + 2 + 1 + 1 + 45 = 135.
        "共收到评价150件，其中主动评价135件，主动评价率90.00%。",
        "非常满意140件，占93.33%；满意6件，占4.00%；基本满意2件，占1.33%；",
        # On site 264 of 320 tickets; with online channels 331 of 400.
        "服务大厅主动电子评价率82.50%，未达到90%的要求；",
        "市本级主动评价率82.75%。",
        "现场主动评价率居前的有：临江市民政局、临江市税务局。",
        "达到95%以上的有：临江市民政局（95.00%）。",
        "低于80%的单位：临江市税务局（75.00%）。",
        "共有1个单位的1名工作人员在季度内3个月以上获评",
        "王一（临江市税务局）。",
        "属实1件、误评1件、恶意差评0件；按时办结率50.00%。",
        "锦旗1面，获赠单位：临江市民政局。",
        "第三季度没有收到感谢信。",
    ):
        assert sentence in text, sentence
    assert "较上季度" not in text
    assert (report / "bulletin.pdf").read_bytes().startswith(b"%PDF")


def test_a_region_without_evaluations_has_a_row_of_noughts_and_dashes(
    invented_city: Callable[..., Project],
) -> None:
    project = invented_city()
    bulletin("run", "2026Q3", "-C", str(project.root), "--quiet")
    rows = (project.root / "reports/2026Q3/tables/levels_by_region.csv").read_text("utf-8-sig")
    assert rows.splitlines()[3] == "西城区,0,0,0,—,0,—,0,—,0,—,0,—"


def test_no_name_of_the_published_city_stands_in_the_package() -> None:
    defaults = (ROOT / "params/units.yaml").read_text("utf-8")
    assert "厦门" in defaults
    for path in (ROOT / "src").rglob("*.*"):
        if path.suffix in {".py", ".j2", ".typ", ".css", ".json"}:
            assert "厦门" not in path.read_text("utf-8"), path


def test_facts_carry_the_city_s_own_labels(invented_city: Callable[..., Project]) -> None:
    project = invented_city()
    bulletin("run", "2026Q3", "-C", str(project.root), "--quiet")
    stored = json.loads((project.root / "reports/2026Q3/facts.json").read_text("utf-8"))
    labels = {fact["key"]: fact["label"] for fact in stored["facts"]}
    assert labels["rate_with_online"] == "市本级含网上主动评价率"
