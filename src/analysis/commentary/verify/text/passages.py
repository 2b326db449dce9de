"""Markdown prose -> sentences without markup, each character knowing where it stood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property


@dataclass(frozen=True)
class Passage:
    """The text of one cell (by id) as the analyst left it, and the heading it stands under."""

    notebook: str
    cell: str
    text: str
    heading: str = ""

    @cached_property
    def notes(self) -> Mapping[str, str]:
        """Footnotes by their mark, without white space around them."""
        return {match[1]: match[2].strip() for match in _DEFINITION.finditer(self.text)}


class Opening(Enum):
    """What a sentence follows, and so how much of what was said before still holds."""

    PARAGRAPH = "paragraph"
    STOP = "stop"
    SEMICOLON = "semicolon"
    COLON = "colon"


@dataclass(frozen=True)
class Sentence:
    """A sentence without markup; `places` are its characters' offsets in the passage.

    `marks` are footnote marks: the offset in `text` that each stands before, and its name.
    """

    text: str
    places: tuple[int, ...]
    marks: tuple[tuple[int, str], ...]
    opening: Opening
    heading: bool = False
    item: bool = False


# A definition of a footnote, to the end of its line and of indented lines below.
_DEFINITION = re.compile(r"^\[\^([^\]]+)\]:(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_MARK = re.compile(r"\[\^([^\]]+)\]")
# What Markdown adds to the words. Of a link only the words stay.
_MARKUP = re.compile(
    r"<!--.*?-->|<[^<>\n]*>|!\[[^\]]*\]\([^)]*\)|\[(?=[^\]^]*\]\()|(?<=[^\]^])\]\([^)\n]*\)"
    r"|https?://[^\s，。；）]+|\*+|`+|~~|^[ \t]*(?:[>+-]|#{1,6})(?=[ \t])|\\(?=[^\w\s])",
    re.MULTILINE | re.DOTALL,
)
_SPACES = re.compile(
    r"(?<![0-9A-Za-z])[^\S\n]+|[^\S\n]+(?![0-9A-Za-z])|[\u200b-\u200f\u2060\ufeff]+"
)
_END = re.compile(r"[。；！？\n]+[”’）)」』]*")
_ITEM = re.compile(
    r"[ \t]*(?:[-+*]|[0-9]{1,2}[.)]|（[一二三四五六七八九十0-9]+）)(?=\s|[\u4e00-\u9fff])"
)
_HEADING = re.compile(r"^#{1,6}[ \t]", re.MULTILINE)
# Half-width marks that stand for the full-width ones; a comma only where it parts no thousands.
_WIDE = str.maketrans("０１２３４５６７８９．％＋－ｘ", "0123456789.%+-x")
_PUNCTUATION = re.compile(r",(?![0-9]{3}(?![0-9]))|(?<![0-9]),|;|:(?![0-9])|[()]|\?|!")
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}


def sentences_of(passage: Passage) -> Iterator[Sentence]:
    """Yield the sentences of a passage: split at 。；！？ and line ends, footnotes left out."""
    kept, marks = _without_markup(passage.text)
    text = "".join(passage.text[place] for place in kept).translate(_WIDE)
    text = _PUNCTUATION.sub(lambda match: _FULL_WIDTH[match[0]], text)
    headings = {match.start() for match in _HEADING.finditer(passage.text)}
    opening, start = Opening.PARAGRAPH, 0
    for end in (*(match.end() for match in _END.finditer(text)), len(text)):
        words = text[start:end].rstrip("\n")
        if words.strip("\n"):
            lead = len(words) - len(words.lstrip("\n"))
            first, last = start + lead, start + len(words)
            yield Sentence(
                text=text[first:last],
                places=tuple(kept[first:last]),
                marks=tuple((at - first, name) for at, name in marks if first <= at <= last),
                opening=opening,
                heading=_line(passage.text, kept[first]) in headings,
                item=bool(_ITEM.match(passage.text, _line(passage.text, kept[first]))),
            )
            opening = _after(text[start:end])
        start = end


def _line(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _after(said: str) -> Opening:
    words = said.rstrip("\n")
    if words.endswith(("：", "，")):
        return Opening.COLON
    if said.endswith("\n"):
        return Opening.PARAGRAPH
    return Opening.SEMICOLON if words.endswith("；") else Opening.STOP


def _without_markup(text: str) -> tuple[list[int], list[tuple[int, str]]]:
    """Return the offsets of what is said, and the footnote marks by their place among them."""
    dropped = set[int]()
    for pattern in (_DEFINITION, _MARK, _MARKUP, _SPACES):
        for match in pattern.finditer(text):
            dropped.update(range(*match.span()))
    kept = [place for place in range(len(text)) if place not in dropped]
    defined = {match.start() for match in _DEFINITION.finditer(text)}
    marks = [
        (sum(place < match.start() for place in kept), match[1])
        for match in _MARK.finditer(text)
        if match.start() not in defined
    ]
    return kept, marks
