"""Records to cube: every row is counted or rejected, every unknown word stops with its place."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import InputsError
from analysis.inputs.evaluations import CUBE_COLUMNS, Evaluations
from tests.inputs.exports import HEADERS, RECORD, csv, record, write_xlsx

Read = Callable[..., Evaluations]

LEVEL_WORDS = "非常满意、满意、基本满意、不满意、非常不满意"
TWO = (record(), record(评价编号="E2", 满意度="不满意", 主动评价="否"))
ROWS = [list(RECORD), *(list(one.values()) for one in TWO)]
CUBE_OF_TWO = [
    [7, "市本级", "临江市税务局", "申报", "窗口", "dissatisfied", False, 1],
    [7, "市本级", "临江市税务局", "申报", "窗口", "satisfied", True, 1],
]


def typed(path: Path) -> None:
    """Write the two records as a database would export them: times and truth values typed."""
    frame = pd.DataFrame(ROWS[1:], columns=ROWS[0])
    frame["评价时间"] = pd.to_datetime(frame["评价时间"])
    frame["主动评价"] = frame["主动评价"] == "是"
    frame.to_parquet(path)


WRITERS: dict[str, Callable[[Path], object]] = {
    ".csv": lambda path: path.write_text(csv(*TWO), "utf-8"),
    "_BOM.csv": lambda path: path.write_text(csv(*TWO), "utf-8-sig"),
    "_CRLF.csv": lambda path: path.write_bytes(csv(*TWO).replace("\n", "\r\n").encode()),
    "_大写.CSV": lambda path: path.write_text(csv(*TWO), "utf-8"),
    "_[1].csv": lambda path: path.write_text(csv(*TWO), "utf-8"),
    "_'.csv": lambda path: path.write_text(csv(*TWO), "utf-8"),
    ".csv.gz": lambda path: path.write_bytes(gzip.compress(csv(*TWO).encode())),
    ".xlsx": lambda path: write_xlsx(path, ROWS),
    ".parquet": typed,
}


@pytest.mark.parametrize("ending", WRITERS)
def test_the_same_records_give_the_same_cube_from_every_kind_of_file(
    ending: str, folder: Path, read: Read
) -> None:
    WRITERS[ending](folder / f"evaluations{ending}")
    found = read()
    assert tuple(found.cube.columns) == CUBE_COLUMNS
    assert found.cube.to_dict("tight")["data"] == CUBE_OF_TWO
    assert (found.quality.read, found.quality.counted) == (2, 2)


def test_files_with_other_headers_and_orders_add_up(folder: Path, read: Read) -> None:
    (folder / "evaluations_东城.csv").write_text(
        "evaluated_at,active,satisfaction,channel,item,unit,region,手机号,count\n"
        "2026-07-15,1,满意,窗口,申报,临江税务,市本级,13800000000,1\n",
        "utf-8",
    )
    (folder / "evaluations_市本级.csv").write_text(
        "区划,部门,事项,渠道,评价等级,是否主动评价,评价时间,评价编号\n"
        "市本级,临江市税务局,申报,窗口,满意,TRUE,2026/7/31 23:59:59,E1\n",
        "utf-8",
    )
    cube = read().cube
    assert cube.to_dict("tight")["data"] == [
        [7, "市本级", "临江市税务局", "申报", "窗口", "satisfied", True, 2]
    ]


def test_a_file_with_neither_ids_nor_counts_is_refused(folder: Path, read: Read) -> None:
    (folder / "evaluations.csv").write_text(
        "区域,单位,事项名称,评价渠道,满意度,主动评价,评价时间,计数\n"
        "市本级,临江市税务局,申报,窗口,满意,是,2026-07-15,80\n",
        "utf-8",
    )
    with pytest.raises(InputsError) as stopped:
        read()
    assert str(stopped.value) == (
        "evaluations.csv 既没有“评价编号”列，也没有“数量”列：无法判断一行是一条评价还是多条。"
        "文件中的列：区域、单位、事项名称、评价渠道、满意度、主动评价、评价时间、计数。"
    )


def test_a_row_with_a_count_stands_for_that_many(folder: Path, read: Read) -> None:
    rows = (record(评价编号="", 数量="80"), record(评价编号="", 数量="1.0"), record(数量=" 7 "))
    (folder / "evaluations.csv").write_text(csv(*rows, headers=f"{HEADERS},数量"), "utf-8")
    found = read()
    assert list(found.cube["count"]) == [88]
    assert found.quality.counted == 3


@pytest.mark.parametrize("wrong", ["0", "-1", "2.5", "1e3", "若干", "", "３"])
def test_a_count_that_is_no_whole_number_above_nought_is_named(
    wrong: str, folder: Path, read: Read
) -> None:
    rows = (record(数量="1"), record(评价编号="E2", 数量=wrong))
    (folder / "evaluations.csv").write_text(csv(*rows, headers=f"{HEADERS},数量"), "utf-8")
    with pytest.raises(InputsError) as stopped:
        read()
    assert str(stopped.value) == ("evaluations.csv 第 3 行“数量”不是大于 0 的整数（共 1 行）。")


@pytest.mark.parametrize(
    ("best_code", "levels"),
    [
        (5, ["very_dissatisfied", "very_satisfied"]),
        (1, ["very_satisfied", "very_dissatisfied"]),
    ],
)
def test_codes_are_read_in_the_declared_direction(
    best_code: int, levels: list[str], folder: Path, read: Read
) -> None:
    rows = (record(满意度="1", 事项名称="甲"), record(评价编号="E2", 满意度="5", 事项名称="乙"))
    (folder / "evaluations.csv").write_text(csv(*rows), "utf-8")
    cube = read(best_code).cube.set_index("item")
    assert [cube["level"][item] for item in ("甲", "乙")] == levels


def test_stray_spaces_do_not_make_another_word(folder: Path, read: Read) -> None:
    spaced = {name: f" {cell} " for name, cell in record(满意度="不满意").items()}
    (folder / "evaluations.csv").write_text(csv(spaced), "utf-8")
    found = read()
    assert found.cube.to_dict("tight")["data"][0][1:6] == [
        *("市本级", "临江市税务局", "申报", "窗口", "dissatisfied")
    ]
    assert len(found.low_ratings) == 1


UNKNOWN = {
    "a level": ("满意度", "满意吗", f"“满意吗”不是五级满意度之一（{LEVEL_WORDS}）"),
    "a code whose direction nobody declared": (
        "满意度",
        "5",
        "“5”是代码，请在参数中声明哪个代码是“非常满意”：best_code: 5 或 best_code: 1",
    ),
    "a code outside the scale": ("满意度", "6", f"“6”不是五级满意度之一（{LEVEL_WORDS}）"),
    "no level": ("满意度", "", "不能为空"),
    "a level of spaces": ("满意度", "  ", "不能为空"),
    "a region": ("区域", "西城区", "“西城区”不在 params/units.yaml 的区域中（市本级、东城区）"),
    "no region": ("区域", "", "不能为空"),
    "a unit": (
        "单位",
        "东城市监局",
        "“东城市监局”不在 params/units.yaml 中，是否为“东城区市监局”",
    ),
    "no unit": ("单位", "", "不能为空"),
    "a word for active": ("主动评价", "主动", "“主动”不是“是”或“否”"),
    "no word for active": ("主动评价", "", "不能为空"),
}


@pytest.mark.parametrize(("column", "cell", "why"), UNKNOWN.values(), ids=UNKNOWN.keys())
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_a_word_that_is_not_declared_is_named_with_its_place(  # noqa: PLR0913, PLR0917 - fixtures and a row of the table
    ending: str, column: str, cell: str, why: str, folder: Path, read: Read
) -> None:
    wrong = record(评价编号="E3", **{column: cell})
    path = folder / f"evaluations{ending}"
    rows = [*ROWS, [wrong[name] for name in ROWS[0]]]
    if ending == ".xlsx":
        write_xlsx(path, rows)
    elif ending == ".parquet":
        pd.DataFrame(rows[1:], columns=rows[0]).to_parquet(path)
    else:
        path.write_text(csv(*TWO, wrong), "utf-8")
    with pytest.raises(InputsError) as stopped:
        read()
    # A Parquet file has no header row.
    place = 3 if ending == ".parquet" else 4
    assert str(stopped.value) == f"{path.name} 第 {place} 行“{column}”：{why}。"


def test_the_first_use_of_each_word_is_told_in_one_message(folder: Path, read: Read) -> None:
    (folder / "evaluations_1.csv").write_text(csv(record(), record(满意度="差")), "utf-8")
    (folder / "evaluations_2.csv").write_text(
        csv(record(满意度="差", 区域="郊"), record(主动评价="Y")), "utf-8"
    )
    with pytest.raises(InputsError) as stopped:
        read()
    assert str(stopped.value).splitlines() == [
        "evaluations_2.csv 第 2 行“区域”：“郊”不在 params/units.yaml 的区域中（市本级、东城区）。",
        f"evaluations_1.csv 第 3 行“满意度”：“差”不是五级满意度之一（{LEVEL_WORDS}）。",
        "evaluations_2.csv 第 3 行“主动评价”：“Y”不是“是”或“否”。",
    ]


def test_five_words_are_listed_and_the_rest_counted(folder: Path, read: Read) -> None:
    rows = [record(评价编号=f"E{n}", 满意度=f"第{n}级") for n in range(7)]
    (folder / "evaluations.csv").write_text(csv(*rows), "utf-8")
    with pytest.raises(InputsError) as stopped:
        read()
    told = str(stopped.value).splitlines()
    assert len(told) == 6
    assert all(f"不是五级满意度之一（{LEVEL_WORDS}）。" in line for line in told[:5])
    assert told[5] == "另有 2 个不认识的写法。"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (csv(*TWO).encode() + b"\xff\xff\n", "evaluations.csv 的编码无法识别（"),
        (
            csv(headers="区域,单位").encode(),
            "evaluations.csv 缺少“事项名称”列（也可写作 item、事项）。文件中的列：区域、单位。",
        ),
        ((csv(*TWO) + "E3,市本级\n").encode(), "evaluations.csv 不能按 CSV 读取："),
        (b'"', "evaluations.csv "),
    ],
    ids=["no known encoding", "a missing column", "a row cut short", "an open quote"],
)
def test_a_file_that_cannot_be_read_is_named(
    content: bytes, message: str, folder: Path, read: Read
) -> None:
    (folder / "evaluations.csv").write_bytes(content)
    with pytest.raises(InputsError) as stopped:
        read()
    assert str(stopped.value).startswith(message)
    assert "\n" not in str(stopped.value)
