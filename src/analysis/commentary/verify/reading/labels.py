"""Which label names a figure or word: what may stand in front of it, behind it, before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analysis.commentary.verify.reading.mentions import Label
from analysis.commentary.verify.reading.objects import is_object
from analysis.commentary.verify.reading.reading import Reading
from analysis.commentary.verify.text.figure import Figure
from analysis.commentary.verify.text.periods import Period, PeriodMention

_BESIDE = re.compile(r"的?")
_PREDICATE = re.compile(r"(?:的[^，。；]{0,8}?)?(?:为|是|作出了?|属于|给出了?|评为)")
# What may stand between a loose label and its figure: 评价(总量)共105.97万件.
_GLUE = re.compile(
    r"总?[数量]?(?:的|为|是|达到?|共|有|计|合|约|近|超过?|逾|了|占|均|各|也|分别|：|（|“|”)*"
)


def labels_for(figure: Figure, reading: Reading, *, objects: bool = True) -> Iterator[Label]:
    """Yield the labels that may name a figure, the likeliest first.

    What a 分别 gives it; right behind it (11面锦旗); in front of it from near to far; the
    predicate behind a share (99.94%的评价为非常满意); those of the sentences before. With
    `objects` also what something is compared with, in its own clause.
    """
    paired = reading.pairs.get(figure)
    if isinstance(paired, Label):
        yield paired
        return
    head = reading.head(figure)
    if head == figure:
        yield from _behind(figure, reading, _BESIDE)
    clause = reading.clause(head.start)
    before = [
        label
        for label in reversed(reading.labels)
        if label.end <= head.start and _named(label, head, reading, objects=objects)
    ]
    yield from (label for label in before if label.start >= clause)
    yield from _later(figure, reading)
    yield from (label for label in before if label.start < clause)
    yield from _behind(figure, reading, _PREDICATE)
    if not before:
        yield from (label for label in reading.labels if label.start >= figure.stop)
    yield from reading.carried.labels


def _later(figure: Figure, reading: Reading) -> Iterator[Label]:
    """Yield the label behind a figure in its clause, no other figure between."""
    clause = reading.clause(figure.start)
    behind = next((m for m in reading.labels if m.start >= figure.stop), None)
    if behind is None or reading.clause(behind.start) != clause:
        return
    if not any(figure.stop <= other.start < behind.start for other in reading.figures):
        yield behind


def _behind(figure: Figure, reading: Reading, link: re.Pattern[str]) -> Iterator[Label]:
    for label in reading.labels:
        if label.start >= figure.stop and link.fullmatch(reading.text, figure.stop, label.start):
            yield label


def _named(label: Label, figure: Figure, reading: Reading, *, objects: bool) -> bool:
    if label.loose and not _beside_figure(label, reading):
        return False
    within = objects and reading.same_clause(label, figure.start)
    return within or not is_object(label, reading)


def _beside_figure(label: Label, reading: Reading) -> bool:
    """Tell whether a loose label stands right before or behind a figure, and alone."""
    if any(other.end == label.start for other in reading.labels):
        return False
    behind = next((f for f in reading.figures if f.start >= label.end), None)
    if behind and _GLUE.fullmatch(reading.text, label.end, behind.start):
        return True
    return any(_BESIDE.fullmatch(reading.text, f.stop, label.start) for f in reading.figures)


def labels_before(figure: Figure, reading: Reading) -> list[Label]:
    """Return the strict labels in front of a figure that nothing is compared with."""
    return [
        label
        for label in reading.labels
        if label.end <= figure.start and not label.loose and not is_object(label, reading)
    ]


def over_their_periods(
    labels: Sequence[Label], periods: Sequence[PeriodMention], to_date: Mapping[str, str]
) -> Iterator[Label]:
    """Yield labels, those behind 上半年 as what their measures are called over the year so far.

    上半年，某市收到评价…，主动评价率…: it holds until another period is named.
    """
    for label in labels:
        before = [one for one in periods if one.start <= label.start and not one.compared]
        if before and before[-1].period is Period.TO_DATE:
            places = tuple((to_date.get(key, key), name) for key, name in label.places)
            yield replace(label, places=places)
        else:
            yield label
