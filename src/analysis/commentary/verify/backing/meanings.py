"""What a label may mean for a subject: its measure, one it is short for, that of the whole."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.commentary.verify.backing.sources import FEW, Place, Places, Sources
from analysis.commentary.verify.reading.mentions import WHOLE, Label, Names
from analysis.facts import Measure


def places_of(
    label: Label, options: Sequence[Names], sources: Sources, *, context: str = ""
) -> list[Places]:
    """Return what a label may mean, for each choice of subjects, best first.

    A label that names its subject itself may also be the general measure of that subject
    (某部门主动评价率), unless the context holds what tells it apart (网上).
    """
    found = [
        places
        for key, fixed in label.places
        for names in ([(fixed,)] if fixed is not None else options)
        if (places := _for_all(key, names, sources))
    ]
    (key, own), *general = label.places
    told_apart = own is not None and any(m in context for m in _marks(sources.measure(key)))
    return found[:1] if general and told_apart else found


def _for_all(key: str, names: Names, sources: Sources) -> Places:
    """Return the places of one measure for all names.

    Of a group of units only those with the measure are meant; named ones must all have it.
    """
    places = tuple(p for name in names if (p := _existing(key, name, sources)) is not None)
    one_measure = len({found for found, _ in places}) == 1
    return places if one_measure and (len(places) == len(names) or len(names) > FEW) else ()


def _existing(key: str, name: str, sources: Sources) -> Place | None:
    for like in sources.keys_like(key):
        if sources.fact((like, name)) is not None:
            return like, name
    if sources.value((key, name)) is not None:
        return key, name
    # What is known only of the whole may be told of the own departments: 某部门叫号量.
    if name == sources.vocabulary.roster.home and _of_whole_only(key, sources):
        return key, WHOLE
    return None


def _of_whole_only(key: str, sources: Sources) -> bool:
    # Of the year so far only the whole is summed up, whatever parts the quarter has.
    own = sources.vocabulary.of_quarter.get(key, key)
    return not sources.vocabulary.about(own) and sources.fact((key, WHOLE)) is not None


def whole_only(label: Label, sources: Sources) -> list[Places]:
    """Return a label's places of the whole, for a measure that no part has."""
    return [
        ((key, WHOLE),)
        for key, fixed in label.places
        if fixed is None and _of_whole_only(key, sources)
    ]


def _marks(measure: Measure) -> set[str]:
    """Return the pairs of characters in a label that none of its other names has."""
    marks = _pairs(measure.label)
    return marks.difference(*(_pairs(alias) for alias in measure.aliases))


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)}
