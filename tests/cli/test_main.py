"""The command as an analyst meets it: help, bad input, exit codes, nothing lost."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import lab
from analysis.cli import main as cli
from analysis.cli.text_table import width
from analysis.project import Project
from tests.projects import LEDGERS, ROOT, bulletin

COMMANDS = (
    *("new", "status", "sample", "check", "run", "publish", "build"),
    *("diff", "facts", "trace", "lab"),
)
Maker = Callable[..., Project]


def test_every_command_is_in_these_tests() -> None:
    assert tuple(cli.bulletin.commands) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_chinese_and_ends_with_an_example(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bulletin(command, "--help") == 0
    shown = capsys.readouterr().out
    # One command is about all quarters, one about a figure of a quarter.
    asked, example = {"status": ("", ""), "trace": (" 数据 季度", " active_rate 20")}.get(
        command, (" 季度", " 20")
    )
    assert shown.startswith(f"用法：bulletin {command} [选项]{asked}")
    assert f"例：\n  bulletin {command}{example}" in shown
    assert "Usage" not in shown
    assert "Options" not in shown
    assert "Show this" not in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "请写明命令。"),
        (("buld",), f"没有命令“buld”。可用的命令：{'、'.join(COMMANDS)}。"),
        (("build",), "缺少参数“季度”，例如 2025Q1。"),
        (("build", "2025Q1", "--fast"), "没有选项“--fast”。"),
        (("build", "2025q1"), "季度“2025q1”写法不对：应为四位年份加 Q 加 1 至 4，例如 2025Q1。"),
        (("build", "2025Q5"), "季度“2025Q5”写法不对"),
        (("build", "２０２５Q1"), "季度“２０２５Q1”写法不对"),
        (("check", "2025Q1", "-C", "/"), "中没有 params/defaults.yaml，请在项目文件夹中运行。"),
    ],
)
def test_usage_errors_end_with_exit_code_2(
    arguments: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bulletin(*arguments) == 2
    assert f"错误：{message}" in capsys.readouterr().err.replace("/ 及其上级文件夹", "")


def without_column(ledger: str, header: str) -> str:
    rows = [line.split(",") for line in LEDGERS[ledger].splitlines()]
    place = rows[0].index(header)
    return "\n".join(",".join(row[:place] + row[place + 1 :]) for row in rows) + "\n"


@pytest.mark.parametrize(
    ("ledger", "content", "message"),
    [
        ("hall", None, "中没有“hall”开头的文件（.parquet、.csv、.csv.gz、.xlsx 均可）。"),
        ("evaluations", None, "可用 bulletin sample 重构示例记录。"),
        (
            "evaluations",
            without_column("evaluations", "满意度"),
            (
                "evaluations.csv 缺少“满意度”列（也可写作 satisfaction、评价等级、满意度等级）。"
                "第 1 行的列：“区域”、“单位”、“事项名称”、“评价渠道”、“主动评价”、“评价时间”、"
                "“数量”。\n在 params/<季度>.yaml 的 sources 中声明，例如：\n"
                "  - files: evaluations.csv\n"
                "    columns: {满意度: 文件中的列名}"
            ),
        ),
        (
            "hall",
            without_column("hall", "叫号量"),
            "hall.csv 缺少“叫号量”列（也可写作 tickets、取号量）。",
        ),
        (
            "evaluations",
            LEDGERS["evaluations"].replace("基本满意", "满意吗"),
            (
                "evaluations.csv 第 5 行 E 列“满意度”：“满意吗”不是五级满意度之一"
                "（非常满意、满意、基本满意、不满意、非常不满意）。"
            ),
        ),
        (
            "evaluations",
            LEDGERS["evaluations"].replace("基本满意", "3"),
            (
                "evaluations.csv 第 5 行 E 列“满意度”：“3”是代码，没有声明哪个代码是“非常满意”。\n"
                "在 params/<季度>.yaml 的 sources 中声明，例如：\n"
                "  - files: evaluations.csv\n"
                "    best_code: 5   # 5 或 1：哪个代码是“非常满意”"
            ),
        ),
        (
            "evaluations",
            LEDGERS["evaluations"].replace("东城区民政局", "东城民政局"),
            (
                "evaluations.csv 第 8 行 B 列“单位”：“东城民政局”不在 params/units.yaml 中，"
                "是否为“东城区民政局”"
            ),
        ),
        (
            "supervision_orders",
            LEDGERS["supervision_orders"].replace("属实", "查实"),
            "supervision_orders.csv 第 2 行 G 列“核实结果”：“查实”不是属实、误评、恶意差评之一。",
        ),
        (
            "hall",
            LEDGERS["hall"].replace("临江税务,200,150,150", "临江税务,200,150,201"),
            "hall.csv 第 2 行 D 列“现场主动评价数”：201 大于“叫号量”（200）。",
        ),
    ],
)
def test_bad_inputs_end_with_exit_code_11_and_their_place(
    ledger: str,
    content: str | None,
    message: str,
    invented_city: Maker,
    capsys: pytest.CaptureFixture[str],
) -> None:
    project = invented_city(**{ledger: content})
    assert bulletin("build", "2026Q3", "-C", str(project.root), "-q") == 11
    told = capsys.readouterr().err
    assert message in told
    assert "Traceback" not in told
    assert not (project.root / "reports/2026Q3").exists()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("quarter: 2026Q3", "quarter: 2026Q3\nbusy_ticket: 9", "不认识的参数“busy_ticket”。"),
        ("quarter: 2026Q3", "quarter: 2026Q2", "“quarter”应为 2026Q3，现在是“2026Q2”。"),
        ("quarter: 2026Q3", "quarter: 2026Q3\nbusy_rate: 九十五", "busy_rate：应为数字"),
    ],
)
def test_bad_params_end_with_exit_code_10(
    old: str, new: str, message: str, invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    project = invented_city()
    own = project.params / "2026Q3.yaml"
    own.write_text(own.read_text("utf-8").replace(old, new), "utf-8")
    assert bulletin("check", "2026Q3", "-C", str(project.root), "-q") == 10
    assert message in capsys.readouterr().err


def test_too_many_rejected_rows_end_with_exit_code_12(
    invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = LEDGERS["evaluations"].replace("2026-07-01 09:00:00", "2026-10-01 00:00:00")
    project = invented_city(evaluations=outside)
    assert bulletin("check", "2026Q3", "-C", str(project.root), "-q") == 12
    told = capsys.readouterr().err
    assert "剔除 1 行，占读入 8 行的12.50%，超过上限 0%" in told
    assert "evaluations.csv 第 2 行：评价时间不在本季度" in told


@pytest.fixture
def own_notebooks(invented_city: Maker) -> Project:
    """A project whose notebooks may be changed."""
    project = invented_city()
    project.notebooks.unlink()
    project.notebooks.mkdir()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        (project.notebooks / path.name).write_text(path.read_text("utf-8"), "utf-8")
    return project


def changed(project: Project, name: str, old: str, new: str) -> None:
    path = project.notebooks / name
    content = path.read_text("utf-8")
    assert old in content
    path.write_text(content.replace(old, new), "utf-8")


def test_an_unknown_fact_in_a_draft_ends_with_exit_code_13(
    own_notebooks: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(own_notebooks, "3_commendations.ipynb", "{{ pennants }}", "{{ penants }}")
    assert bulletin("run", "2026Q3", "-C", str(own_notebooks.root), "-q") == 13
    told = capsys.readouterr().err
    assert "3_commendations“pennants”：没有名为“penants”的数据或参数，是否想写“pennants”。" in told


def test_a_failing_cell_ends_with_exit_code_14_and_leaves_the_last_bulletin(
    own_notebooks: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(own_notebooks.root)
    assert bulletin("build", "2026Q3", "-C", root, "-q") == 0
    report = own_notebooks.root / "reports" / "2026Q3"
    before = {path: path.read_bytes() for path in report.rglob("*") if path.is_file()}
    changed(own_notebooks, "2_evaluations.ipynb", "charts.levels(overall)", "charts.lines(overall)")
    capsys.readouterr()
    assert bulletin("build", "2026Q3", "-C", root, "-q") == 14
    told = capsys.readouterr().err
    assert "笔记本 2_evaluations.ipynb 第 " in told
    assert "has no attribute 'lines'" in told
    assert "Traceback" not in told
    assert "has no attribute 'lines'" in (report / "failed/2_evaluations.ipynb").read_text("utf-8")
    assert {path: path.read_bytes() for path in before} == before


def test_a_character_without_glyph_ends_with_exit_code_15(
    invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    stars = LEDGERS["service_stars"].replace("王一", "王\U0001f600")
    project = invented_city(service_stars=stars)
    assert bulletin("build", "2026Q3", "-C", str(project.root), "-q") == 15
    assert "字体中没有这些字，无法印出：“\U0001f600”(U+1F600)" in capsys.readouterr().err
    assert not list((project.root / "reports").rglob("bulletin.*"))


def test_publish_before_any_run_says_what_to_do(
    invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    project = invented_city()
    assert bulletin("publish", "2026Q3", "-C", str(project.root), "-q") == 14
    assert "请先运行 bulletin run 2026Q3" in capsys.readouterr().err


def test_check_prints_the_reconciliation(
    invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    project = invented_city()
    assert bulletin("check", "2026Q3", "-C", str(project.root)) == 0
    shown = capsys.readouterr()
    assert shown.out.splitlines() == [
        "evaluations.csv：读入 8 行 = 计入 8 行 + 剔除 0 行",
        "2026Q3 的参数和数据可用，共 89 项数据。",
    ]
    assert "2026Q3 读取并核对数据" in shown.err


def test_check_lists_what_is_to_be_looked_at_and_sources_without_a_file(
    invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    project = invented_city(evaluations=LEDGERS["evaluations"].replace(",满意,", ",非常满意,"))
    own = project.params / "2026Q3.yaml"
    own.write_text(f"{own.read_text('utf-8')}sources: [{{files: evaluations_郊*.csv}}]\n", "utf-8")
    assert bulletin("check", "2026Q3", "-C", str(project.root), "-q") == 0
    assert capsys.readouterr().out.splitlines()[1:4] == [
        "注意：参数 sources 中的“files: evaluations_郊*.csv”没有相符的文件。",
        "合理性核查，1 条：",
        "  主动评价全部非常满意：临江市民政局，主动评价 86 件，非常满意 86 件（100%），请核实。",
    ]


def test_facts_lists_what_can_be_cited_in_aligned_columns(
    invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    project = invented_city()
    assert bulletin("facts", "2026Q3", "-C", str(project.root), "-q") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 90
    shown = {line.split()[0]: line.split()[1:] for line in lines}
    assert shown["写法"] == ["名称", "数值", "印法", "上季度"]
    assert shown["total"] == ["评价总数", "150", "150"]
    assert shown["active_rate"] == ["主动评价率", "90.00", "90.00%"]
    total = next(line for line in lines if line.startswith("total "))
    places = {width(lines[0].split("名称")[0]), width(total.split("评价总数")[0])}
    assert len(places) == 1


def test_facts_as_json_hold_whole_lists(
    invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    project = invented_city()
    assert bulletin("facts", "2026Q3", "--json", "-C", str(project.root), "-q") == 0
    found = {one["cited"]: one for one in json.loads(capsys.readouterr().out)}
    assert found["total"] == {
        "cited": "total",
        "label": "评价总数",
        "value": "150",
        "printed": "150",
        "previous": "",
    }
    assert found["fact('active_rate', '东城区')"]["printed"] == "90.00%"
    assert found["stars"]["printed"] == "王一（临江市税务局）"


def test_lab_opens_the_quarters_notebooks(
    invented_city: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(lab, "require_installed", lambda: None)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: started.append(command))
    project = invented_city()
    assert bulletin("lab", "2026Q3", "-C", str(project.root), "-q") == 0
    assert started == [
        [
            sys.executable,
            "-m",
            "jupyterlab",
            "--LabApp.default_url=/lab/tree/reports/2026Q3/notebooks",
        ]
    ]
    assert len(list((project.root / "reports/2026Q3/notebooks").glob("*.ipynb"))) == 3


def test_lab_without_jupyterlab_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lab, "find_spec", lambda _: None)
    assert bulletin("lab", "2025Q1", "-C", str(ROOT)) == 2
    assert "这个环境没有 JupyterLab。请用 make lab" in capsys.readouterr().err


def test_quiet_shows_no_progress(invented_city: Maker, capsys: pytest.CaptureFixture[str]) -> None:
    project = invented_city()
    assert bulletin("run", "2026Q3", "-C", str(project.root), "--quiet") == 0
    told = capsys.readouterr().err
    assert "单元格" not in told
    assert "秒" not in told


def test_progress_names_every_notebook(
    invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    project = invented_city()
    assert bulletin("run", "2026Q3", "-C", str(project.root)) == 0
    told = capsys.readouterr().err
    for path in sorted(Path(ROOT / "notebooks").glob("*.ipynb")):
        assert re.search(rf"{path.stem}  [0-9]+ 个单元格", told)
