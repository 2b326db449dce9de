"""What is known of each measure: facts, earlier quarters, what follows from definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from analysis.commentary.verify.reading.mentions import Label
from analysis.commentary.verify.reading.surfaces import names_of, stem
from analysis.commentary.verify.reading.vocabulary import Vocabulary
from analysis.commentary.verify.text.figure import Kind
from analysis.commentary.verify.text.periods import Period
from analysis.facts import Fact, Facts, History, Measure, Unit, series_key
from analysis.quarter import Quarter
from analysis.wording import share

# A measure's key and the region or unit it is told of, '' for the whole; several of one measure.
Place = tuple[str, str]
Places = tuple[Place, ...]

_KINDS = {Unit.COUNT: Kind.COUNT, Unit.TIMES: Kind.COUNT, Unit.SHARE: Kind.PERCENT}
_QUOTIENT = re.compile(r"(?P<part>[^÷]+)÷(?P<whole>[^÷]+)")
_SUM = re.compile(r"(?P<parts>[^，。]+?)(?:[一二两三四五]级)?之和")
_OF_A_SHARE = re.compile(r"(?:占比|比例|比重|率)$")
# Up to so many names are told in a message; from there on they are a group.
FEW = 7


@dataclass(frozen=True)
class Sources:
    """Facts by measure and subject, with the words that name them, and the params.

    `last_run` are the facts of the last run, before data were corrected.
    """

    vocabulary: Vocabulary
    params: Mapping[str, object]
    last_run: Facts | None = None

    @property
    def measures(self) -> Sequence[Measure]:
        """Every measure."""
        return tuple(self.vocabulary.measures.values())

    def measure(self, key: str) -> Measure:
        """Return a measure by its key."""
        return self.vocabulary.measures[key]

    @cached_property
    def _facts(self) -> Mapping[Place, Fact]:
        return {(fact.measure.key, fact.subject): fact for fact in self.vocabulary.facts.items}

    def fact(self, place: Place) -> Fact | None:
        """Return the fact of a measure and subject, None where there is none."""
        return self._facts.get(place)

    def value(self, place: Place, period: Period = Period.NOW) -> Decimal | None:
        """Return a number of a quarter; a share without a fact follows from its definition."""
        if period is Period.TO_DATE:
            ((key, subject),) = self.over((place,), period)
            return self.value((key, subject)) if self.measure(key).span else None
        fact = self._facts.get(place)
        if fact is None:
            return self._by_definition(place, period)
        held = {
            Period.NOW: fact.value,
            Period.PREVIOUS: fact.previous,
            Period.YEAR_AGO: fact.year_ago,
            Period.LAST_RUN: self._last.get(place),
        }.get(period)
        return Decimal(held) if isinstance(held, int | Decimal) else None

    @cached_property
    def _last(self) -> History:
        return self.last_run.history() if self.last_run else {}

    def over(self, places: Places, period: Period) -> Places:
        """Return the places of what the same measures are over a period, where it is not a quarter.

        Only of the year so far has a measure a name of its own: 上半年主动评价率.
        """
        if period is not Period.TO_DATE:
            return places
        own = self.vocabulary.to_date
        return tuple((own.get(key, key), name) for key, name in places)

    def by_quarter(self, key: str) -> Mapping[Quarter, Decimal]:
        """Return a measure's values of the whole over several quarters, as far as known."""
        fact = self._facts.get((series_key(key), ""))
        held: Any = fact.value if fact else ()
        return {Quarter.parse(code): Decimal(value) for code, value in held}

    def values(self, places: Places, period: Period = Period.NOW) -> tuple[Decimal, ...]:
        """Return the numbers of all places; none if any of them is not known."""
        found = [self.value(place, period) for place in places]
        known = tuple(value for value in found if value is not None)
        return known if len(known) == len(found) else ()

    def _by_definition(self, place: Place, period: Period) -> Decimal | None:
        """Compute a share that no fact states, where its definition is one label ÷ another."""
        key, subject = place
        match = _QUOTIENT.fullmatch(self._definition(key))
        if match is None or self.measure(key).unit is not Unit.SHARE:
            return None
        keys = [self._labelled.get(match["part"]), self._labelled.get(match["whole"])]
        values = self.values(tuple((one, subject) for one in keys if one), period)
        if len(values) < len(keys) or values[1] <= 0:
            return None
        return share(int(values[0]), int(values[1]))

    def _definition(self, key: str) -> str:
        return self.measure(key).definition.replace(" ", "")

    @cached_property
    def _labelled(self) -> Mapping[str, str]:
        return {measure.label: measure.key for measure in self.measures}

    def summed(self, key: str) -> list[str]:
        """Return the measures that one is, by its definition, the sum of."""
        match = _SUM.fullmatch(self.measure(key).definition)
        labels = match["parts"].split("、") if match else []
        return [self._labelled[label] for label in labels if label in self._labelled]

    def kind(self, key: str) -> Kind | None:
        """Return the sort of figure that a measure is printed as; None for a list."""
        return _KINDS.get(self.measure(key).unit)

    def unit(self, places: Places) -> Unit:
        """Return the unit of the measure of some places."""
        return self.measure(places[0][0]).unit

    def keys_like(self, key: str) -> Sequence[str]:
        """Return a measure and those whose labels end with its label: 现场主动评价率."""
        return self._similar[key]

    @cached_property
    def _similar(self) -> Mapping[str, Sequence[str]]:
        return {
            one.key: [one.key, *(m.key for m in self.measures if _is_short_for(one, m))]
            for one in self.measures
        }

    def keys(self, label: Label) -> list[str]:
        """Return the measures that a label may name or be short for."""
        return list(dict.fromkeys(k for key, _ in label.places for k in self.keys_like(key)))

    def values_of(self, key: str, sort: str) -> Mapping[str, Decimal]:
        """Return a measure's numbers by unit, by region, or by district."""
        regions = self.vocabulary.roster.regions
        chosen = self.vocabulary.districts if sort == "district" else regions
        return {
            fact.subject: Decimal(fact.value)
            for fact in self.vocabulary.about(key)
            if isinstance(fact.value, int | Decimal)
            and (fact.subject in chosen if sort != "unit" else fact.subject not in regions)
        }

    def siblings(self, key: str) -> Iterator[str]:
        """Yield the shares made of a count: 满意 -> 满意占比, 主动评价数 -> 主动评价率."""
        own = {short for name in names_of(self.measure(key)) for short in (name, stem(name))}
        for measure in self.measures:
            of = {_OF_A_SHARE.sub("", name) for name in names_of(measure)}
            if measure.unit is Unit.SHARE and own & of:
                yield measure.key

    def states_share(self, key: str, whole: str) -> bool:
        """Tell whether a share is, by its definition, the share in a count.

        The top level's share is 100% less the others': of the count that the others are of.
        """
        match = _QUOTIENT.fullmatch(self._definition(key))
        names = names_of(self.measure(whole))
        if match is not None:
            return match["whole"] in names
        return "100%" in self._definition(key) and whole in self._bases

    @cached_property
    def _bases(self) -> set[str]:
        """The counts that shares are of."""
        quotients = (_QUOTIENT.fullmatch(self._definition(m.key)) for m in self.measures)
        return {self._labelled.get(match["whole"], "") for match in quotients if match}

    def only_place(self, name: str, kind: Kind) -> Place | None:
        """Return the one measure of a kind that a subject has, None where it has several."""
        keys = [key for key, subject in self._facts if subject == name and self.kind(key) is kind]
        return (keys[0], name) if len(keys) == 1 else None

    def printed(self, places: Places) -> str:
        """Return the values of some places as prose prints them."""
        facts = [self._facts[place] for place in places if place in self._facts]
        return "、".join(dict.fromkeys(map(str, facts)))

    def title(self, places: Places) -> str:
        """Name a measure and its subjects for a message: 主动评价率（某区）."""
        label = self.measure(places[0][0]).label
        names = [name for _, name in places if name]
        return f"{label}（{'、'.join(names)}）" if 0 < len(names) <= FEW else label


def _is_short_for(short: Measure, long: Measure) -> bool:
    return short.span == long.span and short.key != long.key and long.label.endswith(short.label)
