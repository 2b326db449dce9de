"""What the check finds, and how it is told in Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analysis.commentary.verify.text.passages import Passage, Sentence


class Rule(StrEnum):
    """Which promise of the prose is broken."""

    UNBACKED = "unbacked"
    FIGURE = "figure"
    NEIGHBOUR = "neighbour"
    STALE = "stale"
    UNIT = "unit"
    DIRECTION = "direction"
    UNPROVABLE = "unprovable"
    BOUND = "bound"
    EXTREME = "extreme"
    MISSING = "missing"
    FOREIGN = "foreign"
    ORDER = "order"
    SAID = "said"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Finding:
    """A figure, word or name that the data do not bear out.

    `start` and `end` are its offsets in the passage's text; `expected` is what should stand
    there, '' where nothing is known to. `reason` says what is wrong beside the sentence,
    `message` where it stands as well.
    """

    rule: Rule
    notebook: str
    cell: str
    sentence: str
    found: str
    start: int
    end: int
    expected: str
    reason: str
    message: str


@dataclass(frozen=True)
class Fault:
    """A finding within one sentence: offsets in its words, and what is wrong in a clause."""

    rule: Rule
    start: int
    end: int
    expected: str
    reason: str


def finding(fault: Fault, sentence: Sentence, passage: Passage) -> Finding:
    """Return a fault as a finding in the passage."""
    places = sentence.places
    start = places[fault.start]
    end = places[fault.end - 1] + 1 if fault.end > fault.start else start
    said = passage.text[places[0] : places[-1] + 1]
    found = passage.text[start:end]
    where = f"{passage.notebook}“{passage.heading}”" if passage.heading else passage.notebook
    reason = f"“{found}”{fault.reason}"
    return Finding(
        rule=fault.rule,
        notebook=passage.notebook,
        cell=passage.cell,
        sentence=said,
        found=found,
        start=start,
        end=end,
        expected=fault.expected,
        reason=reason,
        message=f"{where}：“{said}”中的{reason}",
    )
