"""Whether the names listed in prose are those of the list they are said to be, in its order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.commentary.verify.backing.case import Case
from analysis.commentary.verify.backing.conditions import bounds_in, makes_a_list
from analysis.commentary.verify.backing.listed import SPOKEN_OF, Entry, entries, likeness
from analysis.commentary.verify.backing.members import condition_of
from analysis.commentary.verify.backing.thresholds import rule_of
from analysis.commentary.verify.checks.enumerations import Enumeration, Item, enumerations
from analysis.commentary.verify.findings import Fault, Rule
from analysis.commentary.verify.reading.mentions import WHOLE
from analysis.commentary.verify.text.figure import Figure
from analysis.facts import Fact, Unit

# A list is meant if its label is spoken of, or if its names are there and the label is hinted at.
_HINTED = 0.3
_MANY = 0.5
# Or if most of its names are there, and so many that no other list is likely to hold them.
_FEW = 3


def name_faults(case: Case) -> Iterator[Fault]:
    """Yield what is wrong with the lists of names in a sentence."""
    for listed in enumerations(case.reading.text, case.sources.vocabulary):
        yield from _doubled(listed)
        placed = _with_unit(listed, case)
        fact = _meant(placed, case)
        if fact is not None:
            yield from _compared(placed, fact)
        yield from _strangers(placed, case)
        yield from _unpaired(placed, case)


def _strangers(listed: Enumeration, case: Case) -> Iterator[Fault]:
    """Yield the people whom no list has, or not in the unit that stands with them."""
    rows = [row for fact in case.sources.vocabulary.lists for row in entries(fact) if row.person]
    for item in listed.items:
        units = [row.unit for row in rows if row.person == item.name]
        if item.person and not item.known and len(listed.items) > 1:
            yield Fault(Rule.FOREIGN, item.start, item.end, "", "不在任何一份名单之中。")
        elif item.unit and units and item.unit not in units:
            reason = f"不属于所写的单位：{item.name}的单位是{units[0]}。"
            yield Fault(Rule.FOREIGN, item.start, item.end, f"{item.name}（{units[0]}）", reason)


def _with_unit(listed: Enumeration, case: Case) -> Enumeration:
    """Give people without a unit the one that the sentence names before or behind them."""
    if any(item.unit or not item.person for item in listed.items):
        return listed
    before = [m.names[0] for m in case.reading.subjects if m.end <= listed.items[0].start]
    units = _units_behind(case) or list(dict.fromkeys(before))
    units = [name for name in units if name in case.sources.vocabulary.roster.position]
    if len(units) == 1:
        units *= len(listed.items)
    if len(units) != len(listed.items):
        return listed
    placed = zip(listed.items, units, strict=True)
    return replace(listed, items=tuple(replace(item, unit=unit) for item, unit in placed))


def _units_behind(case: Case) -> list[str]:
    """Return the units that people are said to come from: 分别来自甲局、乙中心."""
    runs = [r for r in case.reading.subject_runs if _FROM.search(case.reading.text, 0, r[0].start)]
    return [mention.names[0] for run in runs[:1] for mention in run]


def _unpaired(listed: Enumeration, case: Case) -> Iterator[Fault]:
    """Yield people who are given units one by one, but not as many."""
    people, units = len(listed.items), len(_units_behind(case))
    if units > 1 and listed.items[0].person and units != people and "分别" in case.reading.text:
        start, end = listed.items[0].start, listed.items[-1].end
        yield Fault(Rule.MISSING, start, end, "", f"有{people}名，而所写的单位有{units}个。")


def _meant(listed: Enumeration, case: Case) -> Fact | None:
    """Return the list that an enumeration is said to be, None if none is."""
    condition = _condition(listed, case)
    if condition is not None and (fact := _of_rule(condition, case)) is not None:
        return fact
    people = any(item.person for item in listed.items)
    if not (people or listed.announced or _closed(listed) or listed.partial):
        return None
    scores = {
        fact.key: (fact, score)
        for fact in case.sources.vocabulary.lists
        if (fact.measure.unit is Unit.GROUPS) is people
        and (score := _score(listed, fact, case)) > 0
    }
    best = max(scores.values(), key=lambda scored: scored[1], default=None)
    return best[0] if best else None


def _score(listed: Enumeration, fact: Fact, case: Case) -> float:
    """Return how likely a list is meant, by its label and its names; 0 if it is not."""
    vocabulary, carried = case.sources.vocabulary, case.reading.carried
    near = _without(f"{carried.text}{case.reading.text}", listed)
    far = _without(f"{carried.said}{case.reading.text}", listed)
    shared, covered = _overlap(listed.items, entries(fact))
    like = likeness(fact, near, vocabulary)
    hint = max(like, likeness(fact, far, vocabulary))
    if like < SPOKEN_OF and _condition(listed, case) is not None:
        # Checked by itself: see `members`.
        return 0
    hinted = hint >= _HINTED and min(shared, covered) >= _MANY
    same = shared * len(listed.items) >= _FEW and min(shared, covered) >= SPOKEN_OF
    return like + shared + covered if like >= SPOKEN_OF or hinted or same else 0


def _condition(listed: Enumeration, case: Case) -> Figure | None:
    """Return the count or bound that names are listed for."""
    for run in case.reading.subject_runs:
        if run[0].start == listed.items[0].start:
            return condition_of(run, case.reading)
    return None


def _of_rule(condition: Figure, case: Case) -> Fact | None:
    """Return the list that a section makes by the thresholds beside a condition."""
    bounds = bounds_in(condition, case.reading)
    key = rule_of(bounds, case)
    return case.sources.fact((key, WHOLE)) if key and makes_a_list(bounds, case) else None


# 余某等3名同志来自某中心: the unit stands behind its people.
_FROM = re.compile(r"(?:来自|均为|都是|属于|同为)$")


def _without(context: str, listed: Enumeration) -> str:
    """Return a context without the listed names, which may look like a label."""
    for item in listed.items:
        context = context.replace(item.name, "\ue000")
    return context


def _closed(listed: Enumeration) -> bool:
    """Tell whether a list is ended by 等 and a number: …等8家单位."""
    return not listed.partial and listed.tail.startswith("等") and len(listed.items) > 1


def _overlap(items: Sequence[Item], rows: Sequence[Entry]) -> tuple[float, float]:
    """Return which part of the items is in the list, and which part of the list is named."""
    names, known = {item.name for item in items}, {row.name for row in rows}
    if not names or not known:
        return 0.0, 0.0
    shared = len(names & known)
    return shared / len(names), shared / len(known)


def _doubled(listed: Enumeration) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for item in listed.items:
        if item.known and (item.name, item.unit) in seen:
            reason = "在同一名单中出现了两次。"
            yield Fault(Rule.FOREIGN, item.start, item.end, "", reason)
        seen.add((item.name, item.unit))


def _compared(listed: Enumeration, fact: Fact) -> Iterator[Fault]:
    rows = entries(fact)
    title = fact.measure.label
    names = {row.name for row in rows}
    for item in listed.items:
        if item.name not in names:
            reason = f"不在“{title}”之中。名单为：{fact}。"
            yield Fault(Rule.FOREIGN, item.start, item.end, _instead(listed, rows), reason)
    yield from _whole(listed, fact, rows)


def _whole(listed: Enumeration, fact: Fact, rows: Sequence[Entry]) -> Iterator[Fault]:
    """Yield what is missing from a list said to be whole, and names out of its order."""
    named = [item.name for item in listed.items]
    first, last = listed.items[0], listed.items[-1]
    missing = [row.name for row in _asked(listed, rows) if row.name not in named]
    if missing and not listed.partial:
        expected = "、".join(missing)
        reason = f"名单不全：“{fact.measure.label}”还有{expected}。"
        yield Fault(Rule.MISSING, first.start, last.end, expected, reason)
    if listed.partial:
        return
    order = [row.name for row in rows if row.name in named]
    given = [name for name in named if name in order]
    if given != order and sorted(given) == sorted(order):
        place = next(at for at, name in enumerate(given) if name != order[at])
        item = next(item for item in listed.items if item.name == given[place])
        reason = f"的先后与“{fact.measure.label}”不同，这里应为{order[place]}。"
        yield Fault(Rule.ORDER, item.start, item.end, order[place], reason)


def _asked(listed: Enumeration, rows: Sequence[Entry]) -> list[Entry]:
    """Return the rows that should be named: all, or those of the units named with the people."""
    units = {item.unit for item in listed.items if item.unit}
    if listed.items[0].person and not listed.announced_whole:
        several = len(listed.items) > 1 or listed.announced
        return [row for row in rows if row.unit in units] if several else []
    return list(rows)


def _instead(listed: Enumeration, rows: Sequence[Entry]) -> str:
    """Return the listed name that is missing, if it is just one."""
    named = {item.name for item in listed.items}
    missing = [row.name for row in rows if row.name not in named]
    return missing[0] if len(missing) == 1 else ""
