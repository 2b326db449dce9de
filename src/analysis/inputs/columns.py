"""The columns of each kind of input, and every header they may arrive under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.spelling import folded


@dataclass(frozen=True)
class InputColumn:
    """A column: its name in the code, its Chinese header, other headers it goes by."""

    name: str
    header: str
    aliases: tuple[str, ...] = ()
    required: bool = True

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header that is recognised, the official one first."""
        return (self.header, self.name, *self.aliases)


def _optional(name: str, header: str, *aliases: str) -> InputColumn:
    return InputColumn(name, header, aliases, required=False)


# Names of applicants, identity and phone numbers are in none of these: what is not
# named here is never read.
KINDS: Mapping[str, tuple[InputColumn, ...]] = {
    "evaluations": (
        _optional("evaluation_id", "评价编号"),
        _optional("case_id", "办件编号"),
        InputColumn("region", "区域", ("行政区划", "区划")),
        InputColumn("unit", "单位", ("单位名称", "部门")),
        InputColumn("item", "事项名称", ("事项",)),
        InputColumn("channel", "评价渠道", ("渠道",)),
        InputColumn("satisfaction", "满意度", ("评价等级", "满意度等级")),
        InputColumn("active", "主动评价", ("是否主动评价",)),
        InputColumn("evaluated_at", "评价时间"),
        _optional("count", "数量"),
        _optional("case_at", "办件时间", "受理时间"),
        _optional("window", "窗口", "窗口号", "窗口编号"),
    ),
    "hall": (
        InputColumn("unit", "单位", ("单位名称", "部门")),
        InputColumn("tickets", "叫号量", ("取号量",)),
        InputColumn("cases", "办件量"),
        InputColumn("onsite_active", "现场主动评价数"),
        InputColumn("online_cases", "网上办件量"),
        InputColumn("online_active", "网上主动评价数"),
    ),
    "service_stars": (
        InputColumn("month", "月份"),
        InputColumn("name", "姓名"),
        InputColumn("unit", "单位", ("单位名称", "部门")),
    ),
    "supervision_orders": (
        InputColumn("order_id", "督办单号"),
        InputColumn("evaluation_id", "评价编号"),
        InputColumn("unit", "单位", ("单位名称", "部门")),
        InputColumn("issued_at", "发出时间"),
        InputColumn("due_at", "办结时限"),
        InputColumn("resolved_at", "办结时间"),
        InputColumn("finding", "核实结果"),
    ),
    "commendations": (
        InputColumn("date", "日期"),
        InputColumn("kind", "类型"),
        InputColumn("unit", "单位", ("单位名称", "部门")),
        _optional("staff", "姓名"),
        _optional("times", "次数"),
    ),
}


# What the files of a kind hold, as an analyst says it.
TITLES: Mapping[str, str] = {
    "evaluations": "评价记录",
    "hall": "大厅台账",
    "service_stars": "服务之星",
    "supervision_orders": "督办单",
    "commendations": "表扬记录",
}


def header_of(kind: str, name: str) -> str:
    """Return the official header of a column."""
    return next(column.header for column in KINDS[kind] if column.name == name)


def constants_of(kind: str, constants: Mapping[str, str]) -> dict[str, str]:
    """Return column name -> the value that every row has, as a source declares it by header."""
    stated = {folded(header): value for header, value in constants.items()}
    return {
        column.name: stated[key]
        for column in KINDS[kind]
        for key in map(folded, column.headers)
        if key in stated
    }
