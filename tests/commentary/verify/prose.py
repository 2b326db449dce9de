"""Prose of an invented quarter (benchmarks/verification/invented.py), verified."""

from __future__ import annotations

from functools import cache

from analysis.commentary.verify import Finding, Passage
from analysis.commentary.verify.check import Verifier
from benchmarks.verification.invented import PARAMS, ROSTER, facts

# What a finding says in short: rule, what stands there, what should.
Short = tuple[str, str, str]


@cache
def verifier() -> Verifier:
    """Return what the invented quarter is verified against."""
    return Verifier(facts(), PARAMS, ROSTER)


def findings(text: str, heading: str = "") -> list[Finding]:
    """Return the findings of a text under a heading."""
    return verifier().findings(Passage("2_evaluations", "orders", text, heading))


def found(text: str, heading: str = "") -> list[Short]:
    """Return the findings of a text in short."""
    return [(one.rule.value, one.found, one.expected) for one in findings(text, heading)]
