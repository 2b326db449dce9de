"""A quarter begun from the one before: params, checklist, and the journey on to a check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.inputs.columns import KINDS, TITLES
from analysis.new_quarter import CHECKLIST, new_quarter
from analysis.params.carried import starting_params
from analysis.params.loading import load_params
from analysis.project import Project
from analysis.quarter import Quarter
from tests.projects import LEDGERS, PARAMS, bulletin

Maker = Callable[..., Project]
NOW, NEXT = Quarter(2026, 3), Quarter(2026, 4)

# As an analyst writes: a date, a threshold with its reason, a source with remarks.
DECLARED = """\
# 2026年第三季度：只写不同的。
quarter: 2026Q3
published_on: 2026年10月15日
data_notice: 本季度西城区数据不全。

# 新大厅八月启用，
# 九月会议定为 85。
low_rate: 85   # 原为 80

busy_tickets: 100
# 东城区自己的表
sources:
  # 第一行是标题
  - files: evaluations_东城_2026Q3*.csv
    header_row: 2
    columns: {满意度: 1.10}   # 题号

    constants: {区域: 东城区}
"""
EAST = """东城区评价情况,,,,,,
单位,事项名称,评价渠道,1.10,主动评价,评价时间,数量
东城区民政局,低保,窗口,非常满意,是,2026-07-01 10:00:00,7
"""


def written(project: Project) -> str:
    return (project.params / f"{NEXT}.yaml").read_text("utf-8")


@pytest.fixture
def declared(invented_city: Maker) -> Project:
    project = invented_city(evaluations_东城_2026Q3=EAST)
    (project.params / f"{NOW}.yaml").write_text(DECLARED, "utf-8")
    return project


def test_params_take_over_what_differs_with_its_comments_and_nothing_of_one_edition(
    declared: Project,
) -> None:
    new_quarter(declared, NEXT)
    assert written(declared) == (
        "# 2026年第四季度：只写与 defaults.yaml 不同的参数，各项的意思见使用手册第五节。\n"
        "quarter: 2026Q4\n"
        "\n"
        "# 【待填】印发日期：印发前把下一行改成实际日期，删去行首的 # 和空格。\n"
        "# published_on: 2027年1月15日\n"
        "# 【待填】标题下的数据说明：有需要说明的才写，同样删去行首的 # 和空格。\n"
        "# data_notice: 本季度……\n"
        "\n"
        "# 【沿用】以下照抄 2026Q3.yaml，请逐项核对本季度是否仍然如此，不再适用的删去。\n"
        "\n"
        "# 新大厅八月启用，\n"
        "# 九月会议定为 85。\n"
        "low_rate: 85   # 原为 80\n"
        "\n"
        "# 东城区自己的表\n"
        "sources:\n"
        "  # 第一行是标题\n"
        "  - files: evaluations_东城_2026Q4*.csv\n"
        "    header_row: 2\n"
        "    columns: {满意度: 1.10}   # 题号\n"
        "\n"
        "    constants: {区域: 东城区}\n"
    )
    params = load_params(declared.params, NEXT)
    assert params.publication.published_on is None
    assert params.reading.sources[0].columns == {"满意度": "1.10"}


def test_quarter_after_quarter_the_remarks_of_before_do_not_pile_up(declared: Project) -> None:
    new_quarter(declared, NEXT)
    own = declared.params / f"{NEXT}.yaml"
    own.write_text(own.read_text("utf-8").replace("# published_on", "published_on"), "utf-8")
    third = starting_params(declared.params, Quarter(2027, 1), NEXT)
    assert third == (
        written(declared)
        .replace("2026Q4", "2027Q1")
        .replace("2026Q3", "2026Q4")
        .replace("2026年第四", "2027年第一")
        .replace("published_on: 2027年1月", "# published_on: 2027年4月")
    )


def test_our_own_remark_right_above_a_key_is_not_taken_over(invented_city: Maker) -> None:
    project = invented_city()
    own = "quarter: 2026Q3\n# 【沿用】以下照抄 2026Q2.yaml。\n# 会议定的\nlow_rate: 85\n"
    (project.params / f"{NOW}.yaml").write_text(own, "utf-8")
    new_quarter(project, NEXT)
    assert "2026Q2" not in written(project)
    assert written(project).endswith("不再适用的删去。\n\n# 会议定的\nlow_rate: 85\n")


@pytest.mark.parametrize(
    "text",
    [
        "{quarter: 2026Q3, low_rate: 85, sources: [{files: hall_2026Q3.csv}]}\n",
        (
            "quarter: 2026Q3\ndata_notice: &n 报\ntitle: *n\nlow_rate: 85\n"
            "sources: [{files: hall_2026Q3.csv}]\n"
        ),
        "# 【沿用】\nquarter: 2026Q3\nlow_rate: 85\nsources: [{files: hall_2026Q3.csv}]",
        "---\nsources:\n- {files: hall_2026Q3.csv}\nlow_rate: 85\nquarter: 2026Q3\n",
    ],
)
def test_however_the_file_before_is_laid_out_the_values_are_the_same(
    text: str, invented_city: Maker
) -> None:
    project = invented_city()
    (project.params / f"{NOW}.yaml").write_text(text, "utf-8")
    new_quarter(project, NEXT)
    params = load_params(project.params, NEXT)
    assert params.values["low_rate"] == 85
    assert params.values["sources"] == [{"files": "hall_2026Q4.csv"}]


def test_nothing_to_take_over_is_said(invented_city: Maker) -> None:
    project = invented_city()
    new_quarter(project, NEXT)
    assert written(project).endswith(
        "\n# 【沿用】2026Q3.yaml 没有需要沿用的参数，都用 defaults.yaml 的。\n"
    )


def test_the_checklist_names_files_formats_columns_and_declarations(declared: Project) -> None:
    begun = new_quarter(declared, NEXT)
    text = (declared.data(NEXT) / CHECKLIST).read_text("utf-8")
    assert text.startswith("# 2026年第四季度数据清单\n")
    assert "放齐之后运行 bulletin check 2026Q4。以下“上次”指 2026Q3。" in text
    assert (
        "- [ ] **evaluations\\*** 评价记录\n"
        "  - 必须有的列：区域、单位、事项名称、评价渠道、满意度、主动评价、评价时间\n"
        "  - 可以没有的列：评价编号、办件编号、数量（上次有）、办件时间、窗口\n"
        "  - “评价编号”和“数量”两列，至少要有一列\n"
        "  - 上次有 .csv 2 个，这次的文件名可以照此：\n"
        "    - [ ] evaluations.csv\n"
        "    - [ ] evaluations_东城_2026Q4.csv（params 的 sources 已声明："
        "evaluations_东城_2026Q4*.csv；“满意度”列上次写作“1.10”）\n"
    ) in text
    assert [*begun.checklist.rows()][:2] == [
        ("文件名开头", "内容", "2026Q3 有"),
        ("evaluations", "评价记录", ".csv 2 个"),
    ]


def test_a_file_before_that_cannot_be_opened_is_told_and_stops_nothing(
    invented_city: Maker,
) -> None:
    project = invented_city(hall="甲,乙\n1,2\n")
    new_quarter(project, NEXT)
    text = (project.data(NEXT) / CHECKLIST).read_text("utf-8")
    assert "    - [ ] hall.csv（上次的文件打不开：hall.csv 缺少“单位”" in text


def test_files_that_were_archived_are_known_from_the_last_run(invented_city: Maker) -> None:
    project = invented_city(hall=None)
    report = project.report(NOW)
    report.mkdir(parents=True)
    (report / "manifest.json").write_text('{"inputs": {"hall.xlsx": "1"}}', "utf-8")
    rows = new_quarter(project, NEXT).checklist.rows()
    assert rows[2] == ("hall", "大厅台账", ".xlsx 1 个")


def test_the_very_first_quarter_begins_from_what_is_agreed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "params").mkdir()
    (tmp_path / "params/defaults.yaml").write_text(PARAMS, "utf-8")
    assert bulletin("new", "2026Q4", "-C", str(tmp_path)) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("没有更早的季度，已照约定新建 2026Q4：\n")
    for kind, columns in KINDS.items():
        assert kind in shown
        assert TITLES[kind] in shown
        assert next(column.header for column in columns if column.required) in shown
    assert load_params(tmp_path / "params", NEXT).quarter == NEXT
    assert "上次" not in (tmp_path / "data/2026Q4" / CHECKLIST).read_text("utf-8")


def test_it_follows_the_latest_quarter_that_there_is(invented_city: Maker) -> None:
    project = invented_city()
    assert new_quarter(project, Quarter(2027, 4)).before == NOW
    assert new_quarter(project, Quarter(2026, 1)).before is None


def test_data_without_params_are_a_quarter_before_too(invented_city: Maker) -> None:
    project = invented_city()
    (project.params / f"{NOW}.yaml").unlink()
    begun = new_quarter(project, NEXT)
    assert begun.before == NOW
    assert begun.checklist.rows()[2] == ("hall", "大厅台账", ".csv 1 个")


@pytest.mark.parametrize("there", [f"params/{NEXT}.yaml", f"data/{NEXT}/{CHECKLIST}"])
def test_what_exists_is_never_overwritten(
    there: str, invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    project = invented_city()
    path = project.root / there
    path.parent.mkdir(exist_ok=True)
    path.write_text("我的", "utf-8")
    before = sorted(project.root.rglob("*"))
    assert bulletin("new", str(NEXT), "-C", str(project.root)) == 2
    told = capsys.readouterr()
    assert f"错误：{path.resolve()} 已经存在，没有改动任何文件。" in told.err
    assert told.out == ""
    assert path.read_text("utf-8") == "我的"
    assert sorted(project.root.rglob("*")) == before


def test_files_that_came_early_stay_where_they_are(invented_city: Maker) -> None:
    project = invented_city()
    early = project.data(NEXT) / "hall.csv"
    early.parent.mkdir()
    early.write_text("已到", "utf-8")
    new_quarter(project, NEXT)
    assert early.read_text("utf-8") == "已到"


def test_a_file_in_the_place_of_the_folder_is_said(
    invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    project = invented_city()
    project.data(NEXT).write_text("", "utf-8")
    assert bulletin("new", str(NEXT), "-C", str(project.root)) == 2
    assert "不是文件夹，请先移走这个文件。" in capsys.readouterr().err


def test_nothing_is_left_where_params_cannot_be_written(invented_city: Maker) -> None:
    project = invented_city()
    # A link that leads nowhere: it does not exist, and cannot be made either.
    (project.params / f"{NEXT}.yaml").symlink_to(project.root / "nowhere")
    assert bulletin("new", str(NEXT), "-C", str(project.root)) == 2
    assert not (project.data(NEXT) / CHECKLIST).exists()


def test_params_before_with_a_mistake_are_told_and_nothing_is_begun(
    invented_city: Maker, capsys: pytest.CaptureFixture[str]
) -> None:
    project = invented_city()
    own = project.params / f"{NOW}.yaml"
    own.write_text("quarter: 2026Q3\nsources: [{header_row: 2}]\n", "utf-8")
    assert bulletin("new", str(NEXT), "-C", str(project.root)) == 10
    assert "sources 第 1 项的 files：缺少这一项。" in capsys.readouterr().err
    assert not project.data(NEXT).exists()


def test_from_new_to_a_check_with_the_files_brought(
    declared: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    root = str(declared.root)
    assert bulletin("new", "2026Q4", "-C", root) == 0
    assert bulletin("check", "2026Q4", "-C", root, "-q") == 11
    assert "中没有“evaluations”开头的文件" in capsys.readouterr().err
    months = (("2026-07", "2026-10"), ("2026-08", "2026-11"), ("2026-09", "2026-12"))
    brought = {**LEDGERS, "evaluations_东城_2026Q4": EAST}
    for name, content in brought.items():
        for old, new in months:
            content = content.replace(old, new)  # noqa: PLW2901 - month by month
        (declared.data(NEXT) / f"{name}.csv").write_text(content, "utf-8")
    assert bulletin("check", "2026Q4", "-C", root, "-q") == 0
    shown = capsys.readouterr().out
    assert "evaluations_东城_2026Q4.csv：读入 1 行 = 计入 1 行" in shown
    assert "没有相符的文件" not in shown
