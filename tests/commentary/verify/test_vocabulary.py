"""What measures, regions and units are called in prose."""

from __future__ import annotations

import pytest

from benchmarks.verification.invented import CIVIL, HOME, MEDICAL, POLICE
from tests.commentary.verify.prose import verifier

VOCABULARY = verifier().sources.vocabulary


def labels(text: str) -> list[tuple[str, str]]:
    """Return what stands in the text and the first measure it may mean."""
    return [(text[m.start : m.end], m.places[0][0]) for m in VOCABULARY.labels(text)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("现场主动评价率", [("现场主动评价率", "onsite_rate")]),
        ("主动评价率和主动评价", [("主动评价率", "active_rate"), ("主动评价", "active")]),
        ("非常不满意、不满意", [("非常不满意", "very_dissatisfied"), ("不满意", "dissatisfied")]),
        ("基本满意及以下", [("基本满意及以下", "low")]),
        ("恶意差评", [("恶意差评", "orders_malicious")]),
        ("评价数量", [("评价数量", "total")]),
        ("评价总量", [("评价总量", "total")]),
        ("差评件数", [("差评件数", "bad")]),
        (f"{HOME}主动评价率", [("主动评价率", "rate_with_online")]),
        ("含网上主动评价率", [("含网上主动评价率", "rate_with_online")]),
        ("“好差评”系统", []),
        ("群众满意度、满意率", []),
    ],
)
def test_a_label_is_found_by_its_longest_name(text: str, named: list[tuple[str, str]]) -> None:
    assert labels(text) == named


def test_only_the_first_region_has_the_label_that_begins_with_its_name() -> None:
    assert labels("城东区含网上主动评价率") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("全市", [("",)]),
        ("服务大厅", [("",)]),
        ("城东区和城西", [("城东区",), ("城西区",)]),
        (POLICE, [(POLICE,)]),
        ("市公安局", [(POLICE,)]),
        ("公安局", [(POLICE,)]),
        ("医保中心", [(MEDICAL,)]),
        # 民政局 is also the end of another unit's name.
        ("民政局", []),
        ("市民政局", [(CIVIL,)]),
        ("城东区民政局", [("城东区民政局",)]),
        ("各区", [("城东区", "城西区", "江口县")]),
        ("各区域", [(HOME, "城东区", "城西区", "江口县")]),
    ],
)
def test_a_subject_is_found_by_any_of_its_names(text: str, names: list[tuple[str, ...]]) -> None:
    assert [mention.names for mention in VOCABULARY.subjects(text)] == names
