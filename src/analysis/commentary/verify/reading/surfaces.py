"""The words by which prose names measures, regions and units: labels, aliases, short forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from analysis.commentary.verify.reading.mentions import WHOLE
from analysis.facts import Measure, Unit
from analysis.roster import Roster

LISTS = frozenset({Unit.NAMES, Unit.GROUPS, Unit.RATED})
# The whole, whatever the area is called, and the hall of which the units are the parts.
WHOLES = ("总体", "整体", "政务服务大厅", "服务大厅", "大厅")

Meaning = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True)
class Surface:
    """What a name in prose stands for; `words` are its characters behind a region's name.

    `loose` names count only next to a figure; `home` ones belong to the first region alone.
    """

    words: str
    places: Meaning
    loose: bool = False
    home: bool = False


# What a label begins or ends with and may lose where a figure stands beside it: 评价105.97万件.
_ENDINGS = re.compile(r"(?:总数|人数|次数|件数|数量|数|量)$")
_OTHER_ENDINGS = ("数", "量", "数量", "总数", "总量", "件数")
_SHARE = "占比"
_OTHER_SHARES = ("率", "比例", "比重")
_BEGINNINGS = re.compile(r"^(?:发出|收到|核实|季度)+")


def stem(name: str) -> str:
    """Return what a label shares with the measures made of it: 主动评价数 -> 主动评价."""
    return _ENDINGS.sub("", _BEGINNINGS.sub("", name))


def label_surfaces(measures: Mapping[str, Measure], roster: Roster) -> dict[str, Surface]:
    """Return what every label, alias and shortened label stands for."""
    strict = _by_name((m.key, name) for m in measures.values() for name in names_of(m))
    for measure in measures.values():
        if measure.unit is Unit.COUNT:
            for ending in _OTHER_ENDINGS:
                # 评价数量, 评价总量 and 评价数 say 评价总数.
                strict.setdefault(f"{stem(measure.label)}{ending}", ((measure.key, None),))
        elif measure.unit is Unit.SHARE and measure.label.endswith(_SHARE):
            for ending in _OTHER_SHARES:
                # 非常满意率 and 非常满意比例 say 非常满意占比.
                name = f"{measure.label.removesuffix(_SHARE)}{ending}"
                strict.setdefault(name, ((measure.key, None),))
    surfaces = {name: Surface(name, places) for name, places in strict.items()}
    surfaces |= _of_regions(strict, roster)
    shortened = _by_name(
        (m.key, short)
        for m in measures.values()
        for name in names_of(m)
        for short in sorted({stem(name), _ENDINGS.sub("", name)})
    )
    for name, places in shortened.items():
        if name not in surfaces:
            surfaces[name] = Surface(name, places, loose=True)
        elif all(measures[key].unit in LISTS for key, _ in surfaces[name].places):
            # 服务之星 is a list; a figure beside it is how many they are.
            listed = surfaces[name].places
            surfaces[name] = Surface(name, (*listed, *(p for p in places if p not in listed)))
    return surfaces


def names_of(measure: Measure) -> tuple[str, ...]:
    """Return a measure's label and aliases."""
    return (measure.label, *measure.aliases)


def _by_name(named: Iterable[tuple[str, str]]) -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    for key, name in named:
        if name and (key, None) not in found.get(name, ()):
            found[name] = (*found.get(name, ()), (key, None))
    return found


def _of_regions(strict: Mapping[str, Meaning], roster: Roster) -> dict[str, Surface]:
    """Return labels that begin with a region's name, whole and without it.

    某部门主动评价率 is a measure of its own, and may be the general one of that region.
    """
    found: dict[str, Surface] = {}
    for name, places in strict.items():
        for region in roster.regions:
            words = name.removeprefix(region)
            if words and words != name:
                own: Meaning = tuple((key, WHOLE) for key, _ in places)
                general: Meaning = tuple((key, region) for key, _ in strict.get(words, ()))
                found[name] = Surface(words, own + general)
                if words not in strict:
                    found[words] = Surface(words, own, home=True)
    return found


_LETTERS_OF_A_REGION = 2
_LETTERS_OF_A_UNIT = 3


def subject_surfaces(area: str, roster: Roster, subjects: Iterable[str]) -> dict[str, str]:
    """Return the official name behind every name of the whole, a region or a unit."""
    names = dict.fromkeys(filter(None, (area, *WHOLES)), WHOLE)
    for region in roster.regions:
        names[region] = region
        if region[-1] in "区县市" and len(region) > _LETTERS_OF_A_REGION:
            names.setdefault(region[:-1], region)
    names |= {subject: subject for subject in subjects}
    names |= roster.official_names
    for short, official in _short_forms(roster.official_names):
        names.setdefault(short, official)
    return names


def _short_forms(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield names without the prefix that most share: 市某局, and 某局 if no other ends so."""
    prefix = _prefix_of_many(sorted({*names.values()}))
    endings = Counter(name[place:] for name in names for place in range(len(name)))
    for name, official in names.items():
        rest = name.removeprefix(prefix)
        if prefix and rest != name and len(rest) >= _LETTERS_OF_A_UNIT:
            yield prefix[-1] + rest, official
            # The unit's own aliases end alike: 某局 of 甲市某局 and 市某局.
            own = sum(given.endswith(rest) for given, unit in names.items() if unit == official)
            if endings[rest] == own:
                yield rest, official


def _prefix_of_many(ordered: Sequence[str]) -> str:
    """Return the longest beginning that a third of sorted names share, as a rule the city."""
    many = len(ordered) // 3 + 1
    windows = [ordered[at : at + many] for at in range(len(ordered) - many + 1)]
    shared = [_shared(window[0], window[-1]) for window in windows if len(window) > 1]
    return max(shared, key=len, default="")


def _shared(first: str, last: str) -> str:
    characters = zip(first, last, strict=False)
    return "".join(a for a, _ in takewhile(lambda both: both[0] == both[1], characters))
