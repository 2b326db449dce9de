"""All findings of a quarter in the order they are told, and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.plausibility.catalogue import CATALOGUE, RULES, TITLES, Rule
from analysis.plausibility.compared import Compared
from analysis.plausibility.observed import Observed
from analysis.plausibility.thresholds import PlausibilityRules
from analysis.roster import Roster
from analysis.tables import Column, Table


@dataclass(frozen=True)
class Finding:
    """A figure to look at: the rule's name (see RULES, TITLES), whose figure, what it shows.

    The subject is a unit, region, channel or item, or '' for the line that counts the rest.
    """

    rule: str
    subject: str
    text: str

    @property
    def line(self) -> str:
        """Return the finding as one line."""
        return f"{TITLES[self.rule]}：{self.subject}{'，' if self.subject else ''}{self.text}"


def findings(
    now: Observed, before: Observed | None, *, roster: Roster, rules: PlausibilityRules
) -> list[Finding]:
    """Look at a quarter beside the one before; without one, rules on this quarter alone remain.

    In the order of RULES, the largest deviation first, equal ones in official order; each rule
    lists `findings_listed` lines and counts the rest in one more. Never raises on valid frames.
    """
    seen = Compared(now, before or Observed(), roster, rules)
    return [finding for rule in CATALOGUE for finding in _of_one(rule, seen)]


def as_table(found: Sequence[Finding]) -> Table:
    """Return findings as a table: rule, subject, what it shows; the notes tell why one looks."""
    columns = tuple(Column(label, kind="text") for label in ("规则", "对象", "情况"))
    rows = tuple((TITLES[f.rule], f.subject or "—", f.text) for f in found)
    present = dict.fromkeys(finding.rule for finding in found)
    notes = tuple(f"{TITLES[rule]}：{RULES[rule]}" for rule in present)
    return Table(
        "plausibility", "数据合理性核查", columns, rows, notes or ("未发现需要核实的情况。",)
    )


def _of_one(rule: Rule, seen: Compared) -> list[Finding]:
    found = sorted(rule.look(seen), key=lambda deviation: deviation.weight, reverse=True)
    listed = found[: seen.rules.findings_listed]
    told = [Finding(rule.name, deviation.subject, deviation.text) for deviation in listed]
    if rest := len(found) - len(listed):
        told.append(Finding(rule.name, "", f"另有 {rest} {rule.listed}情况相同，未逐一列出。"))
    return told
