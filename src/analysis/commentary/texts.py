"""The three texts of a merge, and what comes of it, sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from analysis.commentary.memory import Edit
from analysis.commentary.sentences import Placed, Sentence


@dataclass(frozen=True)
class Answer:
    """A text of the analyst's that stands for sentences of the draft.

    `kept` are his sentences, `answered` the draft that he has seen, `draft` the new one (empty
    if it was dropped). `base` and `new` are its sentences in the last and the new draft, by
    index; `number` is that of its note, if one is open from an earlier run.
    """

    kept: tuple[str, ...]
    answered: str
    draft: str
    base: tuple[int, ...]
    new: tuple[int, ...]
    number: int | None = None

    @property
    def in_conflict(self) -> bool:
        """Whether the draft says something else now, and not what the analyst says."""
        said = _words(self.draft)
        return said not in (_words(self.answered), _words("".join(self.kept)))


@dataclass(frozen=True)
class Slot:
    """A sentence of the merged text.

    `place` is its cell's place in the analyst's notebook, None in a cell that is new. `new` are
    the sentences of the new draft that it stands for; `own`: it answers no draft.
    """

    sentence: Sentence
    cell: str
    place: int | None
    new: tuple[int, ...] = ()
    own: bool = False
    answer: Answer | None = None


@dataclass(frozen=True)
class Texts:
    """The three texts of a notebook, sentence by sentence.

    `seen` is the last draft as the analyst left it in the last run: each sentence with those of
    the draft (`base`) that it stands for. `edits` are his answers of earlier runs, by index of
    a draft's sentence. `homes`: where a sentence goes that is new in a cell of which nothing
    else is left: the cell's place, or None for a cell that is new. Cells that the analyst
    deleted are not in it.
    """

    base: Sequence[Placed]
    seen: Sequence[tuple[Placed, tuple[int, ...]]]
    ours: Sequence[Placed]
    new: Sequence[Placed]
    edits: Mapping[int, Edit] = field(default_factory=dict)
    homes: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Merged:
    """The merged sentences in their order, and those of the new draft that the analyst deleted."""

    slots: Sequence[Slot]
    deleted: frozenset[int]


def _words(text: str) -> str:
    """Return a text without white space: a new paragraph is no other wording."""
    return "".join(text.split())
