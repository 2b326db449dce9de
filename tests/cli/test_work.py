"""What machines read of a command: one JSON on standard output, exit codes, a log of every run."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis import pipeline
from analysis.basis import versions
from analysis.errors import BulletinError
from analysis.inputs.quality import REASONS, SET_ASIDE
from analysis.project import Project
from tests.projects import LEDGERS, ROOT, bulletin
from tests.reports import edited

Maker = Callable[..., Project]
Captured = pytest.CaptureFixture[str]
KEYS = [
    *("command", "quarter", "done", "state", "exit_code", "version", "error", "files", "rows"),
    *("findings", "steps", "seconds", "log"),
]


def asked(project: Project, command: str, *options: str) -> int:
    return bulletin(command, "2026Q3", "-C", str(project.root), *options)


def logs(project: Project) -> list[Path]:
    return sorted((project.root / ".logs/2026Q3").glob("*.log"))


def said(path: Path) -> list[str]:
    """Return the lines of a log without their times."""
    return [line.split(" ", 1)[1] for line in path.read_text("utf-8").splitlines()]


def test_check_prints_one_object_and_all_else_goes_to_standard_error(
    invented_city: Maker, capsys: Captured
) -> None:
    project = invented_city(evaluations=LEDGERS["evaluations"].replace(",满意,", ",非常满意,"))
    assert asked(project, "check", "--json") == 0
    shown = capsys.readouterr()
    found: dict[str, Any] = json.loads(shown.out)
    assert list(found) == KEYS
    assert (found["command"], found["quarter"], found["state"]) == ("check", "2026Q3", "ready")
    assert (found["exit_code"], found["error"], found["files"]) == (0, None, [])
    assert found["version"] == versions()["quarterly-bulletin"]
    assert found["rows"] == [
        {
            "file": "evaluations.csv",
            "read": 8,
            "counted": 8,
            "set_aside": dict.fromkeys(SET_ASIDE, 0),
            "rejected": dict.fromkeys(REASONS, 0),
        }
    ]
    (finding,) = found["findings"]["plausibility"]
    assert finding.startswith("主动评价全部非常满意：临江市民政局")
    assert found["findings"]["text"] == []
    assert found["steps"][-1]["label"] == "2026Q3 读取并核对数据"
    assert found["seconds"] >= found["steps"][-1]["seconds"] > 0
    assert found["log"] == str(logs(project)[0].relative_to(project.root))
    assert "evaluations.csv：读入 8 行 = 计入 8 行 + 剔除 0 行" in shown.err
    assert "2026Q3 读取并核对数据" in shown.err


def test_a_quarter_from_run_to_publication_told_to_a_machine(
    invented_city: Maker, capsys: Captured
) -> None:
    project = invented_city()
    assert asked(project, "run", "--json", "-q") == 0
    drafted = json.loads(capsys.readouterr().out)
    assert drafted["state"] == "draft"
    assert "reports/2026Q3/notebooks/2_evaluations.ipynb" in drafted["files"]
    assert "reports/2026Q3/draft.html" in drafted["files"]
    assert [line for line in drafted["findings"]["text"] if "尚未撰写" in line]
    assert {"运行笔记本", "生成草稿页"} <= {step["label"] for step in drafted["steps"]}

    assert asked(project, "publish", "--json", "-q") == 0
    published = json.loads(capsys.readouterr().out)
    assert (published["command"], published["state"]) == ("publish", "published")
    assert "reports/2026Q3/bulletin.pdf" in published["files"]
    assert "reports/2026Q3/facts.json" not in published["files"]

    edited(project, problems="主动评价率99.99%。")
    assert asked(project, "build", "--json", "-q") == 13
    shown = capsys.readouterr()
    stopped = json.loads(shown.out)
    assert stopped["exit_code"] == 13
    assert stopped["error"]["kind"] == "CommentaryError"
    assert "99.99%" in stopped["error"]["message"]
    assert shown.err.endswith(f"错误：{stopped['error']['message']}\n")
    assert "reports/2026Q3/draft.html" in stopped["files"]
    assert "reports/2026Q3/bulletin.html" not in stopped["files"]
    assert stopped["findings"]["text"]

    assert asked(project, "build", "--json", "-q", "--force") == 0
    assert json.loads(capsys.readouterr().out)["state"] == "published"
    assert len(logs(project)) == 4
    assert said(logs(project)[-1])[0] == "开始：bulletin build 2026Q3 --force"


def test_a_failed_run_prints_its_object_and_has_its_log(
    invented_city: Maker, capsys: Captured
) -> None:
    project = invented_city(hall=None)
    assert asked(project, "build", "--json") == 11
    found = json.loads(capsys.readouterr().out)
    assert (found["exit_code"], found["state"]) == (11, "incomplete")
    assert found["error"]["kind"] == "InputsError"
    assert [(step["label"], step["done"]) for step in found["steps"]] == [
        ("2026Q3 读取并核对数据", False)
    ]
    (log,) = logs(project)
    told = said(log)
    assert told[0] == "开始：bulletin build 2026Q3"
    assert re.fullmatch(r"未完成：2026Q3 读取并核对数据，[0-9.]+ 秒", told[4])
    assert told[5] == f"错误：{found['error']['message']}"
    assert re.fullmatch(r"结束：失败，退出码 11，共 [0-9.]+ 秒", told[-1])


def test_the_log_of_a_run_has_steps_reconciliation_findings_and_files(
    invented_city: Maker,
) -> None:
    project = invented_city()
    assert asked(project, "run", "-q") == 0
    (log,) = logs(project)
    told = said(log)
    shapes = [
        "开始：bulletin run 2026Q3",
        r"程序：quarterly-bulletin .+，不在 git 中",
        r"环境：Python .+ 个处理器",
        r"依赖：duckdb .+、typst .+",
        r"完成：2026Q3 读取并核对数据，[0-9.]+ 秒",
        r"对账：evaluations\.csv：读入 8 行 = 计入 8 行 \+ 剔除 0 行",
        r"完成：运行笔记本，[0-9.]+ 秒",
        r"文字：2_evaluations.+尚未撰写，通报中略去。",
        r"写出：reports/2026Q3/facts\.json",
        r"结束：成功，退出码 0，共 [0-9.]+ 秒",
    ]
    places = [
        next(place for place, line in enumerate(told) if re.fullmatch(shape, line))
        for shape in shapes
    ]
    assert places == sorted(places)
    assert places[-1] == len(told) - 1


def test_of_an_error_that_nobody_foresaw_only_kind_and_place_are_told(
    invented_city: Maker, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    project = invented_city()

    def broken(*_: object) -> None:
        raise KeyError("张三 19900007731")

    monkeypatch.setattr(pipeline, "check", broken)
    with pytest.raises(KeyError):
        asked(project, "check", "--json")
    found = json.loads(capsys.readouterr().out)
    assert found["exit_code"] == BulletinError.exit_code == 1
    assert found["error"]["kind"] == "KeyError"
    assert re.search(
        r"没有料到的错误 KeyError：.+ 第 [0-9]+ 行 broken。", found["error"]["message"]
    )
    assert "19900007731" not in json.dumps(found, ensure_ascii=False)
    (log,) = logs(project)
    assert "19900007731" not in log.read_text("utf-8")
    assert said(log)[-1].startswith("结束：失败，退出码 1，")


def test_an_interrupted_run_is_told_as_such(
    invented_city: Maker, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    project = invented_city()

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "check", interrupted)
    assert asked(project, "check", "--json") == 130
    assert json.loads(capsys.readouterr().out)["exit_code"] == 130
    assert said(logs(project)[0])[-1].startswith("结束：失败，退出码 130，")


def test_a_command_that_is_written_wrong_prints_no_object_and_leaves_no_log(
    invented_city: Maker, capsys: Captured
) -> None:
    project = invented_city()
    assert bulletin("build", "2026q3", "--json", "-C", str(project.root)) == 2
    assert capsys.readouterr().out == ""
    assert not (project.root / ".logs").exists()


@pytest.mark.parametrize("key", KEYS)
def test_the_manual_explains_every_key(key: str) -> None:
    manual = (ROOT / "docs/使用手册.md").read_text("utf-8")
    assert f"`{key}`" in manual.split("### 给程序读的结果\n")[1].split("\n### ")[0]


def test_the_help_names_every_exit_code(capsys: Captured) -> None:
    assert bulletin("--help") == 0
    shown = capsys.readouterr().out.split("退出码：\n")[1]
    listed = dict(line.split(maxsplit=1) for line in shown.splitlines() if line.strip())
    errors = (BulletinError, *BulletinError.__subclasses__())
    assert listed == {
        "0": "成功",
        **{str(error.exit_code): error.about for error in errors},
        "130": "已中断",
    }


@pytest.mark.parametrize("error", BulletinError.__subclasses__(), ids=lambda e: e.__name__)
def test_every_error_says_what_its_exit_code_means(error: type[BulletinError]) -> None:
    assert "about" in vars(error)
