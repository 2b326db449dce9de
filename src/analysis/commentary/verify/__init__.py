"""Verification of the prose: every figure, word of change and name against the facts."""

from analysis.commentary.verify.check import verify
from analysis.commentary.verify.findings import Finding, Rule
from analysis.commentary.verify.text.passages import Passage

__all__ = ["Finding", "Passage", "Rule", "verify"]
