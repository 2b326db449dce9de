"""Whether each figure of a sentence is what the data say, and what is wrong with it if not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.commentary.verify.backing.backing import claims_of
from analysis.commentary.verify.backing.case import Case
from analysis.commentary.verify.backing.claims import Claim, present
from analysis.commentary.verify.findings import Fault, Rule
from analysis.commentary.verify.text.figure import Figure, Kind
from analysis.commentary.verify.text.periods import Period

_MEND = "请改正，或加脚注注明来源。"
_SWAPPED = {Kind.PERCENT: Kind.POINTS, Kind.POINTS: Kind.PERCENT}
_WAN = 10_000


def figure_faults(case: Case) -> Iterator[Fault]:
    """Yield the figures that nothing backs: no fact, no param, no footnote."""
    for figure in case.reading.figures:
        if not case.reading.noted(figure):
            claims = claims_of(figure, case)
            if not any(claim.met_by(figure) for claim in claims):
                yield _fault(figure, claims, case)


def _fault(figure: Figure, claims: Sequence[Claim], case: Case) -> Fault:
    place = (figure.start, figure.end)
    if (meant := _misnamed(figure, case)) is not None:
        told = f"“{meant.name}”应为{meant.printed}。{_MEND}"
        return Fault(Rule.UNIT, *place, meant.printed, f"的单位不对：{told}")
    if not claims:
        return Fault(Rule.UNBACKED, *place, "", f"没有数据、参数或脚注支持。{_MEND}")
    fitting = next((claim for claim in claims if claim.kind is figure.kind), None)
    claim = fitting or claims[0]
    told = f"“{claim.name}”应为{claim.printed}。{_MEND}"
    if fitting is None or _scaled(figure, fitting):
        return Fault(Rule.UNIT, *place, claim.printed, f"的单位不对：{told}")
    if _earlier(figure, fitting, case):
        return Fault(Rule.STALE, *place, claim.printed, f"是以前的数：{told}")
    if owner := _owner(figure, fitting, case):
        return Fault(Rule.NEIGHBOUR, *place, claim.printed, f"是“{owner}”的数：{told}")
    return Fault(Rule.FIGURE, *place, claim.printed, f"与数据不符：{told}")


def _misnamed(figure: Figure, case: Case) -> Claim | None:
    """Return what a figure says if 个百分点 is read as %, or the other way round."""
    kind = _SWAPPED.get(figure.kind)
    if kind is None:
        return None
    other = replace(figure, kind=kind)
    return next((claim for claim in claims_of(other, case) if claim.met_by(other)), None)


def _scaled(figure: Figure, claim: Claim) -> bool:
    """Tell whether a figure is right but for a 万 that is missing or too many."""
    if figure.kind is not Kind.COUNT:
        return False
    larger = replace(figure, value=figure.value * _WAN, scale=_WAN)
    smaller = replace(figure, value=figure.value / _WAN, scale=1)
    return claim.met_by(larger) or claim.met_by(smaller)


def _earlier(figure: Figure, claim: Claim, case: Case) -> bool:
    """Tell whether a figure was true of an earlier quarter, or in the last run."""
    if claim.period is not Period.NOW or not claim.places:
        return False
    return any(
        one.met_by(figure)
        for period in (Period.PREVIOUS, Period.YEAR_AGO, Period.LAST_RUN)
        for one in present(claim.places, period, case.sources)
    )


def _owner(figure: Figure, claim: Claim, case: Case) -> str:
    """Return whose figure this is: of the same measure, or of one that is named nearby."""
    keys = {key for key, _ in claim.places}
    for fact in case.sources.vocabulary.facts.items:
        place = (fact.measure.key, fact.subject)
        likely = fact.measure.key in keys or fact.measure.label in case.reading.context
        others = present((place,), Period.NOW, case.sources) if likely else []
        if place not in claim.places and any(one.met_by(figure) for one in others):
            return case.sources.title((place,))
    return ""
