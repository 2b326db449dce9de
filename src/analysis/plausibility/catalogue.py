"""Every rule in the order it is told: name, Chinese title, why one looks, what a line is about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from analysis.plausibility import counts, rates, records
from analysis.plausibility.compared import Compared, Deviation


@dataclass(frozen=True)
class Rule:
    """A rule; `listed` is what its lines are counted in where some are left out."""

    name: str
    title: str
    listed: str
    look: Callable[[Compared], Iterator[Deviation]]
    reason: str


CATALOGUE = (
    Rule(
        "vanished_unit",
        "单位无评价",
        "个单位",
        counts.vanished_units,
        "上季度有评价的单位本季度一件也没有，可能是漏报、更名或导出不全。",
    ),
    Rule(
        "new_unit",
        "新出现的单位",
        "个单位",
        counts.new_units,
        "上季度没有评价的单位，可能是新设、更名或名称对应有误。",
    ),
    Rule(
        "unit_jump",
        "单位评价数骤变",
        "个单位",
        counts.unit_jumps,
        "评价数大增可能是重复导入，大减可能是导出不全。",
    ),
    Rule(
        "region_jump",
        "区域评价数骤变",
        "个区域",
        counts.region_jumps,
        "一个区域的评价数通常平稳，骤变可能是文件重复或缺失。",
    ),
    Rule(
        "active_rate_moved",
        "主动评价率变动较大",
        "项",
        rates.active_rates_moved,
        "主动评价率变动过大，可能是主动评价的口径或标记有变。",
    ),
    Rule(
        "very_satisfied_moved",
        "非常满意占比变动较大",
        "项",
        rates.very_satisfied_moved,
        "非常满意占比变动过大，可能是满意度代码的方向或对应有误。",
    ),
    Rule(
        "hall_rate_moved",
        "现场主动评价率变动较大",
        "个单位",
        rates.hall_rates_moved,
        "单位的现场主动评价率变动过大，可能是叫号量或评价数的口径有变。",
    ),
    Rule(
        "all_very_satisfied",
        "主动评价全部非常满意",
        "个单位",
        rates.all_very_satisfied,
        "评价数很大时，无一例外的非常满意并不常见。",
    ),
    Rule(
        "hall_rate_full",
        "现场主动评价率为100%",
        "个单位",
        rates.hall_rates_full,
        "叫号量很大时，无一遗漏的现场主动评价并不常见。",
    ),
    Rule(
        "burst",
        "同一秒集中评价",
        "个单位",
        records.bursts,
        "同一秒的多件评价可能不是办事人逐一作出的，也可能是时间只记到分钟或日期。",
    ),
    Rule(
        "before_case",
        "评价早于办件",
        "个单位",
        records.evaluated_before_case,
        "评价应在办件之后，早于办件的可能是时间或编号有误。",
    ),
    Rule(
        "differing_id",
        "编号重复而内容不同",
        "处",
        records.differing_ids,
        "一个评价编号只应有一种内容，不同的可能是编号被截断或记录有改动。",
    ),
    Rule(
        "unit_elsewhere",
        "单位与区域不符",
        "个单位",
        counts.units_elsewhere,
        "单位所属区域以 units.yaml 为准，不符的评价计入了别的区域。",
    ),
    Rule(
        "empty_month",
        "整月无评价",
        "个月",
        counts.empty_months,
        "季度中有一个月没有评价，可能是导出的日期范围不全。",
    ),
    Rule(
        "vanished_channel",
        "渠道无评价",
        "个渠道",
        counts.vanished_channels,
        "上季度有评价的渠道本季度一件也没有，可能是停用、更名或漏报。",
    ),
    Rule(
        "vanished_item",
        "事项无评价",
        "个事项",
        counts.vanished_items,
        "上季度有评价的事项本季度一件也没有，可能是取消、更名或漏报。",
    ),
)

RULES: Mapping[str, str] = {rule.name: rule.reason for rule in CATALOGUE}
TITLES: Mapping[str, str] = {rule.name: rule.title for rule in CATALOGUE}
