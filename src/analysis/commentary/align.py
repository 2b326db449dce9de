"""Which sentence of one text stands for which of another, moved and reworded ones too."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from typing import TypeAlias

from analysis.commentary.likeness import masked
from analysis.commentary.sentences import Placed
from analysis.commentary.worth import Worth

# From this likeness on, two sentences are the same one reworded: in order within their cell,
# at another place of their cell, in another cell. The farther apart, the surer it must be.
_IN_ORDER, _IN_CELL, _ANYWHERE = 0.4, 0.6, 0.65
# So short a sentence (无。) is found in another cell by chance.
_SHORT = 6
# Two sentences for one must be better than one for one.
_SPLIT = 0.1

Pair: TypeAlias = tuple[int, int]
# Where a step of the alignment goes to and what it is worth.
Step: TypeAlias = tuple[int, int, float]


@dataclass(frozen=True)
class Alignment:
    """Pairs of an old and a new sentence, by index; one may be paired with several.

    `near` pairs stand at the same place and have no words in common. `moved` old sentences
    stand in another order than the rest, or in another cell.
    """

    pairs: frozenset[Pair]
    near: frozenset[Pair]
    moved: frozenset[int]


def align(old: Sequence[Placed], new: Sequence[Placed]) -> Alignment:
    """Pair the sentences of two texts: by cell and in order first, then wherever they went."""
    texts = Worth(old, new)
    pairs = {pair for cell in texts.common_cells() for pair in _in_order(texts, cell)}
    pairs |= set(_strays(texts, pairs))
    cells = {s.cell for s in old}
    moved = {i for c in cells for i in out_of_order(p for p in pairs if old[p[0]].cell == c)}
    near = set(_by_place(texts, pairs, moved))
    moved |= {i for i, j in pairs if old[i].cell != new[j].cell}
    return Alignment(frozenset(pairs | near), frozenset(near), frozenset(moved))


def out_of_order(pairs: Iterable[Pair]) -> set[int]:
    """Return the fewest old indices without which the new ones stand in the order of the old."""
    firsts = {i: min(j for _, j in group) for i, group in groupby(sorted(pairs), lambda p: p[0])}
    ends: list[int] = []
    chains: list[tuple[int, ...]] = []
    for i, j in firsts.items():
        place = bisect_right(ends, j)
        chain = (*(chains[place - 1] if place else ()), i)
        ends[place:] = [j, *ends[place + 1 :]]
        chains[place:] = [chain, *chains[place + 1 :]]
    return set(firsts) - set(chains[-1] if chains else ())


def _in_order(texts: Worth, cell: str) -> Iterator[Pair]:
    """Pair the sentences of one cell without changing their order, for the highest total."""
    olds = [i for i, s in enumerate(texts.old) if s.cell == cell]
    news = [j for j, s in enumerate(texts.new) if s.cell == cell]
    best: dict[Pair, float] = {}
    taken: dict[Pair, Step] = {}
    # From the end, so that the way is then read from the beginning.
    for a, b in product(range(len(olds), -1, -1), range(len(news), -1, -1)):
        steps = [
            (a + m, b + n, worth + best[a + m, b + n])
            for m, n, worth in _steps(texts, olds[a : a + 2], news[b : b + 2])
        ]
        taken[a, b] = max(steps, key=lambda step: step[2], default=(0, 0, 0.0))
        best[a, b] = taken[a, b][2]
    a = b = 0
    while (a, b) != (len(olds), len(news)):
        below, right, _ = taken[a, b]
        yield from product(olds[a:below], news[b:right])
        a, b = below, right


def _steps(texts: Worth, olds: Sequence[int], news: Sequence[int]) -> Iterator[Step]:
    """Yield how many old and new sentences may be taken next, and what their pairing is worth."""
    for m, n in ((1, 1), (1, 2), (2, 1)):
        if m <= len(olds) and n <= len(news):
            worth = texts.value(olds[:m], news[:n])
            if worth >= _IN_ORDER:
                yield m, n, worth - _SPLIT * (m + n - 2)
    yield from [(1, 0, 0.0)] * bool(olds)
    yield from [(0, 1, 0.0)] * bool(news)


def _strays(texts: Worth, pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Pair what is left wherever it stands, the likest first."""
    free_old, free_new = _free(texts.old, 0, pairs), _free(texts.new, 1, pairs)
    found = []
    for i, j in product(free_old, free_new):
        same, value = texts.old[i].cell == texts.new[j].cell, texts.value([i], [j])
        short = len(masked(texts.old[i].text)) < _SHORT
        if value >= (_IN_CELL if same else _ANYWHERE) and (same or not short):
            found.append((-value, not same, i, j))
    left_old, left_new = set(free_old), set(free_new)
    for _, _, i, j in sorted(found):
        if i in left_old and j in left_new:
            left_old.remove(i)
            left_new.remove(j)
            yield i, j


def _by_place(texts: Worth, pairs: Iterable[Pair], moved: set[int]) -> Iterator[Pair]:
    """Pair whole runs of what is left between the same neighbours: one text replaced another."""
    free_old = _free(texts.old, 0, pairs)
    free_new = {j for j in _free(texts.new, 1, pairs) if not texts.is_copy(j)}
    partners: dict[int, list[int]] = {}
    for i, j in sorted(pairs):
        if i not in moved:
            partners.setdefault(i, []).append(j)
    for run in _runs(texts.old, free_old):
        yield from product(run, _opposite(texts, run, partners, free_new))


def _opposite(
    texts: Worth, run: Sequence[int], partners: Mapping[int, list[int]], free: set[int]
) -> list[int]:
    """Return the free new sentences at the place of a run of old ones."""
    cell = texts.old[run[0]].cell
    joined = all(s.cell != cell for s in texts.new)
    ends = [i for i in (run[0] - 1, run[-1] + 1) if i in partners]
    ends = [i for i in ends if joined or texts.old[i].cell == cell]
    if not ends and all(texts.old[i].cell != cell for i in partners):
        return [j for j in sorted(free) if cell and texts.new[j].cell == cell]
    for i in ends:
        start, step = (max(partners[i]), 1) if i < run[0] else (min(partners[i]), -1)
        if found := _free_beside(texts.new, start, step, free):
            return found
    return []


def _free_beside(new: Sequence[Placed], start: int, step: int, free: set[int]) -> list[int]:
    """Return the free sentences that follow one (or, with step -1, precede it) in its cell."""
    found, place = [], start + step
    while place in free and _together(new[place], new[start]):
        found.append(place)
        place += step
    return sorted(found)


def _together(one: Placed, other: Placed) -> bool:
    return one.cell == other.cell and (bool(one.cell) or one.place == other.place)


def _free(found: Sequence[Placed], side: int, pairs: Iterable[Pair]) -> list[int]:
    paired = {pair[side] for pair in pairs}
    return [place for place in range(len(found)) if place not in paired]


def _runs(found: Sequence[Placed], free: Sequence[int]) -> Iterator[list[int]]:
    """Yield runs of neighbouring free sentences of one cell."""
    numbered = enumerate(free)
    for _, run in groupby(numbered, key=lambda p: (p[1] - p[0], found[p[1]].cell)):
        yield [place for _, place in run]
