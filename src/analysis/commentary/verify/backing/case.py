"""A sentence and what is known to hold it against: whom and what each of its figures is about."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.commentary.verify.backing.meanings import places_of, whole_only
from analysis.commentary.verify.backing.sources import Places, Sources
from analysis.commentary.verify.reading.labels import labels_for
from analysis.commentary.verify.reading.mentions import Label, Names, Subject
from analysis.commentary.verify.reading.reading import Reading
from analysis.commentary.verify.reading.subjects import members, names_at, names_subject
from analysis.commentary.verify.text.figure import Figure


@dataclass(frozen=True)
class Case:
    """A sentence as read, and the facts and params of its edition."""

    reading: Reading
    sources: Sources

    def names(self, figure: Figure, *, objects: bool = True) -> list[Names]:
        """Return the subjects that a figure may be about, best first; a 分别 makes it sure.

        `objects`: also what something is compared with, in its own clause.
        """
        paired = self.reading.pairs.get(figure)
        if isinstance(paired, Subject):
            return [members(paired, self.reading)]
        return names_at(self.reading.head(figure), self.reading, objects=objects)

    def places(self, figure: Figure, label: Label, *, objects: bool = True) -> list[Places]:
        """Return the measures and subjects that a figure may be about, best first.

        A subject of an earlier clause may have no such measure: then the whole is meant. One
        that stands in the clause must have it.
        """
        options = self.names(figure, objects=objects)
        found = places_of(label, options, self.sources, context=self.reading.context)
        if not found and not names_subject(figure, self.reading):
            return whole_only(label, self.sources)
        return found

    def label(self, figure: Figure) -> Label | None:
        """Return the likeliest label of a figure or word that nothing is compared with."""
        return next(labels_for(figure, self.reading, objects=False), None)
