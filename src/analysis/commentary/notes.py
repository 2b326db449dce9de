"""Notes beside the analyst's text: an edit stands, and what the new draft says.

A note is a line of its own, a quote with a number, behind the paragraph that it is about:

> 〔待核1，核对后删去本行〕您写的“……”，新稿：……

It is settled when the analyst deletes it. It is no part of his text: the merge takes it off and
writes it anew, and it is never published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from analysis.commentary.sentences import Sentence, ends_block

_MARK = r"^[ \t]*>[ \t]*〔待核"
# White space behind a note is not the note's.
_END = r"[^\n]*?(?=[^\S\n]*$)"
_NOTE = re.compile(rf"{_MARK}([0-9]+)[^〕\n]*〕?({_END})", re.MULTILINE)
_NOTES = re.compile(rf"(?:\s*{_MARK}[0-9]+[^〕\n]*〕?{_END})+(\s*)", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
# So much of the analyst's sentence is quoted that he finds it.
_QUOTED = 40


def note(number: int, kept: str, draft: str) -> str:
    """Return the line that says what the new draft (empty: dropped) has in place of a text."""
    quoted = kept if len(kept) <= _QUOTED else f"{kept[:_QUOTED]}……"
    says = f"，新稿：{draft}" if draft else "，新稿已没有这一句。"
    line = f"> 〔待核{number}，核对后删去本行〕您写的“{quoted}”{says}"
    return " ".join(line.split("\n"))


def notes_in(text: str) -> dict[int, str]:
    """Return the notes of a cell: number -> what it says."""
    return {int(found[1]): found[2].strip() for found in _NOTE.finditer(text)}


def without_notes(text: str) -> str:
    """Return a cell's text as the analyst wrote it and as it is published."""
    return _NOTES.sub(_closed, text)


def with_notes(found: Sequence[Sentence], notes: Mapping[int, Iterable[str]]) -> list[Sentence]:
    """Put notes (index of a sentence -> lines) behind the blocks of their sentences."""
    whole: list[Sentence] = []
    waiting: list[str] = []
    for place, sentence in enumerate(found):
        whole.append(sentence)
        waiting += notes.get(place, ())
        if ends_block(found[place + 1] if place + 1 < len(found) else None):
            whole += [Sentence(line, "\n\n", whole=True) for line in waiting]
            waiting = []
    return whole


def _closed(notes: re.Match[str]) -> str:
    """Return the white space that stays where notes stood; they parted two paragraphs."""
    after = notes[1]
    if notes.start() == 0:
        return after.lstrip("\n")
    if notes.end() == len(notes.string) or _BLANK_LINE.search(after):
        return after
    return "\n\n" + after.lstrip("\n")
