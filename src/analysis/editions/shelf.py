"""Where published editions are kept, and what is put there: reports/<quarter>/editions/v1/ ….

An edition's files are those that lie right in the report's folder when it is published. The number
rises when something is said otherwise; until then a new publication replaces the files.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from analysis.commentary.text_digest import text_digest
from analysis.editions.content import (
    PRINTED,
    Content,
    read_kept,
    read_run,
)
from analysis.errors import UsageError
from analysis.report_files import BULLETIN, EDITIONS, FACTS, MANIFEST, NOTEBOOKS
from analysis.tables import TABLES
from analysis.unseen import escaped

_NUMBERED = re.compile(r"v([1-9][0-9]*)")


def numbers(report: Path) -> list[int]:
    """Return the numbers of the editions that a report keeps."""
    folders = (report / EDITIONS).glob("v*")
    # An empty folder is none: git and copies leave or drop them as they please.
    filled = (one for one in folders if any(path.is_file() for path in one.rglob("*")))
    found = (_NUMBERED.fullmatch(folder.name) for folder in filled)
    return sorted(int(match[1]) for match in found if match)


def edition_folder(report: Path, number: int) -> Path:
    """Return where an edition is kept."""
    return report / EDITIONS / f"v{number}"


def read_edition(report: Path, number: int | None = None) -> tuple[int, Content]:
    """Read an edition, the latest if none is named; UsageError where there is none such."""
    known = numbers(report)
    if not known:
        raise UsageError(
            f"{report.name} 没有留存已发布的版次，请先运行 bulletin publish {report.name}。"
        )
    chosen = number or known[-1]
    if chosen not in known:
        raise UsageError(
            f"{report.name} 没有第 {chosen} 版；留存的有：{'、'.join(map(str, known))}。"
        )
    return chosen, read_kept(edition_folder(report, chosen))


def published(report: Path) -> list[Content]:
    """Read all editions of a report, the first one first.

    A bulletin of before editions were kept counts as the first, where the last run is what it was
    made of. Where a later run has replaced its figures, nothing is known of it.
    """
    if known := numbers(report):
        return [read_kept(edition_folder(report, number)) for number in known]
    return [read_run(report)] if _lies_there_as_published(report) else []


def adopted(report: Path) -> dict[str, bytes]:
    """Return the files that keep a bulletin of before as the first edition; none where one is."""
    if numbers(report) or not _lies_there_as_published(report):
        return {}
    return kept_edition(1, report, {}, read_run(report))


def kept_edition(
    number: int, report: Path, delivered: Mapping[str, bytes], content: Content
) -> dict[str, bytes]:
    """Return an edition's files by their paths below the report's folder.

    They are what is just delivered there, else what lies there since the last run.
    """
    lying = [report / name for name in (*BULLETIN, FACTS, MANIFEST)]
    # A run has replaced all of them.
    lying += [] if FACTS in delivered else sorted((report / TABLES).glob("*.csv"))
    files = {path.relative_to(report).as_posix(): path for path in lying if path.is_file()}
    found = {name: path.read_bytes() for name, path in files.items() if name not in delivered}
    found |= {name: data for name, data in delivered.items() if _is_kept(name)}
    printed = json.dumps(content.printed(), ensure_ascii=False, indent=1)
    found[PRINTED] = f"{escaped(printed)}\n".encode()
    return {f"{EDITIONS}/v{number}/{name}": found[name] for name in sorted(found)}


def _is_kept(name: str) -> bool:
    return name in {*BULLETIN, FACTS, MANIFEST} or name.startswith(f"{TABLES}/")


def _lies_there_as_published(report: Path) -> bool:
    """Tell whether a bulletin lies there, and facts and text are still what it was made of."""
    if not all((report / name).is_file() for name in (BULLETIN[0], FACTS, MANIFEST)):
        return False
    paths = sorted((report / NOTEBOOKS).glob("*.ipynb"))
    try:
        stated = json.loads((report / MANIFEST).read_text("utf-8")).get("published") or {}
        texts = {path.stem: text_digest(json.loads(path.read_text("utf-8"))) for path in paths}
    except (ValueError, KeyError, AttributeError):
        # What is damaged is told where it is needed; here it only means that nothing is known.
        return False
    facts = hashlib.sha256((report / FACTS).read_bytes()).hexdigest()
    now = {**texts, FACTS: facts}
    return bool(stated) and {key: stated.get(key) for key in now} == now
