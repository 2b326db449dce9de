"""Which region, unit or whole a figure or word is about."""

from __future__ import annotations

import re

from analysis.commentary.verify.reading.mentions import WHOLE, Names, Subject
from analysis.commentary.verify.reading.objects import is_object
from analysis.commentary.verify.reading.reading import Reading
from analysis.commentary.verify.text.figure import Figure

_BRACKETS = re.compile(r"（[^（）]*）")
# 18件集中在某区: the subject stands behind the figure.
_MOVE = re.compile(r"（(?:上升|提升|提高|下降|降低)?")
_LOCATED = re.compile(r"[^，；。0-9]*(?:集中在|来自|出自|发生在|出现在|属于)")


def names_at(figure: Figure, reading: Reading, *, objects: bool = True) -> list[Names]:
    """Return the subjects that a figure may be about, best first; see `names`."""
    if located := _located(figure, reading):
        return [located]
    # 叫号量4000次的某局.
    owner = next((m for m in reading.subjects if m.start == figure.stop + 1 and not m.group), None)
    if owner is not None and reading.text[figure.stop] == "的":
        return [members(owner, reading)]
    return names(figure.start, reading, objects=objects)


def names(place: int, reading: Reading, *, objects: bool = True) -> list[Names]:
    """Return the subjects that a place may speak of, best first.

    `objects` are what something is compared with; they count only within their clause. Behind a
    semicolon the whole may be meant again.
    """
    before = [mention for mention in reading.subjects if mention.end <= place]
    if before and _in_brackets_of(before[-1], place, reading):
        return [members(before[-1], reading)]
    for mention in reversed(before):
        if reading.closed(mention, place):
            continue
        within = objects and reading.same_clause(mention, place)
        if within or not is_object(mention, reading):
            listed = _listed(mention, place, reading)
            softened = "；" in reading.text[mention.end : place]
            return [listed, (WHOLE,)] if softened else [listed]
    return _carried(reading)


def _in_brackets_of(mention: Subject, place: int, reading: Reading) -> bool:
    """Tell whether a place is told of the one name in front: 某区（91.37%）, 某局（上升2.1…）."""
    clause = reading.clause(place)
    if clause != mention.end + 1:
        return False
    return place == clause or bool(_MOVE.fullmatch(reading.text, mention.end, place))


def _listed(mention: Subject, place: int, reading: Reading) -> Names:
    """Return all names of the list that a mention stands in, as far as a place."""
    run = next(run for run in reading.subject_runs if mention in run)
    return tuple(name for one in run if one.end <= place for name in members(one, reading))


def _located(figure: Figure, reading: Reading) -> Names:
    for run in reading.subject_runs:
        if run[0].start >= figure.stop:
            between = reading.text[figure.stop : run[0].start]
            # The figure itself may stand in brackets: 六成的差评（18件）集中在某区.
            if _LOCATED.fullmatch(_BRACKETS.sub("", f"（{between}").lstrip("（")):
                return tuple(name for mention in run for name in members(mention, reading))
    return ()


def _carried(reading: Reading) -> list[Names]:
    """Return what earlier sentences speak of; a heading's subject holds for all below it."""
    carried = reading.carried
    if carried.heading and not carried.names:
        return [carried.heading]
    if carried.names and carried.names != (WHOLE,):
        return [carried.names] if carried.strict else [carried.names, (WHOLE,)]
    return [(WHOLE,)]


def members(mention: Subject, reading: Reading) -> Names:
    """Return the names that a mention stands for, those named before left out of a rest."""
    if not mention.rest:
        return mention.names
    earlier = {n for one in reading.subjects if one.end <= mention.start for n in one.names}
    return tuple(name for name in mention.names if name not in earlier)


def names_subject(figure: Figure, reading: Reading) -> bool:
    """Tell whether a region or unit is named in a figure's clause, in front of it."""
    place = reading.head(figure).start
    return any(reading.same_clause(m, place) and m.names != (WHOLE,) for m in reading.subjects)


def single_before(figure: Figure, reading: Reading) -> list[Subject]:
    """Return the single regions and units named in a figure's clause, in front of it."""
    return [m for m in reading.subjects if reading.same_clause(m, figure.start) and not m.group]
