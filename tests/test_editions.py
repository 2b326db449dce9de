"""Editions from publication to correction: kept, numbered, explained, compared, traced."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
import yaml

from analysis.editions.shelf import adopted
from analysis.project import Project
from tests.projects import bulletin, invent_city
from tests.publish.word_reader import text_of_word
from tests.reports import CORRECTED, REASON, edited, explain

BULLETIN = ("bulletin.html", "bulletin.pdf", "bulletin.docx")


@dataclass(frozen=True)
class City:
    """A city whose data were corrected after it had published; `told` by step, what was said."""

    project: Project
    first: dict[str, bytes]
    told: dict[str, str]

    @property
    def report(self) -> Path:
        return self.project.root / "reports/2026Q3"


def files(report: Path) -> dict[str, bytes]:
    return {
        p.relative_to(report).as_posix(): p.read_bytes()
        for p in sorted(report.rglob("*"))
        if p.is_file()
    }


def said(project: Project, *arguments: str) -> tuple[int, str]:
    """Run a command; return its exit code and all that it says."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(out):
        code = bulletin(*arguments, "-C", str(project.root))
    return code, out.getvalue()


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    root = tmp_path_factory.mktemp("editions")
    project = invent_city(root)
    told = {}
    assert said(project, "build", "2026Q3", "-q")[0] == 0
    assert said(project, "publish", "2026Q3", "-q")[0] == 0
    first = files(root / "reports/2026Q3")
    invent_city(root, evaluations=CORRECTED)
    _, told["stale"] = said(project, "diff", "2026Q3")
    code, told["stopped"] = said(project, "build", "2026Q3", "-q")
    assert code == 17
    assert {name: files(root / "reports/2026Q3")[name] for name in BULLETIN} == {
        name: first[name] for name in BULLETIN
    }
    _, told["diff"] = said(project, "diff", "2026Q3")
    explain(project, 2)
    assert said(project, "publish", "2026Q3", "-q")[0] == 0
    return City(project, first, told)


def edition(city: City, number: int) -> dict[str, bytes]:
    return files(city.report / f"editions/v{number}")


def test_the_first_publication_is_kept_as_edition_1_with_the_bytes_that_lay_on_top(
    city: City,
) -> None:
    kept = {
        name.removeprefix("editions/v1/"): data
        for name, data in city.first.items()
        if name.startswith("editions/")
    }
    tables = {name for name in city.first if name.startswith("tables/")}
    assert kept.keys() == {*BULLETIN, *tables, "facts.json", "manifest.json", "printed.json"}
    assert {name: city.first[name] for name in kept if name != "printed.json"} == {
        name: data for name, data in kept.items() if name != "printed.json"
    }
    assert json.loads(city.first["manifest.json"])["edition"] == 1
    assert "更正说明".encode() not in city.first["bulletin.html"]


def test_a_later_edition_leaves_the_first_as_it_was(city: City) -> None:
    kept = {name: data for name, data in city.first.items() if name.startswith("editions/v1/")}
    assert {f"editions/v1/{name}": data for name, data in edition(city, 1).items()} == kept


def test_a_corrected_figure_stops_with_the_changes_and_the_lines_to_write(city: City) -> None:
    told = city.told["stopped"]
    assert "错误：与已发布的第 1 版相比，有 " in told
    # 1 of 3, 2 of 4 and 4 of 6 evaluations; the largest change first.
    listed = ("非常不满意：1件 → 3件", "差评：2件 → 4件", "基本满意及以下：4件 → 6件")
    assert [told.index(line) for line in listed] == sorted(told.index(line) for line in listed)
    assert "处，见 bulletin diff 2026Q3\n" in told
    lines = told[told.index("corrections:") : told.index("再运行 bulletin publish 2026Q3。")]
    assert yaml.safe_load(lines)["corrections"][0]["edition"] == 2


def test_a_run_says_that_a_reason_will_be_needed(again: City) -> None:
    (again.project.params / "2026Q3.yaml").write_text("quarter: 2026Q3\n", "utf-8")
    code, told = said(again.project, "run", "2026Q3", "-q")
    assert code == 0
    assert "注意：数字、名单或表格与已发布的不同，发布前要写明更正的原因；" in told


def test_the_second_edition_explains_itself_in_every_format(city: City) -> None:
    page = edition(city, 2)["bulletin.html"].decode()
    aside = page.split('aria-label="更正说明">')[1].split("</aside>")[0]
    pdf = "".join(p.extract_text() for p in pypdf.PdfReader(city.report / "bulletin.pdf").pages)
    word = text_of_word(edition(city, 2)["bulletin.docx"])
    for written in (aside, "".join(pdf.split()), word):
        assert "更正说明：" in written
        assert "本通报发布后有更正，现为第2版。" in written
        assert f"2026年10月20日（第2版）：{REASON}。更正的数据：" in written
        assert "非常不满意：由1件更正为3件；" in written
        assert "评价总数：由150件更正为152件；" in written
        assert "随之变动。" in written


def test_the_manifest_states_edition_params_and_what_each_section_is_made_of(city: City) -> None:
    manifest = json.loads((city.report / "manifest.json").read_text("utf-8"))
    assert manifest["edition"] == 2
    assert manifest["params"]["corrections"][0]["reason"] == REASON
    assert manifest["sections"]["hall"] == {
        "tables": ["hall_units"], "inputs": ["hall"], "looks_back": False
    }  # fmt: skip
    assert manifest["table_rows"]["hall_units"] == 2
    assert (manifest["forced"], manifest["accepted_by"]) == ([], None)


def test_diff_names_every_change_since_the_published_edition(city: City) -> None:
    lines = [" ".join(line.split()) for line in city.told["diff"].splitlines()]
    assert lines[0].startswith("2026Q3 最近一次运行与已发布的第 1 版相比，")
    assert "评价总数 150件 152件 1.32%" in lines
    assert "主动评价率 90.00% 90.13% 0.13个百分点" in lines
    assert "各区域评价情况·合计·评价总数 150 152 1.32%" in lines
    place = lines.index("原：非常不满意1件，占0.67%。")
    assert lines[place + 1] == "现：非常不满意3件，占1.97%。"


def test_diff_says_that_data_have_changed_since_the_run_that_it_compares(city: City) -> None:
    told = city.told["stale"]
    assert "注意：上次运行之后，evaluations.csv有变动；比较的是上次运行的结果。" in told
    assert "2026Q3 最近一次运行与已发布的第 1 版相比，没有不同。" in told


def test_diff_compares_any_two_editions_and_refuses_one_that_there_is_not(city: City) -> None:
    ask = ("diff", "2026Q3", "--edition", "1", "--with", "2", "--json")
    code, told = said(city.project, *ask)
    assert code == 0
    found = json.loads(told)
    assert (found["quarter"], found["edition"], found["with"]) == ("2026Q3", 1, 2)
    total = next(one for one in found["changes"] if one["place"] == "total")
    assert total == {
        "kind": "figure", "place": "total", "label": "评价总数", "old": "150件", "new": "152件",
        "size": "1.32", "corrects": True, "echo": False, "in_points": False,
    }  # fmt: skip
    assert said(city.project, "diff", "2026Q3")[1].endswith("第 2 版相比，没有不同。\n")
    assert said(city.project, "diff", "2026Q3", "--edition", "7") == (
        2,
        "错误：2026Q3 没有第 7 版；留存的有：1、2。\n",
    )
    assert said(city.project, "diff", "2026Q2")[0] == 2


def test_trace_leads_from_a_figure_to_its_counts_files_rows_and_source(city: City) -> None:
    code, told = said(city.project, "trace", "active_rate", "2026Q3")
    assert code == 0
    manifest = json.loads((city.report / "manifest.json").read_text("utf-8"))
    for line in (
        "主动评价率（active_rate）：90.13%",
        "定义：主动评价数 ÷ 评价总数",
        # 137/152 = 0.901315…
        "计算：主动评价数 137 ÷ 评价总数 152 = 90.13%，与印出的相符",
        "来源：overall 一节，由表 cube（8 行） 计算",
        f"  evaluations.csv  SHA-256 {manifest['inputs']['evaluations.csv']}",
        "                   读入 8 行 = 计入 8 行 + 不计 0 行 + 剔除 0 行",
        "  表“主要指标”：主动评价率·本季度",
        "参数：params/2026Q3.yaml，params/defaults.yaml",
        f"源码：{manifest['source']}，所在的提交用下面一行查出：",
    ):
        assert line in told.splitlines()
    assert "共收到评价152件，其中主动评价137件，主动评价率90.13%。" in told


NAMED = {
    "主动评价率": "active_rate",
    "onsite_rate[临江市税务局]": "onsite_rate[临江市税务局]",
    "现场主动评价率（临江市民政局）": "onsite_rate[临江市民政局]",
    "临江市民政局现场主动评价率": "onsite_rate[临江市民政局]",
    "大厅主动评价率": "hall_rate",
}


@pytest.mark.parametrize("name", NAMED)
def test_trace_finds_a_figure_by_label_other_name_and_unit(city: City, name: str) -> None:
    code, told = said(city.project, "trace", name, "2026Q3", "--json")
    assert code == 0
    assert traced_key(json.loads(told)) == NAMED[name]


def traced_key(found: dict[str, Any]) -> str:
    fact = found["fact"]
    return f"{fact['key']}[{fact['subject']}]" if fact["subject"] else str(fact["key"])


UNKNOWN = {
    "activ_rate": "没有名为“activ_rate”的数据。是否想写 active_rate（主动评价率）、",
    "onsite_rate": "只有区域或单位的数，例如 onsite_rate[临江市民政局]。",
    "市本级主动评价率": "有几项：active_rate[市本级]、rate_with_online。请写引用名。",
    "xyz": "没有名为“xyz”的数据。用 bulletin facts 列出全部。",
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_trace_tells_the_nearest_names_of_what_it_does_not_know(city: City, name: str) -> None:
    code, told = said(city.project, "trace", name, "2026Q3")
    assert code == 2
    assert UNKNOWN[name] in told


@pytest.mark.parametrize("asked", ["diff 2026Q3", "trace active_rate 2026Q3"])
def test_no_record_is_read_to_compare_or_trace(city: City, asked: str) -> None:
    code = (
        "import sys; from analysis.cli.main import main; main(sys.argv[1:]);"
        "sys.exit(bool({'pandas', 'pyarrow', 'duckdb', 'matplotlib'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, *asked.split(), "-C", str(city.project.root)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 - our own interpreter


def test_a_list_is_traced_to_its_thresholds_and_its_members_rates(city: City) -> None:
    told = said(city.project, "trace", "busy_and_good", "2026Q3")[1].splitlines()
    assert "标准：busy_tickets 100，busy_rate 95" in told
    # 114 of 120.
    assert "  onsite_rate[临江市民政局]  现场主动评价率  95.00" in told
    assert "  tickets[临江市民政局]      叫号量          120" in told


def test_an_edition_is_traced_as_it_was(city: City) -> None:
    told = said(city.project, "trace", "active_rate", "2026Q3", "--edition", "1")[1].splitlines()
    assert told[:2] == ["主动评价率（active_rate）：90.00%", "取自：2026Q3 已发布的第 1 版"]
    assert "计算：主动评价数 135 ÷ 评价总数 150 = 90.00%，与印出的相符" in told


@pytest.fixture
def again(city: City) -> Iterator[City]:
    """The city, put back afterwards as the other tests know it."""
    before = files(city.report)
    yield city
    shutil.rmtree(city.report)
    for name, data in before.items():
        (city.report / name).parent.mkdir(parents=True, exist_ok=True)
        (city.report / name).write_bytes(data)
    explain(city.project, 2)


def test_other_words_make_the_next_edition_without_a_reason(again: City) -> None:
    edited(again.project, problems="个别窗口核实不细。")
    assert said(again.project, "publish", "2026Q3", "-q")[0] == 0
    assert json.loads((again.report / "manifest.json").read_text("utf-8"))["edition"] == 3
    assert (again.report / "editions/v3/bulletin.html").is_file()
    # The correction of the second edition stays explained.
    assert REASON.encode() in (again.report / "bulletin.html").read_bytes()


def test_a_reason_in_other_words_replaces_the_files_of_the_same_edition(again: City) -> None:
    own = again.project.params / "2026Q3.yaml"
    own.write_text(own.read_text("utf-8").replace(REASON, "西城区补报"), "utf-8")
    assert said(again.project, "publish", "2026Q3", "-q")[0] == 0
    assert "西城区补报".encode() in edition(again, 2)["bulletin.html"]
    assert not (again.report / "editions/v3").exists()


def test_a_reason_for_an_edition_that_there_is_not_stops(again: City) -> None:
    explain(again.project, 2, 3)
    code, told = said(again.project, "publish", "2026Q3", "-q")
    assert code == 10
    assert "没有这一版：现在发布的是第 2 版。" in told


def test_who_forces_a_publication_is_put_on_record_with_what_was_open(again: City) -> None:
    edited(again.project, problems="共发出督办单9件。")
    force = ("publish", "2026Q3", "-q", "--force", "--by", " 张三 ")
    assert said(again.project, *force)[0] == 0
    manifest = json.loads((again.report / "manifest.json").read_text("utf-8"))
    assert manifest["accepted_by"] == "张三"
    assert "“9”" in manifest["forced"][0]
    code, told = said(again.project, "publish", "2026Q3", "-q", "--by", "张三")
    assert code == 2
    assert "--by 要写姓名，并与 --force 同用" in told


def without_editions(city: City) -> None:
    """Leave the bulletin as a version left it that kept no editions."""
    shutil.rmtree(city.report / "editions")
    (city.project.params / "2026Q3.yaml").write_text("quarter: 2026Q3\n", "utf-8")


def test_a_bulletin_of_before_editions_were_kept_becomes_the_first(again: City) -> None:
    without_editions(again)
    top = files(again.report)
    found = adopted(again.report)
    assert {*BULLETIN, "facts.json", "tables/levels_by_region.csv"} < {
        name.removeprefix("editions/v1/") for name in found
    }
    for name, data in found.items():
        if not name.endswith("printed.json"):
            assert data == top[name.removeprefix("editions/v1/")]
    assert said(again.project, "publish", "2026Q3", "-q")[0] == 0
    assert [path.name for path in (again.report / "editions").iterdir()] == ["v1"]
    assert "更正说明".encode() not in edition(again, 1)["bulletin.html"]


def test_of_one_whose_text_was_changed_since_nothing_is_guessed(again: City) -> None:
    without_editions(again)
    edited(again.project, problems="个别窗口核实不细。")
    assert adopted(again.report) == {}
    assert said(again.project, "publish", "2026Q3", "-q")[0] == 0
    assert [path.name for path in (again.report / "editions").iterdir()] == ["v1"]


def test_a_damaged_edition_is_named(again: City) -> None:
    (again.report / "editions/v2/printed.json").write_text("{", "utf-8")
    code, told = said(again.project, "diff", "2026Q3")
    assert code == 11
    assert "editions/v2" in told
    assert "请从备份或 git 恢复。" in told
