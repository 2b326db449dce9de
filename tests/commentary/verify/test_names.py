"""Lists of names: whole, in their order, none foreign, people with their unit."""

from __future__ import annotations

import pytest

from tests.commentary.verify.prose import Short, found

PENNANTS = "获赠锦旗的单位："
STARS = "“服务之星”名单如下：\n\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{PENNANTS}滨江市公安局。", ("missing", "滨江市公安局", "滨江市民政局")),
        (f"{PENNANTS}滨江市民政局、滨江市公安局。", ("order", "滨江市民政局", "滨江市公安局")),
        (f"{PENNANTS}滨江市公安局、滨江市税务局。", ("foreign", "滨江市税务局", "滨江市民政局")),
        (f"{PENNANTS}滨江市公安局、滨江市教委。", ("foreign", "滨江市教委", "滨江市民政局")),
        (
            f"{STARS}赵甲（滨江市公安局），孙丙（滨江市医保中心）。",
            ("missing", "赵甲（滨江市公安局），孙丙", "钱乙"),
        ),
        (
            f"{STARS}赵申、钱乙（滨江市公安局），孙丙（滨江市医保中心）。",
            ("foreign", "赵申", "赵甲"),
        ),
        (
            f"{STARS}赵甲、钱乙（滨江市公安局），孙丙（滨江市税务局）。",
            ("foreign", "孙丙", "孙丙（滨江市医保中心）"),
        ),
        (
            "受表扬的有滨江市公安局赵甲、滨江市税务局吴戊、周丁。",
            ("order", "吴戊", "周丁"),
        ),
        (
            "主动评价率领先单位：滨江市医保中心、滨江市公安局、滨江市公安局。",
            ("foreign", "滨江市公安局", ""),
        ),
        (
            "叫号量超过100且现场主动评价率达到92%以上的有：滨江市公安局（93.00%）、滨江市医保中心（95.33%）。",
            ("order", "滨江市公安局", "滨江市医保中心"),
        ),
        ("主动评价率低于80%的区有2个，为城东区和江口县。", ("foreign", "江口县", "")),
        ("主动评价率低于80%的区有2个，为城东区。", ("missing", "城东区", "城西区")),
        (
            "叫号量前三位的单位依次是滨江市公安局、滨江市医保中心、滨江市税务局。",
            ("order", "滨江市医保中心", "滨江市税务局"),
        ),
    ],
)
def test_a_wrong_list_is_told_with_what_belongs_there(text: str, told: Short) -> None:
    assert told in found(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{PENNANTS}滨江市公安局、滨江市民政局。",
        f"{PENNANTS}市公安局、市民政局。",
        "收到锦旗的单位包括滨江市民政局等。",
        f"{STARS}赵甲、钱乙（滨江市公安局），孙丙（滨江市医保中心）。",
        "滨江市公安局的赵甲、钱乙获评“服务之星”。",
        "赵甲（滨江市公安局）等3人获评“服务之星”。",
        "现场主动评价率低于85%的单位：滨江市税务局（82.00%）。",
        "滨江市公安局、滨江市税务局要加强引导。",
    ],
)
def test_a_right_list_and_one_that_claims_nothing_are_left(text: str) -> None:
    assert found(text) == []
