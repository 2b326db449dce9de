"""What tells that something is unchanged: hashes of files, of rules, of the code that reads."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import analysis
from analysis.disk import reason
from analysis.errors import InputsError

# What decides how an input is read: a change here makes everything that was kept stale.
_READING_CODE = (
    *("engines", "inputs", "params"),
    *("arrow_arrays.py", "levels.py", "quarter.py", "roster.py", "spelling.py", "unseen.py"),
)


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's content; InputsError where it cannot be read."""
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise InputsError(f"无法读取 {path.name}：{reason(error)}") from None


def digest(content: Any) -> str:
    """Return the SHA-256 of anything that JSON can hold."""
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


@cache
def reading_code() -> str:
    """Return one hash over the code that reads inputs."""
    folder = Path(analysis.__file__).parent
    return digest(
        {
            str(path.relative_to(folder)): file_hash(path)
            for part in _READING_CODE
            for path in sorted([folder / part, *(folder / part).rglob("*.py")])
            if path.is_file()
        }
    )
