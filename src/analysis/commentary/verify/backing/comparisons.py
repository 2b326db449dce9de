"""What a figure may say about two measures or subjects: a difference, a share, a multiple."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.commentary.verify.backing import claims as claim
from analysis.commentary.verify.backing.case import Case
from analysis.commentary.verify.backing.claims import Claim
from analysis.commentary.verify.backing.meanings import places_of
from analysis.commentary.verify.backing.sources import Places, Sources
from analysis.commentary.verify.backing.values import SUMMED, of_share
from analysis.commentary.verify.reading.labels import labels_before
from analysis.commentary.verify.reading.mentions import WHOLE, Label, Subject
from analysis.commentary.verify.reading.objects import compared_figures, objects
from analysis.commentary.verify.reading.quarters import period
from analysis.commentary.verify.reading.subjects import members, single_before
from analysis.commentary.verify.text.figure import Figure, Kind
from analysis.commentary.verify.text.periods import Period
from analysis.facts import Unit

_BOTH = re.compile(r"相差|差距|相距")
_QUOTIENT = re.compile(r"之比")


def others(figure: Figure, places: Places, case: Case) -> Iterator[Places]:
    """Yield what some places are compared with in a figure's clause: a measure or a subject."""
    reading, sources = case.reading, case.sources
    compared = objects(figure, reading)
    labels = [m for m in compared if isinstance(m, Label)]
    subjects = [m for m in compared if isinstance(m, Subject)]
    if not compared and _BOTH.search(reading.left(figure.start)):
        labels = labels_before(figure, reading)[-2:-1]
        subjects = single_before(figure, reading)[-2:-1]
    given = [members(mention, reading) for mention in subjects[-1:]]
    if labels:
        own = [*case.names(figure, objects=False), (WHOLE,)]
        yield from (p for p in places_of(labels[-1], given or own, sources) if p != places)
        return
    for mention, names in zip(subjects[-1:], given, strict=True):
        against = tuple((places[0][0], name) for name in names)
        if against != places and sources.values(against):
            yield against
        elif names == (WHOLE,):
            yield from _of_the_hall(reading.text[mention.start : mention.end], places, sources)


def _of_the_hall(words: str, places: Places, sources: Sources) -> Iterator[Places]:
    """Yield the measure whose label begins as the whole is called: 低于大厅."""
    for measure in sources.measures:
        place = ((measure.key, WHOLE),)
        if measure.label.startswith(words[-2:]) and sources.unit(place) is sources.unit(places):
            yield place


def gaps(figure: Figure, label: Label, case: Case) -> list[Claim]:
    """Return the differences between what a clause speaks of and what it compares that with."""
    made = []
    for places in case.places(figure, label, objects=False):
        for against in others(figure, places, case):
            made += _gap(places, against, case.sources)
        for number in compared_figures(figure, case.reading):
            made += _gap_to(places, number, case.sources)
    return made or _between_figures(figure, case)


def _between_figures(figure: Figure, case: Case) -> list[Claim]:
    """Return the difference of the two figures before: 最高的为91.37%，最低的77.09%，相差….

    Both are checked by themselves.
    """
    if not _BOTH.search(case.reading.left(figure.start)):
        return []
    before = [one for one in case.reading.figures if one.stop <= figure.start][-2:]
    kinds = {one.kind for one in before}
    if len(before) < 2 or len(kinds) > 1:  # noqa: PLR2004 - one and the other
        return []
    kind = Kind.POINTS if kinds == {Kind.PERCENT} else before[0].kind
    return [claim.difference((abs(before[1].value - before[0].value),), kind, "前两个数字之差")]


def _gap(places: Places, against: Places, sources: Sources) -> list[Claim]:
    values = sources.values((places[0], against[0]))
    if not values or sources.unit(places) is not sources.unit(against):
        return []
    name = f"{sources.title(places)}与{sources.title(against)}之差"
    return [claim.difference((abs(values[0] - values[1]),), _kind(places, sources), name)]


def _gap_to(places: Places, number: Figure, sources: Sources) -> list[Claim]:
    values = sources.values(places)
    name = f"{sources.title(places)}与所比数字之差"
    gap = tuple(abs(value - number.value) for value in values)
    return [claim.difference(gap, _kind(places, sources), name)] if gap else []


def _kind(places: Places, sources: Sources) -> Kind:
    return Kind.POINTS if sources.unit(places) is Unit.SHARE else Kind.COUNT


def shares(figure: Figure, label: Label, case: Case) -> list[Claim]:
    """Return the share that the labelled count has: as a fact states it, else in what is named.

    Where nothing is named behind 占, it may be the share of a part in the whole, or, if no fact
    states it, in a count that was named before.
    """
    if _QUOTIENT.search(case.reading.left(figure.start)):
        return _quotient(figure, case)
    when, _ = period(figure.start, case.reading)
    made: list[Claim] = []
    for places in case.places(figure, label, objects=False):
        named = list(others(figure, places, case))
        stated = [] if named else of_share(places, when, case.sources)
        made += stated
        for whole in named or _supposed(figure, places, case, stated=bool(stated)):
            made += _share(places, whole, case, when=when)
            made += _together(places, whole, case, when=when)
    return made


def _quotient(figure: Figure, case: Case) -> list[Claim]:
    """Return the quotient of the two measures named: 主动评价数与评价总数之比."""
    names = case.names(figure)
    both = [
        places
        for label in labels_before(figure, case.reading)[-2:]
        for places in places_of(label, names, case.sources)[:1]
    ]
    if len(both) != 2:  # noqa: PLR2004 - one and the other
        return []
    return claim.ratio(both[0], both[1], case.sources, period=Period.NOW)


def _supposed(figure: Figure, places: Places, case: Case, *, stated: bool) -> Iterator[Places]:
    """Yield what a share may be of where nothing is named."""
    if not stated or figure.fraction:
        names = [tuple(name for _, name in places)]
        before = [label for label in case.reading.labels if label.end <= figure.start]
        for label in (*before, *case.reading.carried.labels):
            yield from (p for p in places_of(label, names, case.sources) if p != places)
    if places[0][1] != WHOLE:
        yield ((places[0][0], WHOLE),)


def _share(part: Places, whole: Places, case: Case, *, when: Period) -> list[Claim]:
    """Return a share of counts; one that a fact states is as the fact rounds it."""
    if part == whole or case.sources.unit(part) is not Unit.COUNT:
        return []
    same = {name for _, name in part} == {name for _, name in whole}
    stated = [
        one
        for key in case.sources.siblings(part[0][0])
        if same and case.sources.states_share(key, whole[0][0])
        for one in claim.present(tuple((key, name) for _, name in part), when, case.sources)
    ]
    return stated or claim.ratio(part, whole, case.sources, period=when)


def _together(part: Places, whole: Places, case: Case, *, when: Period) -> list[Claim]:
    """Return the share of several subjects together, where the sentence adds them up."""
    if len(part) > 1 and SUMMED.search(case.reading.text):
        return claim.ratio_of_sum(part, whole, case.sources, period=when)
    return []


def multiples(figure: Figure, label: Label, case: Case) -> list[Claim]:
    """Return how many times as much one is as the other: 是某区的1.4倍."""
    return [
        one
        for places in case.places(figure, label, objects=False)
        for other in others(figure, places, case)
        for one in claim.multiple(places, other, case.sources)
    ]
