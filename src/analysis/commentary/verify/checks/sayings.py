"""Claims without a figure: 没有收到锦旗, 没有属实的差评, 主动评价率最高."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.commentary.verify.backing.case import Case
from analysis.commentary.verify.backing.extremes import groups
from analysis.commentary.verify.backing.meanings import places_of
from analysis.commentary.verify.findings import Fault, Rule
from analysis.commentary.verify.reading.mentions import WHOLE, Label
from analysis.commentary.verify.reading.reading import anchor
from analysis.commentary.verify.reading.subjects import names
from analysis.facts import Unit

# 没有收到锦旗; without a verb only of a kind of something: 没有属实的差评.
_NONE = re.compile(r"(?:没有|未|没)(?P<verb>收到|发出|出现|发生)?(?:过)?$")
_MOST = re.compile(r"(?:(?P<high>最[高多大])|最[低少小])(?!的?(?:与|和|值|区|者)?(?:最|相差|差距))")
_WHO = re.compile(r"的?(?:单位|区|部门|区域)?(?:的)?(?:是|为)?")


def saying_faults(case: Case) -> Iterator[Fault]:
    """Yield the claims of none and of most that the data contradict."""
    for label in case.reading.labels:
        said = _NONE.search(case.reading.text, 0, label.start)
        if said and (said["verb"] or case.reading.text.startswith("的", label.end)):
            for name in names(label.start, case.reading)[0]:
                yield from _has_none(label, name, case, start=said.start())
    for match in _MOST.finditer(case.reading.text):
        yield from _most(match, case)


def _has_none(label: Label, name: str, case: Case, *, start: int) -> Iterator[Fault]:
    """Yield the claim that a subject has none of what is counted, if it has or is not known."""
    sources = case.sources
    placed = places_of(label, [(name,)], sources, context=case.reading.context)[:1]
    if not placed and name and not _could_have(label, name, case):
        reason = f"无法核实：没有“{name}”的“{sources.measure(label.places[0][0]).label}”。"
        yield Fault(Rule.UNPROVABLE, start, label.end, "", reason)
    for places in placed:
        if sources.unit(places) is Unit.COUNT and any(sources.values(places)):
            printed = sources.printed(places)
            reason = f"与数据不符：“{sources.title(places)}”是{printed}。"
            yield Fault(Rule.SAID, start, label.end, printed, reason)


def _could_have(label: Label, name: str, case: Case) -> bool:
    """Tell whether a measure is known of others of the same sort: then this one has none of it."""
    sort = "region" if name in case.sources.vocabulary.roster.regions else "unit"
    return any(case.sources.values_of(key, sort) for key in case.sources.keys(label))


def _most(match: re.Match[str], case: Case) -> Iterator[Fault]:
    name = _holder(match, case)
    label = case.label(anchor(match.start(), match.end()))
    if name is None or label is None:
        return
    pick = max if match["high"] else min
    every = list(groups(label, case))
    among = [values for values in every if name in values]
    if every and not any(values[name] == pick(values.values()) for values in among):
        values = (among or every)[0]
        best = next(one for one, value in values.items() if value == pick(values.values()))
        measure = case.sources.measure(label.places[0][0]).label
        reason = f"与数据不符：“{measure}”{match[0]}的是{best}。"
        yield Fault(Rule.EXTREME, match.start(), match.end(), best, reason)


def _holder(match: re.Match[str], case: Case) -> str | None:
    """Return whom a 最高 is said of: named right behind it, else in front of it."""
    for mention in case.reading.subjects:
        behind = mention.start >= match.end()
        if behind and _WHO.fullmatch(case.reading.text, match.end(), mention.start):
            return mention.names[0] if len(mention.names) == 1 else None
    named = case.names(anchor(match.start(), match.end()), objects=False)[0]
    return named[0] if len(named) == 1 and named[0] != WHOLE else None
