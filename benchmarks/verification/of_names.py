"""Slips in names: another one, a character wrong, two exchanged, one dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from analysis.commentary.verify import Passage
from analysis.facts import Unit
from benchmarks.verification.corpus import Case
from benchmarks.verification.mutation import Mutation, changed

_LISTED = re.compile(r"(?:（[0-9.]+%）)?、")


def of_names(passage: Passage, case: Case) -> Iterator[Mutation]:
    """Yield every slip in the names of regions, units and people of a passage."""
    people = set(_people(case))
    following = _following(case)
    longest_first = sorted(map(re.escape, following), key=len, reverse=True)
    found = list(re.finditer("|".join(longest_first), passage.text))
    for match in found:
        place = (match.start(), match[0])
        yield changed(passage, "another name", place, following[match[0]])
        if match[0] in people:
            wrong = match[0][:-1] + ("武" if match[0].endswith("文") else "文")
            yield changed(passage, "name misspelt", place, wrong)
        if listed := _LISTED.match(passage.text, match.end()):
            dropped = passage.text[match.start() : listed.end()]
            yield changed(passage, "name dropped", (match.start(), dropped), "")
    for one, two in pairwise(found):
        between = passage.text[one.end() : two.start()]
        if between in {"、", "和", "与"} and one[0] != two[0]:
            both = passage.text[one.start() : two.end()]
            after = f"{two[0]}{between}{one[0]}"
            yield changed(passage, "names exchanged", (one.start(), both), after)


def _people(case: Case) -> Iterator[str]:
    for fact in case.facts.items:
        if fact.measure.unit is Unit.GROUPS and isinstance(fact.value, tuple):
            for _, group in fact.value:
                yield from group


def _following(case: Case) -> Mapping[str, str]:
    """Return for each person, region and unit the one that stands next among its like."""
    people = list(dict.fromkeys(_people(case)))
    told = list(dict.fromkeys(fact.subject for fact in case.facts.items if fact.subject))
    return {
        name: names[(place + 1) % len(names)]
        for names in (people, told)
        for place, name in enumerate(names)
    }
