"""What was last tried with a quarter: so that a scheduler does not try the same again.

Kept in the cache: where it is lost, the quarter is tried once more.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from analysis.errors import BusyError, ExportError
from analysis.inputs.fingerprints import digest
from analysis.needed import Situation
from analysis.project import Project
from analysis.quarter import Quarter

# These pass by themselves: a full disk, another program at work. They are tried again.
_PASSING = frozenset({ExportError.exit_code, BusyError.exit_code, 130})
# What a person runs to edit the text; its publication is left to them.
BY_HAND = "run"
# Nothing was tried: data have not all come.
WAITED = "waited"


@dataclass(frozen=True)
class Attempt:
    """A command that was tried, what it followed from, the texts by notebook, how it ended."""

    command: str
    followed: str
    texts: Mapping[str, str]
    exit_code: int

    def covers(self, found: Situation) -> bool:
        """Tell whether trying again would end the same: nothing has changed since.

        Of a published quarter the files may be damaged, which only their hashes tell.
        """
        if self.followed != followed(found):
            return False
        return self.command in (BY_HAND, WAITED) or (
            self.exit_code != 0 and self.texts == found.report.texts
        )


def followed(found: Situation) -> str:
    """Return one digest over all that a run of a quarter follows from, readable or not."""
    return digest([dict(found.followed), found.unread])


def last_attempt(project: Project, quarter: Quarter) -> Attempt | None:
    """Return what was last tried; None where nothing is known."""
    try:
        return Attempt(**json.loads(_place(project, quarter).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def keep(attempt: Attempt, project: Project, quarter: Quarter) -> None:
    """Keep what was tried, unless it may end otherwise by itself; the disk may refuse."""
    if attempt.exit_code in _PASSING:
        return
    place = _place(project, quarter)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        # Half of it, after a kill, is read as none.
        place.write_text(json.dumps(asdict(attempt)), "utf-8")
    except OSError:
        return


def _place(project: Project, quarter: Quarter) -> Path:
    return project.cache / "attempts" / f"{quarter}.json"
