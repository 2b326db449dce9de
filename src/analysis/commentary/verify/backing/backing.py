"""Every claim that a figure may make; a figure that makes none of them is not backed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from analysis.commentary.verify.backing.case import Case
from analysis.commentary.verify.backing.claims import Claim, change, present
from analysis.commentary.verify.backing.comparisons import gaps, multiples, shares
from analysis.commentary.verify.backing.extremes import extremes, ranks
from analysis.commentary.verify.backing.members import named_for
from analysis.commentary.verify.backing.roles import Role, role_of
from analysis.commentary.verify.backing.sizes import conditions, counts_members, sizes
from analysis.commentary.verify.backing.thresholds import is_asked, tells_of_whom, thresholds
from analysis.commentary.verify.backing.values import bases, changes, values
from analysis.commentary.verify.reading.labels import labels_for
from analysis.commentary.verify.reading.mentions import Label
from analysis.commentary.verify.reading.quarters import baseline, period
from analysis.commentary.verify.text.figure import Figure, Kind

_MAKERS: Mapping[Role, Callable[[Figure, Label, Case], list[Claim]]] = {
    Role.VALUE: values,
    Role.BASE: bases,
    Role.CHANGE: changes,
    Role.GAP: gaps,
    Role.SHARE: shares,
    Role.MULTIPLE: multiples,
}


def claims_of(figure: Figure, case: Case) -> list[Claim]:
    """Return what a figure may say, best first; none where nothing in the prose names it."""
    role = role_of(figure, case.reading)
    if figure.kind is Kind.RANK:
        return ranks(figure, case)
    if figure.kind is Kind.FIRST:
        return [*thresholds(figure, case), *named_for(figure, case)]
    if role is Role.VALUE:
        return _values(figure, case)
    spread = extremes(figure, case) if role is Role.GAP else []
    return [*spread, *_by_label(figure, role, case)]


def _values(figure: Figure, case: Case) -> list[Claim]:
    """Return what a figure that is no change and no comparison may say."""
    stated = [*conditions(figure, case), *thresholds(figure, case)]
    if is_asked(figure, case.reading):
        return stated
    if tells_of_whom(figure, case.reading):
        return [*sizes(figure, case), *stated, *named_for(figure, case)]
    if counts_members(figure, case):
        return [*sizes(figure, case), *stated]
    told = [*sizes(figure, case), *stated, *extremes(figure, case)]
    return [*told, *_by_label(figure, Role.VALUE, case)]


def _by_label(figure: Figure, role: Role, case: Case) -> list[Claim]:
    """Return the claims of the nearest label that has any of the figure's kind, else of any."""
    labels = labels_for(figure, case.reading, objects=role is Role.VALUE)
    made = [_MAKERS[role](figure, label, case) for label in labels]
    if not made:
        return _without_label(figure, role, case)
    fitting = (claims for claims in made if any(one.kind is figure.kind for one in claims))
    return next(fitting, next((claims for claims in made if claims), []))


def _without_label(figure: Figure, role: Role, case: Case) -> list[Claim]:
    """Return what a figure without any label may say: the one thing known of its subject."""
    kind = Kind.PERCENT if figure.kind is Kind.POINTS else figure.kind
    for names in case.names(figure, objects=False):
        place = case.sources.only_place(names[0], kind) if len(names) == 1 else None
        if place is not None and role is Role.CHANGE:
            return change((place,), baseline(figure.start, case.reading), case.sources)
        if place is not None and role is Role.VALUE:
            return present((place,), period(figure.start, case.reading)[0], case.sources)
    return []
