"""One program at a time works on a quarter's report, and what killed ones left is mended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from analysis.delivery import claim, mend
from analysis.project import Project
from analysis.quarter import Quarter


@contextmanager
def claimed(project: Project, quarter: Quarter) -> Iterator[list[str]]:
    """Keep other programs from writing the quarter's report; mend what killed ones left.

    Yields what to tell of that. BusyError names the program that works on it already.
    """
    with claim(project.report(quarter)) as told:
        earlier = (mend(project.report(one)) for one in (quarter.previous, quarter.year_ago))
        yield [line for line in (told, *earlier) if line]


def mended(project: Project, quarter: Quarter) -> list[str]:
    """Mend, before it is read only, what killed programs left; return what to tell of it."""
    read = (quarter, quarter.previous, quarter.year_ago)
    return [line for one in read if (line := mend(project.report(one)))]
