"""What in a quarter's figures to look at before they are published: findings, not errors."""

from analysis.plausibility.catalogue import RULES, TITLES
from analysis.plausibility.observed import Observed, Signals
from analysis.plausibility.report import Finding, as_table, findings
from analysis.plausibility.thresholds import PlausibilityRules

__all__ = [
    "RULES",
    "TITLES",
    "Finding",
    "Observed",
    "PlausibilityRules",
    "Signals",
    "as_table",
    "findings",
]
