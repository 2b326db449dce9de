"""Declared sources as an analyst writes them: read strictly, and every mistake told by place."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ParamsError
from analysis.inputs.columns import KINDS
from analysis.params.blocks import Reading
from analysis.params.declared_words import is_code, word_key
from analysis.params.loading import load_params
from analysis.params.source_checks import require_usable
from analysis.params.sources import UNDECLARED, DeclaredSource
from analysis.params.units import load_roster
from analysis.quarter import Quarter
from analysis.roster import Roster, Unit

ROOT = Path(__file__).parents[1]
DEFAULTS = """\
best_code: null
time_zone: Asia/Shanghai
max_rejected_percent: 0.1
sources: []
"""
WRONG = "2026Q3.yaml（含 defaults.yaml） 中的参数不对：\n  "
LEVEL_WORDS = "非常满意、满意、基本满意、不满意、非常不满意"
ROSTER = Roster(
    ("市本级", "东城区"), (Unit("临江市税务局", "市本级"), Unit("东城区建设局", "东城区"))
)
HEADERS = [header for columns in KINDS.values() for c in columns for header in c.headers]
Declare = Callable[[str], Reading]


@pytest.fixture
def declare(tmp_path: Path) -> Declare:
    """Read a quarter's file that holds the sources written in YAML."""

    def run(sources: str) -> Reading:
        (tmp_path / "defaults.yaml").write_text(DEFAULTS, "utf-8")
        (tmp_path / "2026Q3.yaml").write_text(f"quarter: 2026Q3\n{sources}", "utf-8")
        return load_params(tmp_path, Quarter(2026, 3)).reading

    return run


@pytest.fixture
def source(declare: Declare) -> Callable[[str], DeclaredSource]:
    """Read one source from the lines below its pattern of file names."""

    def run(lines: str) -> DeclaredSource:
        return declare(f"sources:\n  - files: a*\n    {lines}\n").sources[0]

    return run


DISTRICT = """\
sources:
  - files: evaluations_东城*.xlsx
    sheets: [明细, 2026]
    header_row: 3
    columns: {满意度: 评价结果, 主动评价: 1.10, evaluated_at: on}
    constants: {区域: 东城区, 事项名称: ""}
    date_order: dmy
    levels: {很好: 非常满意, 1: 满意, 2.50: 基本满意, no: 不满意, 0x1F: 非常不满意}
    no_answer: [9, NULL, n/a, "", 2026-01-01, 1:30, ~]
    active: {true: 是, False: 否, Y: 是}
    regions: {110101: 东城区}
    units: {007: 东城区建设局}
  - files: "*_税务.csv"
    encoding: GBK
    delimiter: \\t
    best_code: 1
"""


def test_a_source_is_read_as_it_is_written(declare: Declare) -> None:
    district, tax = declare(DISTRICT).sources
    assert district == DeclaredSource(
        files="evaluations_东城*.xlsx",
        sheets=("明细", "2026"),
        header_row=3,
        columns={"满意度": "评价结果", "主动评价": "1.10", "evaluated_at": "on"},
        constants={"区域": "东城区", "事项名称": ""},
        date_order="dmy",
        levels={
            "很好": "非常满意",
            "1": "满意",
            "2.50": "基本满意",
            "no": "不满意",
            "0x1F": "非常不满意",
        },
        no_answer=("9", "NULL", "n/a", "", "2026-01-01", "1:30", "~"),
        active={"true": "是", "False": "否", "Y": "是"},
        regions={"110101": "东城区"},
        units={"007": "东城区建设局"},
    )
    assert tax == DeclaredSource(
        files="*_税务.csv", encoding="gb18030", delimiter="\t", best_code=1
    )


def test_numbers_and_truths_become_text_however_a_source_is_made() -> None:
    levels = {1: "非常满意", 2.5: "满意"}
    made = DeclaredSource.model_validate({"files": 2026, "levels": levels, "no_answer": [False]})
    assert made == DeclaredSource(
        files="2026", levels={"1": "非常满意", "2.5": "满意"}, no_answer=("false",)
    )


def test_entries_may_share_what_is_the_same(declare: Declare) -> None:
    sources = declare(
        "sources:\n"
        "  - &east {files: a*, levels: &words {好: 满意}}\n"
        "  - {<<: *east, files: b*}\n"
        "  - {files: c*, levels: {<<: *words, 差: 不满意}}\n"
    ).sources
    assert sources[1] == DeclaredSource(files="b*", levels={"好": "满意"})
    assert sources[2].levels == {"好": "满意", "差": "不满意"}


def test_the_example_in_the_defaults_can_be_used_as_it_is(declare: Declare) -> None:
    lines = (ROOT / "params" / "defaults.yaml").read_text("utf-8").splitlines()
    start = lines.index("# sources:")
    example = [line.removeprefix("# ") for line in lines[start : lines.index("sources: []")]]
    reading = declare("\n".join(example))
    assert len(reading.sources) == 1
    require_usable(reading.sources, HEADERS, ROSTER)


@pytest.mark.parametrize("name", ["使用手册.md", "data-dictionary.md"])
def test_the_examples_in_the_documents_can_be_used_as_they_are(declare: Declare, name: str) -> None:
    document = (ROOT / "docs" / name).read_text("utf-8")
    for block in re.findall(r"^```yaml\n(.*?)^```", document, re.MULTILINE | re.DOTALL):
        if "sources:" in block:
            lines = [line for line in block.splitlines() if not line.startswith("quarter:")]
            require_usable(declare("\n".join(lines)).sources, HEADERS, load_roster(ROOT / "params"))


MISTAKES = {
    "no pattern": (
        "[{best_code: 5}]",
        "sources 第 1 项的 files：缺少这一项。",
    ),
    "an empty pattern": (
        '[{files: " "}]',
        ("sources 第 1 项的 files：不能为空，写文件名，* 代表任意文字，例如 evaluations_东*.csv。"),
    ),
    "a pattern with a folder": (
        "[{files: data/a.csv}]",
        "sources 第 1 项的 files：只写文件名，不写文件夹，现在是“data/a.csv”。",
    ),
    "a misspelt key": (
        "[{files: a}, {files: b, column: {}}]",
        "sources 第 2 项：不认识“column”，是否想写“columns”。",
    ),
    "a key like no other": (
        "[{files: a, 颜色: 红}]",
        (
            "sources 第 1 项：不认识“颜色”，可用的键：files、sheets、header_row、encoding、"
            "delimiter、columns、constants、date_order、best_code、levels、no_answer、active、regions、units。"
        ),
    ),
    "one source, not a list": (
        "{files: a}",
        "sources：应为列表，现在是“{'files': 'a'}”。",
    ),
    "the row before the first": (
        "[{files: a, header_row: 0}]",
        "sources 第 1 项的 header_row：数值太小，现在是“0”。",
    ),
    "an encoding that is not read": (
        "[{files: a, encoding: Big5}]",
        (
            "sources 第 1 项的 encoding：不是可用的值（可用：utf-8、gb18030、utf-16），"
            "现在是“big5”。"
        ),
    ),
    "a delimiter that is not read": (
        '[{files: a, delimiter: "|"}]',
        "sources 第 1 项的 delimiter：不是可用的值（可用：,、\\t、;），现在是“|”。",
    ),
    "an order of dates that there is not": (
        "[{files: a, date_order: ydm}]",
        "sources 第 1 项的 date_order：不是可用的值（可用：ymd、dmy、mdy），现在是“ydm”。",
    ),
    "a word for a level that is none": (
        "[{files: a, levels: {差: 差评}}]",
        f"sources 第 1 项的 levels：“差评”不是五级满意度之一（{LEVEL_WORDS}）。",
    ),
    "the same code twice": (
        '[{files: a, levels: {5: 满意, "５.0": 满意}}]',
        "sources 第 1 项的 levels：“5”和“５.0”是同一个写法，只能写一次。",
    ),
    "the same word twice in a list": (
        "[{files: a, no_answer: [n/a, N/A]}]",
        "sources 第 1 项的 no_answer：“n/a”和“N/A”是同一个写法，只能写一次。",
    ),
    "the same unit twice": (
        "[{files: a, units: {甲（东）: 甲, 甲(东): 乙}}]",
        "sources 第 1 项的 units：“甲（东）”和“甲(东)”是同一个写法，只能写一次。",
    ),
    "the same key twice, letter by letter": (
        "[{files: a, levels: {差: 满意, 差: 不满意}}]",
        "",
    ),
    "a level's own word that is to mean another": (
        "[{files: a, levels: {满意: 非常满意}}]",
        "sources 第 1 项的 levels：“满意”本身是五级满意度之一，不能改作“非常满意”。",
    ),
    "a word that is a level and no answer": (
        "[{files: a, levels: {一般: 基本满意}, no_answer: [一 般]}]",
        "sources 第 1 项：no_answer 中的“一 般”已是一级满意度，不能又不算评价。",
    ),
    "a level's own word as no answer": (
        "[{files: a, no_answer: [基本满意]}]",
        "sources 第 1 项：no_answer 中的“基本满意”已是一级满意度，不能又不算评价。",
    ),
    "codes in a direction and one by one": (
        "[{files: a, best_code: 5, levels: {1: 非常满意}}]",
        "sources 第 1 项：代码的意思写了两次：best_code，以及 levels 或 no_answer 中的“1”。",
    ),
    "a code in a direction that is no answer": (
        "[{files: a, best_code: 1, no_answer: [5]}]",
        "sources 第 1 项：代码的意思写了两次：best_code，以及 levels 或 no_answer 中的“5”。",
    ),
    "active in other words": (
        "[{files: a, active: {Self: 主动}}]",
        "sources 第 1 项的 active.Self：不是可用的值（可用：是、否），现在是“主动”。",
    ),
    "no space after the colon": (
        "[{files: a, levels: {差:不满意}}]",
        (
            "sources 第 1 项的 levels.差:不满意：缺少内容：冒号用半角，后面空一格；"
            '空白的单元格写作 ""。'
        ),
    ),
    "nothing before the colon": (
        "[{files: a, units: {? : 甲}}]",
        ('sources 第 1 项的 units.None：缺少内容：冒号用半角，后面空一格；空白的单元格写作 ""。'),
    ),
    "a header without its name in the file": (
        '[{files: a, columns: {满意度: ""}}]',
        "sources 第 1 项的 columns：“满意度”没有写文件里的列名。",
    ),
    "a column that is read and given": (
        "[{files: a, columns: {区域: 区}, constants: {区 域: 东城区}}]",
        "sources 第 1 项：“区 域”既写在 columns 又写在 constants，只能写一处。",
    ),
}


@pytest.mark.parametrize(("written", "message"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_named_by_entry_and_key(declare: Declare, written: str, message: str) -> None:
    twice = "2026Q3.yaml 第 2 行不是有效的 YAML：“差”写了两次。"
    with pytest.raises(ParamsError) as stopped:
        declare(f"sources: {written}\n")
    assert str(stopped.value) == (f"{WRONG}{message}" if message else twice)


@pytest.mark.parametrize(
    ("pattern", "file_name", "of_it"),
    [
        ("evaluations_东*.xlsx", "evaluations_东城3月.xlsx", True),
        ("evaluations_东*.xlsx", "EVALUATIONS_东城.XLSX", True),
        ("evaluations_东*.xlsx", "evaluations_西城.xlsx", False),
        ("evaluations?.csv", "evaluations1.csv", True),
        ("evaluations?.csv", "evaluations12.csv", False),
        ("evaluations[1].csv", "evaluations[1].csv", True),
        ("evaluations[1].csv", "evaluations1.csv", False),
        ("évaluations.csv", "e\u0301valuations.csv", True),
    ],
)
def test_a_file_belongs_to_a_source_by_its_name(
    pattern: str, file_name: str, *, of_it: bool
) -> None:
    assert DeclaredSource(files=pattern).matches(file_name) is of_it


def test_a_file_is_of_no_source_or_of_one(declare: Declare) -> None:
    reading = declare("sources: [{files: a*.csv}, {files: b.csv}, {files: '*1.csv'}]\n")
    assert reading.source_for("b.csv") == DeclaredSource(files="b.csv")
    assert reading.source_for("c.csv") == UNDECLARED
    with pytest.raises(ParamsError) as stopped:
        reading.source_for("a1.csv")
    assert str(stopped.value) == (
        "参数 sources 的第 1 项（files: a*.csv）、第 3 项（files: *1.csv）都与文件 a1.csv 相符，"
        "请把 files 改得只有一项相符。"
    )


def test_columns_regions_and_units_must_be_there(declare: Declare) -> None:
    reading = declare(
        "sources:\n"
        "  - files: a\n"
        "    columns: {满意程度: x, satisfaction: y, 评价 时间: z}\n"
        "    constants: {颜色: 红}\n"
        "  - files: b\n"
        "    regions: {1: 东城, 2: 东 城区, 3: 火星}\n"
        "    units: {城建科: 东城建设局, 税务: 临江市税务局, 台: 天文台}\n"
    )
    with pytest.raises(ParamsError) as stopped:
        require_usable(reading.sources, HEADERS, ROSTER)
    absent = "而 params/units.yaml 中没有这个"
    construction = f"“城建科”写作“东城建设局”，{absent}单位，是否为“东城区建设局”"
    assert str(stopped.value).splitlines() == [
        "参数 sources 不对：",
        "  sources 第 1 项的 columns：“满意程度”不是本程序的列名，是否为“满意度”。",
        "  sources 第 1 项的 constants：“颜色”不是本程序的列名，列名见数据字典。",
        f"  sources 第 2 项的 regions：“1”写作“东城”，{absent}区域，是否为“东城区”。",
        f"  sources 第 2 项的 regions：“3”写作“火星”，{absent}区域。",
        f"  sources 第 2 项的 units：{construction}。",
        f"  sources 第 2 项的 units：“台”写作“天文台”，{absent}单位。",
    ]


@pytest.mark.parametrize(
    ("lines", "of_all", "direction"),
    [
        ("best_code: 1", None, 1),
        ("best_code: 1", 5, 1),
        ("date_order: dmy", 5, 5),
        ("date_order: dmy", None, None),
        ("levels: {好: 满意}", 5, 5),
        ("no_answer: [9]", 5, 5),
        ("levels: {1: 满意}", 5, None),
        ("no_answer: [5]", 5, None),
    ],
)
def test_codes_that_a_source_declares_itself_have_no_other_direction(
    source: Callable[[str], DeclaredSource], lines: str, of_all: int | None, direction: int | None
) -> None:
    assert source(lines).direction(of_all) == direction


@pytest.mark.parametrize(
    ("word", "key", "code"),
    [
        ("5", "5", True),
        (" ５ ", "5", True),
        ("5.0", "5", True),
        ("5.00", "5", True),
        ("⑤", "5", True),
        ("05", "05", True),
        ("5.5", "5.5", False),
        ("5.", "5.", False),
        ("-1", "-1", False),
        ("5分", "5分", False),
        ("Very Good", "verygood", False),
        ("", "", False),
    ],
)
def test_spellings_of_a_code_are_one(word: str, key: str, *, code: bool) -> None:
    assert word_key(word) == key
    assert is_code(word) is code


PLAIN = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6)


@given(PLAIN, st.sampled_from(["", " ", "\u3000", "\u00a0", "\u200b", "\ufeff\t"]))
def test_space_around_a_word_never_makes_it_another(word: str, space: str) -> None:
    assert word_key(f"{space}{word}{space}") == word_key(word)


# A level's own word declared as another level is refused.
OTHER_WORDS = PLAIN.filter(
    lambda word: word_key(word) not in set(map(word_key, LEVEL_WORDS.split("、")))
)
PAIRS = st.tuples(OTHER_WORDS, st.sampled_from(LEVEL_WORDS.split("、")))


@given(st.lists(PAIRS, unique_by=lambda pair: word_key(pair[0]), max_size=5))
def test_levels_come_back_from_yaml_as_they_were(levels: list[tuple[str, str]]) -> None:
    entry = yaml.safe_dump({"files": "a", "levels": dict(levels)}, allow_unicode=True)
    assert DeclaredSource.model_validate(yaml.safe_load(entry)).levels == dict(levels)
