"""The check of an edition's prose against its facts and params."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from analysis.commentary.verify.backing.case import Case
from analysis.commentary.verify.backing.sources import Sources
from analysis.commentary.verify.checks.bounds import bound_faults
from analysis.commentary.verify.checks.comparing import comparing_faults
from analysis.commentary.verify.checks.directions import Moves
from analysis.commentary.verify.checks.figures import figure_faults
from analysis.commentary.verify.checks.members import member_faults
from analysis.commentary.verify.checks.names import name_faults
from analysis.commentary.verify.checks.runs import run_faults
from analysis.commentary.verify.checks.sayings import saying_faults
from analysis.commentary.verify.findings import Fault, Finding, finding
from analysis.commentary.verify.reading.carrying import carried_on, under
from analysis.commentary.verify.reading.labels import over_their_periods
from analysis.commentary.verify.reading.reading import Carried, Reading
from analysis.commentary.verify.reading.vocabulary import Vocabulary
from analysis.commentary.verify.text.passages import Passage, Sentence, sentences_of
from analysis.commentary.verify.text.periods import periods
from analysis.commentary.verify.text.tokens import figures
from analysis.facts import Facts
from analysis.params.loading import Params
from analysis.roster import Roster

# A footnote that only says 同上 or *** names no source.
_SOURCE = re.compile(r"(?!同上|略)[\u4e00-\u9fff]{2}|https?://")


def verify(
    prose: Sequence[Passage],
    facts: Facts,
    params: Params,
    roster: Roster,
    *,
    last_run: Facts | None = None,
) -> list[Finding]:
    """Return everything in the prose that facts, params and footnotes do not bear out.

    Findings stand in the order of the text. `last_run` are the facts before data were corrected:
    with them a figure that was true then is called stale. Pure: reads no file and no clock.
    """
    verifier = Verifier(facts, params, roster, last_run)
    return [found for passage in prose for found in verifier.findings(passage)]


@dataclass(frozen=True)
class Verifier:
    """What is needed to check passages, made once for an edition."""

    facts: Facts
    params: Params
    roster: Roster
    last_run: Facts | None = None

    @cached_property
    def sources(self) -> Sources:
        """Facts and params by the words that name them."""
        area = str(self.params.values.get("area", ""))
        vocabulary = Vocabulary(self.facts, self.roster, area)
        return Sources(vocabulary, self.params.values, self.last_run)

    @cached_property
    def _moves(self) -> Moves:
        return Moves(self.params.change_words)

    def findings(self, passage: Passage) -> list[Finding]:
        """Return the findings of one passage, in the order of its text."""
        found = [
            finding(fault, reading.sentence, passage)
            for reading in self._readings(passage)
            for fault in _first(self._faults(Case(reading, self.sources)))
        ]
        return sorted(found, key=lambda one: (one.start, one.end))

    def _faults(self, case: Case) -> Iterator[Fault]:
        yield from bound_faults(case)
        yield from figure_faults(case)
        yield from self._moves.faults(case)
        yield from comparing_faults(case)
        yield from saying_faults(case)
        yield from run_faults(case)
        yield from name_faults(case)
        yield from member_faults(case)

    def _readings(self, passage: Passage) -> Iterator[Reading]:
        """Yield the sentences of a passage, each with what the ones before leave behind."""
        carried = under(passage.heading, self.sources.vocabulary)
        sentences = list(sentences_of(passage))
        for sentence, following in zip_longest(sentences, sentences[1:]):
            if sentence.heading:
                carried = under(sentence.text, self.sources.vocabulary)
                continue
            reading = self._reading(sentence, carried, passage)
            yield reading
            if following is not None:
                carried = carried_on(reading, following)

    def _reading(self, sentence: Sentence, carried: Carried, passage: Passage) -> Reading:
        text, vocabulary = sentence.text, self.sources.vocabulary
        named = list(periods(text, self.params.quarter))
        noted = [at for at, name in sentence.marks if _SOURCE.search(passage.notes.get(name, ""))]
        return Reading(
            sentence,
            tuple(figures(text)),
            tuple(over_their_periods(vocabulary.labels(text), named, vocabulary.to_date)),
            tuple(vocabulary.subjects(text)),
            tuple(named),
            carried,
            frozenset(noted),
        )


def _first(faults: Iterator[Fault]) -> list[Fault]:
    """Return faults without those of a place that an earlier one already names."""
    kept: list[Fault] = []
    for fault in faults:
        if not any(one.start < fault.end and fault.start < one.end for one in kept):
            kept.append(fault)
    return kept
