"""What a sentence names: measures by their labels, regions and units, and those listed together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from analysis.commentary.verify.text.mention import Mention

Names = tuple[str, ...]

# The subject of what is told of the whole, as in facts.
WHOLE = ""


@dataclass(frozen=True)
class Label(Mention):
    """A measure named in a sentence.

    `places` are the (measure key, subject) that it may mean, best first; the subject is None
    where the sentence says it. `loose` labels count only next to their figure.
    """

    places: tuple[tuple[str, str | None], ...]
    loose: bool = False


@dataclass(frozen=True)
class Subject(Mention):
    """A region or unit named in a sentence, '' for the whole; several where a group is named.

    `rest` is a group without those that the sentence has named before (其余各区).
    """

    names: Names
    group: bool = False
    rest: bool = False


M = TypeVar("M", bound=Mention)

_TOGETHER = re.compile(r"(?:（[^（）]*）)?(?:、|和|与|及|以及)(?!以下|以上)")


def runs_of(mentions: Sequence[M], text: str) -> Iterator[tuple[M, ...]]:
    """Yield the mentions listed together: 某区、某区和某区."""
    run: list[M] = []
    for mention in mentions:
        if run and not _TOGETHER.fullmatch(text, run[-1].end, mention.start):
            yield tuple(run)
            run = []
        run.append(mention)
    if run:
        yield tuple(run)


def without(text: str, span: tuple[int, int], mentions: Iterable[Mention]) -> str:
    """Return the words of a span with what is named in it left out."""
    start, end = span
    words = list(text[start:end])
    for mention in mentions:
        if start <= mention.start and mention.end <= end:
            gone = [""] * (mention.end - mention.start)
            words[mention.start - start : mention.end - start] = gone
    return "".join(words)
