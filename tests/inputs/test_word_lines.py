"""The lines of params that a message proposes: they work when pasted, and hold nothing personal."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.errors import ParamsError
from analysis.inputs.words import WORD_COLUMNS, Verdict, Vocabulary
from analysis.params.loading import load_params
from analysis.params.sources import DeclaredSource
from analysis.quarter import Quarter
from analysis.roster import Roster, Unit

ROSTER = Roster(
    ("市本级", "东城区"),
    (Unit("临江市税务局", "市本级", ("市税务局",)), Unit("东城区民政局", "东城区")),
)
READING = "quarter: 2026Q3\nbest_code: null\ntime_zone: Asia/Shanghai\nmax_rejected_percent: 0\n"
RIGHT = "非常满意、满意、基本满意、不满意、非常不满意之一"
NOTE = f"   # 请核对，右边写{RIGHT}；不算评价的词改写进 no_answer: [词, …]"
SET_ASIDE = "   # 不算评价，单独计数，请核对"
TRUTHS = "   # 请核对，是：办事人自己作出的评价，否：默认评价"
BEST = "best_code: 5   # 5 或 1：哪个代码是“非常满意”"


def pasted(folder: Path, lines: str) -> Vocabulary:
    """Return the vocabulary after the lines were pasted into an entry of sources."""
    indented = "".join(f"    {line}\n" for line in lines.splitlines())
    (folder / "defaults.yaml").write_text("sources: []\n" + READING.split("\n", 1)[1], "utf-8")
    own = f"quarter: 2026Q3\nsources:\n  - files: survey*\n{indented}"
    (folder / "2026Q3.yaml").write_text(own, "utf-8")
    reading = load_params(folder, Quarter(2026, 3)).reading
    return Vocabulary(ROSTER, reading.source_for("survey.csv"), reading.best_code)


LINES = {
    "one word": ("satisfaction", ["差"], f"levels: {{差: 不满意}}{NOTE}"),
    "a word of no known scale": ("satisfaction", ["Meh"], f"levels: {{Meh: 等级}}{NOTE}"),
    "an English scale": (
        "satisfaction",
        ["Very good", "Good", "very  good", "Don't know"],
        (f"levels: {{Very good: 非常满意, Good: 满意}}{NOTE}\nno_answer: [Don't know]{SET_ASIDE}"),
    ),
    "a code": ("satisfaction", ["5", "4.0"], BEST),
    "a code of none of the five": (
        "satisfaction",
        ["1", "9", None],
        (f'{BEST}\nno_answer: ["", "9"]{SET_ASIDE}；代码若是等级，请把每个代码都写进 levels'),
    ),
    "what YAML would read as something else": (
        "satisfaction",
        ["no", "null", "a: b", "x #y", "{z}", "'q"],
        (
            'levels: {"no": 等级, "a: b": 等级, "x #y": 等级, "{z}": 等级, "\'q": 等级}'
            f'{NOTE}\nno_answer: ["null"]{SET_ASIDE}'
        ),
    ),
    "active": (
        "active",
        ["主动", "Self", None],
        f'active: {{主动: 是, Self: 是或否, "": 否}}{TRUTHS}',
    ),
    "a region": (
        "region",
        ["东城", "火星", None],
        "regions: {东城: 东城区, 火星: 区域}   # 请核对，右边写市本级、东城区之一",
    ),
    "a unit": (
        "unit",
        ["临江税务", "天文台", None],
        (
            "units: {临江税务: 临江市税务局}   # 请核对，右边写全称\n"
            "# 各来源都用的叫法，可改在 params/units.yaml 中写成别名："
            "{name: 临江市税务局, aliases: [市税务局, 临江税务]}\n"
            "# 新单位请加进 params/units.yaml：天文台"
        ),
    ),
    "a phone number": ("unit", ["市税务局 13800138000"], ""),
    "somebody's comment": ("satisfaction", ["很" * 31], ""),
    "a character of an office's own": ("satisfaction", ["满\ue000意"], ""),
    "a blank unit": ("unit", [None, ""], ""),
    "a blank region": ("region", [None], ""),
}


@pytest.mark.parametrize(("column", "raws", "lines"), LINES.values(), ids=LINES.keys())
def test_the_lines_say_what_would_declare_the_words(
    column: str, raws: list[str | None], lines: str
) -> None:
    assert Vocabulary(ROSTER).declaration(column, *raws) == lines


def test_a_line_holds_what_the_source_declares_already() -> None:
    source = DeclaredSource(
        files="*", levels={"好": "满意"}, no_answer=("无",), active={"Y": "是"}, units={"甲": "乙"}
    )
    vocabulary = Vocabulary(ROSTER, source)
    lines = f"levels: {{好: 满意, 差: 不满意}}{NOTE}\nno_answer: [无, 未评价]{SET_ASIDE}"
    assert vocabulary.declaration("satisfaction", "差", "未评价") == lines
    assert vocabulary.declaration("active", "默认") == f"active: {{Y: 是, 默认: 否}}{TRUTHS}"
    assert vocabulary.declaration("unit", "临江税务").startswith(
        "units: {甲: 乙, 临江税务: 临江市税务局} "
    )


def test_a_source_that_names_its_codes_is_asked_for_each() -> None:
    vocabulary = Vocabulary(ROSTER, DeclaredSource(files="*", levels={"1": "非常满意"}), 5)
    assert vocabulary.declaration("satisfaction", "2", "9") == (
        f'levels: {{"1": 非常满意, "2": 等级, "9": 等级}}{NOTE}'
    )


@pytest.mark.parametrize("column", ["satisfaction", "active"])
def test_a_value_still_to_be_chosen_is_refused(tmp_path: Path, column: str) -> None:
    with pytest.raises(ParamsError, match=r"等级|是或否"):
        pasted(tmp_path, Vocabulary(ROSTER).declaration(column, "Meh"))


def test_a_region_still_to_be_chosen_makes_nothing_known(tmp_path: Path) -> None:
    vocabulary = pasted(tmp_path, Vocabulary(ROSTER).declaration("region", "火星"))
    assert vocabulary.meanings("region", ["火星"])["火星"].verdict is Verdict.UNKNOWN


WORD = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    ["5", "5.0", "9", "yes", "~", "<<", "=", "2025-02-30", "1:30", "- a", "? b", "# c", "!d", "&e"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(WORD, min_size=1, max_size=4), st.sampled_from(WORD_COLUMNS))
def test_pasted_lines_make_the_words_known_that_they_hold(
    tmp_path: Path, words: list[str], column: str
) -> None:
    plain = Vocabulary(ROSTER)
    unknown = [
        word
        for word, meaning in plain.meanings(column, words).items()
        if meaning.verdict is Verdict.UNKNOWN
    ]
    lines = plain.declaration(column, *unknown)
    chosen = (
        lines.replace(": 等级", ": 满意").replace(": 是或否", ": 否").replace(": 区域", ": 东城区")
    )
    for word, meaning in pasted(tmp_path, chosen).meanings(column, unknown).items():
        # What has no line of its own holds something unseen or personal, or is no name we know.
        alone = plain.declaration(column, word)
        has_line = alone and not alone.startswith("#")
        assert (meaning.verdict is not Verdict.UNKNOWN) == bool(has_line)
