"""Before a run overwrites a notebook, the analyst's copy is kept as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

# Below the report's folder; not hidden, so that it is found when it is needed.
EARLIER = "earlier"


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
            number, latest = _latest(folder / EARLIER, PurePosixPath(name).stem)
            if before != latest:
                copies[f"{EARLIER}/{path.stem}-{number + 1}.ipynb"] = before
    return copies


def _latest(folder: Path, stem: str) -> tuple[int, bytes]:
    """Return number and content of the last copy kept; 0 where there is none."""
    named = re.compile(rf"{re.escape(stem)}-([0-9]+)\.ipynb")
    numbers = [int(m[1]) for path in folder.glob("*.ipynb") if (m := named.fullmatch(path.name))]
    if not numbers:
        return 0, b""
    return max(numbers), (folder / f"{stem}-{max(numbers)}.ipynb").read_bytes()
