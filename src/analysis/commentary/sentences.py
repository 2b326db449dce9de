"""Sentences of Chinese Markdown: the smallest parts that are drafted, edited and kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# A fenced block is one part, up to its closing fence or, where that is missing, to the end.
_FENCED = (
    r"(?P<fence>```+|~~~+)[^\n]*(?:\n(?![ \t]*(?P=fence))[^\n]*)*(?:\n[ \t]*(?P=fence)[^\n]*)?"
)
# What a line break ends: headings, list items, footnotes, table rows, quotes, rules.
_STARTS = (
    r"#{1,6}[ \t]",
    r"[-*+][ \t]",
    r"[0-9]+[.)][ \t]",
    r"\[\^[^\]\n]+\]:",
    r"[|>]",
    r"(?:=+|-{2,})[ \t]*$",
)
_LINE = rf"(?:{'|'.join(_STARTS)})[^\n]*"
# What may still follow the mark that ends a sentence: closing quotes, brackets, footnotes.
_CLOSERS = r"(?:[”’）」』》】〕\"')]|\[\^[^\]\n]+\])*"

_WHOLE = re.compile(f"{_FENCED}|{_LINE}", re.MULTILINE)
_PROSE = re.compile(rf"[^。；！？\n]*(?:[。；！？]+{_CLOSERS})?")
_STARS = re.compile(r"\*+")
_ENDED = re.compile(rf"[。；！？]{_CLOSERS}\**\Z")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_PARAGRAPH = "\n\n"


@dataclass(frozen=True)
class Sentence:
    """A sentence or a whole line of Markdown, and the white space before it.

    `opens`: it is the first of its cell, so the white space says nothing about a neighbour.
    `whole`: a line that must stand alone.
    """

    text: str
    gap: str = ""
    opens: bool = False
    whole: bool = False


@dataclass(frozen=True)
class Placed:
    """A sentence, the name of its cell ('' for a cell of the analyst's) and the cell's place."""

    sentence: Sentence
    cell: str
    place: int = 0

    @property
    def text(self) -> str:
        """What the sentence says."""
        return self.sentence.text


def sentences(text: str) -> tuple[list[Sentence], str]:
    """Split at 。；！？ and line ends; return the sentences and the white space at the end.

    Not a character is lost: `written` gives the text again.
    """
    found: list[Sentence] = []
    place = 0
    while bare := text[place:].lstrip():
        start = len(text) - len(bare)
        whole = _WHOLE.match(text, start) if _begins_line(text, start) else None
        end = whole.end() if whole else _end_of_prose(text, start)
        said = text[start:end].rstrip()
        found.append(Sentence(said, text[place:start], not found, bool(whole)))
        place = start + len(said)
    return found, text[place:]


def written(found: Iterable[Sentence]) -> str:
    """Put sentences together as the text of one cell."""
    parts: list[str] = []
    above: Sentence | None = None
    for sentence in found:
        parts += [_gap(above, sentence), sentence.text]
        above = sentence
    return "".join(parts)


def wording(found: Sequence[Sentence]) -> str:
    """Return what sentences say, to be compared: where a cell begins between them is nothing."""
    return "".join(
        s.text if s.opens or not place else s.gap + s.text for place, s in enumerate(found)
    )


def ends_block(below: Sentence | None) -> bool:
    """Tell whether a block of Markdown ends before this sentence (None: the end of the cell)."""
    return below is None or below.opens or bool(_BLANK_LINE.search(below.gap))


def _begins_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()


def _end_of_prose(text: str, start: int) -> int:
    """Find the end of a sentence, with the stars behind its full stop that close its own."""
    prose = _PROSE.match(text, start)
    end = prose.end() if prose else len(text)
    stars = _STARS.match(text, end)
    opened = len(_STARS.findall(text, start, end)) % 2
    return stars.end() if stars and opened else end


def _gap(above: Sentence | None, sentence: Sentence) -> str:
    if above is None:
        return sentence.gap if sentence.opens else ""
    gap = _PARAGRAPH if sentence.opens else sentence.gap
    # What a line break ended, without a mark of its own, would else run on into the next.
    may_run_on = _ENDED.search(above.text) and not (above.whole or sentence.whole)
    return gap if "\n" in gap or may_run_on else _PARAGRAPH
