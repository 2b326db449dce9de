"""How each quarter stands: what is there, what was run, what has changed since, what is out.

No record is read: hashes, params and digests of texts are held against the manifest of the last
run. What cannot be read is told, and stops nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from analysis import basis
from analysis.basis import Difference, HashOf, How, Part, differences
from analysis.damages import Damages
from analysis.inputs.columns import KINDS
from analysis.inputs.files import find_files
from analysis.inputs.kept_hashes import KeptHashes
from analysis.last_report import LastReport, read_report
from analysis.params.loading import load_params
from analysis.project import Project
from analysis.quarter import Quarter
from analysis.quarters import quarters_of
from analysis.report_files import MANIFEST

# What makes the figures of a bulletin that is out doubtful. Templates, program and roster move on
# with later quarters, and a bulletin is not made anew only for that.
_OF_FIGURES = frozenset({Part.INPUTS, Part.PARAMS, Part.EARLIER})


class State(StrEnum):
    """Where a quarter stands."""

    NO_DATA = "no_data"
    INCOMPLETE = "incomplete"
    READY = "ready"
    STALE = "stale"
    DRAFT = "draft"
    PUBLISHED = "published"
    DAMAGED = "damaged"


@dataclass(frozen=True)
class Since:
    """What has become of a quarter since its last run.

    `changed`: what the run followed from and is not as it was; `absent`: files that it read and
    of which nothing is left to compare; `edited`: notebook -> when its text was saved, after the
    bulletin or else after the run; `reworded`: whether title, date and the like changed after the
    bulletin.
    """

    changed: tuple[Difference, ...] = ()
    absent: tuple[str, ...] = ()
    edited: Mapping[str, datetime] = field(default_factory=dict)
    reworded: bool = False


@dataclass(frozen=True)
class Standing:
    """What there is of a quarter; `data`: kind -> names of its files."""

    quarter: Quarter
    state: State
    data: Mapping[str, tuple[str, ...]]
    params: Mapping[str, Any] | None
    has_params_file: bool
    report: LastReport
    since: Since
    damaged: tuple[str, ...]

    @property
    def missing(self) -> list[str]:
        """The kinds of data that have not come."""
        return [kind for kind in KINDS if not self.data[kind]]

    @property
    def published_on(self) -> str | None:
        """The date of issue that params state."""
        stated = (self.params or {}).get("published_on")
        return None if stated is None else str(stated)


def standings(project: Project) -> list[Standing]:
    """Say how every quarter of a project stands; hashes are kept in its cache."""
    hashes = KeptHashes(project.cache)
    found = [standing(project, quarter, hashes.of) for quarter in quarters_of(project)]
    hashes.keep()
    return found


def moved_since_run(project: Project, quarter: Quarter) -> list[str]:
    """Name the files and params behind a quarter's figures that have changed since its last run."""
    hashes = KeptHashes(project.cache)
    changed = standing(project, quarter, hashes.of).since.changed
    hashes.keep()
    return [one.name for one in changed if one.part in _OF_FIGURES]


def standing(project: Project, quarter: Quarter, hash_of: HashOf) -> Standing:
    """Say how one quarter stands."""
    damages = Damages(project.root)
    data = _data(project.data(quarter), damages)
    params = _params(project, quarter, damages)
    report = read_report(project.report(quarter), damages)
    since: Since | None = Since()
    if report.manifest is not None:
        now = _now(project, quarter, hash_of, damages)
        now |= {} if params is None else {Part.PARAMS.value: params}
        manifest = report.folder / MANIFEST
        since = damages.read(manifest, lambda: _since(report, now, data))
    state = _state(report, since, data)
    return Standing(
        quarter,
        state,
        data,
        params,
        has_params_file=_own_params(project, quarter).exists(),
        report=report,
        since=since or Since(),
        # A folder that cannot be listed is met by every kind.
        damaged=tuple(dict.fromkeys(damages.told)),
    )


def _data(folder: Path, damages: Damages) -> dict[str, tuple[str, ...]]:
    if folder.exists() and not folder.is_dir():
        damages.told.append(f"{folder} 应为文件夹，现在是文件。")
    found = {kind: damages.read(folder, partial(find_files, kind, folder)) for kind in KINDS}
    return {kind: tuple(path.name for path in paths or ()) for kind, paths in found.items()}


def _params(project: Project, quarter: Quarter, damages: Damages) -> dict[str, Any] | None:
    """Return a quarter's params as the manifest writes them; None without any, or broken."""
    own = _own_params(project, quarter)
    if not own.exists():
        return None
    return damages.read(own, lambda: load_params(project.params, quarter).written)


def _own_params(project: Project, quarter: Quarter) -> Path:
    return project.params / f"{quarter}.yaml"


def _now(
    project: Project, quarter: Quarter, hash_of: HashOf, damages: Damages
) -> dict[str, Mapping[str, Any]]:
    """Return what a run would follow from; a part that cannot be read is left out."""
    parts = {
        Part.INPUTS: damages.read(
            project.data(quarter), lambda: basis.inputs(project, quarter, hash_of)
        ),
        Part.ROSTER: damages.read(project.params, lambda: basis.roster(project, hash_of)),
        Part.TEMPLATES: damages.read(project.notebooks, lambda: basis.templates(project, hash_of)),
        Part.EARLIER: damages.read(
            project.root / "data", lambda: basis.compared_with(project, quarter, hash_of)
        ),
        Part.PROGRAM: basis.versions(),
    }
    return {part.value: stated for part, stated in parts.items() if stated is not None}


def _since(
    report: LastReport, now: Mapping[str, Any], data: Mapping[str, tuple[str, ...]]
) -> Since:
    found = differences(report.manifest or {}, now)
    absent = [one for one in found if _is_absent(one, data)]
    published = report.is_published()
    texts = (published and report.recorded("published")) or report.recorded("texts") or {}
    return Since(
        changed=tuple(one for one in found if one not in absent),
        absent=tuple(one.name for one in absent),
        edited=report.not_in(texts),
        reworded=published and Part.PARAMS in now and report.is_reworded(now[Part.PARAMS]),
    )


def _is_absent(one: Difference, data: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether a file is only not here, as records that were archived, or never in git."""
    if one.how is not How.GONE:
        return False
    of_kind = [files for kind, files in data.items() if one.name.startswith(kind)]
    return one.part is Part.EARLIER or (one.part is Part.INPUTS and not any(of_kind))


def _state(report: LastReport, since: Since | None, data: Mapping[str, tuple[str, ...]]) -> State:
    if since is None or not report.is_whole:
        return State.DAMAGED
    if report.manifest is None:
        return _without_run(data)
    if report.is_published():
        doubtful = any(one.part in _OF_FIGURES for one in since.changed)
        return State.STALE if doubtful else State.PUBLISHED
    return State.STALE if since.changed else State.DRAFT


def _without_run(data: Mapping[str, tuple[str, ...]]) -> State:
    if all(data.values()):
        return State.READY
    return State.INCOMPLETE if any(data.values()) else State.NO_DATA
