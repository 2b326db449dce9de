"""What one sentence leaves for the next: its labels, its subjects, what a heading names."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.commentary.verify.reading.mentions import WHOLE
from analysis.commentary.verify.reading.objects import is_object
from analysis.commentary.verify.reading.reading import Carried, Reading
from analysis.commentary.verify.reading.subjects import members
from analysis.commentary.verify.reading.vocabulary import Vocabulary
from analysis.commentary.verify.text.passages import Opening, Sentence

# Words that take up the subject of the sentence before.
_REFERS = re.compile(r"其|该|此|上述|这")


def carried_on(reading: Reading, following: Sentence) -> Carried:
    """Return what a sentence leaves for the next one.

    A paragraph begins anew; what announces a list of lines (各区如下：) holds for all of them.
    """
    before = reading.carried
    told = replace(before, text=reading.text, said=f"{before.said}{reading.text}")
    if following.opening is Opening.PARAGRAPH:
        lead = before.lead if following.item else ()
        return replace(told, labels=lead, lead=lead, names=None, strict=False)
    topics = [m for m in reading.subjects if not is_object(m, reading)]
    labels = (*reversed(reading.labels), *before.labels)
    announced = following.opening is Opening.COLON
    return replace(
        told,
        labels=labels,
        lead=labels if announced and following.item else before.lead,
        names=members(topics[-1], reading) if topics else before.names,
        strict=announced or bool(_REFERS.match(following.text)),
    )


def under(heading: str, vocabulary: Vocabulary) -> Carried:
    """Return what holds below a heading: the one region or unit that it names, if it does."""
    named = [m.names for m in vocabulary.subjects(heading) if m.names != (WHOLE,)]
    names = named[0] if len(named) == 1 else None
    return Carried(heading=names, title=heading, text=heading, said=heading)
