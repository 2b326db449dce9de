"""Damaged deliveries: right figures with reconciled rejects, or a clear stop, and nothing else.

67 damaged rows in each of 5 forms, 25 undeclared cells in 3 forms, and 45 deliveries of five files
with one to six damages each of 37 kinds, held against a plain reader: some 450 in all. The ways to
damage a text, a workbook, a Parquet file or its bytes are in the other tests of damage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings

from analysis.errors import BulletinError
from tests.inputs.damages import damaged_deliveries
from tests.inputs.deliveries import Delivery, File, Table, read, whole_delivery
from tests.inputs.exports import record
from tests.inputs.outcomes import (
    cube_of,
    places_in,
    rejects_of,
    require_accounted,
    require_clear_stop,
)
from tests.inputs.reference_reader import expected

LEVELS = "非常满意、满意、基本满意、不满意、非常不满意"
HEADERS = [*record(), "数量"]
BASE = {"month": 7, "region": "市本级", "unit": "临江市税务局", "item": "申报", "channel": "窗口"}
BASE |= {"level": "satisfied", "active": True}


@dataclass(frozen=True)
class Became:
    """What becomes of one damaged row: how many evaluations of which cell, or a rule."""

    rule: str = ""
    count: int = 1
    changed: tuple[tuple[str, object], ...] = ()


def same(count: int = 1, **changed: object) -> Became:
    """The row counts, in the cell of the base record but for what changed."""
    return Became("", count, tuple(changed.items()))


def rule(name: str) -> Became:
    """The row breaks a rule, or is none to count."""
    return Became(name)


# Each in one row of one file: what is changed, and what becomes of the row.
ROWS: Mapping[str, tuple[Mapping[str, str], Became]] = {
    "nothing": ({}, same()),
    "a blank id": ({"评价编号": ""}, same()),
    "a blank item": ({"事项名称": ""}, same(item="")),
    "a blank channel": ({"评价渠道": " "}, same(channel="")),
    "a blank time": ({"评价时间": ""}, rule("missing_time")),
    "a time of no-break spaces": ({"评价时间": "\u00a0\u00a0"}, rule("missing_time")),
    "a blank region": ({"区域": ""}, rule("missing_region")),
    "a blank unit": ({"单位": "\u3000"}, rule("missing_unit")),
    "a unit that is not seen": ({"单位": "\u200b"}, rule("missing_unit")),
    "a blank level": ({"满意度": ""}, rule("missing_level")),
    "a blank active": ({"主动评价": ""}, rule("missing_active")),
    "a blank time before a blank unit": ({"评价时间": "", "单位": ""}, rule("missing_time")),
    "a blank region before a blank level": ({"区域": "", "满意度": ""}, rule("missing_region")),
    "30 February": ({"评价时间": "2026-02-30"}, rule("no_such_time")),
    "31 September": ({"评价时间": "2026-09-31 10:00:00"}, rule("no_such_time")),
    "month 13": ({"评价时间": "2026-13-01"}, rule("no_such_time")),
    "day and month swapped": ({"评价时间": "2026-15-07 10:00:00"}, rule("no_such_time")),
    "25 o'clock": ({"评价时间": "2026-07-15 25:00:00"}, rule("no_such_time")),
    "60 minutes": ({"评价时间": "2026-07-15 10:60:00"}, rule("no_such_time")),
    "a year of two digits": ({"评价时间": "26-07-15"}, rule("unreadable_time")),
    "yesterday": ({"评价时间": "昨天"}, rule("unreadable_time")),
    "a digit lost": ({"评价时间": "206-07-15 10:00:00"}, rule("unreadable_time")),
    "a digit doubled": ({"评价时间": "2026-007-15 10:00:00"}, rule("unreadable_time")),
    "O for 0": ({"评价时间": "2O26-07-15"}, rule("unreadable_time")),
    "a month alone": ({"评价时间": "2026-07"}, rule("unreadable_time")),
    "the second before": ({"评价时间": "2026-06-30 23:59:59"}, rule("outside_quarter")),
    "the first second": ({"评价时间": "2026-07-01 00:00:00"}, same()),
    "the last second": ({"评价时间": "2026-09-30 23:59:59"}, same(month=9)),
    "the second after": ({"评价时间": "2026-10-01 00:00:00"}, rule("outside_quarter")),
    "the year before": ({"评价时间": "2025-07-15 10:00:00"}, rule("outside_quarter")),
    "outside and of no known unit": (
        {"评价时间": "2026-01-05", "单位": "已撤销的局", "满意度": "好"},
        rule("outside_quarter"),
    ),
    "slashes": ({"评价时间": "2026/8/1 9:05"}, same(month=8)),
    "points": ({"评价时间": "2026.8.1"}, same(month=8)),
    "汉字": ({"评价时间": "2026年8月1日 9时5分"}, same(month=8)),
    "run together": ({"评价时间": "20260801090500"}, same(month=8)),
    "full-width digits": ({"评价时间": "２０２６－０８－０１　０９：０５"}, same(month=8)),
    "a zone that moves it out": ({"评价时间": "2026-09-30T16:00:00Z"}, rule("outside_quarter")),
    "a zone that moves it in": ({"评价时间": "2026-06-30T16:00:00Z"}, same()),
    "spaces around a word": ({"满意度": "\u00a0不满意\u3000"}, same(level="dissatisfied")),
    "spaces within a word": ({"满意度": "不 满 意"}, same(level="dissatisfied")),
    "a word with what is not seen": ({"满意度": "不\u200b满意\ufeff"}, same(level="dissatisfied")),
    "another level": ({"满意度": "非常不满意"}, same(level="very_dissatisfied")),
    "a truth in capitals": ({"主动评价": "FALSE"}, same(active=False)),
    "a truth in full width": ({"主动评价": "ｔｒｕｅ"}, same()),
    "0 for 否": ({"主动评价": "０"}, same(active=False)),
    "0.0 for 否": ({"主动评价": "0.0"}, same(active=False)),
    "an alias": ({"单位": " 临江 税务"}, same()),
    "an item with a quote": ({"事项名称": '"急"件'}, same(item='"急"件')),
    "an item with a line break": ({"事项名称": "申报\n加急"}, same(item="申报 加急")),
    "an item with every delimiter": ({"事项名称": "甲,乙;丙\t丁"}, same(item="甲,乙;丙 丁")),
    "a total in the region": ({"区域": "合计", "评价时间": ""}, rule("total_row")),
    "a total in the unit": ({"单位": "市本级小计：", "评价时间": ""}, rule("total_row")),
    "a total spaced out": ({"单位": "总　计", "评价时间": ""}, rule("total_row")),
    "a total with a time": ({"区域": "共计"}, rule("total_row")),
    "an id again": ({"评价编号": "E-first"}, rule("repeated_id")),
    "an id again with a space": ({"评价编号": "E-first\u00a0"}, rule("repeated_id")),
    "an id again in full width": ({"评价编号": "Ｅ－ｆｉｒｓｔ"}, rule("repeated_id")),
    "an id again, not seen": ({"评价编号": "\ufeffE-first\u200b"}, rule("repeated_id")),
    "an id again, other content": (
        {"评价编号": "E-first", "满意度": "不满意"},
        rule("repeated_id"),
    ),
    "an id again but outside": (
        {"评价编号": "E-first", "评价时间": "2026-10-01"},
        rule("outside_quarter"),
    ),
    "seven": ({"数量": "7"}, same(7)),
    "seven in full width": ({"数量": "７"}, same(7)),
    "seven with spaces": ({"数量": "\u00a07\u3000"}, same(7)),
    "seven with a fraction of nought": ({"数量": "7.0"}, same(7)),
    "a thousand": ({"数量": "1,000"}, same(1000)),
    "a bad count outside": ({"数量": "-1", "评价时间": "2026-10-01"}, rule("outside_quarter")),
    "a bad count of a total": ({"数量": "若干", "区域": "合计"}, rule("total_row")),
}


def evaluations(form: str, *records: Mapping[str, str], name: str = "evaluations_1") -> Delivery:
    """One file of these records below a header of the usual names."""
    rows = [[one.get(header, "") for header in HEADERS] for one in records]
    ending = {"xlsx": ".xlsx", "parquet": ".parquet"}.get(form, ".csv")
    return [File(f"{name}{ending}", form, [Table([*HEADERS], rows, "明细")])]


def numbered(place: int, **changed: str) -> dict[str, str]:
    """A valid record with an id of its own and a count of one, some cells changed."""
    return {**record(评价编号=f"E-{place}", 数量="1"), **changed}


@pytest.mark.parametrize("form", ["utf-8", "gb18030", "utf-16", "xlsx", "parquet"])
def test_every_damaged_row_becomes_what_its_damage_makes_of_it(form: str) -> None:
    first = numbered(0, 评价编号="E-first")
    records = [numbered(n, **changed) for n, (changed, _) in enumerate(ROWS.values())]
    delivery = evaluations(form, first, *records)
    found = read(delivery)
    assert not isinstance(found, BulletinError), found
    became = dict(zip(ROWS, [outcome for _, outcome in ROWS.values()], strict=True))
    require_accounted(found)
    (file,), (table,) = delivery, delivery[0].tables
    numbers = {file.row_number(table, place): name for place, name in enumerate(ROWS, start=1)}
    rules = {name: one.rule for name, one in became.items() if one.rule != "total_row"}
    found_rules = {numbers[row]: reason for _, row, reason in rejects_of(found)}
    assert {name: found_rules.get(name, "") for name in rules} == rules
    totals = [one for one in became.values() if one.rule == "total_row"]
    assert found.quality.files[0].set_aside["total_row"] == len(totals)
    cube = Counter({tuple(BASE.values()): 1})
    for one in became.values():
        if not one.rule:
            cube[tuple({**BASE, **dict(one.changed)}.values())] += one.count
    assert cube_of(found) == cube


COUNT = "不是大于 0、小于一千万的整数（共 1 行）"
STOPS: Mapping[str, tuple[str, str, str]] = {
    "a level misspelt": ("满意度", "满意吗", f"“满意吗”不是五级满意度之一（{LEVELS}）"),
    "a level of another scale": ("满意度", "Poor", f"“Poor”不是五级满意度之一（{LEVELS}）"),
    "a code": ("满意度", "5", "“5”是代码，没有声明哪个代码是“非常满意”"),
    "a code as a decimal": ("满意度", "3.0", "“3.0”是代码，没有声明哪个代码是“非常满意”"),
    "no code of five": ("满意度", "0", "“0”是 1–5 以外的代码，没有声明它的意思"),
    "half a code": ("满意度", "4.5", f"“4.5”不是五级满意度之一（{LEVELS}）"),
    "two levels": ("满意度", "满意/不满意", f"“满意/不满意”不是五级满意度之一（{LEVELS}）"),
    "a level with a direction mark": (
        *("满意度", "意\u202e满"),
        f"“意<U+202E>满”不是五级满意度之一（{LEVELS}）",
    ),
    "a unit misspelt": (
        *("单位", "东城区市临局"),
        "“东城区市临局”不在 params/units.yaml 中，是否为“东城区市监局”",
    ),
    "a unit with a letter more": (
        *("单位", "东城区市监局局"),
        "“东城区市监局局”不在 params/units.yaml 中，是否为“东城区市监局”",
    ),
    "a region misspelt": (
        *("区域", "东城曲"),
        "“东城曲”不在 params/units.yaml 的区域中（市本级、东城区）",
    ),
    "region and unit swapped": (
        *("区域", "东城区市监局"),
        "“东城区市监局”不在 params/units.yaml 的区域中（市本级、东城区）",
    ),
    "an unknown truth": ("主动评价", "Y", "“Y”不是“是”或“否”（true、false、1、0 也可以）"),
    "minus one for a truth": ("主动评价", "-1", "“-1”不是“是”或“否”（true、false、1、0 也可以）"),
    "a day first": (
        *("评价时间", "15/07/2026"),
        "没有声明日和月的先后，不能判断是几月几日",
    ),
    "a month first": (
        *("评价时间", "7-15-2026 10:00"),
        "没有声明日和月的先后，不能判断是几月几日",
    ),
    "minus one": ("数量", "-1", COUNT),
    "nought": ("数量", "0", COUNT),
    "two and a half": ("数量", "2.5", COUNT),
    "1e3": ("数量", "1e3", COUNT),
    "no count": ("数量", "", COUNT),
    "a comma too few": ("数量", "1,00", COUNT),
    "a blank within": ("数量", "1 000", COUNT),
    "a phone number": ("数量", "13912345678", COUNT),
    "a word for a count": ("数量", "若干", COUNT),
}


@pytest.mark.parametrize(("header", "cell", "why"), STOPS.values(), ids=STOPS.keys())
def test_what_is_not_declared_stops_with_its_place(header: str, cell: str, why: str) -> None:
    changed = {header: cell}
    records = [numbered(0), numbered(1), numbered(2, **changed), numbered(3)]
    for form, place in (
        ("gb18030", "evaluations_1.csv 第 4 行 {} 列“{}”：{}。"),
        ("xlsx", "evaluations_1.xlsx［明细］ 第 4 行 {} 列“{}”：{}。"),
        ("parquet", "evaluations_1.parquet 第 3 行“{1}”：{2}。"),
    ):
        stopped = read([*evaluations("utf-8", numbered(9)), *evaluations(form, *records)][1:])
        assert isinstance(stopped, BulletinError), form
        told = require_clear_stop(stopped, ["evaluations_1"])
        letter = "ABCDEFGHI"[HEADERS.index(header)]
        assert told.splitlines()[0] == place.format(letter, header, why)


@settings(
    deadline=None,
    max_examples=45,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(damaged_deliveries())
def test_a_damaged_delivery_gives_what_a_plain_walk_through_it_gives(
    damaged: tuple[Delivery, list[str]],
) -> None:
    delivery, _ = damaged
    found, wanted = read(delivery), expected(delivery)
    if isinstance(found, BulletinError):
        told = require_clear_stop(found, [file.name for file in delivery])
        assert places_in(told)
        assert places_in(told) <= wanted.stops
        return
    assert not wanted.stops
    require_accounted(found)
    assert cube_of(found) == wanted.cube
    assert rejects_of(found) == wanted.rejects
    for file in found.quality.files:
        assert (file.read, file.counted) == (wanted.read[file.file], wanted.counted[file.file])
        aside = {name: wanted.aside[file.file, name] for name in file.set_aside}
        assert file.set_aside == aside
    low = found.low_ratings
    ids = low["evaluation_id"].fillna("")
    assert Counter(zip(ids, low["level"], strict=True)) == wanted.low


def test_the_whole_delivery_is_read_whole() -> None:
    delivery = whole_delivery()
    found, wanted = read(delivery), expected(delivery)
    assert not isinstance(found, BulletinError)
    assert (found.quality.read, found.quality.counted, found.quality.rejected) == (34, 34, 0)
    # 24 records of one evaluation, and 10 with a count: 13 to 17 and 23 to 27, 1 + number % 4.
    assert sum(cube_of(found).values()) == 24 + 2 + 3 + 4 + 1 + 2 + 4 + 1 + 2 + 3 + 4
    assert cube_of(found) == wanted.cube


@pytest.mark.parametrize("word", ["合计", "合　计", "总 计", " 小计：", "东城区小计", "共\u00a0计"])
def test_a_total_in_the_place_of_an_id_is_a_total(word: str) -> None:
    total = dict.fromkeys(HEADERS, "") | {"评价编号": word}
    found = read(evaluations("utf-8", numbered(1), total))
    assert not isinstance(found, BulletinError)
    assert found.quality.files[0].set_aside["total_row"] == 1


def test_records_that_are_rejected_are_in_no_burst() -> None:
    one = numbered(1)
    found = read(evaluations("utf-8", *[one] * 5), burst_size=5)
    assert not isinstance(found, BulletinError)
    assert found.quality.rejected == 4
    assert len(found.signals["bursts"]) == 0


def test_midnight_as_24_is_no_time_as_in_the_ledgers() -> None:
    found = read(evaluations("utf-8", numbered(1, 评价时间="2026-07-31 24:00:00")))
    assert not isinstance(found, BulletinError)
    assert [reason for *_, reason in rejects_of(found)] == ["no_such_time"]
