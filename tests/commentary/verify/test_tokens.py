"""Every figure of a sentence, and none where nothing is measured."""

from __future__ import annotations

from decimal import Decimal

import pytest

from analysis.commentary.verify.text.figure import Figure, Kind, Sense
from analysis.commentary.verify.text.tokens import figures


def one(text: str) -> Figure:
    (figure,) = figures(text)
    return figure


@pytest.mark.parametrize(
    ("text", "stands", "value", "kind", "counted"),
    [
        ("评价105.97万件", "105.97万", "1059700", Kind.COUNT, "件"),
        ("共1,059,700件", "1,059,700", "1059700", Kind.COUNT, "件"),
        ("主动评价率96.43%，", "96.43%", "96.43", Kind.PERCENT, ""),
        ("提升0.82个百分点。", "0.82个百分点", "0.82", Kind.POINTS, ""),
        ("提升0.82百分点。", "0.82百分点", "0.82", Kind.POINTS, ""),
        ("共有15个单位", "15", "15", Kind.COUNT, "个单位"),
        ("十一面锦旗", "十一", "11", Kind.COUNT, "面"),
        ("两次", "两", "2", Kind.COUNT, "次"),
        ("八家单位", "八", "8", Kind.COUNT, "家单位"),
        ("百分之九十六点四三", "百分之九十六点四三", "96.43", Kind.PERCENT, ""),
        ("三分之一", "三分之一", str(Decimal(100) / 3), Kind.PERCENT, ""),
        ("九成六", "九成六", "96", Kind.PERCENT, ""),
        ("占八成", "八成", "80", Kind.PERCENT, ""),
        ("一半", "一半", "50", Kind.PERCENT, ""),
        ("翻一番", "翻一番", "2", Kind.MULTIPLE, ""),
        ("的1.5倍", "1.5倍", "1.5", Kind.MULTIPLE, ""),
        ("居首位", "首位", "1", Kind.RANK, ""),
        ("排第3位", "第3", "3", Kind.RANK, ""),
        ("倒数第二位", "倒数第二", "-2", Kind.RANK, ""),
        ("居前8位", "8", "8", Kind.FIRST, ""),
        ("后三位的", "三", "-3", Kind.FIRST, ""),
        ("差评为零。", "零", "0", Kind.COUNT, ""),
    ],
)
def test_a_figure_is_read_with_its_unit(
    text: str, stands: str, value: str, kind: Kind, counted: str
) -> None:
    figure = one(text)
    assert text[figure.start : figure.end] == stands
    assert (figure.value, figure.kind, figure.counted) == (Decimal(value), kind, counted)


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("评价106万件", Sense.EXACT),
        ("评价近106万件", Sense.NEARLY),
        ("评价约106万件", Sense.ABOUT),
        ("评价106万件左右", Sense.ABOUT),
        ("评价超过105万件", Sense.OVER),
        ("评价105万余件", Sense.OVER),
        ("100多件", Sense.OVER),
        ("十余人次", Sense.OVER),
        ("办件量50件以上", Sense.OVER),
        ("不低于95%", Sense.OVER),
        ("低于90%的单位", Sense.UNDER),
        ("不足80%", Sense.UNDER),
        ("92%以下", Sense.UNDER),
        ("过半", Sense.OVER),
    ],
)
def test_the_words_around_a_figure_bound_it(text: str, sense: Sense) -> None:
    assert one(text).sense is sense


@pytest.mark.parametrize(
    "text",
    [
        "2025年第一季度，一季度，上半年",
        "拨打12345热线或12345政务服务便民平台",
        "国办发〔2019〕51号",
        "《2025年工作要点》",
        "一、总体情况",
        "（一）工作开展情况",
        "1.督促各单位",
        "①加强引导",
        "2025年3月31日，3月底，1—3月，1月15日",
        "一是引导不够，二是渠道不畅",
        "一次办、最多跑一次、一件事、一网通办、一窗受理",
        "主要有两方面问题",
        "三项措施，五级评价，三个环节",
        "热线24小时受理，7×24小时",
        "“十项措施”“百日攻坚”",
        "附件3，图1，表2",
        "第一时间，第三方测评，第二批",
        "每万件评价",
        "千家万户",
        "连续两个季度",
        "GB/T 39046-2020、GB/T 39735—2020",
        "联系电话：0592-1234567",
    ],
)
def test_a_number_that_measures_nothing_is_left(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "重点关注118件差评",
        "窗口代表12名",
        "142件差评来自平台",
        "接听电话1180次",
        "督办单“118件”",
        "一件差评、三封来信",
    ],
)
def test_what_only_looks_like_a_reference_or_a_name_is_a_figure(text: str) -> None:
    assert len(figures(text)) == 1


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("在77.09至91.37%之间", [Kind.PERCENT, Kind.PERCENT]),
        ("90—95%", [Kind.PERCENT, Kind.PERCENT]),
        ("上升0.24个、0.27个百分点", [Kind.POINTS, Kind.POINTS]),
        ("3件、5%", [Kind.COUNT, Kind.PERCENT]),
    ],
)
def test_a_range_or_list_may_name_its_unit_once(text: str, kinds: list[Kind]) -> None:
    assert [figure.kind for figure in figures(text)] == kinds
