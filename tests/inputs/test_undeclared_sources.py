"""What is not declared is refused, with lines of params that do declare it when pasted."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import yaml

from analysis.errors import BulletinError, InputsError, ParamsError
from tests.inputs.declared import Content, Files, read
from tests.inputs.exports import csv, record
from tests.inputs.outcomes import rejects_of, require_clear_stop

# Name -> file's name, content, and how many evaluations the proposed lines make it count.
PASTED: Mapping[str, tuple[str, Content, int]] = {
    "an English scale": (
        "evaluations_a.csv",
        csv(
            *(
                record(评价编号=f"E{n}", 满意度=word)
                for n, word in enumerate(
                    ("Very good", "Good", "Fair", "Poor", "Very poor", "N/A", "Don't know")
                )
            )
        ),
        5,
    ),
    "codes": ("evaluations_1.csv", csv(record(满意度="5"), record(评价编号="E2", 满意度="2.0")), 2),
    "a code of none of five": (
        "evaluations_1.csv",
        csv(record(满意度="5"), record(评价编号="E2", 满意度="9")),
        1,
    ),
    "the day first": ("evaluations_d.csv", csv(record(评价时间="31/07/2026 10:00")), 1),
    "truths": (
        "evaluations_t.csv",
        csv(record(主动评价="Yes"), record(评价编号="E2", 主动评价="默认评价")),
        2,
    ),
    "a unit misspelt": ("evaluations_u.csv", csv(record(单位="临江市税物局")), 1),
    "several columns at once": (
        "evaluations_all.csv",
        csv(record(满意度="Good", 主动评价="Y", 单位="临江市税物局")),
        1,
    ),
    "a name that YAML reads otherwise": (
        "evaluations_#1 [东城] 'x', {y}: z.csv",
        csv(record(满意度="好")),
        1,
    ),
    "a workbook of several sheets": (
        "evaluations_w.xlsx",
        {
            "明细: 一": [[*record()], [*record().values()]],
            "说明": [["这里", "有", "许多", "别的", "列", "但", "不是", "数据", "表"]],
        },
        1,
    ),
    "rows above the header that are none": (
        "evaluations_h.csv",
        ",".join("甲乙丙丁戊己庚辛") + "\n" + csv(record()),
        1,
    ),
    "two columns of one name": (
        "evaluations_2.csv",
        csv(record(部门="x"), headers=",".join([*record(), "部门"])),
        1,
    ),
}


def proposed(message: str) -> str:
    """Return the entries of sources that a message proposes, as they stand in it.

    Where it proposes another file's entry or another way, the last one.
    """
    _, *parts = message.split("中声明，例如：\n")
    if not parts:
        # A single key, for an entry that is still to be written.
        return "  - files: evaluations_*\n    " + message.rpartition("例如 ")[2].rstrip("。")
    return parts[-1]


@pytest.mark.parametrize(("name", "content", "count"), PASTED.values(), ids=PASTED.keys())
def test_the_proposed_lines_make_a_file_read_as_they_are(
    name: str, content: Content, count: int
) -> None:
    stopped = read({name: content})
    assert isinstance(stopped, InputsError), stopped
    told = require_clear_stop(stopped, [name])
    found = read({name: content}, proposed(told))
    assert not isinstance(found, BulletinError), (told, str(found))
    assert found.quality.counted == count


# What is proposed holds a word still to be chosen: pasted as it is, it is refused again.
CHOICES: Mapping[str, tuple[str, str, str]] = {
    "a level": (csv(record(满意度="Meh")), ": 等级", ": 基本满意"),
    "a truth": (csv(record(主动评价="柜台")), ": 是或否", ": 是"),
    "a region": (csv(record(区域="火星")), ": 区域", ": 东城区"),
    "columns": (
        csv(record(), headers=",".join(record())).replace("满意度", "打分"),
        "满意度: 文件中的列名",
        "满意度: 打分",
    ),
}


@pytest.mark.parametrize(("content", "placeholder", "choice"), CHOICES.values(), ids=CHOICES.keys())
def test_a_proposed_line_with_a_choice_left_open_is_refused_until_it_is_made(
    content: str, placeholder: str, choice: str
) -> None:
    files = {"evaluations.csv": content}
    stopped = read(files)
    assert isinstance(stopped, InputsError)
    lines = proposed(str(stopped))
    assert placeholder in lines
    assert isinstance(read(files, lines), ParamsError | InputsError)
    found = read(files, lines.replace(placeholder, choice))
    assert not isinstance(found, BulletinError), found
    assert found.quality.counted == 1


def test_lines_for_several_files_are_pasted_together() -> None:
    files = {
        "evaluations_1.csv": csv(record(满意度="Good")),
        "evaluations_2.csv": csv(record(评价编号="E2", 评价时间="30/09/2026")),
        "evaluations_3.csv": csv(record(评价编号="E3", 主动评价="默认")),
    }
    stopped = read(files)
    assert isinstance(stopped, InputsError)
    _, *parts = str(stopped).split("在 params/<季度>.yaml 的 sources 中声明，例如：\n")
    assert [list(yaml.safe_load(part)[0]) for part in parts] == [
        ["files", "levels"],
        ["files", "date_order"],
        ["files", "active"],
    ]
    found = read(files, "".join(f"{part.rstrip()}\n" for part in parts))
    assert not isinstance(found, BulletinError), found
    assert found.quality.counted == 3


def test_what_is_told_in_turn_goes_into_the_entry_that_is_there() -> None:
    # A date of no known order is told before the words of its row are looked at.
    files = {"evaluations.csv": csv(record(满意度="Good", 评价时间="1/7/2026"))}
    first = read(files)
    assert isinstance(first, InputsError)
    entry = proposed(str(first))
    second = read(files, entry)
    assert isinstance(second, InputsError)
    _, more = str(second).split(
        "写进 params 的 sources 中 files: evaluations.csv 的那一项，已有的同名键换成这里的：\n"
    )
    found = read(files, f"{entry.rstrip()}\n{more}")
    assert not isinstance(found, BulletinError), found
    assert found.quality.counted == 1


REFUSED: Mapping[str, tuple[Files, str, int | None, str]] = {
    "a code that a source leaves out": (
        {"evaluations.csv": csv(record(满意度="3"))},
        "\n  - {files: evaluations*, levels: {1: 非常满意, 2: 满意}}\n",
        5,
        (
            "evaluations.csv 第 2 行 F 列“满意度”："
            "“3”是代码，没有声明它是哪一级（已声明的代码：1、2）。"
        ),
    ),
    "a word of another file's source": (
        {
            "evaluations_1.csv": csv(record(满意度="好")),
            "evaluations_2.csv": csv(record(评价编号="E2", 满意度="好")),
        },
        "\n  - {files: evaluations_1.csv, levels: {好: 满意}}\n",
        None,
        "evaluations_2.csv 第 2 行 F 列“满意度”：“好”不是五级满意度之一",
    ),
    "a sheet that is not there": (
        {"evaluations.xlsx": {"明细": [[*record()], [*record().values()]]}},
        "\n  - {files: evaluations.xlsx, sheets: [汇总]}\n",
        None,
        "evaluations.xlsx 中没有 params 的 sources 中声明的工作表“汇总”，现有的工作表：“明细”。",
    ),
    "a header row that is none": (
        {"evaluations.csv": csv(record())},
        "\n  - {files: evaluations.csv, header_row: 2}\n",
        None,
        "evaluations.csv 缺少“区域”、“单位”、",
    ),
    "an encoding that it is not": (
        {"evaluations.csv": csv(record()).encode("gb18030")},
        "\n  - {files: evaluations.csv, encoding: utf-8}\n",
        None,
        "evaluations.csv 不是 params 的 sources 中声明的编码（encoding: utf-8），请改正。",
    ),
    "two sources for one file": (
        {"evaluations.csv": csv(record())},
        "\n  - files: evaluations*\n  - files: '*.csv'\n",
        None,
        (
            "参数 sources 的第 1 项（files: evaluations*）、第 2 项（files: *.csv）"
            "都与文件 evaluations.csv 相符，"
        ),
    ),
}


@pytest.mark.parametrize(
    ("files", "sources", "best_code", "message"), REFUSED.values(), ids=REFUSED.keys()
)
def test_what_a_declaration_does_not_cover_is_refused(
    files: Files, sources: str, best_code: int | None, message: str
) -> None:
    stopped = read(files, sources, best_code)
    assert isinstance(stopped, BulletinError), stopped
    assert str(stopped).startswith(message)


def test_a_date_of_another_order_than_the_declared_one_is_rejected_and_not_guessed() -> None:
    # 07/13/2026 is no day of any month where the day comes first.
    files = {"evaluations.csv": csv(record(), record(评价编号="E2", 评价时间="07/13/2026"))}
    found = read(files, "\n  - {files: evaluations.csv, date_order: dmy}\n")
    assert not isinstance(found, BulletinError), found
    assert rejects_of(found) == [("evaluations.csv", 3, "no_such_time")]
