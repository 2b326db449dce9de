"""Cut-out fonts kept for the next page with the same characters: cutting takes most of its time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from pathlib import Path

from analysis.basis import versions
from analysis.inputs.fingerprints import digest
from analysis.source_tree import source_id

# Two fonts a page, and the pages of some quarters.
_KEPT = 24
_FOLDER: ContextVar[Path | None] = ContextVar("kept glyphs", default=None)

Cut = Callable[[Path, frozenset[str]], bytes]


@contextmanager
def keeping_glyphs(folder: Path) -> Iterator[None]:
    """Keep the fonts that are cut out meanwhile in a folder, which may be deleted at any time."""
    token = _FOLDER.set(folder)
    try:
        yield
    finally:
        _FOLDER.reset(token)


def kept_or(cut: Cut) -> Cut:
    """Return a way to cut out fonts that first looks among those kept."""
    folder = _FOLDER.get()
    if folder is None:
        return cut

    def kept(font: Path, characters: frozenset[str]) -> bytes:
        place = folder / _name(font, characters)
        if (found := _read(place)) is not None:
            return found
        made = cut(font, characters)
        _write(place, made)
        return made

    return kept


def _name(font: Path, characters: frozenset[str]) -> str:
    """Return what names a cut-out font: all that its bytes follow from."""
    return digest([font.name, sorted(characters), versions(), source_id()])[:32]


def _read(place: Path) -> bytes | None:
    """Return what is kept; None where it is not there or not whole."""
    try:
        seal, content = place.read_bytes().split(b"\n", 1)
    except (OSError, ValueError):
        return None
    return content if seal.decode("ascii", "replace") == sha256(content).hexdigest() else None


def _write(place: Path, content: bytes) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        # Half of it, after a kill, does not answer to its seal.
        place.write_bytes(sha256(content).hexdigest().encode() + b"\n" + content)
        by_age = sorted(place.parent.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        for old in by_age[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return
