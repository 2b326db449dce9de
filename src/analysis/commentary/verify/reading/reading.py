"""One sentence read: its clauses, its figures, what it names, which figures belong together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from analysis.commentary.verify.reading.mentions import Label, Names, Subject, runs_of
from analysis.commentary.verify.text.figure import Figure, Kind
from analysis.commentary.verify.text.mention import Mention
from analysis.commentary.verify.text.passages import Sentence
from analysis.commentary.verify.text.periods import PeriodMention


@dataclass(frozen=True)
class Carried:
    """What earlier sentences leave behind: labels, last first, and subjects.

    `strict` subjects still hold (其中 …), others only may; `heading` are those of the heading,
    `title` its words. `lead` are the labels of what announces a list of lines. `text` is the
    sentence before, `said` all before.
    """

    labels: tuple[Label, ...] = ()
    names: Names | None = None
    strict: bool = False
    heading: Names | None = None
    title: str = ""
    lead: tuple[Label, ...] = ()
    text: str = ""
    said: str = ""


@dataclass(frozen=True)
class Reading:
    """A sentence with all that is named in it, in order.

    `noted_at` are the offsets at which a footnote names a source.
    """

    sentence: Sentence
    figures: tuple[Figure, ...]
    labels: tuple[Label, ...]
    subjects: tuple[Subject, ...]
    periods: tuple[PeriodMention, ...]
    carried: Carried = field(default_factory=Carried)
    noted_at: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        """The sentence without markup."""
        return self.sentence.text

    @property
    def context(self) -> str:
        """The sentence and the one before it."""
        return f"{self.carried.text}{self.text}"

    def clause(self, place: int) -> int:
        """Return where the clause around a place begins."""
        return self._clauses[place]

    @cached_property
    def _clauses(self) -> Sequence[int]:
        """Where the clause of each character begins; brackets are clauses within a clause."""
        starts: list[int] = []
        outer: list[int] = []
        start = 0
        for place, character in enumerate(self.text):
            if character == "）" and outer:
                start = outer.pop()
            starts.append(start)
            if character == "（":
                outer.append(start)
            if character in "（，；：。":
                start = place + 1
        return [*starts, start]

    def left(self, place: int) -> str:
        """Return the words of the clause in front of a place, what is in brackets left out."""
        return _BRACKETS.sub("", self.text[self.clause(place) : place])

    def clause_text(self, place: int) -> str:
        """Return the clause around a place, up to the next comma."""
        start = self.clause(place)
        end = _STOPS.search(self.text.replace("、", "\ue000"), place)
        return self.text[start : end.start() if end else len(self.text)]

    def same_clause(self, mention: Mention, place: int) -> bool:
        """Tell whether a mention stands in the clause of a place, in front of it."""
        return mention.end <= place and self.clause(mention.start) == self.clause(place)

    def closed(self, mention: Mention, place: int) -> bool:
        """Tell whether a mention stands in brackets that are closed before a place."""
        opened = self.text.rfind("（", 0, mention.start)
        inside = opened >= 0 and "）" not in self.text[opened : mention.start]
        return inside and mention.end <= self.text.find("）", mention.end) < place

    def noted(self, figure: Figure) -> bool:
        """Tell whether a footnote with a source stands at a figure, before the next one."""
        following = (one.start for one in self.figures if one.start >= figure.stop)
        stop = _STOPS.search(self.text, figure.stop)
        # The mark may stand behind the full stop, but not behind a comma.
        end = stop.end() if stop and stop[0] == "。" else stop.start() if stop else len(self.text)
        end = min(end, next(following, end))
        return any(figure.end <= at <= end for at in self.noted_at)

    @cached_property
    def subject_runs(self) -> Sequence[tuple[Subject, ...]]:
        """The regions and units, those listed together as one."""
        return list(runs_of(self.subjects, self.text))

    @cached_property
    def label_runs(self) -> Sequence[tuple[Label, ...]]:
        """The labels, those listed together as one."""
        return list(runs_of(self.labels, self.text))

    def head(self, figure: Figure) -> Figure:
        """Return the first of the figures that are listed together (分别为75件、57件、85件)."""
        return next((run[0] for run in self._listed if figure in run), figure)

    @cached_property
    def _listed(self) -> Sequence[tuple[Figure, ...]]:
        """The runs of figures that follow a 分别."""
        runs = (self._list_after(match.end()) for match in _EACH.finditer(self.text))
        return [run for run in runs if len(run) > 1]

    def _list_after(self, place: int) -> tuple[Figure, ...]:
        following = [figure for figure in self.figures if figure.start >= place]
        if not following or "，" in self.text[place : following[0].start]:
            return ()
        run = following[:1]
        for figure in following[1:]:
            if not _COMMA.fullmatch(self.text, run[-1].stop, figure.start):
                break
            run.append(figure)
        return tuple(run)

    @cached_property
    def pairs(self) -> Mapping[Figure, Mention]:
        """Which label or subject each figure of a 分别 belongs to."""
        found: dict[Figure, Mention] = {}
        for run in self._listed:
            found |= zip(run, self._items(run[0].start, len(run)), strict=False)
        return found

    def _items(self, place: int, count: int) -> Sequence[Mention]:
        """Return the last labels or subjects before a place that are listed in this number."""
        every: list[Sequence[Mention]] = [*self.subject_runs, *self.label_runs]
        runs = [run for run in every if run[-1].end <= place and len(run) == count]
        if runs:
            return max(runs, key=lambda run: run[-1].end)
        apart = [label for label in self.labels if label.end <= place and self.bears(label)]
        return apart[-count:] if len(apart) >= count else ()

    def bears(self, label: Label) -> bool:
        """Tell whether a figure stands right behind a label, or right in front of it."""
        after = next((f for f in self.figures if f.start >= label.end), None)
        if after is not None and not _STOPS.search(self.text, label.end, after.start):
            return True
        return any(figure.stop == label.start for figure in self.figures)

    def is_listed(self, label: Label) -> bool:
        """Tell whether a label stands in a list of labels: 锦旗、感谢信."""
        return any(label in run and len(run) > 1 for run in self.label_runs)


_BRACKETS = re.compile(r"（[^（）]*）")
_EACH = re.compile(r"分别|依次|各(?=[0-9])")
_COMMA = re.compile(r"的?(?:、|和|与|及|以及|，)")
_STOPS = re.compile(r"[，；：、。]")


def anchor(start: int, end: int) -> Figure:
    """Return a figure of no value in a word's place: what it is said of is found the same way."""
    return Figure(start, end, end, Decimal(0), Kind.COUNT)
