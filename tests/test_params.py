"""Params: strict, and every mistake said in Chinese with the file, the key and what to write."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import Field

from analysis.changes import ChangeWords, Step
from analysis.errors import ParamsError
from analysis.params.blocks import Reading
from analysis.params.loading import Params, load_params
from analysis.params.strict import Strict
from analysis.params.units import load_roster
from analysis.quarter import Quarter
from analysis.roster import Roster, Unit

QUARTER = Quarter(2026, 3)
DEFAULTS = """\
title: 临江市营商环境季报
issuer: 临江市政务局
area: 全市
published_on: null
data_notice: ""
best_code: null
time_zone: Asia/Shanghai
max_rejected_percent: 0.1
max_memory_mb: 1500
sources: []
change_steps: [{below: 0.5, word: 基本持平, directed: false}, {below: null, word: 大幅}]
star_months: 2
low_rate: 90
"""
SOURCE = "2026Q3.yaml（含 defaults.yaml） 中的参数不对：\n"
Load = Callable[..., Params]


class StarRules(Strict):
    star_months: int = Field(ge=1, le=3)


class RateRules(Strict):
    low_rate: Decimal = Field(ge=0, le=100)


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load the params of a quarter whose own file says `own`, checked against two sections."""

    def run(own: str = "", defaults: str = DEFAULTS, first: str = "quarter: 2026Q3\n") -> Params:
        (tmp_path / "defaults.yaml").write_text(defaults, "utf-8")
        (tmp_path / "2026Q3.yaml").write_text(first + own, "utf-8")
        params = load_params(tmp_path, QUARTER)
        params.require_known([StarRules, RateRules])
        return params

    return run


def test_a_quarter_states_only_what_differs(load: Load) -> None:
    params = load("star_months: 3\npublished_on: 2026年10月9日\n")
    assert params.block(StarRules).star_months == 3
    assert params.block(RateRules).low_rate == Decimal(90)
    assert params.publication.published_on == "2026年10月9日"
    assert params.publication.title == "临江市营商环境季报"
    assert params.reading.max_rejected_percent == Decimal("0.1")


def test_the_words_for_change_come_from_params(load: Load) -> None:
    assert load().change_words == ChangeWords(
        (Step(Decimal("0.5"), "基本持平", directed=False), Step(None, "大幅"))
    )


MISTAKES = {
    "a misspelt key": (
        "star_month: 3\n",
        "2026Q3.yaml 中有不认识的参数“star_month”。是否想写“star_months”？",
    ),
    "a key like no other": (
        "颜色: 红\n",
        (
            "2026Q3.yaml 中有不认识的参数“颜色”。可用的参数：area、best_code、change_steps、"
            "data_notice、issuer、low_rate、max_memory_mb、max_rejected_percent、published_on、sources、"
            "star_months、time_zone、title。"
        ),
    ),
    "text for a number": (
        "star_months: 二\n",
        f"{SOURCE}  star_months：应为整数，现在是“二”。",
    ),
    "a fraction for a whole number": (
        "star_months: 2.5\n",
        f"{SOURCE}  star_months：应为整数，现在是“2.5”。",
    ),
    "a number too large": (
        "star_months: 4\n",
        f"{SOURCE}  star_months：数值太大，现在是“4”。",
    ),
    "a number too small": (
        "low_rate: -1\n",
        f"{SOURCE}  low_rate：数值太小，现在是“-1”。",
    ),
    "text for a rate": (
        "low_rate: 高\n",
        f"{SOURCE}  low_rate：应为数字，现在是“高”。",
    ),
    "a day without quotes": (
        "published_on: 2026-10-09\n",
        f"{SOURCE}  published_on：应为文字，现在是“2026-10-09”。",
    ),
    "a best code that is neither end": (
        "best_code: 3\n",
        f"{SOURCE}  best_code：不是可用的值（可用：1、5），现在是“3”。",
    ),
    "too little memory to read anything": (
        "max_memory_mb: 199\n",
        f"{SOURCE}  max_memory_mb：数值太小，现在是“199”。",
    ),
    "a time zone that is none": (
        "time_zone: Asia/Xiamen\n",
        f"{SOURCE}  time_zone：不是时区的名称，例如 Asia/Shanghai。",
    ),
    "a time zone that leads elsewhere": (
        "time_zone: ../Shanghai\n",
        f"{SOURCE}  time_zone：不是时区的名称，例如 Asia/Shanghai。",
    ),
    "a part of the world": (
        "time_zone: Asia\n",
        f"{SOURCE}  time_zone：不是时区的名称，例如 Asia/Shanghai。",
    ),
    "a wrong value within a list": (
        "change_steps: [{below: 1, word: 略有}, {below: 高, word: 大幅}]\n",
        f"{SOURCE}  change_steps 第 2 项的 below：应为数字，现在是“高”。",
    ),
    "a day that does not exist": (
        "published_on: 2026-02-30\n",
        "2026Q3.yaml 第 2 行不是有效的 YAML：“2026-02-30”不是能读的日期或数字。",
    ),
    "a star that is not in quotes": (
        "title: *东\n",
        (
            "2026Q3.yaml 第 2 行不是有效的 YAML：expected alphabetic or numeric character, "
            "but found '东'（以 * 开头的文字要加引号）。"
        ),
    ),
    "no words for change": (
        "change_steps: []\n",
        f"{SOURCE}  change_steps：至少要有一项，现在是“[]”。",
    ),
    "one word for change, not a list": (
        "change_steps: 大幅\n",
        f"{SOURCE}  change_steps：应为列表，现在是“大幅”。",
    ),
    "the same key twice": (
        "star_months: 1\nstar_months: 3\n",
        "2026Q3.yaml 第 3 行不是有效的 YAML：“star_months”写了两次。",
    ),
    "broken YAML": (
        "title: [甲\n",
        "2026Q3.yaml 第 3 行不是有效的 YAML：expected ',' or ']', but got '<stream end>'。",
    ),
}


@pytest.mark.parametrize(("own", "message"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_in_the_quarter_s_file_is_named(load: Load, own: str, message: str) -> None:
    with pytest.raises(ParamsError) as stopped:
        load(own)
    assert str(stopped.value) == message


UNCAUGHT = {
    "braces without quotes": "title: {{ area }}\n",
    "a control character": "title: 甲\x07\n",
    "no word for the largest changes": "change_steps: [{below: 1, word: 略有}]\n",
    "steps that do not rise": (
        "change_steps: [{below: 5, word: 有所}, {below: 1, word: 略有}, {below: null, word: 大}]\n"
    ),
}


@pytest.mark.parametrize("own", UNCAUGHT.values(), ids=UNCAUGHT.keys())
def test_what_cannot_work_is_refused_when_params_are_read(load: Load, own: str) -> None:
    with pytest.raises(ParamsError):
        load(own)


@pytest.mark.parametrize("word", ["yes", "No", "on", "OFF", "y", "n", "Y"])
def test_only_true_and_false_are_truth_values(load: Load, word: str) -> None:
    assert load(f"title: {word}\n").publication.title == word


@pytest.mark.parametrize("word", ["true", "True", "FALSE"])
def test_a_truth_value_is_no_text(load: Load, word: str) -> None:
    with pytest.raises(ParamsError, match="title：应为文字"):
        load(f"title: {word}\n")


def test_memory_and_sources_have_defaults() -> None:
    stated = {"best_code": None, "time_zone": "Asia/Shanghai", "max_rejected_percent": 0}
    reading = Reading.model_validate(stated)
    assert (reading.max_memory_mb, reading.sources) == (1500, ())


def test_a_missing_key_is_named(load: Load) -> None:
    with pytest.raises(ParamsError) as stopped:
        load(defaults=DEFAULTS.replace("star_months: 2\n", ""))
    assert str(stopped.value) == f"{SOURCE}  star_months：缺少这一项。"


@pytest.mark.parametrize(("first", "stated"), [("quarter: 2026Q2\n", "2026Q2"), ("{}\n", "None")])
def test_the_file_must_be_of_its_own_quarter(load: Load, first: str, stated: str) -> None:
    with pytest.raises(ParamsError) as stopped:
        load(first=first)
    assert str(stopped.value) == (f"2026Q3.yaml 的“quarter”应为 2026Q3，现在是“{stated}”。")


def test_a_file_that_is_no_mapping_is_refused(load: Load) -> None:
    with pytest.raises(ParamsError, match=r"^2026Q3\.yaml 应为“键: 值”的列表，现在不是。$"):
        load(first="- quarter\n")


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "defaults.yaml").write_bytes("title: 临江市".encode("gb18030"))
    with pytest.raises(ParamsError, match=r"^defaults\.yaml 不是 UTF-8 编码，请另存为 UTF-8。$"):
        load_params(tmp_path, QUARTER)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "defaults.yaml").write_text(DEFAULTS, "utf-8")
    with pytest.raises(ParamsError) as stopped:
        load_params(tmp_path, QUARTER)
    assert str(stopped.value) == f"找不到参数文件 {tmp_path / '2026Q3.yaml'}。"


def test_a_notebook_may_override_what_its_section_names_and_nothing_else(load: Load) -> None:
    params = load()
    assert params.block(StarRules, star_months=1).star_months == 1
    with pytest.raises(ParamsError) as stopped:
        params.block(StarRules, star_month=1)
    assert str(stopped.value) == ("笔记本 中有不认识的参数“star_month”。是否想写“star_months”？")


def roster(folder: Path, text: str) -> Roster:
    (folder / "units.yaml").write_text(text, "utf-8")
    return load_roster(folder)


def test_units_stand_in_the_order_of_the_regions(tmp_path: Path) -> None:
    text = "regions: [本级, 东]\nunits:\n  东: [乙]\n  本级: [{name: 甲, aliases: [子]}, 丙]\n"
    units = (Unit("甲", "本级", ("子",)), Unit("丙", "本级"), Unit("乙", "东"))
    assert roster(tmp_path, text) == Roster(("本级", "东"), units)


TWO_REGIONS = "regions: [本级, 东]\nunits:\n"
TWICE = "出现了两次，每个名称和别名只能写一次。"
ROSTER_MISTAKES = {
    "a unit twice": (
        f"{TWO_REGIONS}  本级: [甲]\n  东: [甲]\n",
        f"units.yaml 中“甲”{TWICE}",
    ),
    "an alias that is a unit": (
        f"{TWO_REGIONS}  本级: [{{name: 甲, aliases: [乙]}}, 乙]\n",
        f"units.yaml 中“乙”{TWICE}",
    ),
    "an alias that differs from a unit by its brackets": (
        f"{TWO_REGIONS}  本级: [{{name: 甲局, aliases: [甲(本级)]}}]\n  东: [甲（ 本级）]\n",
        (
            "units.yaml 中“甲(本级)”和“甲（ 本级）”只有全角半角、空格或大小写不同，"
            "读取时视为同一个名称，请只留一个。"
        ),
    ),
    "a region twice": (
        "regions: [本级, 东, 本级]\nunits: {}\n",
        f"units.yaml 中“本级”{TWICE}",
    ),
    "a region not listed": (
        f"{TWO_REGIONS}  西: [甲]\n",
        "units.yaml：units 下的“西”不在 regions 之中。",
    ),
    "a region without a list": (
        f"{TWO_REGIONS}  东:\n",
        "units.yaml 中的参数不对：\n  units.东：应为列表，现在是“None”。",
    ),
    "no region": (
        "regions: []\nunits: {}\n",
        "units.yaml 中的参数不对：\n  regions：至少要有一项，现在是“[]”。",
    ),
}


@pytest.mark.parametrize(("text", "message"), ROSTER_MISTAKES.values(), ids=ROSTER_MISTAKES.keys())
def test_a_mistake_in_units_yaml_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ParamsError) as stopped:
        roster(tmp_path, text)
    assert str(stopped.value) == message
