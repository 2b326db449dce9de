"""Sentences of three texts that stand for one another, found through the last draft."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from analysis.commentary.align import Alignment, Pair


@dataclass(frozen=True)
class Group:
    """Sentences of the last draft, of the analyst's text and of the new draft, by index.

    `alike` are those of the new draft that have words in common with the last. `moved`: the
    draft has put them elsewhere, and the analyst has not.
    """

    base: tuple[int, ...]
    ours: tuple[int, ...]
    new: tuple[int, ...]
    alike: frozenset[int]
    moved: bool


def groups(
    to_ours: Collection[Pair], moved_by_us: Collection[int], to_new: Alignment
) -> list[Group]:
    """Return the groups that the last draft makes with the analyst's text and the new draft."""
    links = [(i, ("ours", j)) for i, j in to_ours]
    links += [(i, ("new", k)) for i, k in to_new.pairs]
    joined: list[tuple[set[int], set[tuple[str, int]]]] = []
    for i, node in sorted(links):
        met = [other for other in joined if i in other[0] or node in other[1]]
        base = {i}.union(*(other[0] for other in met))
        nodes = {node}.union(*(other[1] for other in met))
        joined = [*(other for other in joined if other not in met), (base, nodes)]
    alike = to_new.pairs - to_new.near
    moved = to_new.moved - set(moved_by_us)
    return [
        Group(
            base=tuple(sorted(base)),
            ours=tuple(sorted(j for side, j in nodes if side == "ours")),
            new=tuple(sorted(k for side, k in nodes if side == "new")),
            alike=frozenset(k for i, k in alike if i in base),
            moved=bool(base & moved),
        )
        for base, nodes in joined
    ]
