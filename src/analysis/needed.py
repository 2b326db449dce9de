"""What a build of a quarter has still to do: nothing, only publish, or all of it.

Held against the manifest of the last run: all that a run follows from, the source of the program
itself, and every file that was made. No record is read, and nothing is loaded that takes time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

from analysis import basis
from analysis.basis import HashOf, Part, differences
from analysis.commentary.text_digest import code_digest, published_digests
from analysis.damages import Damages
from analysis.delivery.places import committed
from analysis.errors import BulletinError
from analysis.last_report import LastReport, read_report
from analysis.params.loading import load_params
from analysis.project import Project
from analysis.quarter import Quarter
from analysis.report_files import DRAFT, NOTEBOOKS
from analysis.source_tree import source_id

# What a bulletin is read as; a run leaves the other files.
_PUBLISHED = "bulletin."


class Need(Enum):
    """What is still to be done, the least first."""

    NOTHING = "nothing"
    PUBLISH = "publish"
    RUN = "run"


@dataclass(frozen=True)
class Situation:
    """What there is of a quarter: what a run follows from, and what the last one left.

    `followed` has the keys of the manifest; a part that cannot be read is left out, and `unread`
    says so.
    """

    quarter: Quarter
    followed: Mapping[str, Any]
    unread: tuple[str, ...]
    report: LastReport
    delivering: bool


def situation(project: Project, quarter: Quarter, hash_of: HashOf) -> Situation:
    """Look at a quarter without reading a record."""
    damages = Damages(project.root)
    read = partial(damages.read, project.data(quarter))
    parts = {
        Part.INPUTS: read(lambda: basis.inputs(project, quarter, hash_of)),
        Part.PARAMS: read(lambda: load_params(project.params, quarter).written),
        Part.ROSTER: read(lambda: basis.roster(project, hash_of)),
        Part.TEMPLATES: read(lambda: basis.templates(project, hash_of)),
        Part.EARLIER: read(lambda: basis.compared_with(project, quarter, hash_of)),
        Part.PROGRAM: basis.versions(),
    }
    followed = {part.value: stated for part, stated in parts.items() if stated is not None}
    unread = tuple(damages.told)
    report = read_report(project.report(quarter), damages)
    delivering = committed(report.folder).exists()
    return Situation(quarter, {**followed, "source": source_id()}, unread, report, delivering)


def need(found: Situation, hash_of: HashOf) -> Need:
    """Say what a build has to do to leave what a build of everything would leave."""
    last = found.report.manifest
    if found.unread or found.delivering or last is None or not found.report.is_whole:
        return Need.RUN
    if any(key not in last for key in (*found.followed, "files", "code")):
        # Of a version that did not keep enough to tell.
        return Need.RUN
    if last["source"] != found.followed["source"] or differences(last, found.followed):
        return Need.RUN
    lost = list(_lost(found.report.folder, last["files"], hash_of))
    if any(not name.startswith(_PUBLISHED) for name in lost) or _code(found.report) != last["code"]:
        return Need.RUN
    return Need.PUBLISH if lost or not _is_published(found, last) else Need.NOTHING


def _is_published(found: Situation, last: Mapping[str, Any]) -> bool:
    """Tell whether the bulletin that lies there is of these texts, facts and printed params."""
    now = published_digests(
        found.report.texts, found.report.facts or b"", found.followed[Part.PARAMS]
    )
    draft = found.report.folder / DRAFT
    return found.report.has_bulletin and last.get("published") == now and not draft.exists()


def _lost(folder: Path, files: Mapping[str, str], hash_of: HashOf) -> Iterator[str]:
    """Yield the files that are gone, or not as they were made."""
    for name, made in files.items():
        path = folder / name
        try:
            if not path.is_file() or hash_of(path) != made:
                yield name
        except (BulletinError, OSError):
            yield name


def _code(report: LastReport) -> dict[str, str]:
    """Return the digest of each notebook's code and of what it shows."""
    return {
        path.stem: code_digest(json.loads(path.read_text("utf-8")))
        for path in sorted((report.folder / NOTEBOOKS).glob("*.ipynb"))
    }
