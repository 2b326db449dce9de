"""Whether a build leaves a quarter as it is, and what is told of that."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

from analysis import needed
from analysis.attempts import WAITED, Attempt, followed, keep, last_attempt
from analysis.cli.options import notice, shown
from analysis.cli.side_by_side import Result
from analysis.cli.work import Asked, Done, Outcome, as_values
from analysis.inputs.columns import TITLES
from analysis.inputs.kept_hashes import KeptHashes
from analysis.needed import Need, Situation, situation
from analysis.project import Project
from analysis.publish.site.index import INDEX, write_index
from analysis.quarter import Quarter
from analysis.report_files import BULLETIN
from analysis.standing import State, standing


@dataclass(frozen=True)
class Wanted:
    """How a build is asked for: `anew` all of it, `if_changed` only since the last attempt.

    `by` answers for what is open in the text where it is forced.
    """

    _: KW_ONLY
    force: bool
    by: str | None
    anew: bool
    if_changed: bool
    of_many: bool
    as_json: bool
    quiet: bool

    @property
    def options(self) -> list[str]:
        """What each process is told of it."""
        flags = [f"--{name}" for name in ("force", "anew") if getattr(self, name)]
        return [*flags, "--by", self.by] if self.by else flags


def left_as_it_is(
    project: Project, quarter: Quarter, wanted: Wanted, *, brief: bool = False
) -> Result | None:
    """Return what is to be said of a quarter that is left as it is, else None."""
    if wanted.anew:
        return None
    hashes = KeptHashes(project.cache)
    found = situation(project, quarter, hashes.of)
    left = _left(project, found, wanted, hashes)
    hashes.keep()
    if left is None:
        return None
    done, lines = left
    asked = Asked("build", quarter, as_json=wanted.as_json, quiet=wanted.quiet)
    values = as_values(asked, project, Outcome(done=done))
    return Result(quarter, values, lines[:1] if brief else lines)


def _left(
    project: Project, found: Situation, wanted: Wanted, hashes: KeptHashes
) -> tuple[Done, list[str]] | None:
    """Say why a quarter is left as it is; None where there is something to do."""
    tried = last_attempt(project, found.quarter)
    if wanted.if_changed and tried and tried.covers(found):
        return Done.UNCHANGED, []
    if needed.need(found, hashes.of) is Need.NOTHING:
        notice(write_index(project.reports, project.cache))
        if wanted.if_changed:
            return Done.UNCHANGED, []
        if found.report.recorded("forced") and not wanted.force:
            return None
        report = project.report(found.quarter)
        places = [report / name for name in BULLETIN]
        told = f"{found.quarter} 没有变动，通报保持原样。"
        return Done.UNCHANGED, [told, *map(shown, places), shown(project.reports / INDEX)]
    return _waiting(project, found, hashes) if wanted.if_changed else None


def _waiting(
    project: Project, found: Situation, hashes: KeptHashes
) -> tuple[Done, list[str]] | None:
    """Wait for data that have not all come; told once for every change."""
    now = standing(project, found.quarter, hashes.of)
    if not now.missing or now.state is State.DAMAGED:
        return None
    lacking = "、".join(f"{TITLES[kind]}（{kind}）" for kind in now.missing)
    waited = Attempt(WAITED, followed(found), dict(found.report.texts), 0)
    keep(waited, project, found.quarter)
    return Done.WAITING, [f"{found.quarter} 数据未齐，缺 {lacking}；到齐后再做。"]
