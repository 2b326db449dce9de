"""What a quarter's report folder holds, read as plain JSON: no notebook is opened whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from analysis.basis import Part
from analysis.commentary.text_digest import published_digests, text_digest
from analysis.damages import Damages
from analysis.report_files import FACTS, HTML, MANIFEST

_PARTS = frozenset({*Part, "texts", "published"})


@dataclass(frozen=True)
class LastReport:
    """What a report folder holds, as far as it can be read; None for what it does not.

    `texts`: name of a notebook -> the digest of its text now; `is_whole`: whether all could be
    read that a run leaves.
    """

    folder: Path
    manifest: Mapping[str, Any] | None
    facts: bytes | None
    texts: Mapping[str, str]
    is_whole: bool

    @property
    def has_bulletin(self) -> bool:
        """Whether a bulletin lies there, of this run or of one before."""
        return (self.folder / HTML).is_file()

    @property
    def fact_count(self) -> int | None:
        """How many facts the last run gave; None where they cannot be read."""
        return None if self.facts is None else len(json.loads(self.facts)["facts"])

    @property
    def findings(self) -> int | None:
        """How many remarks on the text the last run or publication had."""
        found = self.recorded("findings")
        return len(found) if isinstance(found, list) else None

    def recorded(self, key: str) -> Any:
        """Return what the manifest has under a key; older ones lack some: None."""
        return (self.manifest or {}).get(key)

    def not_in(self, digests: Mapping[str, str]) -> dict[str, datetime]:
        """Return the notebooks whose text is another than then, and when they were saved."""
        return {
            name: _saved(self.folder / "notebooks" / f"{name}.ipynb")
            for name, text in self.texts.items()
            if name in digests and digests[name] != text
        }

    def is_published(self) -> bool:
        """Tell whether the bulletin that lies there is of the last run."""
        published = self.recorded("published")
        if not self.has_bulletin or not published:
            # Manifests of version 0.1.0 do not say; there a draft page is of a later run.
            return self.has_bulletin and not (self.folder / "draft.html").is_file()
        now = published_digests({}, self.facts or b"", {})
        return bool(published.get(FACTS) == now[FACTS])

    def is_of_an_earlier_run(self) -> bool:
        """Tell whether a bulletin lies there that is not of the last run."""
        return self.has_bulletin and not self.is_published()

    def is_reworded(self, params: Mapping[str, Any]) -> bool:
        """Tell whether title, date of issue and the like are other than those published."""
        published = self.recorded("published")
        return (
            bool(published)
            and published.get("params") != published_digests({}, b"", params)["params"]
        )


def read_report(folder: Path, damages: Damages) -> LastReport:
    """Read what there is in a report folder; what is damaged is told and left out."""
    manifest, facts = folder / MANIFEST, folder / FACTS
    before = len(damages.told)
    notebooks = sorted((folder / "notebooks").glob("*.ipynb"))
    texts = {path.stem: damages.read(path, partial(_text, path)) for path in notebooks}
    written = damages.read(manifest, lambda: _manifest(manifest)) if manifest.exists() else None
    # A run leaves both: where one is gone, the other does not tell what was found.
    expected = facts.exists() or written is not None
    return LastReport(
        folder,
        written,
        damages.read(facts, lambda: _facts(facts)) if expected else None,
        {name: text for name, text in texts.items() if text is not None},
        is_whole=len(damages.told) == before,
    )


def _manifest(path: Path) -> dict[str, Any]:
    content = json.loads(path.read_text("utf-8"))
    for part in _PARTS & content.keys():
        if not isinstance(content[part], dict):
            raise TypeError(part)
    return dict(content)


def _facts(path: Path) -> bytes:
    content = path.read_bytes()
    len(json.loads(content)["facts"])
    return content


def _text(path: Path) -> str:
    return text_digest(json.loads(path.read_text("utf-8")))


def _saved(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime).astimezone()
