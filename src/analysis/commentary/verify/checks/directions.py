"""Whether words of change agree with the change of what they are said of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from analysis.changes import ChangeWords, count_word
from analysis.commentary.verify.backing.case import Case
from analysis.commentary.verify.backing.claims import BASES
from analysis.commentary.verify.backing.sources import Places
from analysis.commentary.verify.backing.values import as_shares
from analysis.commentary.verify.checks.movements import Movement, Way, movements
from analysis.commentary.verify.findings import Fault, Rule
from analysis.commentary.verify.reading.labels import labels_for
from analysis.commentary.verify.reading.mentions import Label
from analysis.commentary.verify.reading.quarters import baseline
from analysis.commentary.verify.reading.reading import Reading, anchor
from analysis.commentary.verify.reading.subjects import names_subject
from analysis.commentary.verify.text.figure import Figure, Kind
from analysis.commentary.verify.text.periods import Period
from analysis.facts import Unit
from analysis.wording import growth

# Now and before.
Pair = tuple[Decimal, Decimal]

_EACH_LEVEL = re.compile(r"(?:中)?(?:的)?各(?:个?等级|级|项|类)")


@dataclass(frozen=True)
class Moves:
    """Judges words of change by the steps that params set."""

    words: ChangeWords

    def faults(self, case: Case) -> Iterator[Fault]:
        """Yield the words of change that the data do not bear out."""
        for movement in movements(case.reading, self.words):
            options = list(_meant(movement, case))
            if options:
                yield from self._faults(movement, options, case)
            else:
                yield from _of_nobody(movement, case)

    def _faults(self, movement: Movement, options: Sequence[Places], case: Case) -> Iterator[Fault]:
        base = baseline(movement.start, case.reading)
        title = case.sources.title(options[0])
        against = BASES.get(base, BASES[Period.PREVIOUS])
        place = (movement.start, movement.end)
        known = [(places, pairs) for places in options if (pairs := _pairs(places, base, case))]
        if not known:
            reason = f"无法核实：没有“{title}”{against}的数。请删去，或加脚注注明来源。"
            yield Fault(Rule.UNPROVABLE, *place, "", reason)
        elif not any(self._true(movement, places, pairs, case=case) for places, pairs in known):
            expected = self._expected(*known[0], case)
            reason = f"与数据不符：“{title}”与{against}相比是{expected}。"
            yield Fault(Rule.DIRECTION, *place, expected, reason)

    def _true(
        self, movement: Movement, places: Places, pairs: Sequence[Pair], *, case: Case
    ) -> bool:
        shares = case.sources.unit(places) is Unit.SHARE
        if movement.way is Way.MIXED:
            return len({_sign(pair) for pair in pairs}) > 1
        if movement.way is Way.FLAT:
            return all(self._flat(movement, pair, shares=shares) for pair in pairs)
        wanted = 1 if movement.way is Way.UP else -1
        if any(_sign(pair) != wanted for pair in pairs):
            return False
        steps = {step.word for step in self.words.steps if step.directed}
        if not shares or movement.degree not in steps:
            return True
        return all(self.words.of_share(*pair).startswith(movement.degree) for pair in pairs)

    def _flat(self, movement: Movement, pair: Pair, *, shares: bool) -> bool:
        """Tell whether a share moved less than the first step, a count not, or about not."""
        now, before = pair
        if now == before:
            return True
        still = self.words.of_share(Decimal(0), Decimal(0))
        if shares:
            return self.words.of_share(now, before) == still
        grown = abs(growth(int(now), int(before))) if before else Decimal(100)
        return movement.near and self.words.of_share(grown, Decimal(0)) == still

    def _expected(self, places: Places, pairs: Sequence[Pair], case: Case) -> str:
        if case.sources.unit(places) is Unit.SHARE:
            return "、".join(dict.fromkeys(self.words.of_share(*pair) for pair in pairs))
        counts = [(int(now), int(before)) for now, before in pairs]
        return self.words.of_levels(counts) if len(counts) > 1 else count_word(*counts[0])


def _pairs(places: Places, base: Period, case: Case) -> list[Pair]:
    now, before = case.sources.values(places), case.sources.values(places, base)
    return list(zip(now, before, strict=False))


def _sign(pair: Pair) -> int:
    now, before = pair
    return (now > before) - (now < before)


def _meant(movement: Movement, case: Case) -> Iterator[Places]:
    """Yield what a word of change may be said of, best first."""
    at = anchor(movement.start, movement.end)
    if not case.reading.labels and not case.reading.carried.labels:
        yield from _only_measures(at, case)
    for label in labels_for(at, case.reading, objects=False):
        options = [case.places(at, one, objects=False) for one in _together(label, case.reading)]
        if all(options):
            yield from _each(label, options, case, at=at)
            return


def _only_measures(at: Figure, case: Case) -> Iterator[Places]:
    for names in case.names(at, objects=False):
        place = case.sources.only_place(names[0], Kind.PERCENT) if len(names) == 1 else None
        if place is not None:
            yield (place,)


def _each(
    label: Label, options: Sequence[Sequence[Places]], case: Case, *, at: Figure
) -> Iterator[Places]:
    """Yield the places of all labels listed, or of all parts of a sum (各等级)."""
    parts = []
    if label in case.reading.labels and _EACH_LEVEL.match(case.reading.text, label.end):
        parts = case.sources.summed(label.places[0][0])
    if parts:
        yield tuple((key, name) for key in parts for _, name in options[0][0])
    elif len(options) > 1:
        yield tuple(place for placed in options for place in placed[0])
    else:
        yield from options[0]
        for places in options[0]:
            yield from _shares(places, at, case)


def _shares(places: Places, at: Figure, case: Case) -> Iterator[Places]:
    """Yield the share of a count, where the word follows the share: 满意370件，占0.03%，持平."""
    before = [figure for figure in case.reading.figures if figure.stop <= at.start]
    behind = [figure for figure in case.reading.figures if figure.start >= at.end]
    of_share = before and before[-1].kind is Kind.PERCENT
    of_points = behind and behind[0].kind is Kind.POINTS
    if case.sources.unit(places) is Unit.COUNT and (of_share or of_points):
        yield from as_shares(places, case.sources)


def _together(label: Label, reading: Reading) -> Sequence[Label]:
    """Return the labels listed with one: 基本满意、不满意和非常不满意."""
    return next((run for run in reading.label_runs if label in run), (label,))


def _of_nobody(movement: Movement, case: Case) -> Iterator[Fault]:
    """Yield the claim of a change of a measure that the named subject does not have."""
    at = anchor(movement.start, movement.end)
    label = case.label(at)
    if label is not None and names_subject(at, case.reading):
        names = "、".join(case.names(at, objects=False)[0])
        reason = f"无法核实：没有“{names}”的“{case.sources.measure(label.places[0][0]).label}”。"
        yield Fault(Rule.UNPROVABLE, movement.start, movement.end, "", reason)
