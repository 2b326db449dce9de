"""Records to cube: every row is counted or rejected, every unknown word stops with its place."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import InputsError
from analysis.inputs.kept_evaluations import Evaluations, load_evaluations
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
    words = ["region", "unit", "item", "channel", "level"]
    assert list(found.cube.columns) == ["month", *words, "active", "count"]
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
        "在 params/<季度>.yaml 的 sources 中声明，例如：\n"
        "  - files: evaluations.csv\n"
        "    columns: {评价编号: 文件中的列名}\n"
        "    constants: {数量: 1}   # 或者：一行一条评价"
    )


def test_a_row_with_a_count_stands_for_that_many(folder: Path, read: Read) -> None:
    rows = (
        record(评价编号="", 数量="80"),
        record(评价编号="", 数量="1.0"),
        record(数量=" 7 "),
        record(评价编号="", 数量="１２"),
    )
    (folder / "evaluations.csv").write_text(csv(*rows, headers=f"{HEADERS},数量"), "utf-8")
    found = read()
    assert list(found.cube["count"]) == [100]
    assert found.quality.counted == 4


@pytest.mark.parametrize("wrong", ["0", "-1", "2.5", "1e3", "若干", "", "13912345678"])
def test_a_count_that_is_no_whole_number_above_nought_is_named(
    wrong: str, folder: Path, read: Read
) -> None:
    rows = (record(数量="1"), record(评价编号="E2", 数量=wrong))
    (folder / "evaluations.csv").write_text(csv(*rows, headers=f"{HEADERS},数量"), "utf-8")
    with pytest.raises(InputsError) as stopped:
        read()
    place = "evaluations.csv 第 3 行 I 列“数量”"
    assert str(stopped.value) == f"{place}：不是大于 0、小于一千万的整数（共 1 行）。"


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
    cube = read(best_code=best_code).cube.set_index("item")
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
    "a level": (
        *("满意度", "满意吗", f"“满意吗”不是五级满意度之一（{LEVEL_WORDS}）"),
        "levels: {满意吗: 等级}",
    ),
    "a code whose direction nobody declared": (
        *("满意度", "5", "“5”是代码，没有声明哪个代码是“非常满意”"),
        "best_code: 5 ",
    ),
    "a code outside the scale": (
        *("满意度", "6", "“6”是 1–5 以外的代码，没有声明它的意思"),
        'no_answer: ["6"]',
    ),
    "a region": (
        *("区域", "西城区", "“西城区”不在 params/units.yaml 的区域中（市本级、东城区）"),
        "regions: {西城区: 东城区}",
    ),
    "a unit": (
        *("单位", "东城市监局", "“东城市监局”不在 params/units.yaml 中，是否为“东城区市监局”"),
        "units: {东城市监局: 东城区市监局}",
    ),
    "a word for active": (
        *("主动评价", "主动", "“主动”不是“是”或“否”（true、false、1、0 也可以）"),
        "active: {主动: 是}",
    ),
}
BLANK = {
    "区域": "missing_region",
    "单位": "missing_unit",
    "满意度": "missing_level",
    "主动评价": "missing_active",
    "评价时间": "missing_time",
}


def write(path: Path, *added: dict[str, str]) -> None:
    """Write the two records and more, in the format that the name of the file says."""
    rows = [*ROWS, *([one[name] for name in ROWS[0]] for one in added)]
    if path.suffix == ".xlsx":
        write_xlsx(path, rows)
    elif path.suffix == ".parquet":
        pd.DataFrame(rows[1:], columns=rows[0]).to_parquet(path)
    else:
        path.write_text(csv(*TWO, *added), "utf-8")


@pytest.mark.parametrize(("column", "cell", "why", "line"), UNKNOWN.values(), ids=UNKNOWN.keys())
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_a_word_that_is_not_declared_is_named_with_its_place_and_what_would_declare_it(  # noqa: PLR0913, PLR0917 - fixtures and a row of the table
    ending: str, column: str, cell: str, why: str, line: str, folder: Path, read: Read
) -> None:
    path = folder / f"evaluations{ending}"
    write(path, record(评价编号="E3", **{column: cell}))
    with pytest.raises(InputsError) as stopped:
        read()
    place, *rest = str(stopped.value).splitlines()
    letter = "ABCDEFGH"[ROWS[0].index(column)]
    assert (
        place
        == {
            ".csv": f"evaluations.csv 第 4 行 {letter} 列“{column}”：{why}。",
            ".xlsx": f"evaluations.xlsx［Sheet1］ 第 4 行 {letter} 列“{column}”：{why}。",
            # A Parquet file has no header row, and no letters.
            ".parquet": f"evaluations.parquet 第 3 行“{column}”：{why}。",
        }[ending]
    )
    assert rest[:2] == [
        "在 params/<季度>.yaml 的 sources 中声明，例如：",
        f"  - files: {path.name}",
    ]
    assert rest[2].startswith(f"    {line}")


@pytest.mark.parametrize(("column", "reason"), BLANK.items())
@pytest.mark.parametrize("cell", ["", " \u00a0"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_a_row_with_a_needed_cell_empty_is_rejected(  # noqa: PLR0913, PLR0917 - fixtures and a row of the table
    ending: str, cell: str, column: str, reason: str, folder: Path, read: Read
) -> None:
    write(folder / f"evaluations{ending}", record(评价编号="E3", **{column: cell}))
    found = read()
    assert list(found.quality.rejects["reason"]) == [reason]
    assert list(found.quality.rejects["evaluation_id"]) == ["E3"]
    assert found.cube.to_dict("tight")["data"] == CUBE_OF_TWO


def test_the_first_use_of_each_word_is_told_in_one_message(folder: Path, read: Read) -> None:
    (folder / "evaluations_1.csv").write_text(csv(record(), record(满意度="差")), "utf-8")
    (folder / "evaluations_2.csv").write_text(
        csv(record(满意度="差", 区域="郊"), record(主动评价="Y")), "utf-8"
    )
    with pytest.raises(InputsError) as stopped:
        read()
    assert str(stopped.value).splitlines()[:4] == [
        f"evaluations_1.csv 第 3 行 F 列“满意度”：“差”不是五级满意度之一（{LEVEL_WORDS}）。",
        "evaluations_2.csv 第 3 行 G 列“主动评价”：“Y”不是“是”或“否”（true、false、1、0 也可以）。",
        (
            "evaluations_2.csv 第 2 行 B 列“区域”：“郊”不在 params/units.yaml 的区域中"
            "（市本级、东城区）。"
        ),
        f"evaluations_2.csv 第 2 行 F 列“满意度”：“差”不是五级满意度之一（{LEVEL_WORDS}）。",
    ]


def test_five_words_are_listed_and_the_rest_counted(folder: Path, read: Read) -> None:
    rows = [record(评价编号=f"E{n}", 满意度=f"第{n}级") for n in range(7)]
    (folder / "evaluations.csv").write_text(csv(*rows), "utf-8")
    with pytest.raises(InputsError) as stopped:
        read()
    told = str(stopped.value).splitlines()
    assert all(f"不是五级满意度之一（{LEVEL_WORDS}）。" in line for line in told[:5])
    assert told[5] == "另有 2 处。"
    assert all(f"第{n}级: 等级" in told[-1] for n in range(7))


def test_a_file_delivered_twice_is_refused(folder: Path, read: Read) -> None:
    for name in ("evaluations_1.csv", "evaluations_2.csv"):
        (folder / name).write_text(csv(*TWO), "utf-8")
    with pytest.raises(InputsError) as stopped:
        read()
    assert (
        str(stopped.value) == "evaluations_2.csv 与 evaluations_1.csv 内容完全相同，请只保留一个。"
    )


WITHOUT_IDS = csv(
    record(数量="1"), record(数量="1", 满意度="不满意"), headers=HEADERS.replace("评价编号", "数量")
)


def test_a_table_that_counts_the_same_as_another_and_has_no_ids_is_refused(
    folder: Path, read: Read
) -> None:
    (folder / "evaluations_1.csv").write_text(WITHOUT_IDS, "utf-8")
    (folder / "evaluations_2.csv").write_text(WITHOUT_IDS.replace(",", ";"), "utf-8")
    with pytest.raises(InputsError) as stopped:
        read()
    assert str(stopped.value) == (
        "evaluations_2.csv 与 evaluations_1.csv 各月、单位、事项、满意度的件数完全相同，"
        "又没有评价编号，像是同一份数据交了两次：请只保留一份；若确是两份，请补上评价编号。"
    )


@pytest.mark.parametrize(
    "other",
    [
        # Another count of one kind; ids.
        csv(record(评价编号=""), record(评价编号="", 满意度="满意")),
        csv(record(评价编号="E7"), record(评价编号="E8", 满意度="不满意")),
    ],
)
def test_tables_that_differ_in_a_count_or_have_ids_are_read(
    other: str, folder: Path, read: Read
) -> None:
    (folder / "evaluations_1.csv").write_text(WITHOUT_IDS, "utf-8")
    (folder / "evaluations_2.csv").write_text(other, "utf-8")
    assert read().cube["count"].sum() == 4


def test_one_row_that_stands_in_two_tables_may_be_two_evaluations(folder: Path, read: Read) -> None:
    for name, delimiter in (("evaluations_1.csv", ","), ("evaluations_2.csv", "\t")):
        row = csv(record(评价编号="")).replace(",", delimiter)
        (folder / name).write_text(row, "utf-8")
    assert read().cube["count"].sum() == 2


def test_rows_of_another_quarter_need_no_declaration(folder: Path, read: Read) -> None:
    other = record(评价编号="E3", 单位="已撤销的局", 评价时间="2026-01-05")
    write(folder / "evaluations.csv", other)
    assert list(read().quality.rejects["reason"]) == ["outside_quarter"]


UNREADABLE = {
    "no known encoding": (
        csv(record(单位="局")).encode().replace("局".encode(), b"\xff\xff"),
        "evaluations.csv 第 2 行 C 列“单位”不是",
    ),
    "a missing column": (
        csv(headers="区域,单位").encode(),
        "evaluations.csv 缺少“事项名称”、“评价渠道”、“满意度”、“主动评价”、“评价时间”列。第 1 行",
    ),
    "an open quote": (
        (csv(*TWO) + '"E3,市本级').encode(),
        "evaluations.csv 第 4 行：有一个引号没有",
    ),
    "nothing": (b"", "evaluations.csv 是空文件。"),
}


@pytest.mark.parametrize(("content", "message"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_file_that_cannot_be_read_is_named(
    content: bytes, message: str, folder: Path, read: Read
) -> None:
    (folder / "evaluations.csv").write_bytes(content)
    with pytest.raises(InputsError) as stopped:
        read()
    assert str(stopped.value).startswith(message)


def test_a_row_cut_short_is_rejected_and_the_next_ones_are_read(folder: Path, read: Read) -> None:
    (folder / "evaluations.csv").write_text(
        csv(TWO[0]) + "E3,市本级\n" + csv(TWO[1]).split("\n", 1)[1], "utf-8"
    )
    found = read()
    assert found.cube.to_dict("tight")["data"] == CUBE_OF_TWO
    assert found.quality.rejects[["row", "reason"]].to_dict("tight")["data"] == [
        [3, "malformed_row"]
    ]


# Reading starts at once: the libraries that only come after it take longer than a small quarter.
ALONE = """
import sys
from pathlib import Path
from analysis.inputs.evaluations import read_evaluations
from analysis.progress import Progress
from tests.inputs.exports import QUARTER, ROSTER, reading
from analysis.inputs.delivered import Inputs
folder = Path(sys.argv[1])
inputs = Inputs(folder, QUARTER, ROSTER, reading(), ("evaluations",))
read_evaluations(inputs, folder / "store", Progress(quiet=True), folder)
print(sorted({"pandas", *sys.argv[2:]} & set(sys.modules)))
"""


READERS = {
    "evaluations.parquet": ("pyarrow.compute", "pyarrow.csv", "pyarrow.parquet", "fastexcel"),
    "evaluations_utf-8.csv": ("pyarrow.parquet", "fastexcel"),
    "evaluations_gb18030.csv": ("pyarrow.parquet", "fastexcel"),
}


def test_records_are_read_without_the_libraries_that_come_after(folder: Path) -> None:
    two = [record(), record(评价编号="E2", 满意度="不满意")]
    for name, libraries in READERS.items():
        place = folder / name.replace(".", "_")
        place.mkdir()
        if name.endswith(".parquet"):
            pd.DataFrame(two).to_parquet(place / name)
        else:
            encoding = name.removeprefix("evaluations_").removesuffix(".csv")
            (place / name).write_text(csv(*two), encoding)
        ran = subprocess.run(  # noqa: S603 - our own interpreter and arguments
            [sys.executable, "-c", ALONE, str(place), *libraries],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        )
        assert (name, ran.stdout) == (name, "[]\n")
        assert load_evaluations(place).quality.counted == 2


@pytest.mark.parametrize("id_", ["NULL", "NA", "nan", "None"])
def test_an_id_that_looks_like_none_is_told_as_it_stands(
    id_: str, folder: Path, read: Read
) -> None:
    outside = record(评价编号=id_, 评价时间="2026-12-31 09:00:00")
    (folder / "evaluations.csv").write_text(csv(*TWO, outside), "utf-8")
    assert list(read().quality.rejects["evaluation_id"]) == [id_]
