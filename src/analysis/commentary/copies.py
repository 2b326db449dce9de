"""Before a run overwrites a notebook, the analyst's copy is kept as it was."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

# Below the report's folder; not hidden, so that it is found when it is needed.
EARLIER = "earlier"
# So many copies of a notebook are kept: a quarter's work, and no more than a few megabytes.
KEPT = 20

_NUMBERED = re.compile(r"(?P<stem>.+)-(?P<number>[0-9]+)\.ipynb")


def earlier_copies(folder: Path, outputs: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return copies of the notebooks that outputs (path below `folder` -> content) overwrite.

    By path below the folder: earlier/2_evaluations-1.ipynb, -2 and so on, the last one the
    latest. What does not change, and what was kept before, is not kept again.
    """
    copies = {}
    for name, content in outputs.items():
        path = folder / name
        if path.suffix == ".ipynb" and path.is_file() and path.read_bytes() != content:
            before = path.read_bytes()
            kept = _kept(folder).get(PurePosixPath(name).stem, {})
            number = max(kept, default=0)
            if not number or kept[number].read_bytes() != before:
                copies[f"{EARLIER}/{path.stem}-{number + 1}.ipynb"] = before
    return copies


def discard_old_copies(folder: Path) -> None:
    """Remove all but the latest copies of each notebook of a report's folder."""
    for copies in _kept(folder).values():
        for number in sorted(copies)[:-KEPT]:
            copies[number].unlink()


def _kept(folder: Path) -> dict[str, dict[int, Path]]:
    """Return the copies that are kept: notebook -> number -> file."""
    found: dict[str, dict[int, Path]] = defaultdict(dict)
    for path in (folder / EARLIER).glob("*.ipynb"):
        if match := _NUMBERED.fullmatch(path.name):
            found[match["stem"]][int(match["number"])] = path
    return found
