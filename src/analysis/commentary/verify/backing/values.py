"""What a figure may say about one measure: its value, an earlier value, a change, a sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from analysis.commentary.verify.backing import claims as claim
from analysis.commentary.verify.backing.case import Case
from analysis.commentary.verify.backing.claims import Claim
from analysis.commentary.verify.backing.meanings import places_of
from analysis.commentary.verify.backing.sources import Place, Places, Sources
from analysis.commentary.verify.reading.labels import labels_before
from analysis.commentary.verify.reading.mentions import Label
from analysis.commentary.verify.reading.quarters import baseline, period
from analysis.commentary.verify.reading.reading import Reading
from analysis.commentary.verify.reading.subjects import names
from analysis.commentary.verify.text.figure import Figure, Kind
from analysis.commentary.verify.text.numerals import numeral
from analysis.commentary.verify.text.periods import Period
from analysis.facts import Unit

_SUM = re.compile(r"(?:两项|两者|件数|数量)?(?:合计|共计|总计|总共|共)(?:有|为|达|收到)?")
# Of each, not of all together.
_EACH = re.compile(r"各有?$|均|都")
SUMMED = re.compile(r"合计|共计|总计|总共|累计|共")
# 两项合计, 三者共.
_NUMBER = re.compile(r"([两二三四五六])(?:项|者|类|级|个等级)(?:合计|共计|总计|共|相加|之和)")


def values(figure: Figure, label: Label, case: Case) -> list[Claim]:
    """Return the value of the labelled measure; of several subjects added up, their sum."""
    when, sure = period(case.reading.head(figure).start, case.reading)
    placed = case.places(figure, label)
    made = [
        one
        for places, quarter in product(placed, [when] if sure else [when, Period.NOW])
        for one in of_kind(figure, places, case.sources, when=quarter)
    ]
    several = [places for places in placed if len(places) > 1]
    if figure.kind is not Kind.COUNT or not SUMMED.search(case.reading.left(figure.start)):
        each = _EACH.search(case.reading.left(figure.start))
        groups = [] if each else [places for places in several if _is_group(places, case)]
        return [
            *made,
            *(one for places in groups for one in claim.total(places, when, case.sources)),
        ]
    if several:
        return [one for places in several for one in claim.total(places, when, case.sources)]
    sums = [*_sums(figure, when, case), *_over_subjects(figure, placed, case, when=when)]
    named = any(case.reading.same_clause(label, figure.start) for label in case.reading.labels)
    return [*(made if named or not sums else ()), *sums]


def _is_group(places: Places, case: Case) -> bool:
    """Tell whether places are all of a group, of which a count may be the sum: 各区差评14件."""
    named = {name for _, name in places}
    return any(m.group and named <= set(m.names) for m in case.reading.subjects)


def of_kind(figure: Figure, places: Places, sources: Sources, *, when: Period) -> list[Claim]:
    """Return the value of a measure; for a percentage of a count, the share made of it."""
    if figure.kind is Kind.PERCENT:
        return of_share(places, when, sources)
    return claim.present(places, when, sources)


def of_share(places: Places, when: Period, sources: Sources) -> list[Claim]:
    """Return a share, or the shares that facts state of a count."""
    return [
        one for shared in as_shares(places, sources) for one in claim.present(shared, when, sources)
    ]


def as_shares(places: Places, sources: Sources) -> Iterator[Places]:
    """Yield a share itself, of a count the shares made of it: 满意 -> 满意占比."""
    if sources.unit(places) is not Unit.COUNT:
        yield places
        return
    for key in sources.siblings(places[0][0]):
        yield tuple((key, name) for _, name in places)


def _sums(figure: Figure, when: Period, case: Case) -> list[Claim]:
    parts = _parts(figure, case)
    return claim.total(parts, when, case.sources) if len(parts) > 1 else []


def _over_subjects(
    figure: Figure, placed: Sequence[Places], case: Case, *, when: Period
) -> list[Claim]:
    """Return the sum over all regions or units that the sentence names before."""
    subjects = [m for m in case.reading.subjects if m.end <= figure.start and not m.group]
    names = dict.fromkeys(name for mention in subjects for name in mention.names if name)
    return [
        one
        for places in placed
        if len(names) > 1
        for one in claim.total(tuple((places[0][0], n) for n in names), when, case.sources)
    ]


def _parts(figure: Figure, case: Case) -> Places:
    """Return what the counts in front of a sum stand for, each once.

    A count takes part if its own figure stands beside it, or if it is listed with others.
    两项合计 adds up the last two, of the sentence before where this one names none.
    """
    reading = case.reading
    told = _NUMBER.search(reading.text, 0, figure.start)
    beside = [run for run in reading.label_runs if len(run) > 1 and _added(run, figure, reading)]
    labels = [
        (label, label.start)
        for label in labels_before(figure, reading)
        if (label in beside[-1] if beside else reading.bears(label) or reading.is_listed(label))
    ]
    if told and not labels:
        labels = [(label, 0) for label in reversed(reading.carried.labels)]
    found: dict[Place, None] = {}
    for label, place in labels:
        placed = places_of(label, names(place, reading), case.sources, context=reading.context)
        for places in placed[:1]:
            if case.sources.unit(places) is Unit.COUNT and len(places) == 1:
                found[places[0]] = None
    return tuple(found)[-int(numeral(told[1])) :] if told else tuple(found)


def _added(run: Sequence[Label], figure: Figure, reading: Reading) -> bool:
    """Tell whether labels listed together are what is added up: 锦旗、感谢信合计24件."""
    return bool(_SUM.fullmatch(reading.text, run[-1].end, figure.start))


def bases(figure: Figure, label: Label, case: Case) -> list[Claim]:
    """Return what the measure was in the quarter that a change starts from."""
    base = baseline(figure.start, case.reading)
    return [
        one
        for places in case.places(figure, label, objects=False)
        for one in of_kind(figure, places, case.sources, when=base)
    ]


def changes(figure: Figure, label: Label, case: Case) -> list[Claim]:
    """Return how much the measure changed since the quarter that it is set against."""
    base = baseline(case.reading.head(figure).start, case.reading)
    placed = case.places(figure, label, objects=False)
    if figure.kind is Kind.POINTS:
        placed = [shared for places in placed for shared in as_shares(places, case.sources)]
    made = [one for places in placed for one in claim.change(places, base, case.sources)]
    if SUMMED.search(case.reading.text, 0, figure.start):
        parts = _parts(figure, case)
        made += claim.change_of_sum(parts, base, case.sources) if len(parts) > 1 else []
    return made
