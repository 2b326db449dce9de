"""Supervision orders: what counts as timely, and that one evaluation may lead to several."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.inputs.ledgers import FINDINGS as FINDINGS_READ
from analysis.sections.rectification import FINDINGS, rectification

DUE = pd.Timestamp("2026-07-10 17:00:00")


def orders(*resolved: str | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "evaluation_id": "E1",
            "due_at": pd.Series([DUE] * len(resolved), dtype="datetime64[us]"),
            "resolved_at": pd.to_datetime(pd.Series(resolved, dtype="object")),
            "finding": "误评",
        }
    )


@pytest.mark.parametrize(
    ("resolved", "timely"),
    [
        ("2026-07-10 16:59:59", 1),
        ("2026-07-10 17:00:00", 1),
        ("2026-07-10 17:00:01", 0),
        (None, 0),
    ],
)
def test_an_order_is_timely_up_to_its_limit_and_never_while_open(
    resolved: str | None, timely: int
) -> None:
    assert rectification(orders(resolved)).facts.get("orders_timely").value == timely


def test_all_in_time_is_a_whole_hundred() -> None:
    section = rectification(orders("2026-07-02", "2026-07-03"))
    assert str(section.facts.get("timely_rate")) == "100%"


def test_two_orders_on_one_evaluation_are_two_orders() -> None:
    section = rectification(orders("2026-07-02", "2026-07-03"))
    assert section.facts.get("orders_issued").value == 2
    assert section.facts.get("orders_mistaken").value == 2


def test_every_finding_that_is_read_is_counted() -> None:
    assert set(FINDINGS) == set(FINDINGS_READ)
