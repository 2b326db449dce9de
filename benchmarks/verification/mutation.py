"""One slip in true prose, and where none is made because nothing is measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.commentary.verify import Passage


@dataclass(frozen=True)
class Mutation:
    """A passage with one slip: what kind, where, what stood there and what stands there now."""

    kind: str
    passage: Passage
    start: int
    before: str
    after: str


def changed(passage: Passage, kind: str, found: tuple[int, str], after: str) -> Mutation:
    """Return a passage with what was found at a place changed."""
    start, before = found
    text = passage.text[:start] + after + passage.text[start + len(before) :]
    return Mutation(kind, replace(passage, text=text), start, before, after)


# A number that measures nothing is not touched: titles, documents, dates, hotlines, list numbers.
_LEFT_ALONE = re.compile(
    r"《[^》]*》|“[^”]*”|附件[0-9]+|每[0-9]+|〔[0-9]+〕[0-9]+号|[0-9]+小时|D[0-9]+"
    r"|[0-9]{3,}[\u4e00-\u9fff]{0,8}热线|电话：[-0-9]+|\b[0-9]\. ?(?=[\u4e00-\u9fff])"
    r"|(?:20)?[0-9]{2,4}年(?:[0-9]+月)?(?:[0-9]+日)?|[0-9]+至[0-9]+月|[0-9]+月(?:[0-9]+日|底)?"
    r"|\[\^[0-9]+\](?::[^\n]*)?"
)
# A footnote vouches for the figure in front of it.
NOTED = re.compile(r"[^，。；、0-9]*\[\^")


def spared(text: str) -> Iterator[int]:
    """Yield the places of a text in which no number measures anything."""
    for match in _LEFT_ALONE.finditer(text):
        yield from range(*match.span())
