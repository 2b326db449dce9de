"""Words of change, comparisons, bounds and claims without a figure."""

from __future__ import annotations

import pytest

from tests.commentary.verify.prose import Short, found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # 85.00 -> 87.00: from 1 point on 小幅, from 3 on 显著.
        ("主动评价率较上季度下降。", ("direction", "下降", "小幅提升")),
        ("主动评价率较上季度显著提升。", ("direction", "显著提升", "小幅提升")),
        ("主动评价率较上季度大体稳定。", ("direction", "大体稳定", "小幅提升")),
        ("主动评价率87.00%，小幅下降。", ("direction", "小幅下降", "小幅提升")),
        ("主动评价率比去年同期提升。", ("direction", "提升", "显著下降")),
        ("差评比上季度多5件。", ("direction", "多", "下降")),
        ("差评由35件增加到30件。", ("direction", "增加", "下降")),
        (
            "基本满意及以下各等级件数较上季度不同程度上升。",
            ("direction", "不同程度上升", "不同程度下降"),
        ),
        ("感谢信与上季度相比增加。", ("direction", "增加", "持平")),
        ("城东区主动评价率高于全市。", ("direction", "高于", "低")),
        ("误评比恶意差评少7件。", ("direction", "少", "高")),
        (
            "服务大厅主动电子评价率90.00%，未达到90%的要求。",
            ("bound", "未达到90%", "90.00%"),
        ),
        ("城东区、城西区主动评价率均超过80%。", ("bound", "超过80%", "77.00%")),
        ("没有收到锦旗。", ("said", "没有收到锦旗", "4")),
        ("经核实，没有属实的差评。", ("said", "没有属实", "3")),
        ("主动评价率最高的区是江口县。", ("extreme", "最高", "城东区")),
        ("现场主动评价率最低的是滨江市公安局。", ("extreme", "最低", "滨江市税务局")),
    ],
)
def test_a_wrong_claim_is_told_with_what_is_true(text: str, told: Short) -> None:
    assert told in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "主动评价率较上季度提升。",
        "主动评价率小幅提升。",
        "差评减少。",
        "感谢信与上季度持平。",
        "城东区主动评价率低于全市。",
        "要继续降低主动评价率偏低单位的数量，提高服务水平。",
        "力争主动评价率有所下降。",
        "窗口数量较上季度减少。",
        "个别单位主动评价率下降。",
        "江口县没有收到评价。",
    ],
)
def test_what_is_true_or_only_wished_is_left(text: str) -> None:
    assert found(text) == []


def test_a_change_without_a_value_before_cannot_be_proved() -> None:
    assert found("城东区民政局现场主动评价率较上季度提升。") == [("unprovable", "提升", "")]
