"""Words of our own exports and of foreign surveys: read as declared, refused otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.inputs.words import WORD_COLUMNS, Meaning, Verdict, Vocabulary
from analysis.params.loading import load_params
from analysis.params.sources import DeclaredSource
from analysis.quarter import Quarter
from analysis.roster import Roster, Unit

ROSTER = Roster(
    ("市本级", "东城区"),
    (
        Unit("临江市税务局（本级）", "市本级", ("市税务局",)),
        Unit("临江市民政局", "市本级"),
        Unit("东城区民政局", "东城区"),
    ),
)
DEFAULTS = """\
best_code: null
time_zone: Asia/Shanghai
max_rejected_percent: 0.1
sources: []
"""
LEVEL_KEYS = ("very_satisfied", "satisfied", "basically_satisfied", "dissatisfied")
FIVE = "非常满意、满意、基本满意、不满意、非常不满意"
Declared = Callable[..., Vocabulary]


@pytest.fixture
def declared(tmp_path: Path) -> Declared:
    """Return the vocabulary of survey.csv, from the YAML lines below `files` and of all sources."""

    def run(lines: str = "", of_all: str = "") -> Vocabulary:
        indented = "".join(f"    {line}\n" for line in lines.splitlines())
        own = f"quarter: 2026Q3\n{of_all}\nsources:\n  - files: survey*\n{indented}"
        (tmp_path / "defaults.yaml").write_text(DEFAULTS, "utf-8")
        (tmp_path / "2026Q3.yaml").write_text(own, "utf-8")
        reading = load_params(tmp_path, Quarter(2026, 3)).reading
        return Vocabulary(ROSTER, reading.source_for("survey.csv"), reading.best_code)

    return run


def meant(vocabulary: Vocabulary, column: str, *words: str | None) -> list[str | bool]:
    """Return the value of each word, or the verdict where it has none."""
    found = vocabulary.meanings(column, words)
    return [
        found[word].verdict.value if found[word].value is None else found[word].value
        for word in words
    ]


PLAIN = Vocabulary(ROSTER)


def test_a_meaning_is_found_for_each_word_as_it_stands() -> None:
    assert PLAIN.meanings("satisfaction", ["满意", " 满意", "满意", None, "差"]) == {
        "满意": Meaning(Verdict.OFFICIAL, "satisfied"),
        " 满意": Meaning(Verdict.OFFICIAL, "satisfied"),
        None: Meaning(Verdict.BLANK),
        "差": Meaning(Verdict.UNKNOWN),
    }


@pytest.mark.parametrize(
    ("column", "raw", "value"),
    [
        ("region", "东城区", "东城区"),
        ("region", "东 城区\u00a0", "东城区"),
        ("region", "西城区", "unknown"),
        ("region", "东城区小计", "total"),
        ("region", "合 计：", "total"),
        ("region", "", "blank"),
        ("unit", "临江市税务局(本级)", "临江市税务局（本级）"),
        ("unit", " 市税务局", "临江市税务局（本级）"),
        ("unit", "总计", "total"),
        ("unit", "共计", "total"),
        ("unit", "合计处", "unknown"),
        ("unit", "\u3000", "blank"),
        ("unit", None, "blank"),
        ("satisfaction", "非常满意", "very_satisfied"),
        ("satisfaction", "非常 不满意", "very_dissatisfied"),
        ("satisfaction", "合计", "unknown"),
        ("satisfaction", "5", "unknown"),
        ("active", "是", True),
        ("active", "TRUE", True),
        ("active", "１", True),
        ("active", "1.0", True),
        ("active", "否", False),
        ("active", "False", False),
        ("active", "0", False),
        ("active", "yes", "unknown"),
        ("active", "合计", "unknown"),
        ("active", None, "blank"),
    ],
)
def test_without_a_declaration_only_the_agreed_words_are_read(
    column: str, raw: str | None, *, value: str | bool
) -> None:
    assert meant(PLAIN, column, raw) == [value]


CODES = ("5", "4.0", "３", " 2 ", "1")


@pytest.mark.parametrize(
    ("lines", "of_all", "first"),
    [
        ("best_code: 5", "", "very_satisfied"),
        ("best_code: 1", "", "very_dissatisfied"),
        ("", "best_code: 5", "very_satisfied"),
        ("best_code: 1", "best_code: 5", "very_dissatisfied"),
        ("best_code: 5", "best_code: 1", "very_satisfied"),
    ],
)
def test_codes_follow_the_direction_that_is_declared_nearest(
    declared: Declared, lines: str, of_all: str, first: str
) -> None:
    rising = [*LEVEL_KEYS, "very_dissatisfied"]
    levels = rising if first == "very_satisfied" else rising[::-1]
    assert meant(declared(lines, of_all), "satisfaction", *CODES) == levels


TEN = (
    "levels: {10: 非常满意, 9: 非常满意, 8: 满意, 7: 满意, 6: 基本满意, 5: 基本满意, "
    "4: 不满意, 3: 不满意, 2: 非常不满意, 1: 非常不满意}\nno_answer: [0, 99]"
)
ENGLISH = (
    'levels: {"Very good": 非常满意, Good: 满意, Fair: 基本满意, Poor: 不满意, '
    'Very poor: 非常不满意}\nno_answer: ["Don\'t know", N/A]'
)
FOREIGN = {
    "an English scale": (
        ENGLISH,
        [
            "VERY GOOD",
            "good ",
            "Fair",
            "Poor",
            "Very\u00a0poor",
            "don't know",
            "n/a",
            "Bad",
            "满意",
        ],
        [
            *(*LEVEL_KEYS, "very_dissatisfied"),
            *("no answer", "no answer", "unknown", "satisfied"),
        ],
    ),
    "stars": (
        "levels: {★★★★★: 非常满意, ★★★★☆: 满意, ★☆☆☆☆: 非常不满意}",
        ["★★★★★", " ★★★★☆", "★☆☆☆☆", "★★★☆☆"],
        ["very_satisfied", "satisfied", "very_dissatisfied", "unknown"],
    ),
    "one to ten, ten being the best": (
        TEN,
        ["10.0", "5", "１", "0", "99", "11"],
        [
            *("very_satisfied", "basically_satisfied", "very_dissatisfied"),
            *("no answer", "no answer", "unknown"),
        ],
    ),
    "a scale from -2 to 2": (
        'levels: {2: 非常满意, 1: 满意, 0: 基本满意, "-1": 不满意, "-2": 非常不满意}',
        ["2", "0", "-1", "−2"],
        ["very_satisfied", "basically_satisfied", "dissatisfied", "unknown"],
    ),
    "words that YAML 1.1 takes for truth values": (
        "levels: {yes: 满意, no: 不满意}\nno_answer: [off, ~, null]",
        ["YES", "No", "off", "~", "NULL", "on", "true"],
        ["satisfied", "dissatisfied", *["no answer"] * 3, "unknown", "unknown"],
    ),
    "blank cells as no answer": (
        'best_code: 5\nno_answer: [""]',
        [None, "", " ", "5"],
        ["no answer", "no answer", "no answer", "very_satisfied"],
    ),
}


@pytest.mark.parametrize(("lines", "words", "levels"), FOREIGN.values(), ids=FOREIGN.keys())
def test_a_foreign_scale_is_read_as_it_is_declared(
    declared: Declared, lines: str, words: list[str | None], levels: list[str]
) -> None:
    assert meant(declared(lines), "satisfaction", *words) == levels


def test_a_code_left_out_is_unknown_and_takes_no_direction_meant_for_others(
    declared: Declared,
) -> None:
    some = declared("levels: {1: 非常满意, 2: 满意}", "best_code: 5")
    assert meant(some, "satisfaction", "1", "2", "5") == ["very_satisfied", "satisfied", "unknown"]
    reason = "“5”是代码，没有声明它是哪一级（已声明的代码：1、2）"
    assert some.why("satisfaction", "5") == reason


def test_active_may_be_declared_the_other_way_about(declared: Declared) -> None:
    default = declared("active: {是: 否, 否: 是, Self: 是, 超时默认: 否}")
    words = ("是", "否", "self", "超时默认", "1")
    assert meant(default, "active", *words) == [False, True, True, False, True]


def test_a_blank_may_be_declared_as_a_default_evaluation(declared: Declared) -> None:
    vocabulary = declared('active: {"": 否}')
    assert meant(vocabulary, "active", None, " ", "是") == [False, False, True]
    assert meant(vocabulary, "satisfaction", None) == ["blank"]


def test_names_of_a_source_lead_to_the_official_ones(declared: Declared) -> None:
    vocabulary = declared(
        "regions: {110101: 东城区, 本级: 市本级}\n"
        "units: {民政科: 东城区民政局, 市税务局: 临江市民政局, 总计: 市税务局}"
    )
    assert meant(vocabulary, "region", "110101", "110101.0", "本 级") == ["东城区"] * 2 + ["市本级"]
    # What the source declares goes before units.yaml, and an alias is followed to its name.
    assert meant(vocabulary, "unit", "民政科", "市税务局", "总计") == [
        *("东城区民政局", "临江市民政局", "临江市税务局（本级）")
    ]


def test_a_name_that_leads_nowhere_is_unknown() -> None:
    lost = Vocabulary(ROSTER, DeclaredSource(files="*", units={"台": "天文台"}))
    assert meant(lost, "unit", "台") == ["unknown"]


@pytest.mark.parametrize(
    ("column", "raw", "reason"),
    [
        ("unit", None, "不能为空"),
        ("satisfaction", " \u3000", "不能为空"),
        (
            "unit",
            "市税务",
            "“市税务”不在 params/units.yaml 中，是否为“市税务局”",
        ),
        ("unit", "天文台", "“天文台”不在 params/units.yaml 中"),
        ("region", "东城", "“东城”不在 params/units.yaml 的区域中（市本级、东城区）"),
        ("active", "Self", "“Self”不是“是”或“否”（true、false、1、0 也可以）"),
        ("satisfaction", "满意吗", f"“满意吗”不是五级满意度之一（{FIVE}）"),
        ("satisfaction", "5.0", "“5.0”是代码，没有声明哪个代码是“非常满意”"),
        ("satisfaction", "9", "“9”是 1–5 以外的代码，没有声明它的意思"),
        (
            "unit",
            "张三 13800138000",
            "“（疑似个人信息，不显示）”不在 params/units.yaml 中",
        ),
        (
            "satisfaction",
            "很" * 31,
            f"“{'很' * 30}…”不是五级满意度之一（{FIVE}）",
        ),
    ],
)
def test_what_is_wrong_with_a_word_is_said_with_what_is_allowed(
    column: str, raw: str | None, reason: str
) -> None:
    assert PLAIN.why(column, raw) == reason


@given(st.text(max_size=12), st.sampled_from(WORD_COLUMNS))
def test_any_word_has_a_meaning_and_only_blanks_are_blank(word: str, column: str) -> None:
    meaning = PLAIN.meanings(column, [word])[word]
    assert (meaning.value is not None) == (meaning.verdict is Verdict.OFFICIAL)
    assert (meaning.verdict is Verdict.BLANK) == (PLAIN.why(column, word) == "不能为空")
