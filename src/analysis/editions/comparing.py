"""Two contents of a bulletin compared: facts, tables, text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from analysis.editions.cells import compared_tables
from analysis.editions.changes import Change, Kind, largest_first
from analysis.editions.content import Content
from analysis.editions.figures import compared_facts
from analysis.editions.sentences import compared_text


def changes(old: Content, new: Content) -> list[Change]:
    """Return every change, kind by kind, largest first within a kind."""
    facts = list(compared_facts(old.facts, new.facts))
    changed = {change.place for change in facts if change.kind is not Kind.ADDED}
    cells = list(compared_tables(old.tables, new.tables, changed))
    corrected = any(change.corrects for change in (*facts, *cells))
    text = (
        replace(one, echo=corrected and one.corrects) for one in compared_text(old.text, new.text)
    )
    found = [*facts, *cells, *text]
    return [one for kind in Kind for one in largest_first(c for c in found if c.kind is kind)]


def said_otherwise(found: Iterable[Change]) -> bool:
    """Tell whether anything that was said is said otherwise: what makes the next edition.

    A figure that is only kept in addition, and stands in no table and no sentence, does not.
    """
    return any(change.kind is not Kind.ADDED for change in found)


def corrections(found: Iterable[Change]) -> list[Change]:
    """Return the changes of what was published that need a reason, each once, the main ones first.

    Figures and lists of the whole come before those of single regions and units, tables and text
    last.
    """
    chosen = [change for change in found if change.corrects and not change.echo]
    return sorted(chosen, key=lambda change: (_rank(change), -change.size))


def _rank(change: Change) -> int:
    if change.kind in {Kind.FIGURE, Kind.ENTRY}:
        return int("[" in change.place)
    return 1 + list(Kind).index(change.kind)
