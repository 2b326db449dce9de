"""The small ledgers: hall counts, service stars, supervision orders, commendations."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.inputs.checks import Checks
from analysis.inputs.ledger_tables import read_ledger
from analysis.inputs.moments import end_of_day
from analysis.inputs.time_checks import moments_of, months_of, not_before
from analysis.inputs.totals import COUNTS
from analysis.params.blocks import Reading
from analysis.quarter import Quarter
from analysis.roster import Roster
from analysis.spelling import person

FINDINGS = ("属实", "误评", "恶意差评")
COMMENDATION_KINDS = ("锦旗", "感谢信", "表扬")


def hall_units(folder: Path, roster: Roster, reading: Reading) -> pd.DataFrame:
    """Hall counts, a row a unit in official order; counts are whole and not negative.

    InputsError names every cell that is wrong, a unit that stands twice, and a total row that
    is not the sum of its rows; so it does in the other ledgers.
    """
    checks = Checks(read_ledger("hall", folder, reading))
    units = checks.unit(roster)
    frame = pd.DataFrame({"unit": units, **{name: checks.count(name) for name in COUNTS["hall"]}})
    checks.once("unit", units)
    checks.at_most(frame, "onsite_active", "tickets")
    checks.at_most(frame, "online_active", "online_cases")
    checks.stop_if_wrong()
    return frame.sort_values("unit", key=lambda u: u.map(roster.position), ignore_index=True)


def service_stars(folder: Path, roster: Roster, quarter: Quarter, reading: Reading) -> pd.DataFrame:
    """Monthly stars, a row a naming: month (1–12), name, unit, in the order of the ledger."""
    checks = Checks(read_ledger("service_stars", folder, reading))
    frame = pd.DataFrame(
        {
            "month": months_of(checks, "month", quarter),
            "name": checks.person("name"),
            "unit": checks.unit(roster),
        }
    )
    checks.stop_if_wrong()
    return frame.sort_values("month", kind="stable", ignore_index=True)


def supervision_orders(
    folder: Path, roster: Roster, quarter: Quarter, reading: Reading
) -> pd.DataFrame:
    """Supervision orders, a row an order; resolved_at is NaT while an order is open.

    A deadline that names a day alone is the end of that day.
    """
    checks = Checks(read_ledger("supervision_orders", folder, reading))
    ids, resolved = checks.identifier("order_id"), moments_of(checks, "resolved_at", optional=True)
    frame = pd.DataFrame(
        {
            "order_id": ids,
            "evaluation_id": checks.identifier("evaluation_id"),
            "unit": checks.unit(roster),
            "issued_at": moments_of(checks, "issued_at", quarter),
            "due_at": end_of_day(moments_of(checks, "due_at")),
            "resolved_at": resolved,
            "finding": checks.word("finding", FINDINGS, optional=resolved.isna()),
        }
    )
    checks.once("order_id", ids)
    not_before(checks, frame, later="due_at", earlier="issued_at")
    not_before(checks, frame, later="resolved_at", earlier="issued_at")
    checks.stop_if_wrong()
    return frame.reset_index(drop=True)


def commendations(folder: Path, roster: Roster, quarter: Quarter, reading: Reading) -> pd.DataFrame:
    """Pennants, letters and praise, a row an entry, in order of date; staff '' where not named."""
    checks = Checks(read_ledger("commendations", folder, reading))
    frame = pd.DataFrame(
        {
            "date": moments_of(checks, "date", quarter),
            "kind": checks.word("kind", COMMENDATION_KINDS),
            "unit": checks.unit(roster),
            "staff": checks.ledger.cells["staff"].map(person),
            "times": checks.count("times"),
        }
    )
    checks.stop_if_wrong()
    return frame.sort_values("date", kind="stable", ignore_index=True)
