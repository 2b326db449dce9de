"""Supervision orders: how many were issued, what was found, whether disposal was timely."""

from __future__ import annotations

import pandas as pd

from analysis.derivation import quotient
from analysis.facts import Facts, Measure, Unit
from analysis.section import Section
from analysis.wording import share

ISSUED = Measure("orders_issued", "发出督办单", Unit.COUNT, "本季度发出的督办单", ("督办单",), "件")
TIMELY = Measure(
    "orders_timely", "按时办结", Unit.COUNT, "办结时间不晚于办结时限的督办单", counter="件"
)
TIMELY_RATE = Measure(
    "timely_rate",
    "按时办结率",
    Unit.SHARE,
    "按时办结 ÷ 发出督办单",
    derivation=quotient(("orders_timely",), ("orders_issued",)),
)
FINDINGS = {
    "属实": Measure(
        "orders_substantiated", "核实属实", Unit.COUNT, "核实结果为属实的督办单", counter="件"
    ),
    "误评": Measure("orders_mistaken", "误评", Unit.COUNT, "核实结果为误评的督办单", counter="件"),
    "恶意差评": Measure(
        "orders_malicious", "恶意差评", Unit.COUNT, "核实结果为恶意差评的督办单", counter="件"
    ),
}


def rectification(orders: pd.DataFrame) -> Section:
    """Count orders by finding and those disposed of in time.

    `orders` has a row an order: due_at, resolved_at (NaT while open), finding. Orders are
    not joined to bad evaluations one to one: one evaluation may lead to several, or to none.
    """
    issued = len(orders)
    timely = int((orders["resolved_at"] <= orders["due_at"]).sum())
    facts = [ISSUED.fact(issued), TIMELY.fact(timely)]
    facts += [m.fact(int((orders["finding"] == word).sum())) for word, m in FINDINGS.items()]
    if issued:
        facts.append(TIMELY_RATE.fact(share(timely, issued)))
    return Section("rectification", Facts(tuple(facts)))
