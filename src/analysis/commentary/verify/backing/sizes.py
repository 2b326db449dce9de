"""Sizes of sets and lists: 有2个区超过90%, 7家单位收到锦旗, 25名工作人员, 61家单位."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from analysis.commentary.verify.backing import claims as claim
from analysis.commentary.verify.backing.case import Case
from analysis.commentary.verify.backing.claims import Claim
from analysis.commentary.verify.backing.conditions import (
    bounds_in,
    makes_a_list,
    sort_of,
    who_is_counted,
    who_moved,
)
from analysis.commentary.verify.backing.listed import SPOKEN_OF, Texts, likeness, lists_in, sizes_of
from analysis.commentary.verify.backing.roles import Role, role_of
from analysis.commentary.verify.reading.labels import labels_for
from analysis.commentary.verify.reading.mentions import WHOLE, Names
from analysis.commentary.verify.reading.objects import compared_figures
from analysis.commentary.verify.reading.reading import Reading
from analysis.commentary.verify.reading.subjects import members
from analysis.commentary.verify.reading.vocabulary import Vocabulary
from analysis.commentary.verify.text.figure import Figure, Kind
from analysis.facts import Fact, Unit

# What may stand between listed names and their number: 某区、某区两区, 甲、乙等2名.
_ENDED = re.compile(r"(?:（[^（）]*）)?(?:等|，)?")
# 其中4家 …: a list that the words only hint at.
_AMONG_THEM = re.compile(r"其中(?:有)?$")
_HINTED = 0.45


def sizes(figure: Figure, case: Case) -> list[Claim]:
    """Return how many units, regions or people a count of them may mean."""
    sort = sort_of(figure, case.reading)
    if sort is None or figure.kind is not Kind.COUNT:
        return []
    if (beside := listed_before(figure, case.reading, case.sources.vocabulary)) > 1:
        return [_size(beside, "前面所列名称的个数")]
    if (rest := _rest(figure, sort, case)) is not None:
        return [_size(rest, "其余的个数")]
    if (moved := who_moved(figure, sort, case)) is not None:
        return [_size(moved, "如此变化的个数")]
    met = who_is_counted(figure, sort, case)
    if met is not None:
        among = _among(figure, sort, case)
        return [_size(len([n for n in met if among is None or n in among]), "符合条件的个数")]
    return _told(figure, sort, case)


def _among(figure: Figure, sort: str, case: Case) -> Names | None:
    """Return the set that a count is a part of: 10家…，其中8家; …的10家单位中，有8家."""
    clause = case.reading.clause(figure.start)
    inner = _AMONG_THEM.search(case.reading.left(figure.start))
    if not inner and not case.reading.text.endswith("中，", 0, clause):
        return None
    before = [f for f in case.reading.figures if f.stop <= clause and sort_of(f, case.reading)]
    return who_is_counted(before[-1], sort, case) if before else None


def _rest(figure: Figure, sort: str, case: Case) -> int | None:
    """Return how many are left of whom a measure tells: 其余4家单位."""
    if not case.reading.left(figure.start).endswith(("其余", "其他")):
        return None
    before = [m for m in case.reading.subjects if m.end <= figure.start and not m.group]
    named = {name for mention in before for name in mention.names}
    for label in labels_for(figure, case.reading):
        for key in case.sources.keys(label):
            if values := case.sources.values_of(key, sort):
                return len([name for name in values if name not in named])
    return None


def _told(figure: Figure, sort: str, case: Case) -> list[Claim]:
    """Return the sizes of the lists that are spoken of, and of those that a measure tells of."""
    spoken = case.reading.context if sort == "person" else case.reading.text
    among = _AMONG_THEM.search(case.reading.left(figure.start))
    vocabulary = case.sources.vocabulary
    texts = Texts(case.reading.clause_text(figure.start), spoken)
    lists = lists_in(texts, vocabulary, _HINTED if among else SPOKEN_OF)
    of_lists = _of_lists(lists, figure, case)
    if among and of_lists:
        return of_lists
    return [*of_lists, *_stated(sort, spoken, case), *_of_measures(figure, sort, case)]


def counts_members(figure: Figure, case: Case) -> bool:
    """Tell whether a figure counts units, regions, or the people of a unit: no measure does."""
    sort = sort_of(figure, case.reading)
    if figure.kind is not Kind.COUNT or sort is None:
        return False
    of_a_unit = case.names(figure)[0] != (WHOLE,)
    return sort != "person" or (of_a_unit and bool(sizes(figure, case)))


def conditions(figure: Figure, case: Case) -> list[Claim]:
    """Return a bound as it stands where a count in its clause tells who meets it.

    The count is what is checked: with a wrong bound it is wrong.
    """
    if makes_a_list(bounds_in(figure, case.reading), case):
        return []
    told = _is_reference(figure, case) or any(
        _tells_who_meets(one, figure, case) for one in case.reading.figures
    )
    return [claim.stated(figure.value, figure.kind, "条件")] if told else []


def _is_reference(figure: Figure, case: Case) -> bool:
    """Tell whether a figure is only what a difference is measured from: 距90%还差0.34个百分点."""
    return any(
        figure in compared_figures(one, case.reading) and role_of(one, case.reading) is Role.GAP
        for one in case.reading.figures
        if _REFERENCE.search(case.reading.text, 0, figure.start)
    )


_REFERENCE = re.compile(r"距离?$")


def _tells_who_meets(count: Figure, bound: Figure, case: Case) -> bool:
    sort = sort_of(count, case.reading)
    if count == bound or count.kind is not Kind.COUNT or sort is None:
        return False
    return (
        count.value != 0
        and bound in bounds_in(count, case.reading)
        and listed_before(count, case.reading, case.sources.vocabulary) <= 1
        and who_is_counted(count, sort, case) is not None
    )


def listed_before(figure: Figure, reading: Reading, vocabulary: Vocabulary) -> int:
    """Return how many names or labels stand right before a count of them: 某区、某区两区."""
    for subjects in reading.subject_runs:
        if _ENDED.fullmatch(reading.text, subjects[-1].end, figure.start):
            return sum(len(members(mention, reading)) for mention in subjects)
    if people := vocabulary.people_before(reading.text, figure.start):
        return people
    for labels in reading.label_runs:
        if _ENDED.fullmatch(reading.text, labels[-1].end, figure.start):
            return len(labels)
    return 0


def _of_lists(lists: Sequence[Fact], figure: Figure, case: Case) -> list[Claim]:
    sort = sort_of(figure, case.reading) or ""
    asked = [name for names in case.names(figure) for name in names]
    if len(asked) > 1 and case.reading.left(figure.start).endswith(("各", "各有", "各为")):
        each = {Decimal(size) for name in asked for size in sizes_of(lists, sort, [name])}
        return [replace(_size(0, "名单中各自的个数"), values=tuple(each))]
    return [_size(size, "名单中的个数") for size in sizes_of(lists, sort, asked)]


def _stated(sort: str, spoken: str, case: Case) -> list[Claim]:
    """Return the facts that count units, where a text speaks of them: …所在单位数."""
    counts = [f for f in case.sources.vocabulary.facts.items if f.measure.label.endswith("单位数")]
    return [
        _size(fact.value, fact.measure.label)
        for fact in counts
        if sort == "unit" and isinstance(fact.value, int)
        if likeness(fact, spoken, case.sources.vocabulary) >= _HINTED
    ]


def _of_measures(figure: Figure, sort: str, case: Case) -> list[Claim]:
    """Return of how many the named measures tell, and how many have any of what is counted."""
    if sort == "person":
        return []
    districts = len(case.sources.vocabulary.districts)
    found = [_size(districts, "区的个数")] if sort == "district" else []
    clause = case.reading.clause(figure.start)
    inside = [label for label in case.reading.labels if case.reading.clause(label.start) == clause]
    for label in (*inside, *labels_for(figure, case.reading)):
        for key in case.sources.keys(label):
            values = case.sources.values_of(key, sort)
            if values and case.sources.measure(key).unit is Unit.COUNT:
                found.append(_size(sum(v > 0 for v in values.values()), "有此项的个数"))
            if values:
                return [*found, _size(len(values), "有此项数据的个数")]
    return found


def _size(number: int, name: str) -> Claim:
    return claim.stated(Decimal(number), Kind.COUNT, name)
