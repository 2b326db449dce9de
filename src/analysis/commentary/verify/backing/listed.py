"""Facts that are lists of names: which one a text speaks of, who stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.commentary.verify.reading.surfaces import names_of
from analysis.commentary.verify.reading.vocabulary import Vocabulary, groups_of, pairs
from analysis.facts import Fact, Unit

# The share of a label's pairs of characters that a text must hold to speak of its list.
SPOKEN_OF = 0.6
# What words outside the clause weigh.
_FROM_AFAR = 0.7


@dataclass(frozen=True)
class Entry:
    """One name of a list: a unit, or a person of a unit."""

    unit: str
    person: str = ""

    @property
    def name(self) -> str:
        """The person, or else the unit."""
        return self.person or self.unit


@dataclass(frozen=True)
class Texts:
    """A clause, and the whole text that it stands in."""

    clause: str
    whole: str


def entries(fact: Fact) -> tuple[Entry, ...]:
    """Return the names of a list in its order."""
    if fact.measure.unit is Unit.GROUPS:
        return tuple(Entry(unit, person) for unit, people in groups_of(fact) for person in people)
    if not isinstance(fact.value, tuple):
        return ()
    if fact.measure.unit is Unit.RATED:
        return tuple(Entry(str(row[0])) for row in fact.value)
    return tuple(Entry(str(unit)) for unit in fact.value)


def likeness(fact: Fact, text: str, vocabulary: Vocabulary) -> float:
    """Return how much of a label a text holds, 0 to 1, by pairs of characters.

    A pair that many labels hold (评价, 单位) weighs little, one that only this one holds much.
    """
    said = pairs(text)
    return max(
        sum(vocabulary.rarity[pair] for pair in pairs(name) & said)
        / sum(vocabulary.rarity[pair] for pair in pairs(name))
        for name in names_of(fact.measure)
    )


def lists_in(texts: Texts, vocabulary: Vocabulary, least: float = SPOKEN_OF) -> list[Fact]:
    """Return the lists that a text speaks of, the likeliest alone unless several are as likely.

    What the clause says counts more than what the rest of the sentence does.
    """
    scores = {
        fact.key: max(
            likeness(fact, texts.clause, vocabulary),
            _FROM_AFAR * likeness(fact, texts.whole, vocabulary),
        )
        for fact in vocabulary.lists
    }
    best = max(scores.values(), default=0)
    spoken = [fact for fact in vocabulary.lists if scores[fact.key] == best]
    return [fact for fact in spoken if likeness(fact, texts.whole, vocabulary) >= least]


def sizes_of(facts: Iterable[Fact], sort: str, units: Iterable[str]) -> list[int]:
    """Return how many units, or people of all or of the given units, stand in lists."""
    asked = set(units)
    found = []
    for fact in facts:
        rows = entries(fact)
        if sort == "unit":
            found.append(len({row.unit for row in rows}))
        elif fact.measure.unit is Unit.GROUPS:
            of_asked = [row for row in rows if row.unit in asked]
            found.append(len(of_asked or rows))
    return found
