"""What somebody probably meant who wrote an unknown name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches


def hint(wrong: str, called: Mapping[str, Sequence[str]]) -> str:
    """Return ，是否想写“…” for the nearest of the names (name -> what it is called), or ''."""
    names = {other: name for name, others in called.items() for other in others}
    near = get_close_matches(wrong, names, n=1)
    return f"，是否想写“{names[near[0]]}”" if near else ""
