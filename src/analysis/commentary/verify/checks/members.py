"""Whether the regions or units named as meeting a condition are those that meet it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from analysis.commentary.verify.backing.case import Case
from analysis.commentary.verify.backing.extremes import values_among
from analysis.commentary.verify.backing.members import condition_of, who_should_be_named
from analysis.commentary.verify.backing.sources import FEW
from analysis.commentary.verify.findings import Fault, Rule
from analysis.commentary.verify.reading.mentions import Names, Subject
from analysis.commentary.verify.reading.reading import Reading
from analysis.commentary.verify.text.figure import Figure, Kind

_LOWEST = re.compile(r"最[低少小]的?前$")
_SOME = re.compile(r"(?:包括|如)$")


def member_faults(case: Case) -> Iterator[Fault]:
    """Yield names that do not meet the condition they are listed for, or are missing from it."""
    for mentions in case.reading.subject_runs:
        run = [mention for mention in mentions if not mention.group]
        yield from _doubled(run)
        condition = condition_of(run, case.reading) if run else None
        if condition is not None and condition.kind is Kind.FIRST:
            yield from _first_so_many(run, condition, case)
        elif condition is not None:
            yield from _compared(run, who_should_be_named(run, case), case.reading)


def _doubled(run: Sequence[Subject]) -> Iterator[Fault]:
    for place, mention in enumerate(run):
        if any(mention.names == earlier.names for earlier in run[:place]):
            yield _at(mention, Rule.FOREIGN, "在同一列举中出现了两次。")


def _compared(run: Sequence[Subject], wanted: Names | None, reading: Reading) -> Iterator[Fault]:
    if wanted is None:
        return
    for mention in run:
        if not set(mention.names) <= set(wanted):
            reason = f"不符合所说的条件；符合的有：{_few(wanted)}。"
            yield Fault(Rule.FOREIGN, mention.start, mention.end, "", reason)
    missing = [name for name in wanted if all(name not in m.names for m in run)]
    after = reading.text[run[-1].end :]
    some = _SOME.search(reading.text, 0, run[0].start) or after.lstrip("）").startswith("等")
    if missing and not some:
        yield _missing(run, missing)


def _few(names: Names) -> str:
    """Tell names, or only how many they are."""
    return "、".join(names) or "无" if len(names) <= FEW else f"共{len(names)}个"


def _missing(run: Sequence[Subject], missing: Sequence[str]) -> Fault:
    expected = "、".join(missing)
    reason = f"名单不全：符合条件的还有{expected}。"
    return Fault(Rule.MISSING, run[0].start, run[-1].end, expected, reason)


def _first_so_many(run: Sequence[Subject], figure: Figure, case: Case) -> Iterator[Fault]:
    """Yield what is wrong with the first so many, highest first; equal ones in any order."""
    names = [name for mention in run for name in mention.names]
    values = values_among(figure, tuple(names), case)
    # The last so many are the first of the values turned round.
    low = figure.value < 0 or _LOWEST.search(case.reading.text, 0, figure.start)
    values = {name: -value if low else value for name, value in values.items()}
    number = abs(int(figure.value))
    strangers = [mention for mention in run if values and mention.names[0] not in values]
    if strangers:
        yield _at(strangers[0], Rule.FOREIGN, "没有可以排列的数。")
    elif values and len(names) != number:
        reason = f"有{len(names)}个，与所说的前{number}位不符。"
        yield Fault(Rule.MISSING, run[0].start, run[-1].end, "", reason)
    elif values:
        yield from _ranked(run, values)


def _ranked(run: Sequence[Subject], values: Mapping[str, Decimal]) -> Iterator[Fault]:
    """Yield who is not among the first so many, who is missing, who stands before a higher one."""
    least = sorted(values.values(), reverse=True)[: len(run)][-1]
    named = [mention.names[0] for mention in run]
    for mention in run:
        if values[mention.names[0]] < least:
            yield _at(mention, Rule.FOREIGN, f"不在所说的{len(run)}位之中。")
    missing = [name for name, value in values.items() if value > least and name not in named]
    if missing:
        yield _missing(run, missing)
    for mention, following in pairwise(run):
        if values[mention.names[0]] < values[following.names[0]]:
            name = following.names[0]
            yield _at(mention, Rule.ORDER, f"的先后与数据不符，{name}应在它之前。", name)
            return


def _at(mention: Subject, rule: Rule, reason: str, expected: str = "") -> Fault:
    return Fault(rule, mention.start, mention.end, expected, reason)
