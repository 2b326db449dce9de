"""reports/index.html in step with what is published: made anew only where that changed."""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from analysis.basis import versions
from analysis.disk import write_whole, writing
from analysis.inputs.fingerprints import digest
from analysis.inputs.keeping import alone
from analysis.progress import Progress
from analysis.publish.site.reports import Published, Reports, read_reports
from analysis.source_tree import source_id

INDEX = "index.html"
# In the cache: what the page was made of, and the page's own hash.
_KEPT = "index.json"


def write_index(reports: Path, cache: Path) -> tuple[str, ...]:
    """Make reports/index.html anew from the published quarters; return what is left out and why.

    ExportError: it cannot be written. Where nothing is published yet, or nothing that it shows
    has changed since it was made, nothing is written.
    """
    page = reports / INDEX
    # Quarters are published side by side: the page of the last one lists them all.
    with writing(page), alone(page, Progress(quiet=True)):
        found = read_reports(reports)
        if found.published and not _is_made(page, found, cache):
            _make(page, found, cache)
    return found.left_out


def _make(page: Path, found: Reports, cache: Path) -> None:
    from analysis.publish.site.page import site_page  # noqa: PLC0415 - it loads what draws charts

    content = site_page(found).encode()
    if not page.is_file() or page.read_bytes() != content:
        write_whole(page, content)
    # Half of it, after a kill, is read as none.
    kept = json.dumps([_made_of(found), sha256(content).hexdigest()])
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        (cache / _KEPT).write_text(kept, "utf-8")


def _is_made(page: Path, found: Reports, cache: Path) -> bool:
    try:
        kept = json.loads((cache / _KEPT).read_text("utf-8"))
        return bool(kept == [_made_of(found), sha256(page.read_bytes()).hexdigest()])
    except (OSError, ValueError):
        return False


def _made_of(found: Reports) -> str:
    """Return one digest over all that the page follows from."""
    return digest([[_shown(one) for one in found.published], source_id(), versions()])


def _shown(one: Published) -> list[object]:
    entry = one.entry.model_dump(mode="json") if one.entry else None
    return [str(one.quarter), entry, one.formats]
