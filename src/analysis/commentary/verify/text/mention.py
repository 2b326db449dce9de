"""Where in a sentence something is named."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mention:
    """A span of a sentence in which something is named."""

    start: int
    end: int
