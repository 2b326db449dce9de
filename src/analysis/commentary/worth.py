"""How much a pair of sentences is worth, when one may stand for the other."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.commentary.likeness import likeness, masked
from analysis.commentary.sentences import Placed

_EQUAL, _EQUAL_BUT_FIGURES = 2.0, 1.5


class Worth:
    """Two texts, and how much a pair of their sentences is worth."""

    def __init__(self, old: Sequence[Placed], new: Sequence[Placed]) -> None:
        self.old, self.new = old, new
        self._said = {s.text for s in old} & {s.text for s in new}
        self._masked = {masked(s.text) for s in old} & {masked(s.text) for s in new}
        self._copies = {j for text in self._said for j in self._beyond(text)}

    def common_cells(self) -> list[str]:
        """Return the names of the cells that both texts have."""
        there = {s.cell for s in self.new}
        return sorted({s.cell for s in self.old if s.cell} & there)

    def _beyond(self, text: str) -> list[int]:
        """Return where a text stands in the new more often than in the old: the last ones.

        Which of them was pasted cannot be known, but it must be the same one in every run.
        """
        cells = [s.cell for s in self.old if s.text == text]
        found = [j for j, s in enumerate(self.new) if s.text == text]
        return sorted(found, key=lambda j: self.new[j].cell not in cells)[len(cells) :]

    def is_copy(self, j: int) -> bool:
        """Tell whether a new sentence stands word for word in the old text."""
        return self.new[j].text in self._said

    def value(self, olds: Sequence[int], news: Sequence[int]) -> float:
        """Return how much alike sentences are: 0 if either stands elsewhere word for word.

        Equal texts count most, then texts that only differ in figures.
        """
        ours, theirs = [self.old[i].text for i in olds], [self.new[j].text for j in news]
        if ours == theirs and len(ours) == 1:
            return 0 if news[0] in self._copies else _EQUAL
        if not self._said.isdisjoint([*ours, *theirs]):
            return 0
        if [*map(masked, ours)] == [*map(masked, theirs)] and len(ours) == 1:
            return _EQUAL_BUT_FIGURES
        if not self._masked.isdisjoint(map(masked, [*ours, *theirs])):
            return 0
        return likeness("".join(ours), "".join(theirs))
