"""Which source made this: git's own name for the content of the package, told without git.

A commit cannot hold its own hash, a shallow clone knows no history and an installed package no
git; but the files are the same everywhere, and so is the tree id that git gives to them:
`git rev-parse <commit>:src/analysis`.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import analysis

# What Python leaves beside the files of the package; editors and desktops hide theirs.
_BYTE_CODE = ("__pycache__", ".pyc", ".pyo")
# The one hidden name of the package itself: with it an unpacked Word file begins.
_OF_WORD = ".rels"


@cache
def source_id() -> str:
    """Return the tree id of this package: 40 hexadecimal digits."""
    return tree_id(Path(analysis.__file__).parent)


def tree_id(folder: Path) -> str:
    """Return the id that git gives to a folder of plain files; empty folders do not count.

    Files count as committed where git converts no line ends (.gitattributes says so).
    """
    return _tree(folder).hex()


def _tree(folder: Path) -> bytes:
    entries = sorted(
        (_sorted_as(path), _entry(path)) for path in folder.iterdir() if _is_source(path)
    )
    return _hashed("tree", b"".join(entry for _, entry in entries))


def _entry(path: Path) -> bytes:
    name = path.name.encode()
    if path.is_dir():
        return b"40000 " + name + b"\0" + _tree(path)
    return b"100644 " + name + b"\0" + _hashed("blob", path.read_bytes())


def _sorted_as(path: Path) -> bytes:
    """Git sorts a folder as if its name ended with a slash."""
    return path.name.encode() + (b"/" if path.is_dir() else b"")


def _is_source(path: Path) -> bool:
    hidden = path.name.startswith(".") and path.name != _OF_WORD
    if hidden or path.name.endswith(_BYTE_CODE):
        return False
    return path.is_file() or any(map(_is_source, path.iterdir()))


def _hashed(kind: str, content: bytes) -> bytes:
    """Return the SHA-1 that names content in git: a name, not a seal."""
    head = f"{kind} {len(content)}\0".encode()
    return hashlib.sha1(head + content, usedforsecurity=False).digest()
