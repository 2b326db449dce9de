"""The words of an edition, found in a sentence: its measures, regions, units and people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from analysis.commentary.verify.reading.mentions import WHOLE, Label, Names, Subject
from analysis.commentary.verify.reading.surfaces import (
    LISTS,
    WHOLES,
    Surface,
    label_surfaces,
    names_of,
    subject_surfaces,
)
from analysis.commentary.verify.text.phrases import without_labels
from analysis.facts import SERIES, Fact, Facts, Measure, Unit
from analysis.roster import Roster

_GROUP = re.compile(
    r"(?P<rest>其余|其他|其它)?(?:各个?|[0-9一二两三四五六七八九十]+个|所有|全部"
    r"|(?<=其余)(?:[0-9]+家)?|(?<=其他)(?:[0-9]+家)?)"
    r"(?P<kind>区县|县区|县市区|市县|区域|地区|区|县|单位|部门)"
)
_NEVER = "(?!)"


@dataclass(frozen=True)
class Vocabulary:
    """Every name that facts and roster give; finds them in a sentence, longest first."""

    facts: Facts
    roster: Roster
    area: str

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Measures by key; those of several quarters are told by words, not by their labels."""
        own = (fact.measure for fact in self.facts.items if fact.measure.unit not in SERIES)
        return {measure.key: measure for measure in own}

    @cached_property
    def to_date(self) -> Mapping[str, str]:
        """The key of each measure -> that of the same measure over the year so far."""
        by_label = {measure.label: key for key, measure in self.measures.items()}
        return {
            by_label[own]: key
            for key, measure in self.measures.items()
            if measure.span and (own := measure.label.removeprefix(measure.span)) in by_label
        }

    @cached_property
    def of_quarter(self) -> Mapping[str, str]:
        """The key of each measure over the year so far -> that of the same one of a quarter."""
        return {to_date: own for own, to_date in self.to_date.items()}

    @cached_property
    def districts(self) -> Names:
        """All regions but the first, which is the area's own departments."""
        return self.roster.regions[1:]

    def labels(self, text: str) -> list[Label]:
        """Return the measures that a sentence names, in order."""
        idle = {place for span in without_labels(text) for place in range(*span)}
        found = []
        for match in self._label_pattern.finditer(text):
            surface = self._labels[match[0]]
            inside = match.start() in idle or match.end() - 1 in idle
            others = surface.home and text[: match.start()].endswith(self.districts)
            if not inside and not others:
                start = match.end() - len(surface.words)
                found.append(Label(start, match.end(), surface.places, surface.loose))
        return found

    def subjects(self, text: str) -> list[Subject]:
        """Return the regions, units and groups of them that a sentence names, in order."""
        found = [
            Subject(*match.span(), (self._subjects[match[0]],))
            for match in self._subject_pattern.finditer(text)
            if match[0] in self._subjects
        ]
        taken = {place for mention in found for place in range(mention.start, mention.end)}
        groups = [
            Subject(*m.span(), self._group(m["kind"]), group=True, rest=bool(m["rest"]))
            for m in _GROUP.finditer(text)
            if m.start() not in taken and m.end() - 1 not in taken
        ]
        return sorted((*found, *groups), key=lambda mention: mention.start)

    def _group(self, kind: str) -> Names:
        if kind in {"单位", "部门"}:
            return tuple(self.roster.position)
        return self.roster.regions if kind in {"区域", "地区"} else self.districts

    @cached_property
    def _labels(self) -> Mapping[str, Surface]:
        return label_surfaces(self.measures, self.roster)

    @cached_property
    def _label_pattern(self) -> re.Pattern[str]:
        # A count's name with 率 or 度 behind it is another measure: 满意度, 满意率.
        return re.compile(f"(?:{_either(self._labels)})(?!率|度)")

    @cached_property
    def _subjects(self) -> Mapping[str, str]:
        named = [fact.subject for fact in self.facts.items if fact.subject]
        return subject_surfaces(self.area, self.roster, named)

    @cached_property
    def _subject_pattern(self) -> re.Pattern[str]:
        # A label may begin with a word for the whole (大厅主动电子评价率): it is then read whole.
        labels = [name for name in self._labels if name.startswith(WHOLES)]
        return re.compile(_either([*self._subjects, *labels]))

    @cached_property
    def name_pattern(self) -> re.Pattern[str]:
        """The names of units and of the people in lists, as a pattern, longest first."""
        regions = {WHOLE, *self.roster.regions}
        units = [name for name, official in self._subjects.items() if official not in regions]
        return re.compile(_either([*units, *self._people]))

    @cached_property
    def _people(self) -> set[str]:
        return {person for fact in self.lists for _, people in groups_of(fact) for person in people}

    def people_before(self, text: str, place: int) -> int:
        """Return how many people are listed right before a place: 甲、乙和丙3人."""
        match = self._people_listed.search(text, 0, place)
        return len(self._person.findall(match[0])) if match else 0

    @cached_property
    def _person(self) -> re.Pattern[str]:
        return re.compile(_either(self._people))

    @cached_property
    def _people_listed(self) -> re.Pattern[str]:
        one = f"(?:{self._person.pattern})"
        return re.compile(f"(?:{one}(?:、|和|与|及))*{one}等?$")

    def unit(self, name: str) -> str:
        """Return the official name of a unit by any of its names, '' for no unit's name."""
        return self._subjects.get(name, "")

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """Pairs of characters in the names of measures: 1 ÷ the number of measures that hold it."""
        held = Counter(
            pair
            for measure in self.measures.values()
            for pair in {pair for name in names_of(measure) for pair in pairs(name)}
        )
        return {pair: 1 / times for pair, times in held.items()}

    def about(self, key: str) -> Sequence[Fact]:
        """Return a measure's facts of every region or unit."""
        return self._about.get(key, ())

    @cached_property
    def _about(self) -> Mapping[str, Sequence[Fact]]:
        found: dict[str, list[Fact]] = {}
        for fact in self.facts.items:
            if fact.subject:
                found.setdefault(fact.measure.key, []).append(fact)
        return found

    @cached_property
    def lists(self) -> Sequence[Fact]:
        """The facts that are lists of names."""
        return [f for f in self.facts.items if f.measure.unit in LISTS and not f.subject]


def groups_of(fact: Fact) -> list[tuple[str, Names]]:
    """Return a fact's people by unit; none for a fact that lists no people."""
    if fact.measure.unit is not Unit.GROUPS or not isinstance(fact.value, tuple):
        return []
    return [(str(group[0]), tuple(map(str, group[1]))) for group in fact.value]  # type: ignore[arg-type]


def pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters in a text, 的 left out: it comes and goes."""
    words = text.replace("的", "")
    return {words[at : at + 2] for at in range(len(words) - 1)} or {words}


def _either(names: Iterable[str]) -> str:
    """Return a pattern of any of the names, longest first; of none, one that never matches."""
    ordered = sorted(filter(None, names), key=len, reverse=True)
    return "|".join(map(re.escape, ordered)) or _NEVER
